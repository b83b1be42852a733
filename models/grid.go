package models

import (
	"math"

	"nines/sim"
)

// Grid is the instants of what is done again and again: Phase and every so much before and after.
type Grid struct {
	Phase sim.Time
	Every sim.Duration // > 0
}

// Next is the first instant that is not before a time; where they lie closer together than the clock tells apart, the
// time itself. Cost: O(1).
func (g Grid) Next(t sim.Time) sim.Time {
	k := math.Ceil(float64(t-g.Phase) / float64(g.Every))
	for range 2 { // one more by rounding
		if at := g.at(k); at >= t && sim.Duration(at-t) < 2*g.Every {
			return at
		}
		k++
	}
	return t
}

// After is the first instant after a time.
func (g Grid) After(t sim.Time) sim.Time {
	return g.Next(sim.Time(math.Nextafter(float64(t), math.Inf(1))))
}

func (g Grid) at(k float64) sim.Time { return g.Phase + sim.Time(k*float64(g.Every)) }
