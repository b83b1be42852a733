package policytest

import (
	"math"
	"testing"

	"nines/models"
	"nines/sim"
)

// Dispatcher holds a dispatcher to its port: ranks are numbers, the same when they are asked for again, and all alike
// where it says that it makes no difference; nothing is allocated.
func Dispatcher(t testing.TB, d models.Dispatcher) {
	indifferent, _ := d.(models.Indifferent)
	view, first := models.Sketch(true, false), d.Rank(models.Sketch(true), models.Queued{})
	for _, cause := range []string{"", "power", "disk"} {
		for _, margin := range []float64{-3, 0, 2, math.Inf(1)} {
			for nodes := 1; nodes < 100; nodes *= 3 {
				x := models.Queued{Suspect: models.Suspect{Cause: cause}, Nodes: nodes, Takes: sim.Duration(100 / nodes),
					Margin: margin}
				rank := d.Rank(view, x)
				switch {
				case math.IsNaN(rank) || rank != d.Rank(view, x):
					t.Errorf("%+v has rank %g, then %g", x, rank, d.Rank(view, x))
				case rank != first && indifferent != nil && indifferent.Indifferent():
					t.Errorf("%+v has rank %g, others %g, and it makes no difference", x, rank, first)
				}
			}
		}
	}
	allocates(t, func() { d.Rank(view, models.Queued{}) })
}
