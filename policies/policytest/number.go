package policytest

import (
	"math"
	"testing"

	"nines/models"
	"nines/sim/rng"
)

// Number holds a law of whole numbers to its port: it draws from 1 on, in the long run its mean, says what it is, and
// allocates nothing.
func Number(t testing.TB, n models.Number) {
	if n.String() == "" {
		t.Error("it does not say how many")
	}
	const draws = 20_000
	s, sum, squares := rng.Open(rng.Key{Seed: 7}), 0.0, 0.0
	for range draws {
		x := float64(n.Draw(&s))
		if x < 1 {
			t.Fatalf("it draws %v", x)
		}
		sum += x
		squares += x * x
	}
	mean := sum / draws
	if off := math.Sqrt((squares/draws - mean*mean) / draws); math.Abs(mean-n.Mean()) > 5*off {
		t.Errorf("it draws %v on average, and says %v", mean, n.Mean())
	}
	allocates(t, func() { n.Draw(&s) })
}
