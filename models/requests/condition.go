package requests

import (
	"nines/models"
	"nines/sim"
)

// Condition is the truth about a node.
type Condition struct {
	Down  bool    // serves nobody and answers nothing
	Hung  bool    // takes requests in and finishes none
	Apart bool    // serves, but neither requests nor answers get through
	Slow  float64 // how many times longer its work takes, ≥ 1
	Fails float64 // share of the requests that it fails when their turn comes, in [0, 1]
	Wrong float64 // share of its answers that are wrong, in [0, 1]
}

// state is the worst of what is said of it.
func (c Condition) state() state {
	switch {
	case c.Down:
		return down
	case c.Hung:
		return hung
	case c.Apart:
		return apart
	}
	return well
}

// become has a node be in another condition from now on.
func (s *servers) become(i int32, c Condition, now sim.Time) {
	n := &s.nodes[i]
	if (c.state() == well) != (n.state == well) {
		s.settleDuty(i, now)
	}
	before := n.state
	n.state, n.fails, n.wrong = c.state(), c.Fails, c.Wrong
	if n.state == down && before != down {
		s.caches.clear(i)
		s.connections.cut(i, now)
		s.fall(i, n, now)
	}
	pace := n.speed / c.Slow
	if n.state == down || n.state == hung {
		pace = 0
	}
	if pace != n.pace {
		s.turn(i, n, pace, now)
	}
	if pace > 0 && n.calling > 0 {
		s.release(i, n, now)
	}
}

// turn has what is served at a node go on at another pace.
func (s *servers) turn(i int32, n *node, pace float64, now sim.Time) {
	if s.serving.Sharing {
		s.advance(n, now)
		n.pace = pace
		s.await(n, i, now)
		return
	}
	s.repace(n, pace, now)
}

// fall is what becomes of the requests at a node when it fails.
func (s *servers) fall(i int32, n *node, now sim.Time) {
	switch s.serving.Fate {
	case models.Resume:
		return
	case models.Restart:
		s.disband(i)
		s.rewind(n, now)
		s.rewindCalling(n, now)
		return
	}
	s.disband(i)
	how := broken
	if s.serving.Fate == models.Requeue {
		how = moved
	}
	s.scatter(i, n, how)
	for n.served > 0 {
		t := n.serving.first
		if s.serving.Sharing {
			t = n.root
		}
		x := &s.tries.Items[t]
		s.stop(t, x, n, now)
		s.end(t, x, how)
	}
	for n.calling > 0 {
		t := n.away.first
		x := &s.tries.Items[t]
		s.back(t, x, n, now)
		s.end(t, x, how)
	}
}

// rewind has what is being served at a node begin again.
func (s *servers) rewind(n *node, now sim.Time) {
	if s.serving.Sharing {
		s.rewindShared(n, now)
		return
	}
	s.repace(n, 0, now)
	s.account(n, now)
	for t := n.serving.first; t != none; t = s.tries.links[t].next {
		s.waste(t, n)
		x := &s.tries.Items[t]
		x.left = s.takes(t, x, now)
	}
}

// waste has what a try was given come to nothing.
func (s *servers) waste(t int32, n *node) {
	x := &s.tries.Items[t]
	s.wasted += n.had - x.began
	x.began = n.had
}

// rewindShared is rewind of a node that shares: its heap is built anew.
func (s *servers) rewindShared(n *node, now sim.Time) {
	s.advance(n, now)
	root := none
	for n.root != none {
		t := n.root
		s.remove(t, n)
		s.waste(t, n)
		x := &s.tries.Items[t]
		x.left = n.virtual + s.takes(t, x, now)
		root = s.meld(root, t)
	}
	n.root = root
}
