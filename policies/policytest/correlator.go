package policytest

import (
	"testing"

	"nines/models"
	"nines/sim"
)

// laters are times after the first alarm of an incident, in seconds.
var laters = []sim.Duration{0, 1, 60, 3600, 86400 * 365}

// Correlator holds a correlator to its port: the same stream gives the same answer; what comes later is not grouped
// where the same draw leaves alone what comes earlier; nothing is allocated.
func Correlator(t testing.TB, c models.Correlator) {
	for i := range uint64(asked) {
		before := true
		for _, later := range laters {
			joins := c.Joins(later, stream(1, i))
			if joins != c.Joins(later, stream(1, i)) {
				t.Fatalf("an alarm after %g s is grouped and then not, or the other way", float64(later))
			}
			if joins && !before {
				t.Fatalf("an alarm after %g s is grouped, one that came earlier is not", float64(later))
			}
			before = joins
		}
	}
	s := stream(2, 0)
	allocates(t, func() { c.Joins(1, s) })
}
