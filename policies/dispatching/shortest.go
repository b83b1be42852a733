package dispatching

import (
	"nines/models"
	"nines/sim/catalog"
)

// Shortest turns to the case whose work is expected to take the least time, by the mean of its law and not by what it
// will turn out to be. With one pair of hands no other choice that knows no more leaves fewer cases waiting on average;
// Smith, "Various optimizers for single-stage production", Naval Research Logistics Quarterly 3 (1956).
type Shortest struct{}

var _ models.Dispatcher = Shortest{}

var shortestRow = catalog.Define("shortest", "Turns to the case whose work is the shortest on average; Smith 1956.",
	Shortest{}, func(s Shortest) (models.Dispatcher, error) { return s, nil })

// Rank is the mean time of the work.
func (Shortest) Rank(_ models.View, x models.Queued) float64 { return float64(x.Takes) }
