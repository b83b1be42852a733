package world

import (
	"fmt"
	"sort"

	"nines/models"
	"nines/sim"
)

// planCascade finds the range of targets among which each strike spreads: those in one domain stand side by side.
func (b *Plan) planCascade(f *models.Fault) ([][2]int32, error) {
	c := f.Triggers
	if c == nil {
		return nil, nil
	}
	_, aging := f.Failure.(models.Aging)
	_, recorded := f.Failure.(models.Recorded)
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
		first, last := b.Topology.Span(b.Topology.Around(target, c.Depth))
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
