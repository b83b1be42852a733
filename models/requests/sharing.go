package requests

import "nines/sim"

// The requests at a node that shares are all served at once, each at the same pace. What each has been given since the
// beginning is one number, and a request is done when that has grown by its work: those at a node are a pairing heap by
// that end (M. L. Fredman, R. Sedgewick, D. D. Sleator and R. E. Tarjan, Algorithmica 1, 1986), and the node has one
// event for all of them. Cost: O(log requests there) for each that comes or goes.

// each is the pace at which a node serves each of the requests that share it.
func (s *servers) each(n *node) float64 {
	if int(n.served) <= s.serving.Slots {
		return n.pace
	}
	return n.pace * float64(s.serving.Slots) / float64(n.served)
}

// advance brings what each has been given up to now.
func (s *servers) advance(n *node, now sim.Time) {
	n.virtual += float64(s.each(n) * float64(now-n.since))
	s.account(n, now)
}

// share has a try served with all others at its node.
func (s *servers) share(t int32, n *node, now sim.Time) {
	x := &s.tries.Items[t]
	switch {
	case s.serving.Limit >= 0 && s.there(n) >= s.serving.Limit:
		s.end(t, x, full)
		return
	case n.fails > 0 && s.draws.happens(n.fails):
		s.end(t, x, failed)
		return
	}
	s.advance(n, now)
	x.place, x.began, x.since = served, n.had, now
	x.left = s.takes(t, x, now) + n.virtual
	x.child, s.tries.links[t] = none, link{none, none}
	n.root = s.meld(n.root, t)
	n.served++
	s.await(n, x.node, now)
}

// there is how many requests count for the limit of a node that shares.
func (s *servers) there(n *node) int {
	if s.serving.Frees {
		return int(n.served)
	}
	return int(n.served + n.calling)
}

// unshare takes a try out of those that share.
func (s *servers) unshare(t int32, n *node, now sim.Time) {
	s.advance(n, now)
	s.remove(t, n)
	n.served--
	if n.served == 0 {
		n.virtual = 0
	}
	s.await(n, s.tries.Items[t].node, now)
}

// await schedules the next end at a node.
func (s *servers) await(n *node, at int32, now sim.Time) {
	s.calendar.Cancel(&n.next)
	if n.root != none && n.pace > 0 {
		left := max(0, s.tries.Items[n.root].left-n.virtual)
		n.next = s.calendar.At(now+sim.Time(left/s.each(n)), sim.Event{Kind: shares, Who: at})
	}
}

// meld joins two heaps.
func (s *servers) meld(a, b int32) int32 {
	switch {
	case a == none:
		return b
	case b == none:
		return a
	case s.tries.Items[b].left < s.tries.Items[a].left:
		a, b = b, a
	}
	x := &s.tries.Items[a]
	s.tries.links[b] = link{x.child, a}
	if x.child != none {
		s.tries.links[x.child].prev = b
	}
	x.child = b
	return a
}

// remove takes a try out of the heap of its node.
func (s *servers) remove(t int32, n *node) {
	x := &s.tries.Items[t]
	rest := s.join(x.child)
	if t == n.root {
		n.root = rest
	} else {
		at := s.tries.links[t]
		if before := &s.tries.Items[at.prev]; before.child == t {
			before.child = at.next
		} else {
			s.tries.links[at.prev].next = at.next
		}
		if at.next != none {
			s.tries.links[at.next].prev = at.prev
		}
		n.root = s.meld(n.root, rest)
	}
	x.child, s.tries.links[t] = none, link{none, none}
}

// join makes one heap of a list of heaps: pairs from the left, then all from the right.
func (s *servers) join(list int32) int32 {
	pairs := none
	for list != none {
		a := list
		b := s.tries.links[a].next
		list = none
		if b != none {
			list = s.tries.links[b].next
			s.cut(b)
		}
		s.cut(a)
		a = s.meld(a, b)
		s.tries.links[a].next, pairs = pairs, a
	}
	root := none
	for pairs != none {
		next := s.tries.links[pairs].next
		s.cut(pairs)
		root = s.meld(root, pairs)
		pairs = next
	}
	return root
}

// cut makes a try the root of its own heap.
func (s *servers) cut(t int32) { s.tries.links[t] = link{none, none} }
