package correlation

import (
	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
)

// Perfect groups all alarms of an incident: the bound that applies where a scenario names no correlator.
type Perfect struct{}

var _ models.Correlator = Perfect{}

var perfectRow = catalog.Define("perfect", "Groups all alarms of an incident, whatever it hits: a bound, not a method.",
	Perfect{}, func(c Perfect) (models.Correlator, error) { return c, nil })

// Joins is 1.
func (Perfect) Joins(sim.Duration) float64 { return 1 }
