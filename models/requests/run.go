package requests

import (
	"nines/models"
	"nines/sim"
)

// The kinds of events of lanes. Who is given behind each.
const (
	departs sim.Kind = iota + 1 // try: its service is over
	shares                      // node: the next of those that share it is done
	tires                       // try: its client has waited long enough
	expires                     // request: its time is up
	again                       // request: it is tried again
	hedges                      // request: no answer has come in time
	unties                      // request: it is known that a node has begun to serve it
	reaches                     // try: it has come to its node, or what makes its connection there or back
	reports                     // try: what became of it has come back
	asks                        // user: he has thought, and sends the next request
	returns                     // balancer and node: it is no longer ejected
	looks                       // balancer: its policy of ejection looks at all nodes
	rises                       // balancer and node: its weight does
	reads                       // balancers read what is in progress
)

// play plays an event of the lane.
func (l *Lane) play(e sim.Event, now sim.Time) {
	l.now = now
	if e.Kind == departs { // half of all
		l.finish(e.Who)
	} else {
		l.handle(e)
	}
	l.conclude()
	l.road.settle()
}

// handle is play of what is no departure.
func (l *Lane) handle(e sim.Event) {
	switch e.Kind {
	case shares:
		l.finish(l.servers.nodes[e.Who].root)
	case tires:
		l.tire(e.Who)
	case expires:
		l.over(e.Who, &l.clients.requests.Items[e.Who], models.Late)
	case again:
		l.begin(e.Who, &l.clients.requests.Items[e.Who])
	case hedges:
		l.hedge(e.Who)
	case unties:
		l.untie(e.Who)
	case reaches:
		l.reach(e.Who, &l.servers.tries.Items[e.Who])
	case reports:
		x := &l.servers.tries.Items[e.Who]
		l.servers.end(e.Who, x, x.how)
	case asks:
		l.goOn(e.Who)
	case returns:
		l.readmit(l.unpair(e.Who))
	case looks:
		l.look(e.Who)
	case rises:
		l.rise(l.unpair(e.Who))
	case reads:
		l.read()
	}
}

// Become tells the truth about a node. What happens before now has been played.
func (l *Lane) Become(node int32, c Condition, now sim.Time) {
	l.now = now
	if c.Down && l.plan.Serving.Fate != models.Resume {
		l.uncallAt(node)
	}
	l.servers.become(node, c, now)
	l.conclude()
	l.road.settle()
}

// Trust tells all balancers whether a node is trusted.
func (l *Lane) Trust(node int32, trusted bool) {
	l.senders.distrust[node] = !trusted
	for by := range l.senders.each {
		l.reconsider(int32(by), node)
	}
}

// read has all balancers see what is in progress now, and again after the same time.
func (l *Lane) read() {
	for i := range l.senders.each {
		l.senders.each[i].peers.Refresh()
	}
	l.calendar.At(l.now+sim.Time(l.plan.Staleness), sim.Event{Kind: reads})
}

// Need tells which share of requests fails because what the service needs is not there.
func (l *Lane) Need(fails float64) { l.clients.refuses = fails }

// forget begins to count anew: requests that are under way are no longer counted.
func (l *Lane) forget(now sim.Time) {
	l.now = now
	for i := range l.clients.requests.Items {
		l.clients.requests.Items[i].counted = false
		l.clients.requests.Items[i].used = 0
	}
	l.servers.forget(now)
	l.senders.forget(now)
	l.users.forget(now)
	l.account.forget(now)
}
