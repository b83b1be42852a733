package requests

import (
	"nines/models"
	"nines/sim"
	"nines/sim/flat"
)

// A try whose own work is done calls other services, stage by stage. What it asks of one of them, once or several
// times, is an ask, and each time a call, which is a request in the lane of that service. Whatever becomes of a call is
// heard after the event in which it happens, so that nobody is told of what is just being made or given up.

// calls are those of all lanes.
type calls struct {
	asks   flat.Slots[ask]
	under  flat.Slots[call]
	heard  flat.Queue[answer]
	turned flat.Queue[int32] // lanes in which something may have ended
}

// ask is what a try asks of another service.
type ask struct {
	lane, try int32
	kind      int32 // of its calls: a number in Plan.Calls
	next      int32 // of the same try
	first     int32 // of its calls
	left      int32 // that are yet to be made
	under     int32 // that are under way
	wants     int32 // answers that it still waits for
	spare     int32 // of its calls that may yet fail
}

// call is a request that another waits for.
type call struct {
	ask        int32 // none: it is not waited for any more, and has been answered in this moment
	next, prev int32 // of the same ask
	request    int32 // none: it is over
}

// answer is how a call fared.
type answer struct {
	call int32
	how  models.Fared
	at   sim.Time
}

// end is why an ask ends.
type end uint8

const (
	enough   end = iota // of its calls are answered
	missed              // too many of them have failed
	unwanted            // its try is given up, or begins again
)

// unasked is a request that is a call, and that nobody waits for.
const unasked int32 = -2

func (c *calls) reset() {
	c.asks.Reset()
	c.under.Reset()
	c.heard.Reset()
	c.turned.Reset()
}

// copyFrom makes c equal to src, of which all has been heard, in its own memory.
func (c *calls) copyFrom(src *calls) {
	c.asks.CopyFrom(&src.asks)
	c.under.CopyFrom(&src.under)
	c.heard.Reset()
	c.turned.Reset()
}

// link puts a call among those of its ask.
func (c *calls) link(id int32) {
	k := &c.under.Items[id]
	a := &c.asks.Items[k.ask]
	k.next, k.prev = a.first, none
	if a.first != none {
		c.under.Items[a.first].prev = id
	}
	a.first = id
	a.under++
}

// unlink takes a call out of those of its ask.
func (c *calls) unlink(id int32) {
	k := &c.under.Items[id]
	a := &c.asks.Items[k.ask]
	if k.prev == none {
		a.first = k.next
	} else {
		c.under.Items[k.prev].next = k.next
	}
	if k.next != none {
		c.under.Items[k.next].prev = k.prev
	}
	a.under--
	k.ask = none
}

// uncall gives up what a try calls.
func (l *Lane) uncall(t int32) { l.road.forgo(&l.servers.tries.Items[t], unwanted, l.now) }

// uncallAt gives up what all tries at a node call.
func (l *Lane) uncallAt(node int32) {
	for t := l.servers.nodes[node].away.first; t != none; t = l.servers.tries.links[t].next {
		l.uncall(t)
	}
}

// forgo ends all that a try asks.
func (r *Road) forgo(x *try, why end, now sim.Time) {
	for x.asks != none {
		id := x.asks
		x.asks = r.calls.asks.Items[id].next
		r.close(id, why, now)
	}
}

// turn is a lane in which something of another has to happen.
func (r *Road) turn(lane int32, now sim.Time) *Lane {
	l := &r.lanes[lane]
	l.now = now
	r.calls.turned.Put(lane)
	return l
}

// settle plays what an event in one lane leads to in others, in the same moment.
func (r *Road) settle() {
	if r.linked {
		r.spread()
	}
}

// spread is settle of lanes that call each other.
func (r *Road) spread() {
	c := &r.calls
	for {
		switch {
		case c.turned.Unread():
			r.lanes[c.turned.Next()].conclude()
		case c.heard.Unread():
			r.hear(c.heard.Next())
		default:
			c.turned.Reset()
			c.heard.Reset()
			return
		}
	}
}

// call has a try of a lane make its calls from a kind on, those of the first stage that has any; where none has, the
// try is answered.
func (r *Road) call(l *Lane, t int32, kind int) {
	all := l.plan.Calls
	switch x := &l.servers.tries.Items[t]; {
	case x.follows != none:
		return
	case x.unmet:
		kind = len(all)
	}
	for kind < len(all) && l.servers.tries.Items[t].asks == none {
		r.fetched(l, t, kind)
		for stage := all[kind].Stage; kind < len(all) && all[kind].Stage == stage; kind++ {
			if all[kind].OnHits || !l.servers.tries.Items[t].hit {
				r.ask(l, t, int32(kind))
			}
		}
	}
	if l.servers.tries.Items[t].asks == none {
		l.servers.complete(t, l.now)
	}
}

// ask has a try of a lane make its calls of a kind.
func (r *Road) ask(l *Lane, t, kind int32) {
	p := &l.plan.Calls[kind]
	n := l.draws.often(p.PerRequest)
	switch {
	case n == 0:
		return
	case p.Unawaited:
		for range n {
			r.turn(p.Lane, l.now).receive(unasked, l.zone(t), none, p.rank(&l.servers.tries.Items[t]))
		}
		return
	}
	x := &l.servers.tries.Items[t]
	id := r.calls.asks.Take()
	a := &r.calls.asks.Items[id]
	*a = ask{lane: l.calendar.lane, try: t, kind: kind, next: x.asks, first: none, left: n, wants: n}
	if p.Enough > 0 {
		a.wants = min(n, int32(p.Enough))
	}
	if a.spare = n - a.wants; p.Optional {
		a.spare = n
	}
	x.asks = id
	r.make(id, p, l.now)
}

// make makes the calls of an ask, or the next of them.
func (r *Road) make(id int32, p *Call, now sim.Time) {
	a := &r.calls.asks.Items[id]
	for a.left > 0 && !(p.InTurn && a.under > 0) {
		a.left--
		made := r.calls.under.Take()
		r.calls.under.Items[made] = call{ask: id, request: none}
		r.calls.link(made)
		l := &r.lanes[a.lane]
		r.turn(p.Lane, now).receive(made, l.zone(a.try), none, p.rank(&l.servers.tries.Items[a.try]))
	}
}

// over is told how a request that is a call has fared.
func (r *Road) over(call int32, how models.Fared, now sim.Time) {
	r.calls.under.Items[call].request = none
	r.calls.heard.Put(answer{call, how, now})
}

// hear has who waits for a call go on.
func (r *Road) hear(h answer) {
	id := r.calls.under.Items[h.call].ask
	if id == none {
		r.calls.under.Free(h.call)
		return
	}
	r.calls.unlink(h.call)
	r.calls.under.Free(h.call)
	a := &r.calls.asks.Items[id]
	l := r.turn(a.lane, h.at)
	p := &l.plan.Calls[a.kind]
	switch {
	case h.how != models.Served && h.how != models.Wrong:
		a.spare--
	default:
		a.wants--
		if h.how == models.Wrong && !p.Optional {
			l.servers.tries.Items[a.try].spoiled = true
		}
	}
	switch {
	case a.spare < 0 && !p.OnHits && l.servers.relieve(a.try, h.at):
		r.forgoMisses(l, a.try, int(a.kind))
	case a.spare < 0:
		x := &l.servers.tries.Items[a.try]
		x.unmet = true
		t := a.try
		r.forgo(x, missed, h.at)
		l.servers.complete(t, h.at)
	case a.wants == 0 || a.left+a.under == 0:
		r.done(l, id)
	default:
		r.make(id, p, h.at)
	}
}

// done ends an ask that has succeeded, and the stage if it was the last of it.
func (r *Road) done(l *Lane, id int32) {
	a := r.calls.asks.Items[id]
	at := &l.servers.tries.Items[a.try].asks
	for *at != id {
		at = &r.calls.asks.Items[*at].next
	}
	*at = a.next
	r.close(id, enough, l.now)
	next := l.plan.nextStage(int(a.kind))
	if r.fetched(l, a.try, next); l.servers.tries.Items[a.try].asks == none {
		r.call(l, a.try, next)
	}
}

// close ends an ask, and what is left of its calls is given up, or left to itself where the ask has failed.
func (r *Road) close(id int32, why end, now sim.Time) {
	c := &r.calls
	lane := r.lanes[c.asks.Items[id].lane].plan.Calls[c.asks.Items[id].kind].Lane
	for c.asks.Items[id].first != none {
		left := c.asks.Items[id].first
		c.unlink(left)
		request := c.under.Items[left].request
		if request == none {
			continue // it is about to be heard of
		}
		c.under.Free(left)
		if r.lanes[lane].clients.requests.Items[request].call = unasked; why != missed {
			r.turn(lane, now).recall(request, why == enough)
		}
	}
	c.asks.Free(id)
}

// forgoMisses ends what a try asks of others that a hit does not, and has it go on from the stage of a kind. Calls that
// are left are on their own, as where one has failed.
func (r *Road) forgoMisses(l *Lane, t int32, kind int) {
	c, x := &r.calls, &l.servers.tries.Items[t]
	for at := &x.asks; *at != none; {
		id := *at
		if l.plan.Calls[c.asks.Items[id].kind].OnHits {
			at = &c.asks.Items[id].next
			continue
		}
		*at = c.asks.Items[id].next
		r.close(id, missed, l.now)
	}
	if x.asks == none {
		r.call(l, t, l.plan.nextStage(kind))
	}
}
