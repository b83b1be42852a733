package admission

import (
	"errors"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/rng"
	"nines/sim/unit"
)

// Fixed keeps a try while as many are under way as a limit says, which never moves: a bulkhead (M. Nygard, "Release
// It!", 2007).
type Fixed struct {
	Limit unit.Count `key:"limit" doc:"tries under way at most, from 1 to 1M"`
}

var _ models.Admission = Fixed{}

var fixedRow = catalog.Define("fixed-limit", "Limits tries under way to a number that never moves: a bulkhead.",
	Fixed{Limit: 100}, func(b Fixed) (models.Admission, error) {
		if b.Limit < 1 || b.Limit > 1e6 {
			return nil, errors.New("limit must be from 1 to 1M; write limit: 100")
		}
		return b, nil
	}).WithExample("limit: 100")

// Start sets the limit.
func (b Fixed) Start(m *models.AdmissionMemory) { *m = models.AdmissionMemory{limit: float64(b.Limit)} }

// Admits counts a try under way, if there is room.
func (Fixed) Admits(m *models.AdmissionMemory, _ sim.Time, _ *rng.Stream) bool { return admits(m) }

// Hears counts it no more.
func (Fixed) Hears(m *models.AdmissionMemory, _ sim.Time, _ sim.Duration, _ bool) { m[underWay]-- }
