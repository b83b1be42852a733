package dispatching

import (
	"nines/models"
	"nines/sim/catalog"
)

// Widest turns to the case whose component holds the most nodes: the switch of a rack before any of its nodes.
type Widest struct{}

var _ models.Dispatcher = Widest{}

var widestRow = catalog.Define("widest", "Turns to the case whose component holds the most nodes: racks before nodes.",
	Widest{}, func(w Widest) (models.Dispatcher, error) { return w, nil })

// Rank falls with the number of nodes.
func (Widest) Rank(_ models.View, x models.Queued) float64 { return -float64(x.Nodes) }
