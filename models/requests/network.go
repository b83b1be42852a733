package requests

import (
	"nines/sim"
	"nines/sim/dist"
)

// What is sent to a node takes time to come there, and so does what becomes of it to come back. A connection that
// has to be made takes that time before, there and back for each of its round trips. That a client gives a try up
// is known at once wherever that is.

// zone is where a try is, or is to go.
func (l *Lane) zone(t int32) int32 {
	if l.plan.Zone == nil {
		return 0
	}
	return l.plan.Zone[l.servers.tries.Items[t].node]
}

// way is the law of the way between the client of a request and a try of it.
func (l *Lane) way(r *request, t int32) dist.Law {
	n := &l.plan.Network
	switch {
	case r.call == none:
		return n.Users
	case r.zone == l.zone(t):
		return n.Inside
	}
	return n.Across
}

// setOut sends a try on its way to its node; false where that takes no time.
func (l *Lane) setOut(t int32) bool {
	x := &l.servers.tries.Items[t]
	law := l.way(&l.clients.requests.Items[x.of], t)
	if law == nil {
		return false
	}
	l.servers.connections.dial(x, l.now)
	takes := l.draws.way(law)
	if takes <= 0 && x.ways == 0 {
		return false
	}
	x.place = setsOut
	x.done = l.calendar.At(l.now+sim.Time(takes), sim.Event{Kind: reaches, Who: t})
	return true
}

// comesBack sends what became of a try on its way to its client; false where it has arrived, or nobody waits for it.
func (l *Lane) comesBack(t int32, x *try, how how) bool {
	if x.of == none || how == silent || x.reported {
		return false
	}
	takes := l.draws.way(l.way(&l.clients.requests.Items[x.of], t))
	if takes <= 0 {
		return false
	}
	x.place, x.how, x.reported = goesBack, how, true
	x.done = l.calendar.At(l.now+sim.Time(takes), sim.Event{Kind: reports, Who: t})
	return true
}
