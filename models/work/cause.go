package work

import (
	"slices"

	"nines/models"
	"nines/models/chance"
)

// cause is what is derived of the cause of one fault.
type cause struct {
	fault      *models.Fault
	called     string
	repairable bool                // in some mode
	name       int16               // the first fault with the same cause
	first      int32               // its first mode among those of all faults in turn
	helps      [2]models.ActionSet // where it sits, and in a single node: what may clear a mode of it
}

// planCauses numbers the modes of faults and finds who shares a cause.
func (p *Plan) planCauses() {
	first := int32(0)
	for i := range p.Faults {
		f := &p.Faults[i]
		same := slices.IndexFunc(p.Faults, func(g models.Fault) bool { return g.Called() == f.Called() })
		p.causes = append(p.causes, cause{
			fault: f, called: f.Called(), repairable: f.Repairable(), name: int16(same), first: first,
		})
		first += int32(f.Kinds())
	}
}

// planHelp notes which actions may help against each fault where it sits, and if it sat in a single node.
func (p *Plan) planHelp() {
	for f := range p.causes {
		fault, helps := &p.Faults[f], &p.causes[f].helps
		for a := range p.actions {
			if p.actions[a].Promises(fault) {
				if helps[1].Add(a); p.Locus(fault) >= p.actions[a].depth {
					helps[0].Add(a)
				}
			}
		}
	}
}

// mistaken names a wrong cause: one of those, all equally likely, that could sit in the component with which a case is
// concerned. It reports whether there is any.
func (w *Work) mistaken(id int32) bool {
	x, s := w.fleet.Case(id), &w.jobs[id].search
	n, q := 0, w.chance.Ask(chance.Innocent, x.Entity(), x.Count(), w.jobs[id].tries)
	for f := range w.Faults {
		if w.couldSit(int16(f), x.Fault(), x.Where()) {
			if n++; q.Pick(n) == 0 {
				s.blame, s.target = int16(f), x.Where()
			}
		}
	}
	return n > 0
}

// couldSit reports whether a cause, named by the first fault that has it, is not the one that is present and could sit
// in a component. What is announced is known to everybody.
func (w *Work) couldSit(f, present int16, where models.ComponentID) bool {
	fault := &w.Faults[f]
	if w.causes[f].name != f || fault.Course.Announced || present != int16(none) && w.causes[present].name == f {
		return false
	}
	leaf, isNode := w.Topology.Leaf(where)
	if !fault.Each || !isNode {
		_, found := slices.BinarySearch(fault.Targets, where)
		return found && !fault.Each
	}
	return slices.ContainsFunc(fault.Targets, func(c models.ComponentID) bool {
		first, last := w.Topology.Span(c)
		return first <= leaf && leaf < last
	})
}
