package experiments

import (
	"math"
	"math/rand/v2"
	"testing"

	"nines/experiments/result"
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

// What is kept is paid for with copies and parities, and what repairs read as they read it, by store and by all
// together: 10 TB in code 4+1 at 240 per TB and year, 6 TB in two copies at 12, whose repairs cost 2 per TB.
func TestStorageCosts(t *testing.T) {
	r := mustRun(t, compiled(t, `
version: 1
time: { horizon: 1y }
topology: [ { level: node, count: 12, class: disk } ]
classes: { disk: { cost: 100/y } }
faults: { death: { on: node, rate: 1/y, heals: 1h, loses_data: true } }
stores:
  code: { on: disk, holds: 10TB, groups: 10, code: 4+1, cost: { price: 20/month } }
  copies: { on: disk, holds: 6TB, groups: 10, replicas: 2, cost: { price: 12/y, traffic: 2 } }
  free: { on: disk, holds: 6TB, groups: 10, replicas: 2 }
`), 1)
	at := func(metric, scope string) float64 {
		e, ok := r.Find(metric, scope)
		if !ok {
			t.Fatalf("no %s of %s", metric, scope)
		}
		return e.Mean
	}
	code, copies := 10*1.25*240.0, 6*2*12+2*at("rebuild_traffic", "data:copies")*year/1e12
	if copies <= 6*2*12 {
		t.Fatal("no repair reads anything")
	}
	for scope, want := range map[string]float64{"data:code": code, "data:copies": copies} {
		if got := at("storage_cost", scope); math.Abs(got-want) > 1e-9*want {
			t.Errorf("%s costs %g a year, want %g", scope, got, want)
		}
	}
	if got, want := at("cost", "fleet"), 12*100+code+copies; math.Abs(got-want) > 1e-9*want {
		t.Errorf("all costs %g a year, want %g", got, want)
	}
	if _, ok := r.Find("storage_cost", "data:free"); ok {
		t.Error("what nobody has priced has a cost")
	}
}

// The series of a store counts each of its groups at every point, and its parts of the time add up to what is measured
// over all of it, warm-up left out: those that bear nothing more, and those that are lost.
func TestGroupsOverTimeAddUp(t *testing.T) {
	r := mustRun(t, compiled(t, `
version: 1
time: { warmup: 100h, horizon: 1000h }
topology: [ { level: node, count: 12 } ]
faults: { death: { on: node, time_to_failure: 60h, repair: 4h, loses_data: true } }
stores:
  code: { on: node, holds: 12TB, groups: 12, code: 4+2, placement: { policy: blocks }, repair: { onto: itself } }
run: { replications: { min: 10, max: 10 } }
`), 1)
	at, mean := map[float64]float64{}, map[string]float64{}
	rows := r.Sample.SeriesRows(result.Key{})
	for _, row := range rows {
		if row.Scope == "data:code" {
			at[row.T] += row.Mean
			mean[row.Metric] += row.Mean / 200
		}
	}
	if len(at) != 200 || len(mean) != 4 {
		t.Fatalf("%d points of %d metrics", len(at), len(mean))
	}
	for when, groups := range at {
		if math.Abs(groups-12) > 1e-6 {
			t.Errorf("after %g s there are %g groups", when, groups)
		}
	}
	endangered, _ := r.Find("endangered", "data:code")
	unread, _ := r.Find("unreadable", "data:code")
	for metric, share := range map[string]float64{"groups_bearing_0": endangered.Mean, "groups_gone": unread.Mean} {
		if got, want := mean[metric], 12*share; !(want > 0) || math.Abs(got-want) > 1e-9 {
			t.Errorf("%s: %g on average, want %g", metric, got, want)
		}
	}
}
