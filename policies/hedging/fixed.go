package hedging

import (
	"errors"
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/unit"
)

// Fixed waits for the same time always. With none each request is sent to several nodes at once.
type Fixed struct {
	After unit.Duration `key:"after" doc:"time without an answer after which there is another try; 0s: at once"`
}

var _ models.Hedging = Fixed{}

var fixedRow = catalog.Define("fixed", "Sends another try when no answer has come for a while.",
	Fixed{After: 0.1}, func(h Fixed) (models.Hedging, error) {
		if !(h.After >= 0) || math.IsInf(float64(h.After), 1) {
			return nil, errors.New("after must be 0s or more, for a request is not hedged before it comes; write after: 100ms")
		}
		return h, nil
	}).WithExample("after: 100ms")

// First is that time.
func (h Fixed) First() sim.Duration { return sim.Duration(h.After) }

// Next is the same.
func (Fixed) Next(wait sim.Duration, _ bool) sim.Duration { return wait }

// String says how long that is.
func (h Fixed) String() string {
	if h.After == 0 {
		return "at once"
	}
	return "after " + h.After.Human()
}
