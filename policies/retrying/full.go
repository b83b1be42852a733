package retrying

import (
	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/rng"
)

// Full waits for any time up to one that grows: uniform from 0 (M. Brooker, "Exponential Backoff And Jitter", AWS
// Architecture Blog, 2015).
type Full struct{ Growth }

var _ models.Backoff = Full{}

var fullRow = catalog.Define("full-jitter",
	"Waits a uniform time from 0 up to that of exponential (Brooker 2015).",
	growth, func(g Growth) (models.Backoff, error) { return Full{g}, g.check() }).WithExample(growthExample)

// After draws it.
func (b Full) After(failed int, _ sim.Duration, s *rng.Stream) sim.Duration {
	return b.after(failed) * sim.Duration(s.Float64())
}
