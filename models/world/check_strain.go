package world

import "fmt"

// checkStrains: clocks of overload know whom they may strike, and run if there is anybody.
func (w *World) checkStrains() error {
	for k := range w.strains {
		x, ready := &w.strains[k], [2]int64{}
		for leaf, p := range w.plan.strains[k].processOf {
			if p != none && w.ready(int32(leaf), p) {
				ready[count(w.trusted(int32(leaf)))]++
			}
		}
		runs := x.rate > 0
		switch {
		case ready != x.ready:
			return fmt.Errorf("overload clock %d: %v nodes ready, counted %v", k, ready, x.ready)
		case w.strained || runs && w.loaded(k) == 0:
			return fmt.Errorf("overload clock %d strikes nobody, or at the wrong time", k)
		}
	}
	return nil
}
