package requests

import (
	"fmt"

	"nines/models"
)

// Check verifies every invariant of all lanes, see Lane.Check, and that it is known whose next request comes first.
func (r *Road) Check() error {
	for i := range r.lanes {
		if r.next[i] != r.lanes[i].next || r.next[r.first] > r.next[i] {
			return fmt.Errorf("the next request comes at %v, counted %v", r.lanes[i].next, r.next)
		}
		if err := r.lanes[i].Check(); err != nil {
			return err
		}
	}
	return nil
}

// Check verifies every invariant of a lane between two events: requests that came are over or under way, their tries
// are where they say, nodes serve as many as they count, and the balancer counts what it has sent.
// Cost: O(requests under way + nodes).
func (l *Lane) Check() error {
	if int(l.account.inside) != l.clients.requests.Taken() {
		return fmt.Errorf("%d requests under way, %d kept", l.account.inside, l.clients.requests.Taken())
	}
	open, o := uint64(0), &l.account.outcome
	for i := range l.clients.requests.Items {
		if l.clients.requests.Items[i].counted {
			open++
		}
	}
	if o.Arrived != o.Completed()+open {
		return fmt.Errorf("%d requests came, %d are over and %d under way", o.Arrived, o.Completed(), open)
	}
	active := make([]int32, len(l.servers.nodes))
	for i := range l.servers.nodes {
		if err := l.servers.check(int32(i)); err != nil {
			return fmt.Errorf("node %d of the service: %w", i, err)
		}
	}
	for id := range l.clients.requests.Items {
		if r := &l.clients.requests.Items[id]; r.begun > 0 {
			if err := l.checkTries(int32(id), r.tries, active); err != nil {
				return err
			}
		}
	}
	for i, n := range active {
		if n != l.balancer.peers.Active[i] {
			return fmt.Errorf("node %d of the service: %d requests sent there, counted %d", i, n, l.balancer.peers.Active[i])
		}
	}
	return l.balancer.peers.Check()
}

// checkTries holds the tries of a request, from one on, to being of it, and counts them by node.
func (l *Lane) checkTries(id, from int32, active []int32) error {
	for t := from; t != none; t = l.servers.tries.Items[t].also {
		x := &l.servers.tries.Items[t]
		if x.of != id || x.place == told {
			return fmt.Errorf("request %d has try %d of request %d, which is %d", id, t, x.of, x.place)
		}
		active[x.node]++
	}
	return nil
}

// check holds a node to the lists of those that wait and are served there.
func (s *servers) check(i int32) error {
	n := &s.nodes[i]
	waiting, err := s.checkLines(i)
	if err != nil {
		return err
	}
	seen := int32(0)
	for t := range s.tries.Items {
		if x := &s.tries.Items[t]; x.place == served && x.node == i {
			seen++
		}
	}
	switch {
	case waiting != n.waiting || seen != n.served:
		return fmt.Errorf("%d wait and %d are served, counted %d and %d", waiting, seen, n.waiting, n.served)
	case n.waiting > 0 && int(n.served) < s.serving.Slots:
		return fmt.Errorf("%d wait for a slot that is free", n.waiting)
	case s.serving.Limit >= 0 && !s.serving.Sharing && int(n.waiting) > s.serving.Limit:
		return fmt.Errorf("%d wait where %d may", n.waiting, s.serving.Limit)
	case n.state == down && s.serving.Fate <= models.Requeue && n.served > 0:
		return fmt.Errorf("it is down and serves %d", n.served)
	}
	return nil
}

// checkLines counts those that wait at a node.
func (s *servers) checkLines(i int32) (waiting int32, err error) {
	for rank, l := range s.lines.at(i) {
		inLine := int32(0)
		for t := l.first; t != none; t = s.tries.links[t].next {
			if x := &s.tries.Items[t]; x.place != waits || x.node != i || int(x.rank) != rank {
				return 0, fmt.Errorf("try %d stands in line, and is elsewhere", t)
			}
			inLine++
		}
		if inLine != l.waiting {
			return 0, fmt.Errorf("%d of priority %d wait, counted %d", inLine, rank, l.waiting)
		}
		waiting += inLine
	}
	return waiting, nil
}
