package admission

import (
	"errors"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/rng"
	"nines/sim/unit"
)

// Breaker sends nothing for a while once so many tries in a row have failed: it is open. Then it is half open and sends
// one try, whose end decides whether it closes or opens again (M. Nygard, "Release It!", 2007). While it is open it
// does not hear what becomes of tries that were sent before.
type Breaker struct {
	Failures unit.Count    `key:"failures" doc:"failed tries in a row that open it, from 1 to 1M"`
	Open     unit.Duration `key:"open" doc:"how long it stays open before it sends one try, above 0"`
}

var _ models.Admission = Breaker{}

var breakerRow = catalog.Define("circuit-breaker",
	"Sends nothing for a while once some tries in a row have failed, and then one, which decides how it goes on.",
	Breaker{Failures: 5, Open: 30}, func(b Breaker) (models.Admission, error) {
		switch {
		case b.Failures < 1 || b.Failures > 1e6:
			return nil, errors.New("failures must be from 1 to 1M; write failures: 5")
		case b.Open <= 0:
			return nil, errors.New("open must be above 0s; write open: 30s")
		}
		return b, nil
	}).WithExample("failures: 5, open: 30s")

// What a breaker remembers: failures in a row, how it stands, and until when it is open.
const (
	inRow = iota
	stands
	until
)

// How a breaker stands.
const (
	closed = iota
	open
	halfOpen // and one try is under way
)

// Start closes it.
func (Breaker) Start(m *models.AdmissionMemory) { *m = models.AdmissionMemory{} }

// Admits sends a try while it is closed, and one when it has been open for long enough.
func (b Breaker) Admits(m *models.AdmissionMemory, now sim.Time, _ *rng.Stream) bool {
	if m[stands] == open && float64(now) >= m[until] {
		m[stands] = halfOpen
		return true
	}
	return m[stands] == closed
}

// Hears counts failures in a row.
func (b Breaker) Hears(m *models.AdmissionMemory, now sim.Time, _ sim.Duration, answered bool) {
	switch {
	case m[stands] == open:
	case answered:
		m[inRow], m[stands] = 0, closed
	default:
		if m[inRow]++; m[stands] == halfOpen || m[inRow] >= float64(b.Failures) {
			m[inRow], m[stands], m[until] = 0, open, float64(now)+float64(b.Open)
		}
	}
}
