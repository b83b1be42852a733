package models

import (
	"testing"

	"nines/sim"
)

// A grid has its next instant no earlier than asked for and less than a period later, as far as the clock tells
// instants apart; one that is finer than that has every instant, and ends.
func TestGrid(t *testing.T) {
	for _, g := range []Grid{{3, 10}, {0.1, 0.3}, {0, 1e-9}, {0, 1e-300}} {
		for _, at := range []sim.Time{0, 2.9999, 3, 13, 1e5 + 0.1, 3.2e7, 1e9} {
			if next := g.Next(at); next < at || next-at > sim.Time(g.Every)+1e-6 {
				t.Errorf("%+v: after %v comes %v", g, at, next)
			}
			if next := g.After(at); next <= at || next-at > sim.Time(g.Every)+1e-6 {
				t.Errorf("%+v: later than %v is %v", g, at, next)
			}
		}
	}
}
