package world

import (
	"fmt"

	"nines/models"
	"nines/sim"
)

// Check verifies every invariant of the world between two events and returns the first that is broken. What is kept up
// to date in small steps is computed anew from what it stands for. Cost: O(everything).
func (w *World) Check() error {
	for _, check := range []func() error{
		w.checkIncidents, w.checkNodes, w.checkProcesses, w.checkDomains, w.checkTeams, w.checkShelves,
		w.checkPools, w.checkGaps, w.checkBeliefs, w.checkTrust,
		w.checkBook, w.checkTraffic, w.checkStrains,
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
		if x := &w.incidents[id]; x.stage != models.Over {
			if err := visit(int32(id), x); err != nil {
				return fmt.Errorf("incident %d: %w", x.serial, err)
			}
		}
	}
	return nil
}

// checkIncidents: a case has the holds it says, and the one pending step that it is at.
func (w *World) checkIncidents() error {
	open, tended := 0, 0
	err := w.each(func(id int32, x *incident) error {
		open++
		tended += int(count(w.tended(x)))
		nodes, err := w.countHolds(id, x.first, false)
		if err == nil {
			_, err = w.countHolds(id, x.works, true)
		}
		if err != nil {
			return err
		}
		step := x.timer != (sim.Timer{})
		timed := x.step != idle && x.step != forParts && x.step != forHands && x.step != copying && x.step != onHold
		switch {
		case nodes != x.nodes || (nodes == 0) != (x.kind != genuine):
			return fmt.Errorf("%d holds, said to be %d", nodes, x.nodes)
		case w.pending(x.timer) != timed && step && x.step != onHold:
			return fmt.Errorf("step %d and pending event do not agree", x.step)
		case x.works != none && x.step != working && x.step != copying && x.step != checking:
			return fmt.Errorf("nodes are out of service for no work, in step %d", x.step)
		case (x.team != none) != (x.step == forHands || x.step == working && w.needsOf(x).crew >= 0):
			return fmt.Errorf("has team %d in step %d", x.team, x.step)
		}
		return nil
	})
	free := 0
	for id := w.freed; id != none; id = w.incidents[id].next {
		free++
	}
	switch {
	case err == nil && open+free != len(w.incidents):
		return fmt.Errorf("%d cases open, %d free, %d in all", open, free, len(w.incidents))
	case err == nil && tended != w.cases:
		return fmt.Errorf("%d cases are worked on, counted %d", tended, w.cases)
	}
	return err
}

// countHolds counts a list of a case's holds.
func (w *World) countHolds(id, first int32, work bool) (n int32, err error) {
	for h := first; h != none; h = w.holds[h].sibling {
		n++
		if w.holds[h].incident != id || w.holds[h].work != work {
			return n, fmt.Errorf("hold %d belongs to another list", h)
		}
	}
	return n, nil
}

// checkNodes: a node's list holds what incidents say they hold, in order of onset, and counts those that take it down.
func (w *World) checkNodes() error {
	held := int32(0)
	for i := range w.nodes {
		downs, last := int32(0), sim.Time(0)
		for h := w.nodes[i].holds; h != none; h = w.holds[h].onNode {
			x := &w.incidents[w.holds[h].incident]
			if x.stage == models.Over || w.holds[h].since < last || w.holds[h].node != int32(i) {
				return fmt.Errorf("node %d: hold %d is stale or out of order", i, h)
			}
			if last = w.holds[h].since; w.symptomOf(h).TakesDown() {
				downs++
			}
			held++
		}
		if downs != w.nodes[i].downs {
			return fmt.Errorf("node %d: %d hold it down, counted %d", i, downs, w.nodes[i].downs)
		}
	}
	err := w.each(func(id int32, x *incident) error {
		works, err := w.countHolds(id, x.works, true)
		held -= works
		if !x.hidden {
			held -= x.nodes
		}
		return err
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
		if x.process != none {
			active[x.process]++
		}
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
		known += int(count(w.pending(x.timer)) + count(w.pending(x.heal)) + count(w.pending(x.pulse)))
		for r := x.relief; r != none; r = w.reliefs[r].next {
			known += int(count(w.pending(w.reliefs[r].timer)))
		}
		return nil
	})
	for k := range w.strains {
		known += int(count(w.pending(w.strains[k].timer)))
	}
	for i := range w.pools {
		known += int(count(w.pending(w.pools[i].timer)))
	}
	loose := 0 // that nobody has a timer of, at most
	for i := range w.shelves {
		loose += int(w.shelves[i].onOrder) // several parts come together
	}
	for i := range w.teams {
		loose += int(w.teams[i].away) // some come with the shift
	}
	rest := w.calendar.Len() - known - w.spreading
	if rest < 0 || rest > 2+len(w.Time.ReportAt)+len(w.Windows)+len(w.Crews)+loose {
		return fmt.Errorf("%d events pending, %d of them known", w.calendar.Len(), known)
	}
	return nil
}
