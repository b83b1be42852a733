package world

import (
	"nines/models"
	"nines/sim"
)

// Faults that age in operation stand still while their component is down for another reason. The clocks of all others
// run on, and none of this costs them anything.

// isDown reports whether a component is down for any reason: a node that something holds down, a domain that an open
// incident holds down as a whole, on itself or above.
func (w *World) isDown(c models.ComponentID) bool {
	if i, ok := w.Topology.Leaf(c); ok {
		return w.nodes[i].downs > 0
	}
	for ; c >= 0; c = w.Topology.Parent(c) {
		if w.domainHeld[c] > 0 {
			return true
		}
	}
	return false
}

// pause stops the clock of a process that ages in operation; resume starts it again.
func (w *World) pause(p int32) {
	if due, ok := w.calendar.Pending(w.processes[p].timer); ok {
		w.paused[p] = float64(due - w.now())
		w.calendar.Cancel(&w.processes[p].timer)
	}
}

func (w *World) resume(p int32) {
	if left := w.paused[p]; left >= 0 {
		w.paused[p] = -1
		w.processes[p].timer = w.calendar.After(sim.Duration(left), sim.Event{Kind: strikes, Who: p})
	}
}

// ageNode stops or restarts the clocks of a node that goes down for the first or comes up from the last reason.
func (w *World) ageNode(i int32, up bool) {
	switch {
	case len(w.paused) == 0:
	case up:
		w.eachOperating(w.Topology.Node(i), w.resume)
	default:
		w.eachOperating(w.Topology.Node(i), w.pause)
	}
}

// eachOperating visits the processes of a component that age in operation.
func (w *World) eachOperating(c models.ComponentID, do func(p int32)) {
	for f := range w.plan.operating {
		if processes := w.plan.operating[f]; processes != nil && processes[c] >= 0 {
			do(processes[c])
		}
	}
}

// ageDomains stops or restarts the clocks of a domain and of those within it when it goes down or comes up as a whole.
// It is called while the incident in question does not count; what another one holds down is left as it is.
func (w *World) ageDomains(c models.ComponentID, do func(p int32)) {
	if len(w.paused) > 0 && !w.isDown(c) {
		w.ageWithin(c, do)
	}
}

func (w *World) ageWithin(c models.ComponentID, do func(p int32)) {
	w.eachOperating(c, do)
	first, last := w.Topology.Inner(c)
	for inner := first; inner < last; inner++ {
		if w.domainHeld[inner] == 0 {
			w.ageWithin(inner, do)
		}
	}
}
