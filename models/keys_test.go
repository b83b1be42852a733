package models_test

import (
	"math"
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

// TestSpectrum holds sums over classes of keys to those over each of them: of all shares, and of keys that have been
// asked for twice, as 1 − e^−x is.
func TestSpectrum(t *testing.T) {
	for _, exponent := range []float64{0, 0.5, 1, 1.2, 3} {
		for _, count := range []int{1, 20, 33, 100_000} {
			k, err := models.NewKeys(count, exponent)
			if err != nil {
				t.Fatal(err)
			}
			for _, writes := range []float64{1e-3, 10, 1e4, 1e7} {
				sum, keys, want := 0.0, 0.0, 0.0
				for _, p := range k.Spectrum() {
					sum, keys = sum+p.Keys*p.Share, keys+p.Keys*math.Pow(math.Expm1(-writes*p.Share), 2)
				}
				for _, share := range k.Popularity() {
					want += math.Pow(math.Expm1(-writes*share), 2)
				}
				if math.Abs(sum-1) > 1e-12 || math.Abs(keys/want-1) > 1e-3 {
					t.Errorf("%d keys to the %g: shares of %g, and %g of %g keys", count, exponent, sum, keys, want)
				}
			}
		}
	}
}
