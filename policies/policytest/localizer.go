package policytest

import (
	"testing"

	"nines/models"
	"nines/sim/rng"
)

// Localizer holds a localizer to its port: a diagnosis takes a time that is not negative and not forever; the same
// stream gives the same answer; nothing is allocated.
func Localizer(t testing.TB, l models.Localizer) {
	for _, x := range symptoms {
		diagnose := func(s *rng.Stream) float64 { return float64(l.Diagnose(x, s)) }
		first, again := draw(asked, 1, diagnose), draw(asked, 1, diagnose)
		for i := range first {
			notNegative(t, "the diagnosis", first[i])
			if first[i] != again[i] {
				t.Fatalf("the diagnosis took %g s and then %g s", first[i], again[i])
			}
		}
		s := stream(2, 0)
		allocates(t, func() { l.Diagnose(x, s) })
	}
}
