package models_test

import (
	"testing"

	"nines/models"
	"nines/sim/rng"
	"nines/sim/stat/stattest"
)

// TestKeys would catch a rank that is off by one, and an exponent near 1 that loses digits: each key is drawn as often
// as it is popular.
func TestKeys(t *testing.T) {
	for _, exponent := range []float64{0, 0.5, 1, 1 + 1e-9, 1.2, 3} {
		k, err := models.NewKeys(20, exponent)
		if err != nil {
			t.Fatal(err)
		}
		const draws = 200_000
		s := rng.Open(rng.Key{Seed: 1})
		seen, want := make([]int, 20), k.Popularity()
		for range draws {
			seen[k.Draw(&s)]++
		}
		for i := range want {
			want[i] *= draws
		}
		stattest.Check(t, "keys", stattest.ChiSquare(seen, want, 0))
	}
	if _, err := models.NewKeys(0, 1); err == nil {
		t.Error("no keys are taken")
	}
}
