package models

import (
	"fmt"

	"nines/sim"
)

// Check verifies every invariant of the world between two events and returns the first that is broken. What is kept up
// to date in small steps is computed anew from what it stands for. Cost: O(everything).
func (w *World) Check() error {
	for _, check := range []func() error{
		w.checkIncidents, w.checkNodes, w.checkProcesses, w.checkDomains, w.checkCrews, w.checkBeliefs, w.checkTrust,
		w.checkUnits, w.checkGates, w.checkFlow, w.checkNodeTimes, w.checkServiceTimes, w.checkFlowTimes,
		w.checkCalendar,
	} {
		if err := check(); err != nil {
			return fmt.Errorf("at %v s: %w", w.now(), err)
		}
	}
	return nil
}

func (w *World) pending(t sim.Timer) bool {
	_, pending := w.calendar.Pending(t)
	return pending
}

// each visits the incidents that are not over.
func (w *World) each(visit func(id int32, x *incident) error) error {
	for id := range w.incidents {
		if x := &w.incidents[id]; x.stage != over {
			if err := visit(int32(id), x); err != nil {
				return fmt.Errorf("incident %d: %w", x.serial, err)
			}
		}
	}
	return nil
}

// checkIncidents: an incident has the holds it says, and the one pending step that its stage demands.
func (w *World) checkIncidents() error {
	open := 0
	err := w.each(func(id int32, x *incident) error {
		open++
		nodes := int32(0)
		for h := x.first; h != none; h = w.holds[h].sibling {
			nodes++
			if w.holds[h].incident != id {
				return fmt.Errorf("hold %d belongs to another", h)
			}
		}
		step := x.timer != (sim.Timer{})
		switch {
		case nodes != x.nodes || nodes == 0:
			return fmt.Errorf("%d holds, said to be %d", nodes, x.nodes)
		case w.pending(x.timer) != (x.stage == locating || x.handsOn) && step:
			return fmt.Errorf("stage %d and pending step do not agree", x.stage)
		case x.handsOn && x.stage != repairing:
			return fmt.Errorf("hands are on it in stage %d", x.stage)
		case x.stage == waiting && w.faultOf(x).Crew < 0:
			return fmt.Errorf("waits for nobody")
		}
		return nil
	})
	free := 0
	for id := w.freed; id != none; id = w.incidents[id].next {
		free++
	}
	if err == nil && open+free != len(w.incidents) {
		return fmt.Errorf("%d incidents open, %d free, %d in all", open, free, len(w.incidents))
	}
	return err
}

// checkNodes: a node's list holds what incidents say they hold, in order of onset, and counts those that take it down.
func (w *World) checkNodes() error {
	held := int32(0)
	for i := range w.nodes {
		downs, last := int32(0), sim.Time(0)
		for h := w.nodes[i].holds; h != none; h = w.holds[h].onNode {
			x := &w.incidents[w.holds[h].incident]
			if x.stage == over || x.onset < last || w.holds[h].node != int32(i) {
				return fmt.Errorf("node %d: hold %d is stale or out of order", i, h)
			}
			if last = x.onset; x.symptom.TakesDown() {
				downs++
			}
			held++
		}
		if downs != w.nodes[i].downs {
			return fmt.Errorf("node %d: %d hold it down, counted %d", i, downs, w.nodes[i].downs)
		}
	}
	err := w.each(func(_ int32, x *incident) error {
		held -= x.nodes
		return nil
	})
	if err == nil && held != 0 {
		return fmt.Errorf("nodes list %d holds more than incidents", held)
	}
	return err
}

// checkProcesses: a process is active, or its clock stands still for a reason, or its next strike is pending (unless it
// lies beyond the end, when its timer is zero).
func (w *World) checkProcesses() error {
	active := make([]int32, len(w.processes))
	_ = w.each(func(_ int32, x *incident) error {
		active[x.process]++
		return nil
	})
	for p := range w.processes {
		x := &w.processes[p]
		where, _ := w.target(int32(p))
		alive, recorded := x.active == 0, w.plan.recorded[x.fault] != nil
		still := len(w.paused) > 0 && w.paused[p] >= 0
		stands := alive && w.Faults[x.fault].Operating && w.isDown(where)
		due := w.pending(x.timer)
		switch {
		case active[p] != x.active:
			return fmt.Errorf("process %d: %d incidents, counted %d", p, active[p], x.active)
		case still && !stands, stands && !still && x.timer != (sim.Timer{}):
			return fmt.Errorf("process %d: its clock and its component do not agree", p)
		case still && due, due && !alive && !recorded:
			return fmt.Errorf("process %d: a strike is pending that cannot come", p)
		case alive && !still && !due && x.timer != (sim.Timer{}):
			return fmt.Errorf("process %d: no strike is pending", p)
		}
	}
	return nil
}

// checkDomains: a domain counts the incidents that hold it down as a whole.
func (w *World) checkDomains() error {
	held := make([]int32, len(w.domainHeld))
	_ = w.each(func(_ int32, x *incident) error {
		if w.holdsDomain(x) {
			held[x.where]++
		}
		return nil
	})
	for c := range held {
		if held[c] != w.domainHeld[c] {
			return fmt.Errorf("domain %d: %d hold it, counted %d", c, held[c], w.domainHeld[c])
		}
	}
	return nil
}

// checkCrews: hands are at work on what is in repair, the queue holds what waits, and nobody waits while hands are
// idle.
func (w *World) checkCrews() error {
	busy, waits := make([]int, len(w.crews)), make([]int, len(w.crews))
	_ = w.each(func(_ int32, x *incident) error {
		if crew := w.faultOf(x).Crew; crew >= 0 {
			busy[crew] += int(count(x.handsOn))
			waits[crew] += int(count(x.stage == waiting))
		}
		return nil
	})
	for i := range w.crews {
		c, last, queued := &w.crews[i], none, 0
		for id := c.head; id != none; id = w.incidents[id].next {
			if x := &w.incidents[id]; x.stage != waiting || w.faultOf(x).Crew != i {
				return fmt.Errorf("crew %d: incident %d does not wait for it", i, x.serial)
			}
			last = id
			queued++
		}
		switch {
		case busy[i] != c.busy || c.busy > w.Crews[i].Count:
			return fmt.Errorf("crew %d: %d hands at work, counted %d of %d", i, busy[i], c.busy, w.Crews[i].Count)
		case queued != c.queued || waits[i] != c.queued || last != c.tail:
			return fmt.Errorf("crew %d: %d wait, %d in the queue, counted %d", i, waits[i], queued, c.queued)
		case queued > 0 && c.busy < w.Crews[i].Count:
			return fmt.Errorf("crew %d: %d wait while hands are idle", i, queued)
		}
	}
	return nil
}

// checkCalendar: every pending event is known to somebody; what remains is the clockwork of the measurements.
func (w *World) checkCalendar() error {
	known := 0
	for p := range w.processes {
		known += int(count(w.pending(w.processes[p].timer)))
	}
	for b := range w.beliefs {
		known += int(count(w.pending(w.beliefs[b].timer)))
	}
	_ = w.each(func(_ int32, x *incident) error {
		known += int(count(w.pending(x.timer)) + count(w.pending(x.heal)))
		return nil
	})
	rest := w.calendar.Len() - known
	if rest < 0 || rest > 2+len(w.Time.ReportAt)+len(w.Windows) {
		return fmt.Errorf("%d events pending, %d of them known", w.calendar.Len(), known)
	}
	return nil
}
