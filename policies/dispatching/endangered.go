package dispatching

import (
	"nines/models"
	"nines/sim/catalog"
)

// Endangered turns to the case of the service that has the least redundancy left, as far as detectors know: that which
// could lose the fewest further nodes, or lacks the most.
type Endangered struct{}

var (
	_ models.Dispatcher = Endangered{}
	_ models.Wary       = Endangered{}
)

var endangeredRow = catalog.Define("endangered",
	"Turns to the case of the service that could lose the fewest further nodes, as far as detectors know.",
	Endangered{}, func(e Endangered) (models.Dispatcher, error) { return e, nil })

// Rank is the redundancy left.
func (Endangered) Rank(_ models.View, x models.Queued) float64 { return x.Margin }

// Wary is true.
func (Endangered) Wary() bool { return true }
