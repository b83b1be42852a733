package detection

import (
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/rng"
)

// Instant sees every fault at its onset, knows at once when a node is well, and is never mistaken: the bound that no
// real detector reaches, and the one that applies where a scenario names none.
type Instant struct{}

var _ models.Detector = Instant{}

var instantRow = catalog.Define("instant",
	"Notices every fault at once and is never mistaken: a bound, not a detector.",
	Instant{}, func(d Instant) (models.Detector, error) { return d, nil })

// Sees is 1 for every symptom.
func (Instant) Sees(models.Symptom) float64 { return 1 }

// Delay is 0.
func (Instant) Delay(models.Symptom, *rng.Stream) sim.Duration { return 0 }

// Clear is 0.
func (Instant) Clear(*rng.Stream) sim.Duration { return 0 }

// Mistake never comes.
func (Instant) Mistake(*rng.Stream) (after, lasting sim.Duration) {
	return sim.Duration(math.Inf(1)), 0
}
