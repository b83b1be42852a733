package fleet

import (
	"nines/models"
	"nines/sim"
)

// Faults that age in operation stand still while their component is down for another reason. The clocks of all others
// run on, and none of this costs them anything.

// isDown reports whether a component is down for any reason: a node that something holds down, a domain that an open
// case holds down as a whole, on itself or above.
func (f *Fleet) isDown(c models.ComponentID) bool {
	if i, ok := f.Topology.Leaf(c); ok {
		return f.nodes[i].downs > 0
	}
	for ; c >= 0; c = f.Topology.Parent(c) {
		if f.domains[c] > 0 {
			return true
		}
	}
	return false
}

// pause stops the clock of a process that ages in operation; resume starts it again.
func (f *Fleet) pause(p int32) {
	x := &f.processes[p]
	if due, ok := f.calendar.Pending(x.timer); ok {
		f.clocks.paused[p], x.born = float64(due-f.now()), f.now()-x.born
		f.calendar.Cancel(&x.timer)
	}
}

func (f *Fleet) resume(p int32) {
	if left := f.clocks.paused[p]; left >= 0 {
		x := &f.processes[p]
		f.clocks.paused[p], x.born = -1, f.now()-x.born
		x.timer = f.calendar.After(sim.Duration(left), sim.Event{Kind: strikes, Who: p})
	}
}

// ageNode stops or restarts the clocks of a node that goes down for the first or comes up from the last reason.
func (f *Fleet) ageNode(i int32, up bool) {
	switch {
	case len(f.clocks.paused) == 0:
	case up:
		f.eachOperating(f.Topology.Node(i), f.resume)
	default:
		f.eachOperating(f.Topology.Node(i), f.pause)
	}
}

// eachOperating visits the processes of a component that age in operation.
func (f *Fleet) eachOperating(c models.ComponentID, do func(p int32)) {
	for i := range f.faults {
		if processes := f.faults[i].operating; processes != nil && processes[c] >= 0 {
			do(processes[c])
		}
	}
}

// ageDomains stops or restarts the clocks of a domain and of those within it when it goes down or comes up as a whole.
// It is called while the case in question does not count; what another one holds down is left as it is.
func (f *Fleet) ageDomains(c models.ComponentID, do func(p int32)) {
	if len(f.clocks.paused) > 0 && !f.isDown(c) {
		f.ageWithin(c, do)
	}
}

func (f *Fleet) ageWithin(c models.ComponentID, do func(p int32)) {
	f.eachOperating(c, do)
	first, last := f.Topology.Inner(c)
	for inner := first; inner < last; inner++ {
		if f.domains[inner] == 0 {
			f.ageWithin(inner, do)
		}
	}
}
