package retrying_test

import (
	"math"
	"testing"

	"nines/models"
	"nines/policies/retrying"
	"nines/sim"
	"nines/sim/rng"
)

var growth = retrying.Growth{Base: 0.1, Factor: 2, Cap: 1}

// TestGrowth would catch a factor that counts from the wrong retry, and a cap that is none.
func TestGrowth(t *testing.T) {
	for failed, want := range map[int]float64{1: 0.1, 2: 0.2, 3: 0.4, 4: 0.8, 5: 1, 6: 1, 1000: 1} {
		if got := float64(retrying.Exponential{Growth: growth}.After(failed, 0, nil)); math.Abs(got-want) > 1e-12 {
			t.Errorf("after %d tries it waits %v, want %v", failed, got, want)
		}
	}
}

// TestJitter would catch one law of jitter in place of another: by its range, its mean and its variance.
func TestJitter(t *testing.T) {
	for _, c := range []struct {
		name      string
		b         models.Backoff
		failed    int
		before    sim.Duration
		low, high float64
		mean      float64
		variance  float64
	}{
		{"full", retrying.Full{Growth: growth}, 3, 0.3, 0, 0.4, 0.2, 0.4 * 0.4 / 12},
		{"full at its cap", retrying.Full{Growth: growth}, 9, 0.3, 0, 1, 0.5, 1. / 12},
		{"equal", retrying.Equal{Growth: growth}, 3, 0.3, 0.2, 0.4, 0.3, 0.2 * 0.2 / 12},
		{"decorrelated at first", retrying.Decorrelated{Base: 0.1, Cap: 1}, 1, 0, 0.1, 0.3, 0.2, 0.2 * 0.2 / 12},
		{"decorrelated", retrying.Decorrelated{Base: 0.1, Cap: 1}, 2, 0.2, 0.1, 0.6, 0.35, 0.5 * 0.5 / 12},
		// Uniform from 0.1 to 2.1, cut at 1: 0.45 of it below, of mean 0.55.
		{"decorrelated at its cap", retrying.Decorrelated{Base: 0.1, Cap: 1}, 3, 0.7, 0.1, 1, 0.45*0.55 + 0.55,
			(1-0.001)/6 + 0.55 - math.Pow(0.45*0.55+0.55, 2)},
	} {
		const n = 100_000
		s := rng.Open(rng.Key{Seed: 1})
		sum, square := 0.0, 0.0
		for range n {
			x := float64(c.b.After(c.failed, c.before, &s))
			if x < c.low || x > c.high {
				t.Fatalf("%s: waits %v, outside %v to %v", c.name, x, c.low, c.high)
			}
			sum, square = sum+x, square+x*x
		}
		mean := sum / n
		if math.Abs(mean-c.mean) > 4*math.Sqrt(c.variance/n) {
			t.Errorf("%s: mean %v, want %v", c.name, mean, c.mean)
		}
		if v := square/n - mean*mean; math.Abs(v/c.variance-1) > 0.02 {
			t.Errorf("%s: variance %v, want %v", c.name, v, c.variance)
		}
	}
}

// TestTokens is gRPC's example: with ten tokens, five failures in a row stop retries, and ten successes for each token
// that was lost bring them back.
func TestTokens(t *testing.T) {
	b := retrying.Tokens{Most: 10, Refund: 0.125}
	left := b.Full()
	for n := 1; n <= 5; n++ {
		left = b.Fails(left)
		if _, may := b.Spend(left); may != (n < 5) {
			t.Errorf("after %d failures: %v", n, may)
		}
	}
	if _, may := b.Spend(b.Succeeds(left)); !may {
		t.Error("more than half of the tokens are there, and there is no retry")
	}
	for range 100 {
		left = b.Succeeds(left)
	}
	if left != 10 {
		t.Errorf("%v tokens of 10", left)
	}
}
