package correlation

import (
	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
)

// None groups nothing: every node that is noticed is a case of its own.
type None struct{}

var _ models.Correlator = None{}

var noneRow = catalog.Define("none", "Groups nothing: forty nodes behind one switch are forty cases.",
	None{}, func(c None) (models.Correlator, error) { return c, nil })

// Joins is 0.
func (None) Joins(sim.Duration) float64 { return 0 }
