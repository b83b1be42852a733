package requests

import (
	"math"

	"nines/models"
	"nines/sim"
)

// The tries of a request that are under way stand in a list, in no order that means anything. A try leaves it when it
// is answered, has failed or is given up.

// may reports whether a request may be sent to another node: that is admitted, and there is one.
func (l *Lane) may(r *request) bool { return !l.clients.screen || l.passes(r) }

// passes is may where it may not.
func (l *Lane) passes(r *request) bool { return (r.tries == none || l.elsewhere(r)) && l.admits() }

// try sends it; false where the balancer knows nobody.
func (l *Lane) try(id int32, r *request) bool {
	l.account.outcome.Tries++
	return l.send(id, r)
}

// elsewhere reports whether a request that has tries under way may be sent to a node that has none of them.
func (l *Lane) elsewhere(r *request) bool {
	there := 0
	for t := r.tries; t != none; t = l.servers.tries.Items[t].also {
		if l.of(r).peers.MayBe(l.servers.tries.Items[t].node) {
			there++
		}
	}
	return there == 0 || there < len(l.of(r).peers.May())
}

// send sends a request to whom the balancer chooses of the nodes that have no try of it; false where that is nobody.
func (l *Lane) send(id int32, r *request) bool {
	b, to := l.of(r), models.Nobody
	peers := &b.peers
	if b.sent != models.ToNobody {
		for t := r.tries; t != none; t = l.servers.tries.Items[t].also {
			peers.Spare(l.servers.tries.Items[t].node)
		}
		if len(peers.May()) > 0 {
			peers.Now = l.now
			to = l.draws.pick(l.senders.policy, peers, models.Request{Key: r.key, Try: int(r.begun), Work: r.work})
		}
		peers.Admit()
	}
	if to == models.Nobody {
		l.hear(l.now, false)
		return false
	}
	peers.Add(to, 1, r.work)
	l.attempt(id, r, to)
	return true
}

// attempt sends a try of a request to a node.
func (l *Lane) attempt(id int32, r *request, to int32) {
	t := l.servers.tries.Take()
	x := &l.servers.tries.Items[t]
	r.sent++
	*x = try{} // and then in place, as a request
	x.of, x.also, x.node = id, r.tries, to
	x.asks, x.follows, x.crowd = none, none, nobody
	x.sent, x.key, x.work = l.now, r.key, r.work
	if l.clients.vary {
		x.client, x.rank = r.client, r.rank
		x.work += l.draws.own(l.plan.Own, r.luck, r.sent)
	}
	r.tries = t
	r.under++
	l.account.send(to)
	if limit := l.plan.Client.Timeout; l.clients.timed && !math.IsInf(float64(limit), 1) {
		x.patience = l.calendar.At(l.now+sim.Time(limit), sim.Event{Kind: tires, Who: t})
	}
	if !l.far || !l.setOut(t) {
		l.servers.arrive(t, x, l.now)
	}
}

// reach has a try come to its node or, while its connection is made, what is sent for that, to the node and then to the
// client, who sends no more once he has given up. That a node cannot be reached he learns from the first.
func (l *Lane) reach(t int32, x *try) {
	switch atNode := x.ways%2 == 0; {
	case x.ways == 0 || atNode && !l.servers.hears(x.node):
		l.servers.arrive(t, x, l.now)
	case x.of == none:
		l.discard(t)
	default:
		x.ways--
		takes := l.draws.way(l.way(&l.clients.requests.Items[x.of], t))
		x.done = l.calendar.At(l.now+sim.Time(takes), sim.Event{Kind: reaches, Who: t})
	}
}

// part ends what is between a client and its try.
func (l *Lane) part(t int32, x *try, r *request, answered bool) {
	if l.clients.timed {
		l.calendar.Cancel(&x.patience)
	}
	peers := &l.of(r).peers
	peers.Add(x.node, -1, r.work)
	if l.senders.learns != nil {
		peers.Now = l.now
		l.senders.learns.Learn(peers, x.node, sim.Duration(l.now-x.sent), answered)
	}
	at := &r.tries
	for *at != t {
		at = &l.servers.tries.Items[*at].also
	}
	*at = x.also
	r.under--
}

// abandon gives a try up, because its request has been answered otherwise or is not waited for any longer: it is served
// for nobody, or leaves its node.
func (l *Lane) abandon(t int32, otherwise bool) {
	gives := l.plan.Client.GivesUp
	place := l.servers.tries.Items[t].place
	if gives == models.Canceled || gives == models.Dropped && place == calling || place == goesBack {
		l.withdraw(t)
	}
	l.forgo(t, otherwise)
}

// withdraw takes a try that its client has given up from its node, unless others wait for it there, and the one that it
// has followed, if that was for nobody else.
func (l *Lane) withdraw(t int32) {
	s := &l.servers
	if s.leads(t) {
		return
	}
	lead := s.tries.Items[t].follows
	l.uncall(t)
	s.leave(t, l.now)
	if lead == none || s.leads(lead) || s.tries.Items[lead].of != none {
		return
	}
	if l.plan.Client.GivesUp == models.Canceled || s.tries.Items[lead].place == calling {
		l.uncall(lead)
		s.leave(lead, l.now)
		l.discard(lead)
	}
}

// forgo ends what is between a client and a try that has not ended.
func (l *Lane) forgo(t int32, otherwise bool) {
	x := &l.servers.tries.Items[t]
	r := &l.clients.requests.Items[x.of]
	l.part(t, x, r, false)
	l.hear(x.sent, otherwise)
	if !otherwise {
		l.judge(r, x.node, false)
	}
	if x.place == nowhere {
		l.discard(t)
	} else {
		x.of = none
	}
}

// abandonAll gives up the tries of a request that are under way.
func (l *Lane) abandonAll(r *request, otherwise bool) {
	for r.tries != none {
		l.abandon(r.tries, otherwise)
	}
}

// discard is the last of a try. What it was given has come to nothing, unless its client has taken the answer.
func (l *Lane) discard(t int32) {
	l.servers.spend(&l.servers.tries.Items[t])
	l.servers.tries.Free(t)
}
