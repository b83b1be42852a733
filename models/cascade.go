package models

import (
	"fmt"
	"sort"

	"nines/sim"
)

// Cascade makes a fault contagious: every strike that hits somebody triggers a Poisson number of further strikes of
// the same fault, each after an exponential delay, on a target chosen uniformly among the others in the same domain.
// It is the branching form of a self-exciting process with an exponential kernel (Hawkes and Oakes, J. Appl. Probab.
// 11, 1974): a strike leads to 1/(1 − Ratio) strikes in all, itself included. A strike that is triggered ends the
// life of its target early; one that finds its target faulty already is lost.
type Cascade struct {
	Ratio  float64      // mean number of strikes that a strike triggers itself, in (0, 1)
	Within sim.Duration // mean delay, > 0
	Depth  int          // of the domain within which it spreads; 0: the fleet
}

// planCascade finds the range of targets among which each strike spreads: those in one domain stand side by side.
func (b *Blueprint) planCascade(f *Fault) ([][2]int32, error) {
	c := f.Triggers
	if c == nil {
		return nil, nil
	}
	_, aging := f.Failure.(Aging)
	_, recorded := f.Failure.(Recorded)
	switch {
	case !(c.Ratio > 0 && c.Ratio < 1):
		return nil, fmt.Errorf("fault %s: a strike triggers %g others; at 1 and above they never end", f.Name, c.Ratio)
	case !(c.Within > 0):
		return nil, fmt.Errorf("fault %s: strikes are triggered after a delay above 0", f.Name)
	case aging || recorded:
		return nil, fmt.Errorf("fault %s: what is played from a record or remembers its age triggers nothing", f.Name)
	}
	reach := make([][2]int32, len(f.Targets))
	for i, target := range f.Targets {
		first, last := b.Topology.Span(b.outer(target, c.Depth))
		at := func(leaf int32) int32 {
			return int32(sort.Search(len(f.Targets), func(k int) bool {
				start, _ := b.Topology.Span(f.Targets[k])
				return start >= leaf
			}))
		}
		reach[i] = [2]int32{at(first), at(last)}
	}
	return reach, nil
}

// outer is the domain at a depth around a component, or itself where that is no deeper.
func (b *Blueprint) outer(c ComponentID, depth int) ComponentID {
	for {
		if i, leaf := b.Topology.Leaf(c); leaf {
			c = b.Topology.Leaves[i].Parent
		} else if b.Topology.Domains[c].Level > depth {
			c = b.Topology.Domains[c].Parent
		} else {
			return c
		}
	}
}

// spread schedules what the present strike of a process triggers.
func (w *World) spread(p int32) {
	f := w.processes[p].fault
	c := w.Faults[f].Triggers
	if c == nil {
		return
	}
	where, target := w.target(p)
	reach := w.plan.reach[f][target]
	others := int(reach[1] - reach[0] - 1)
	if others == 0 {
		return
	}
	q := w.draws.ask(forSpread, w.entity(where, f), w.processes[p].count, 0)
	for sum := q.wait(once); float64(sum) < c.Ratio; sum += q.wait(once) {
		struck := reach[0] + int32(q.pick(others))
		if struck >= int32(target) {
			struck++
		}
		if due := w.now() + sim.Time(c.Within*q.wait(once)); due < w.End() {
			w.spreading++
			w.calendar.At(due, sim.Event{Kind: spreads, Who: w.plan.firstProc[f] + struck})
		}
	}
}

// onSpread plays a strike that another one has triggered.
func (w *World) onSpread(p int32) {
	w.spreading--
	if w.processes[p].active == 0 {
		w.strikeEarly(p)
	}
}

// strikeEarly strikes a target before its life is over.
func (w *World) strikeEarly(p int32) {
	w.calendar.Cancel(&w.processes[p].timer)
	if len(w.paused) > 0 {
		w.paused[p] = -1
	}
	w.onStrike(p, false)
}
