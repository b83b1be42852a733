package world

import (
	"slices"

	"nines/models"
)

// planCause numbers the modes of a fault and finds who shares its cause.
func (b *Plan) planCause(f *models.Fault) {
	first := int32(0)
	if n := len(b.plan.firstMode); n > 0 {
		first = b.plan.firstMode[n-1] + int32(b.Faults[n-1].Kinds())
	}
	b.plan.firstMode = append(b.plan.firstMode, first)
	same := slices.IndexFunc(b.Faults, func(g models.Fault) bool { return g.Called() == f.Called() })
	b.plan.causes = append(b.plan.causes, int16(same))
}

// drawMode draws in which mode a fault strikes.
func (w *World) drawMode(x *incident, fault *models.Fault) int16 {
	if len(fault.Modes) < 2 {
		return 0
	}
	u := w.draws.ask(forMode, w.entityOf(x), x.count, 0).part()
	last := len(fault.Modes) - 1
	for m := range fault.Modes[:last] {
		if u -= fault.Modes[m].Share; u < 0 {
			return int16(m)
		}
	}
	return int16(last)
}

// mistaken names a wrong cause: one of those, all equally likely, that could sit in the component with which a case is
// concerned. It reports whether there is any.
func (w *World) mistaken(x *incident) bool {
	n, q := 0, w.draws.ask(forInnocent, w.entityOf(x), x.count, x.tries)
	for f := range w.Faults {
		if w.couldSit(int16(f), x) {
			if n++; q.pick(n) == 0 {
				x.blame, x.target = int16(f), x.where
			}
		}
	}
	return n > 0
}

// couldSit reports whether a cause, named by the first fault that has it, is not the one that is present and could sit
// in the component with which a case is concerned. What is planned is known to everybody.
func (w *World) couldSit(f int16, x *incident) bool {
	fault := &w.Faults[f]
	if w.plan.causes[f] != f || fault.Planned || x.fault != int16(none) && w.plan.causes[x.fault] == f {
		return false
	}
	leaf, isNode := w.Topology.Leaf(x.where)
	if !fault.Each || !isNode {
		_, found := slices.BinarySearch(fault.Targets, x.where)
		return found && !fault.Each
	}
	return slices.ContainsFunc(fault.Targets, func(c models.ComponentID) bool {
		first, last := w.Topology.Span(c)
		return first <= leaf && leaf < last
	})
}
