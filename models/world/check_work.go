package world

import "fmt"

// checkTeams: hands are with those whose work says so or on their way, the queue holds what waits, and nobody waits
// while hands are idle that are on duty or could be called. On duty nobody is on the way, and off duty only hands that
// can be called out have begun anything.
func (w *World) checkTeams() error {
	works, waits, begun := make([]int32, len(w.teams)), make([]int32, len(w.teams)), make([]int32, len(w.teams))
	_ = w.each(func(_ int32, x *incident) error {
		if x.team != none {
			works[x.team] += int32(count(x.step != forHands))
			waits[x.team] += int32(count(x.step == forHands))
			begun[x.team] += int32(count(x.step != forHands && x.turn == w.teams[x.team].turn))
		}
		return nil
	})
	for i := range w.teams {
		t, crew := &w.teams[i], &w.Crews[w.plan.crewOf[i]]
		queued, last := w.countQueue(t.queue.head)
		idle, called := int(t.busy) < crew.Count, crew.CallOut != nil
		switch {
		case works[i]+t.away != t.busy || int(t.busy) > crew.Count || t.away < 0:
			return fmt.Errorf("team %d: %d hands at work and %d away, counted %d", i, works[i], t.away, t.busy)
		case queued != t.queue.length || waits[i] != t.queue.length || last != t.queue.tail:
			return fmt.Errorf("team %d: %d wait, %d in the queue, counted %d", i, waits[i], queued, t.queue.length)
		case queued > 0 && idle && !t.off, queued > t.away && idle && called:
			return fmt.Errorf("team %d: %d wait while hands are idle, %d are on their way", i, queued, t.away)
		case t.away > 0 && !(t.off && called), begun[i] > 0 && t.off && !called:
			return fmt.Errorf("team %d: %d are on their way and %d have begun as nobody may", i, t.away, begun[i])
		case t.off && t.until < w.now():
			return fmt.Errorf("team %d: a break that ended at %v s", i, t.until)
		}
	}
	return nil
}

// countQueue counts the cases in a queue and returns the last of them.
func (w *World) countQueue(head int32) (n, last int32) {
	last = none
	for id := head; id != none; id = w.incidents[id].next {
		n++
		last = id
	}
	return n, last
}

// checkShelves: nobody waits while there are parts, and what is waited for is on order if it can be.
func (w *World) checkShelves() error {
	for i := range w.shelves {
		s, p := &w.shelves[i], &w.Spares[i]
		queued, last := w.countQueue(s.queue.head)
		switch {
		case s.stock < 0 || s.onOrder < 0:
			return fmt.Errorf("spare %d: %d on the shelf, %d on order", i, s.stock, s.onOrder)
		case queued != s.queue.length || last != s.queue.tail:
			return fmt.Errorf("spare %d: %d in the queue, counted %d", i, queued, s.queue.length)
		case queued > 0 && s.stock > 0:
			return fmt.Errorf("spare %d: %d wait while there are %d parts", i, queued, s.stock)
		case p.Lead != nil && int(s.stock+s.onOrder-s.queue.length) <= p.Reorder && p.Stock > p.Reorder:
			return fmt.Errorf("spare %d: nothing was ordered", i)
		}
	}
	return nil
}

// checkPools: a pool lists the copies that are under way, in order, and the first to end is pending.
func (w *World) checkPools() error {
	copies := make([]int, len(w.pools))
	_ = w.each(func(_ int32, x *incident) error {
		if x.step == copying {
			copies[w.needsOf(x).pool]++
		}
		return nil
	})
	for i := range w.pools {
		p := &w.pools[i]
		for k := range p.copies {
			if k > 0 && p.copies[k].done > p.copies[k-1].done {
				return fmt.Errorf("pool %d: copies are out of order", i)
			}
		}
		if len(p.copies) != copies[i] || w.pending(p.timer) != (copies[i] > 0) {
			return fmt.Errorf("pool %d: %d copies are under way, listed %d", i, copies[i], len(p.copies))
		}
	}
	return nil
}

// checkGaps: a service counts the incidents that interrupt its role.
func (w *World) checkGaps() error {
	gaps := make([]int32, len(w.Services))
	_ = w.each(func(_ int32, x *incident) error {
		for s := range gaps {
			gaps[s] += int32(x.gaps >> s & 1)
		}
		return nil
	})
	for s := range gaps {
		if gaps[s] != w.book.Gaps(s) {
			return fmt.Errorf("service %d: %d gaps, counted %d", s, gaps[s], w.book.Gaps(s))
		}
	}
	return nil
}
