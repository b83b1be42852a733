package retrying

import (
	"errors"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/rng"
	"nines/sim/unit"
)

// Constant waits the same time before every retry: clients that failed together try again together.
type Constant struct {
	Wait unit.Duration `key:"wait" doc:"time before each retry, above 0"`
}

var _ models.Backoff = Constant{}

var constantRow = catalog.Define("constant", "Waits the same time before every retry.",
	Constant{Wait: 0.1}, func(b Constant) (models.Backoff, error) {
		if b.Wait <= 0 {
			return nil, errors.New("wait must be above 0s; write wait: 100ms, or policy: none")
		}
		return b, nil
	}).WithExample("wait: 100ms")

// After is that time.
func (b Constant) After(int, sim.Duration, *rng.Stream) sim.Duration { return sim.Duration(b.Wait) }
