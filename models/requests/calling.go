package requests

import "nines/sim"

// A request whose own work is done waits at its node for what it calls. It keeps its slot, unless the service frees
// slots or its nodes share.

// waitsFor reports whether a try whose own work is done has to wait for something before it is answered.
func (s *servers) waitsFor(x *try) bool {
	return x.follows != none || x.unmet || s.calls && (s.onHits || !x.hit)
}

// wait has it do so, unless nobody would learn of the answer.
func (s *servers) wait(t int32, x *try, n *node, now sim.Time) how {
	if n.state != apart && (x.of != none || !s.looks || s.leads(t)) {
		s.lend(t, x, n, now)
		return goesOn
	}
	s.wake(t)
	s.separate(t)
	return silent
}

// lend puts a try whose work is done among those that wait for what they call.
func (s *servers) lend(t int32, x *try, n *node, now sim.Time) {
	if s.keeps {
		s.account(n, now)
	}
	x.place = calling
	n.away.append(s.tries.links, t)
	n.calling++
}

// back takes a try from those that wait for what they call.
func (s *servers) back(t int32, x *try, n *node, now sim.Time) {
	if s.keeps {
		s.account(n, now)
		x.used = n.had - x.began
	}
	n.away.remove(s.tries.links, t)
	n.calling--
}

// complete is the end of what a try calls: it is answered, or fails if it is unmet, unless its node stands still.
func (s *servers) complete(t int32, now sim.Time) {
	at := s.tries.Items[t].node
	if n := &s.nodes[at]; n.pace > 0 {
		s.conclude(t, n, now)
		s.fill(at, n, now)
	}
}

func (s *servers) conclude(t int32, n *node, now sim.Time) {
	x := &s.tries.Items[t]
	s.back(t, x, n, now)
	if x.unmet {
		s.wake(t)
	}
	switch {
	case !x.unmet:
		s.end(t, x, s.answer(t, x, n, now))
	case n.state == apart:
		s.end(t, x, silent)
	default:
		s.end(t, x, unmet)
	}
}

// release has a node that no longer stands still answer those whose calls have ended meanwhile.
func (s *servers) release(at int32, n *node, now sim.Time) {
	for t := n.away.first; t != none; {
		next := s.tries.links[t].next
		if x := &s.tries.Items[t]; x.asks == none && x.follows == none && !x.woken {
			s.conclude(t, n, now)
		}
		t = next
	}
	s.fill(at, n, now)
}

// answer is how a try ends that has all that it takes.
func (s *servers) answer(t int32, x *try, n *node, now sim.Time) how {
	if s.reckons {
		s.keep(t, x, n, now)
	}
	switch {
	case n.state == apart:
		return silent
	case x.spoiled || n.wrong > 0 && s.draws.happens(n.wrong):
		return wrongly
	}
	return answered
}

// keep has a node keep in mind whom it answers, and with what.
func (s *servers) keep(t int32, x *try, n *node, now sim.Time) {
	if s.caches.spec != nil && !x.hit {
		s.obtain(t, now)
	}
	if s.connections.spec != nil && x.of != none && n.state != apart {
		s.connections.answer(x.node, x.client, now)
	}
}

// rewindCalling has those that wait for what they call begin again, or stand in line for that.
func (s *servers) rewindCalling(n *node, now sim.Time) {
	for n.calling > 0 {
		t := n.away.first
		x := &s.tries.Items[t]
		s.back(t, x, n, now)
		x.spoiled, x.unmet, x.stale = false, false, false
		s.spend(x)
		switch {
		case s.serving.Sharing:
			x.place, x.began, x.left = served, n.had, n.virtual+s.takes(t, x, now)
			x.child, s.tries.links[t] = none, link{none, none}
			n.root = s.meld(n.root, t)
			n.served++
		case s.taken(n) < s.serving.Slots:
			s.seat(t, x, n, now)
		case s.serving.Limit >= 0 && int(n.waiting) >= s.serving.Limit && !s.makeRoom(t, n, now):
			s.end(t, x, full)
		default:
			s.push(t, x, n, now)
		}
	}
}
