package glimpses

import (
	"fmt"
	"math"
)

// Check verifies every invariant of a tape between two steps: news are in the order of time, the kinds of cells are a
// partition of all of them, and glimpses are in the order of time and stand for as many as there are. Cost: O(news +
// cells chosen + nodes).
func (t *Tape) Check() error {
	for i := 1; i < len(t.news); i++ {
		if t.news[i].at < t.news[i-1].at {
			return fmt.Errorf("news %d is told before the one before it", i)
		}
	}
	if err := t.scene.check(); err != nil {
		return err
	}
	if t.chosen == nil {
		return nil
	}
	if err := t.survey.check(t.plan.cells); err != nil {
		return err
	}
	stand, last := 0.0, -1
	for _, g := range t.chosen {
		if g.cell <= last || g.cell >= t.plan.cells {
			return fmt.Errorf("cell %d of %d is played after cell %d", g.cell, t.plan.cells, last)
		}
		last = g.cell
		stand += g.stands
	}
	if off := stand/float64(t.plan.cells) - 1; math.Abs(off) > 1e-9 {
		return fmt.Errorf("glimpses stand for %v cells of %d", stand, t.plan.cells)
	}
	if t.playing.phase == idle { // lanes have handed over what they had counted
		return nil
	}
	return t.players.road.Check()
}

// check holds runs to following each other through all cells, and kinds to their counts.
func (s *survey) check(cells int) error {
	at, counts := 0, make([]int, len(s.kinds))
	for _, r := range s.runs {
		if r.first != at {
			return fmt.Errorf("cells of a kind begin with %d, not %d", r.first, at)
		}
		at += r.cells
		counts[r.kind] += r.cells
	}
	if at != cells {
		return fmt.Errorf("%d cells have a kind, of %d", at, cells)
	}
	for i, k := range s.kinds {
		if k.cells != counts[i] || k.chosen < 1 || k.chosen > k.cells {
			return fmt.Errorf("kind %d: %d cells, counted %d, %d chosen", i, counts[i], k.cells, k.chosen)
		}
	}
	return nil
}

// check holds the counts of moods to the nodes.
func (s *scene) check() error {
	for i := range s.lanes {
		x := &s.lanes[i]
		var in [moods]int32
		for _, k := range x.nodes {
			in[k.mood()]++
		}
		if in != x.in {
			return fmt.Errorf("lane %d: %v nodes in each mood, counted %v", i, in, x.in)
		}
	}
	return nil
}
