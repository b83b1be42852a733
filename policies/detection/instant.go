package detection

import (
	"nines/models"
	"nines/sim/catalog"
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
func (Instant) Delay(models.Symptom) models.Wait { return models.Wait{} }

// Clear is 0.
func (Instant) Clear() models.Wait { return models.Wait{} }

// Mistake never comes.
func (Instant) Mistake() models.Mistakes { return models.Unerring{} }
