package models

import "nines/sim"

// crewState is one crew now.
type crewState struct {
	busy        int      // hands at work
	head, tail  int32    // incidents that wait, first come first served; none where -1
	queued      int      // how many
	since       sim.Time // until when hands and queue are booked
	hands, line float64  // integrals of busy and queued, unit seconds
	jobs        int      // that asked for hands
	waited      int      // that had to wait for them
}

func (w *World) resetCrews() {
	w.crews = refill(w.crews, len(w.Crews), crewState{head: none, tail: none})
}

// bookCrew integrates a crew's hands and queue up to now.
func (w *World) bookCrew(c *crewState) {
	dt := float64(w.now() - c.since)
	c.hands += dt * float64(c.busy)
	c.line += dt * float64(c.queued)
	c.since = w.now()
}

// callCrew starts the repair of an incident, or puts it in the queue of its crew while all hands are busy.
func (w *World) callCrew(id int32) {
	crew := w.faultOf(&w.incidents[id]).Crew
	if crew < 0 {
		w.startRepair(id)
		return
	}
	c := &w.crews[crew]
	w.bookCrew(c)
	c.jobs++
	if c.busy < w.Crews[crew].Count {
		c.busy++
		w.startRepair(id)
		return
	}
	c.waited++
	c.queued++
	if c.head == none {
		c.head = id
	} else {
		w.incidents[c.tail].next = id
	}
	c.tail = id
	w.note(Queues, id)
}

func (w *World) startRepair(id int32) {
	w.enter(id, repairing)
	x := &w.incidents[id]
	s := w.open(forRepair, w.entityOf(x), x.count)
	takes := sim.Duration(w.faultOf(x).Repair.Sample(s))
	x.handsOn = true
	x.timer = w.calendar.After(takes, sim.Event{Kind: repaired, Who: id})
	w.note(Starts, id)
}

// onRepaired ends an incident whose repair is done.
func (w *World) onRepaired(id int32) { w.closeIncident(id, Ends) }

// leaveCrew frees the hands that an incident has and gives them to the next in line, or takes it out of the queue when
// it healed while it waited.
func (w *World) leaveCrew(id int32) {
	x := &w.incidents[id]
	crew := w.faultOf(x).Crew
	if crew < 0 {
		return
	}
	c := &w.crews[crew]
	switch {
	case x.stage == waiting:
		w.bookCrew(c)
		w.dequeue(c, id)
	case x.stage == repairing && x.handsOn:
		w.bookCrew(c)
		if c.head == none {
			c.busy--
			return
		}
		next := c.head
		w.dequeue(c, next)
		w.startRepair(next)
	}
}

// dequeue takes an incident out of its crew's queue. Cost: O(1) for the head, O(queue) for one that heals while
// waiting.
func (w *World) dequeue(c *crewState, id int32) {
	before := none
	for at := c.head; at != id; at = w.incidents[at].next {
		before = at
	}
	next := w.incidents[id].next
	if before == none {
		c.head = next
	} else {
		w.incidents[before].next = next
	}
	if next == none {
		c.tail = before
	}
	w.incidents[id].next = none
	c.queued--
}
