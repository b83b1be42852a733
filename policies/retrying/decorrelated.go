package retrying

import (
	"errors"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/rng"
	"nines/sim/unit"
)

// Decorrelated waits for a uniform time from a base up to three times the last wait, and a cap at most (M. Brooker,
// "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
type Decorrelated struct {
	Base unit.Duration `key:"base" doc:"the least wait, above 0"`
	Cap  unit.Duration `key:"cap" doc:"the longest wait, base or more"`
}

var _ models.Backoff = Decorrelated{}

var decorrelatedRow = catalog.Define("decorrelated-jitter",
	"Waits a uniform time from base up to three times the last wait, cap at most (Brooker 2015).",
	Decorrelated{Base: growth.Base, Cap: growth.Cap}, func(b Decorrelated) (models.Backoff, error) {
		if b.Base <= 0 {
			return nil, errors.New("base must be above 0s; write base: 100ms, or policy: none")
		}
		return b, checkCap(b.Base, b.Cap)
	}).WithExample("base: 100ms, cap: 10s")

// After draws it; the wait before the first is base.
func (b Decorrelated) After(_ int, before sim.Duration, s *rng.Stream) sim.Duration {
	base := sim.Duration(b.Base)
	spread := 3*max(base, before) - base
	return min(sim.Duration(b.Cap), base+spread*sim.Duration(s.Float64()))
}
