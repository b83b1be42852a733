package requests

import "nines/sim"

// Before each try a client asks its policy of admission whether it is sent, and after each that was it tells the policy
// whether it was answered. A try that is only moved from one node to another goes on.

// admits reports whether a try is sent.
func (l *Lane) admits() bool {
	a := l.plan.Client.Admission
	return a == nil || l.draws.admits(a, &l.clients.admission, l.now)
}

// hear tells what became of a try that was admitted and sent at some time.
func (l *Lane) hear(sent sim.Time, answered bool) {
	if a := l.plan.Client.Admission; a != nil {
		a.Hears(&l.clients.admission, l.now, sim.Duration(l.now-sent), answered)
	}
}
