package work

import (
	"fmt"

	"nines/models/fleet"
	"nines/models/pools"
	"nines/sim"
)

// Check verifies every invariant of the room between two events and returns the first that is broken. What is kept up
// to date in small steps is computed anew from what it stands for. Cost: O(everything).
func (w *Work) Check() error {
	for _, check := range []func() error{
		w.checkJobs, w.checkAlarms, w.checkTeams, w.checkShelves, w.checkPools, w.checkGaps, w.checkHeld,
		w.checkLanes,
	} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

// each visits the jobs of the cases that are not over.
func (w *Work) each(visit func(id int32, j *job) error) error {
	return w.fleet.Each(func(id int32, _ *fleet.Case) error { return visit(id, &w.jobs[id]) })
}

// checkJobs: a case has the one pending step that it is at.
func (w *Work) checkJobs() error {
	tended := 0
	err := w.each(func(id int32, j *job) error {
		tended += count(w.tended(id))
		scheduled := j.timer != (sim.Timer{})
		timed := j.step != idle && j.step != forParts && j.step != forHands && j.step != copying && j.step != onHold
		switch {
		case j.step >= alarmed:
			return fmt.Errorf("nobody has gone on, in step %d", j.step)
		case w.calendar.IsPending(j.timer) != timed && scheduled && j.step != onHold:
			return fmt.Errorf("step %d and pending event do not agree", j.step)
		case w.fleet.Case(id).Works() != none && j.step != working && j.step != copying && j.step != checking &&
			j.left == 0:
			return fmt.Errorf("nodes are out of service for no work, in step %d", j.step)
		case j.left > 0 && j.step != forHands || j.left < 0:
			return fmt.Errorf("%v s of work lie in step %d", j.left, j.step)
		case (j.team != none) != (j.step == forHands || j.step == working && j.needs.crew >= 0):
			return fmt.Errorf("has team %d in step %d", j.team, j.step)
		}
		return nil
	})
	if err == nil && tended != w.cases {
		return fmt.Errorf("%d cases are worked on, counted %d", tended, w.cases)
	}
	return err
}

// checkAlarms: an incident has raised its alarm if and only if enough detectors have noticed it on some node.
func (w *Work) checkAlarms() error {
	return w.fleet.Each(func(id int32, x *fleet.Case) error {
		if agreed := w.sight.Knows(x); x.Genuine() && !w.fleet.Announced(x) && agreed != (w.jobs[id].stage > 0) {
			return fmt.Errorf("noticed %v in stage %d", agreed, w.jobs[id].stage)
		}
		return nil
	})
}

// checkTeams: hands are with those whose work says so or on their way, the queue holds what waits, and nobody waits
// while hands are idle that are on duty or could be called. On duty nobody is on the way, and off duty only hands that
// can be called out have begun anything.
func (w *Work) checkTeams() error {
	n := len(w.teams)
	works, waits, begun, stay := make([]int32, n), make([]int32, n), make([]int32, n), make([]int32, n)
	_ = w.each(func(_ int32, j *job) error {
		if j.team != none {
			due, _ := w.calendar.Pending(j.timer)
			stay[j.team] += int32(count(due > w.now()+blink && j.turn != w.teams[j.team].turn))
			works[j.team] += int32(count(j.step != forHands))
			waits[j.team] += int32(count(j.step == forHands))
			begun[j.team] += int32(count(j.step != forHands && j.turn == w.teams[j.team].turn))
		}
		return nil
	})
	for i := range w.teams {
		t, crew := &w.teams[i], &w.Crews[w.crewOf[i]]
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
		case t.off && crew.Stops && stay[i] > 0:
			return fmt.Errorf("team %d: %d have stayed on after a shift", i, stay[i])
		case t.off && t.until < w.now():
			return fmt.Errorf("team %d: a break that ended at %v s", i, t.until)
		}
	}
	return nil
}

// countQueue counts the cases in a queue and returns the last of them.
func (w *Work) countQueue(head int32) (n, last int32) {
	last = none
	for id := head; id != none; id = w.jobs[id].next {
		n++
		last = id
	}
	return n, last
}

// checkShelves: nobody waits while there are parts, and what is waited for is on order if it can be.
func (w *Work) checkShelves() error {
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

// checkPools: the copies of treatments that are under way are those that a pool lists.
func (w *Work) checkPools() error {
	copies := 0
	err := w.each(func(id int32, j *job) error {
		if j.step != copying {
			return nil
		}
		copies++
		if !w.pools.Has(j.needs.pool, j.copy, pools.Copy{Store: pools.Restore, Job: id}) {
			return fmt.Errorf("case %d: no copy is under way", id)
		}
		return nil
	})
	if n := w.pools.Of(pools.Restore); err == nil && n != copies {
		return fmt.Errorf("%d copies are under way, listed %d", copies, n)
	}
	return err
}

// checkGaps: a case interrupts a role if and only if it takes a holder down, by itself or by the work on it.
func (w *Work) checkGaps() error {
	return w.each(func(id int32, j *job) error {
		for s, active := range w.standbys {
			holds, works := w.takesRole(id, s)
			gap, out := j.gaps>>s&1 == 1, j.outs>>s&1 == 1
			if gap && !holds || active > 0 && holds && !gap || out != (active > 0 && works) {
				return fmt.Errorf("it takes the role of service %d (%v, by work %v), noted %v and %v", s, holds, works,
					gap, out)
			}
		}
		return nil
	})
}

// Suspends is how many cases take a holder of a service's role down, those that do so by the work on them again.
func (w *Work) Suspends(service int) (n int32) {
	_ = w.each(func(_ int32, j *job) error {
		n += int32(j.gaps>>service&1) + int32(j.outs>>service&1)
		return nil
	})
	return n
}

// takesRole reports whether a case takes a holder of a service's role down, by itself and by the work on it.
func (w *Work) takesRole(id int32, service int) (holds, works bool) {
	x := w.fleet.Case(id)
	felt := x.Holds() != none && w.fleet.Hold(x.Holds()).Felt() && x.Symptom().TakesDown()
	return felt && w.holds(x.Holds(), service), w.holds(x.Works(), service)
}

// checkHeld: the desk counts the cases of each line, and nodes are kept from work by as many cases as say so.
func (w *Work) checkHeld() error {
	for i := range w.held {
		queued, last := w.countQueue(w.held[i].head)
		l, holding := &w.held[i], w.holding>>i&1 == 1
		if queued != l.length || last != l.tail || w.desk.Held[i] != queued || queued > 0 != holding {
			return fmt.Errorf("line %d: %d cases on hold, counted %d and %d", i, queued, l.length, w.desk.Held[i])
		}
	}
	drains := make([]int8, w.fleet.Nodes())
	_ = w.each(func(id int32, j *job) error {
		for h := w.fleet.Case(id).Holds(); h != none; h = w.fleet.Hold(h).Next() {
			drains[w.fleet.Hold(h).Node()] += int8(count(j.drained))
		}
		return nil
	})
	return w.sight.CheckDrains(drains)
}

// checkLanes: who waits for a turn stands in a lane and has nothing else pending, and there is a turn to come where one
// may.
func (w *Work) checkLanes() error {
	waiting, queued := 0, 0
	_ = w.each(func(_ int32, j *job) error {
		for at := j.relief; at != none; at = w.reliefs.Items[at].next {
			waiting += count(w.reliefs.Items[at].lane != none)
		}
		return nil
	})
	for i := range w.lanes.all {
		l, last := &w.lanes.all[i], none
		for at := l.head; at != none; at = w.reliefs.Items[at].behind {
			if r := &w.reliefs.Items[at]; r.lane != int32(i) || r.ahead != last || w.calendar.IsPending(r.timer) {
				return fmt.Errorf("lane %d: relief %d has lost its place", i, at)
			}
			queued++
			last = at
		}
		switch {
		case last != l.tail:
			return fmt.Errorf("lane %d: ends with relief %d, not %d", i, last, l.tail)
		case w.calendar.IsPending(l.timer) != (l.head != none && w.laneRate(int32(i)) > 0):
			return fmt.Errorf("lane %d: waiting and pending turn do not agree", i)
		}
	}
	if waiting != queued || queued != w.lanes.queued {
		return fmt.Errorf("%d wait for a turn, %d stand in lanes, counted %d", waiting, queued, w.lanes.queued)
	}
	return nil
}

// Pending is how many events of this room are pending, and how many more may be that nobody has a timer of.
func (w *Work) Pending() (known, loose int) {
	_ = w.each(func(_ int32, j *job) error {
		known += count(w.calendar.IsPending(j.timer))
		for r := j.relief; r != none; r = w.reliefs.Items[r].next {
			known += count(w.calendar.IsPending(w.reliefs.Items[r].timer))
		}
		return nil
	})
	for i := range w.lanes.all {
		known += count(w.calendar.IsPending(w.lanes.all[i].timer))
	}
	loose = len(w.Crews)
	for i := range w.shelves {
		loose += int(w.shelves[i].onOrder) // several parts come together
	}
	for i := range w.teams {
		loose += int(w.teams[i].away) // some come with the shift
	}
	return known, loose
}
