package fleet

import (
	"errors"
	"fmt"
	"sort"

	"nines/models"
	"nines/models/chance"
	"nines/sim"
)

// checkCascade refuses strikes that trigger others without end, at once, or out of a record.
func checkCascade(f *fault) error {
	c := f.Triggers
	switch {
	case c == nil:
		return nil
	case !(c.Ratio > 0 && c.Ratio < 1):
		return fmt.Errorf("a strike triggers %g others; at 1 and above they never end", c.Ratio)
	case !(c.Within > 0):
		return errors.New("strikes are triggered after a delay above 0")
	case f.aging != nil || f.recorded != nil:
		return errors.New("what is played from a record or remembers its age triggers nothing")
	}
	return nil
}

// reach finds the range of targets among which each strike spreads: those in one domain stand side by side.
func (p *Plan) reach(f *models.Fault) [][2]int32 {
	reach := make([][2]int32, len(f.Targets))
	for i, target := range f.Targets {
		first, last := p.Topology.Span(p.Topology.Around(target, f.Triggers.Depth))
		at := func(leaf int32) int32 {
			return int32(sort.Search(len(f.Targets), func(k int) bool {
				start, _ := p.Topology.Span(f.Targets[k])
				return start >= leaf
			}))
		}
		reach[i] = [2]int32{at(first), at(last)}
	}
	return reach
}

// spread schedules what the present strike of a process triggers, of a fault that is contagious.
func (f *Fleet) spread(p int32) {
	x := &f.processes[p]
	d := &f.faults[x.fault]
	c := d.Triggers
	where, target := f.target(p)
	reach := d.reach[target]
	others := int(reach[1] - reach[0] - 1)
	if others == 0 {
		return
	}
	q := f.chance.Ask(chance.Spread, f.entity(where, x.fault), x.count, 0)
	for sum := q.Bears(); sum < c.Ratio; sum += q.Bears() {
		struck := reach[0] + int32(q.Pick(others))
		if struck >= int32(target) {
			struck++
		}
		if due := f.now() + sim.Time(float64(c.Within)*q.Bears()); due < f.end {
			f.spreading++
			f.calendar.At(due, sim.Event{Kind: spreads, Who: d.first + struck})
		}
	}
}
