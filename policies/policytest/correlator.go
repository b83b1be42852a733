package policytest

import (
	"testing"

	"nines/models"
	"nines/sim"
)

// laters are times after the first alarm of an incident, in seconds.
var laters = []sim.Duration{0, 1, 60, 3600, 86400 * 365}

// Correlator holds a correlator to its port: probabilities are such; what comes later is not grouped with a higher one;
// the answer is the same when it is asked for again; nothing is allocated.
func Correlator(t testing.TB, c models.Correlator) {
	before := 1.0
	for _, later := range laters {
		p := c.Joins(later)
		switch {
		case !(p >= 0 && p <= 1):
			t.Errorf("an alarm after %g s is grouped with probability %g", float64(later), p)
		case p > before:
			t.Errorf("an alarm after %g s is grouped with probability %g, an earlier one with %g", float64(later), p, before)
		case p != c.Joins(later):
			t.Errorf("an alarm after %g s is grouped with probability %g, then with %g", float64(later), p, c.Joins(later))
		}
		before = p
	}
	allocates(t, func() { c.Joins(1) })
}
