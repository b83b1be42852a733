package requests

import "nines/sim"

// Before each try a client asks its policy of admission whether it is sent, and after each that was it tells the policy
// whether it was answered. A try that is only moved from one node to another goes on.

// admits reports whether a try is sent.
func (l *Lane) admits() bool {
	return l.plan.Client.Admission == nil || l.ask()
}

// ask is admits where there is a policy.
func (l *Lane) ask() bool {
	return l.draws.admits(l.plan.Client.Admission, &l.clients.admission, l.now)
}

// hear tells what became of a try that was admitted and sent at some time.
func (l *Lane) hear(sent sim.Time, answered bool) {
	if a := l.plan.Client.Admission; a != nil {
		a.Hears(&l.clients.admission, l.now, sim.Duration(l.now-sent), answered)
	}
}
