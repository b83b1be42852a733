package models_test

import (
	"math"
	"testing"

	"nines/models"
	"nines/sim"
	"nines/sim/rng"
)

// workbook are the rules of the Site Reliability Workbook for 99.9 %.
var workbook = []models.Limit{{0.0144, 3600, 300}, {0.006, 6 * 3600, 1800}, {0.001, 72 * 3600, 6 * 3600}}

// Errors that last 4 s and leave nothing behind are 0.011 % of an hour and reach no limit; of those that go on the
// times are published: 52 s for all requests, 518 s for a tenth. Errors that end with their cause reach a limit where
// their sum does while they last: all for 43.2 s are 1.2 % of an hour, too few, and then a fiftieth makes up for it.
func TestAlertsFireAsPublished(t *testing.T) {
	a := models.Alert{Limits: workbook}
	inf := sim.Duration(math.Inf(1))
	for _, c := range []struct {
		share float64
		lasts sim.Duration
		then  float64
		want  sim.Duration
	}{
		{1, inf, 1, 51.84}, {0.1, inf, 0.1, 518.4}, {0.02, inf, 0.02, 2592}, {0.002, inf, 0.002, 129600},
		{0.0005, inf, 0.0005, inf}, {0.1, 4, 0, inf}, {1, 43.2, 0, inf}, {1, 60, 0, 51.84}, {0, inf, 0, inf},
		{1, 43.2, 0.04, 43.2 + 8.64/0.04}, {1, 43.2, 0.0005, inf},
	} {
		got := a.Fires(c.share, c.lasts, c.then)
		if got != c.want && !(math.Abs(float64(got-c.want)) < 1e-6*float64(c.want)) {
			t.Errorf("a share of %g for %v and then %g fires after %v, want %v", c.share, c.lasts, c.then, got, c.want)
		}
	}
}

// TestAlertsOverPlayedWindows would catch a look that is skipped, a window that ends in the wrong place, and a limit
// that is reached by one window of two. Shares change at random whole seconds; played second by second, both windows
// are looked at every ten.
func TestAlertsOverPlayedWindows(t *testing.T) {
	const seconds, every, before = 4000, 10, 600
	a := models.Alert{Every: every, Limits: []models.Limit{{0.3, 600, 60}, {0.1, 300, 300}}}
	turned := 0
	for run := range uint64(60) {
		s := rng.Open(rng.Key{Seed: 7, Occurrence: run})
		shares, r := make([]float64, before+seconds), models.NewTolls(1, before)
		failed, share := 0.0, 0.0
		looks := models.Grid{Phase: 3.5, Every: every}
		on, from := false, sim.Time(0)
		var got, want []sim.Time
		for second := range seconds {
			if s.Bernoulli(0.01) {
				share = max(0, s.Float64()*1.5-0.5)
			}
			r.Add(models.Toll{At: sim.Time(second), Arrived: float64(second), Failed: failed}, 1, share)
			r.Forget(sim.Time(second) - before)
			for next := sim.Time(second + 1); ; {
				at, ok := a.Next(&r, looks, max(from, sim.Time(second)), next, !on)
				if !ok || at >= next {
					break
				}
				got, on, from = append(got, at), !on, at+every/2
			}
			failed += share
			shares[before+second] = share
		}
		for at, on := looks.Phase, false; at < seconds; at += every {
			if reached(shares, a, float64(at)+before) != on {
				want, on = append(want, at), !on
			}
		}
		turned += len(want)
		if len(got) != len(want) {
			t.Fatalf("run %d turns at %v, want %v", run, got, want)
		}
		for i := range want {
			if math.Abs(float64(got[i]-want[i])) > 1e-6 {
				t.Fatalf("run %d turns at %v, want %v", run, got, want)
			}
		}
	}
	if turned < 100 {
		t.Errorf("only %d turns", turned)
	}
}

// reached adds up what has failed in each window before a time.
func reached(shares []float64, a models.Alert, at float64) bool {
	failed := func(window sim.Duration) (sum float64) {
		for second := int(at-float64(window)) - 1; second < len(shares); second++ {
			if second >= 0 {
				sum += shares[second] * max(0, min(at, float64(second+1))-max(at-float64(window), float64(second)))
			}
			if float64(second) > at {
				break
			}
		}
		return sum
	}
	for _, l := range a.Limits {
		if failed(l.Long) >= l.Share*float64(l.Long) && failed(l.Short) >= l.Share*float64(l.Short) {
			return true
		}
	}
	return false
}
