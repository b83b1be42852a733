package hedging_test

import (
	"math"
	"testing"

	"nines/policies/hedging"
	"nines/sim"
	"nines/sim/rng"
	"nines/sim/unit"
)

// TestQuantile would catch a step in the wrong direction or of the wrong size: of exponential times, about which it
// hears only whether they were longer, it finds the quantile, is exceeded by the share that it says, and varies as a
// linear recursion does: of a step g and a density f at the quantile q, by a variance of g·p(1 − p)/(2·f·q) of its
// logarithm.
func TestQuantile(t *testing.T) {
	for _, share := range []float64{0.5, 0.95, 0.99} {
		h := hedging.Quantile{Share: unit.Ratio(share), Start: 100, Step: 0.01}
		s := rng.Open(rng.Key{Seed: 1})
		wait, logs, squares, exceeded := h.First(), 0.0, 0.0, 0
		const warm, n = 200_000, 1_000_000
		for i := range warm + n {
			took := sim.Duration(s.Exp())
			if i >= warm {
				log := math.Log(float64(wait))
				logs, squares = logs+log, squares+log*log
				if took > wait {
					exceeded++
				}
			}
			wait = h.Next(wait, took <= wait)
		}
		got, want := math.Exp(logs/n), -math.Log(1-share)
		if math.Abs(got/want-1) > 0.02 {
			t.Errorf("it waits %v, and a share of %v takes %v at most", got, share, want)
		}
		spread := math.Sqrt(squares/n - logs/n*logs/n)
		if expected := math.Sqrt(0.01 * share / 2 / want); math.Abs(spread/expected-1) > 0.1 {
			t.Errorf("the time for a share of %v varies by %v, want %v", share, spread, expected)
		}
		if more := float64(exceeded) / n; math.Abs(more-(1-share)) > 1e-4 {
			t.Errorf("a share of %v is hedged, want %v", more, 1-share)
		}
	}
}
