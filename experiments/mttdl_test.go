package experiments

import (
	"math"
	"math/rand/v2"
	"testing"

	"nines/models"
)

// The interval of the mean time to loss holds the true one in 93 % of the studies of 40 runs or more, whether all of
// these, a few or next to none see a loss; and where none does, it says at least how long, and no more. One that took
// the time until the end of a run for one that ended with a loss, or left it out, would not hold it. A bound alone
// holds what is rare, always.
func TestMeanTimeToLossIsCovered(t *testing.T) {
	const studies, runs, horizon = 1000, 40, 1000.0
	scenario := compiled(t, `
version: 1
time: { horizon: 1000s }
topology: [ { level: node, count: 2 } ]
faults: { disk: { on: node, time_to_failure: 100s, repair: 1s, loses_data: true } }
stores: { s: { on: node, holds: 1TB, groups: 1, replicas: 2 } }
`)
	s, err := newSample(scenario.Blueprint, scenario.Objectives)
	if err != nil {
		t.Fatal(err)
	}
	q := s.find("mttdl", "data:s")
	r := rand.New(rand.NewPCG(3, 4))
	for _, mean := range []float64{100, 1000, 10_000, 300_000} {
		held := 0
		for range studies {
			s.n, s.numbers = runs, make([]column, len(s.quantities))
			seen := 0
			for range runs {
				o := &models.Outcome{Measured: horizon, Stores: []models.StoreOutcome{{First: horizon}}}
				if first := r.ExpFloat64() * mean; first < horizon {
					o.Stores[0].First, o.Stores[0].Losses = first, 1
					seen++
				}
				s.numbers[q].add(s.quantities[q].of(o), true)
			}
			e := s.estimate(q, 0.95)
			if e.Low <= mean && mean <= e.High {
				held++
			}
			if seen == 0 && !(math.IsInf(e.High, 1) && math.Abs(e.Low-runs*horizon/3) < runs*horizon/1000) {
				t.Fatalf("no loss in %g s: %g to %g", runs*horizon, e.Low, e.High)
			}
		}
		if share := float64(held) / studies; share < 0.93 || mean < 10_000 && share > 0.98 {
			t.Errorf("mean %g: covered in %.1f %%", mean, 100*share)
		}
	}
}
