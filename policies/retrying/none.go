package retrying

import (
	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/rng"
)

// None does not wait.
type None struct{}

var _ models.Backoff = None{}

var noneRow = catalog.Define("none", "Tries again at once.",
	None{}, func(b None) (models.Backoff, error) { return b, nil })

// After is nothing.
func (None) After(int, sim.Duration, *rng.Stream) sim.Duration { return 0 }
