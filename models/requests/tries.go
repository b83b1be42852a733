package requests

import (
	"math"

	"nines/models"
	"nines/sim"
)

// The tries of a request that are under way stand in a list, in no order that means anything. A try leaves it when it
// is answered, has failed or is given up.

// attempt sends a try of a request to a node.
func (l *Lane) attempt(id, to int32) {
	r := &l.clients.requests.Items[id]
	t := l.servers.tries.Take()
	x := &l.servers.tries.Items[t]
	*x = try{of: id, also: r.tries, node: to, sent: l.now, key: r.key, client: r.client, rank: r.rank, work: r.work}
	r.tries = t
	l.balancer.peers.Add(to, 1, r.work)
	l.account.send(to)
	if limit := l.plan.Client.Timeout; !math.IsInf(float64(limit), 1) {
		x.patience = l.calendar.At(l.now+sim.Time(limit), sim.Event{Kind: tires, Who: t})
	}
	l.servers.arrive(t, l.now)
}

// part ends what is between a client and its try.
func (l *Lane) part(t int32, answered bool) {
	x := &l.servers.tries.Items[t]
	r := &l.clients.requests.Items[x.of]
	l.calendar.Cancel(&x.patience)
	l.balancer.peers.Add(x.node, -1, r.work)
	if l.balancer.learns != nil {
		l.balancer.peers.Now = l.now
		l.balancer.learns.Learn(&l.balancer.peers, x.node, sim.Duration(l.now-x.sent), answered)
	}
	at := &r.tries
	for *at != t {
		at = &l.servers.tries.Items[*at].also
	}
	*at = x.also
}

// abandon gives a try up, because its request has been answered otherwise or is not waited for any longer: it is served
// for nobody, or leaves its node.
func (l *Lane) abandon(t int32, otherwise bool) {
	x := &l.servers.tries.Items[t]
	if l.plan.Client.GivesUp == models.Canceled {
		l.servers.leave(t, l.now)
	}
	l.part(t, false)
	l.hear(otherwise)
	if x.place == nowhere {
		l.servers.tries.Free(t)
	} else {
		x.of = none
	}
}

// abandonAll gives up the tries of a request that are under way.
func (l *Lane) abandonAll(id int32, otherwise bool) {
	for r := &l.clients.requests.Items[id]; r.tries != none; {
		l.abandon(r.tries, otherwise)
	}
}
