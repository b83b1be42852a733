package retrying

import (
	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/rng"
)

// Equal waits for half of a time that grows, and for a uniform part of its other half (M. Brooker, "Exponential Backoff
// And Jitter", AWS Architecture Blog, 2015).
type Equal struct{ Growth }

var _ models.Backoff = Equal{}

var equalRow = catalog.Define("equal-jitter",
	"Waits a uniform time from half of that of exponential up to all of it (Brooker 2015).",
	growth, func(g Growth) (models.Backoff, error) { return Equal{g}, g.check() }).WithExample(growthExample)

// After draws it.
func (b Equal) After(failed int, _ sim.Duration, s *rng.Stream) sim.Duration {
	half := b.after(failed) / 2
	return half + half*sim.Duration(s.Float64())
}
