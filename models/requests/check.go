package requests

import (
	"fmt"
	"math"

	"nines/models"
)

// Check verifies every invariant of all lanes, see Lane.Check, and that it is known whose next request comes first.
func (r *Road) Check() error {
	for i := range r.lanes {
		if r.next[i] != r.lanes[i].next.at || r.next[r.first] > r.next[i] {
			return fmt.Errorf("the next request comes at %v, counted %v", r.lanes[i].next.at, r.next)
		}
		if err := r.lanes[i].Check(); err != nil {
			return err
		}
	}
	return r.checkCalls()
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
	if served := o.Fared[models.Served]; o.Full > served {
		return fmt.Errorf("%d requests were served, %d of them in full", served, o.Full)
	}
	if err := l.account.checkParts(); err != nil {
		return err
	}
	active := make([]int32, len(l.servers.nodes))
	for i := range l.servers.nodes {
		if err := l.servers.check(int32(i)); err != nil {
			return fmt.Errorf("node %d of the service: %w", i, err)
		}
		if d, busy := &l.servers.duties[i], l.servers.nodes[i].busy; d.Busy > busy+1e-9*(1+busy) {
			return fmt.Errorf("node %d of the service: busy for %v s, of them %v s in service", i, busy, d.Busy)
		}
	}
	for id := range l.clients.requests.Items {
		if r := &l.clients.requests.Items[id]; r.begun > 0 {
			if err := l.checkTries(int32(id), r, active); err != nil {
				return err
			}
		}
	}
	for i, n := range active {
		counted := int32(0)
		for k := range l.senders.each {
			counted += l.senders.each[k].peers.InProgress(int32(i))
		}
		if n != counted {
			return fmt.Errorf("node %d of the service: %d requests sent there, counted %d", i, n, counted)
		}
	}
	if err := l.servers.checkFlights(); err != nil {
		return err
	}
	if err := l.checkSlots(); err != nil {
		return err
	}
	if err := l.checkUsers(); err != nil {
		return err
	}
	for k := range l.senders.each {
		if err := l.checkBalancer(&l.senders.each[k]); err != nil {
			return fmt.Errorf("balancer %d: %w", k, err)
		}
	}
	return nil
}

// checkSlots accounts for every second of a slot that was in use: it served a request, came to nothing, or what it was
// for is not over yet.
func (l *Lane) checkSlots() error {
	busy, spent := 0.0, l.account.outcome.Useful+l.servers.wasted
	for i := range l.servers.nodes {
		busy += l.servers.nodes[i].busy
	}
	for t := range l.servers.tries.Items {
		switch x := &l.servers.tries.Items[t]; {
		case x.place == served || x.place == calling && l.servers.keeps:
			spent += l.servers.nodes[x.node].had - x.began
		case x.place == calling || x.place == goesBack:
			spent += x.used
		}
	}
	for id := range l.clients.requests.Items {
		spent += l.clients.requests.Items[id].used
	}
	if math.Abs(busy-spent) > 1e-9*(1+busy) {
		return fmt.Errorf("%v s of slots were in use, and %v s are accounted for", busy, spent)
	}
	return nil
}

// checkTries holds the tries of a request to being of it, at different nodes, and enough, and counts them by node.
func (l *Lane) checkTries(id int32, r *request, active []int32) error {
	under := int32(0)
	for t := r.tries; t != none; t = l.servers.tries.Items[t].also {
		x := &l.servers.tries.Items[t]
		if x.of != id || x.place == told {
			return fmt.Errorf("request %d has try %d of request %d, which is %d", id, t, x.of, x.place)
		}
		for u := x.also; u != none; u = l.servers.tries.Items[u].also {
			if l.servers.tries.Items[u].node == x.node {
				return fmt.Errorf("request %d has two tries at node %d of the service", id, x.node)
			}
		}
		if x.place == waits && l.tied() && l.serving(r) {
			return fmt.Errorf("request %d is being served, and try %d of it waits", id, t)
		}
		if there := x.place == waits || x.place == served || x.place == calling; there && x.ways > 0 {
			return fmt.Errorf("try %d is at its node, and %d ways from being sent", t, x.ways)
		}
		under++
		active[x.node]++
	}
	if under != r.under {
		return fmt.Errorf("request %d has %d tries under way, counted %d", id, under, r.under)
	}
	if waits := l.calendar.IsPending(r.timer); !waits && int(under+r.answers) < l.plan.Client.Needs() {
		return fmt.Errorf("request %d waits for nothing", id)
	}
	return nil
}

// tied reports whether no try of a request waits while another is served: ties are known at once, and none is moved.
func (l *Lane) tied() bool {
	return l.servers.ties && l.plan.Client.Hedge.Tells == 0 && l.plan.Serving.Fate != models.Requeue
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
	case n.waiting > 0 && s.taken(n) < s.serving.Slots:
		return fmt.Errorf("%d wait for a slot that is free", n.waiting)
	case s.serving.Limit >= 0 && !s.serving.Sharing && int(n.waiting) > s.serving.Limit:
		return fmt.Errorf("%d wait where %d may", n.waiting, s.serving.Limit)
	case n.state == down && s.serving.Fate <= models.Requeue && n.served+n.calling > 0:
		return fmt.Errorf("it is down and has %d", n.served+n.calling)
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

// checkBalancer holds a balancer to whom it may send requests, how many it has ejected, and who starts slowly.
func (l *Lane) checkBalancer(b *balancer) error {
	trusted, gone := 0, 0
	for i, shuns := range b.shuns {
		if b.ejector.out[i] {
			gone++
		}
		if shuns != (l.senders.distrust[i] || b.ejector.out[i]) {
			return fmt.Errorf("node %d of the service is shunned: %t", i, shuns)
		}
		if may := b.peers.MayBe(int32(i)); may == (shuns && b.sent != models.ToAll) {
			return fmt.Errorf("node %d of the service is sent requests: %t", i, may)
		}
		if !shuns {
			trusted++
		}
		rises, step := l.calendar.IsPending(b.starts.timer[i]), b.starts.step[i]
		if weight := l.plan.Weight[i] * float64(step) / ramp; b.peers.Weight[i] != weight || rises != (step < ramp) {
			return fmt.Errorf("node %d of the service has weight %v at step %d, rising: %t", i, b.peers.Weight[i], step, rises)
		}
	}
	switch sent := l.plan.Panic.Audience(int64(b.trusted), int64(len(b.shuns))); {
	case sent != b.sent:
		return fmt.Errorf("of %d nodes %d are trusted, and requests go to audience %d", len(b.shuns), trusted, b.sent)
	case trusted != b.trusted || gone != b.ejector.gone:
		return fmt.Errorf("%d trusted and %d ejected, counted %d and %d", trusted, gone, b.trusted, b.ejector.gone)
	case gone > 1 && float64(gone) > l.plan.Ejecting.Most*float64(len(b.shuns))+1e-9:
		return fmt.Errorf("%d of %d nodes are ejected", gone, len(b.shuns))
	}
	return b.peers.Check()
}
