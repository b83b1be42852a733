package policytest_test

import (
	"fmt"
	"math"
	"testing"

	"nines/models"
	"nines/policies/detection"
	"nines/sim"
	"nines/sim/rng"
	"nines/sim/stat/stattest"
	"nines/sim/unit"
)

// again draws when a new fault is noticed on nodes that have been well for so long, and are suspected still, whenever
// the next look is.
func again(d models.Looking, x models.Symptom, well float64) []float64 {
	return sample(answers, d.Again(x, sim.Duration(well)).Anytime)
}

// looked draws that where the next look is so far away; other draws have nothing to do with those of another seed.
func looked(d models.Looking, x models.Symptom, well, next float64, seed uint64) []float64 {
	return sample(answers, func(s *rng.Stream) sim.Duration {
		*s = rng.Open(rng.Key{Seed: seed, Entity: s.Uint64()})
		w := d.Again(x, sim.Duration(well))
		w.Look = sim.Duration(next)
		return w.Sample(s)
	})
}

var gone = models.Symptom{Effect: models.Down, Loss: 1}

// TestProbeGoesOnCounting would catch a new fault that is noticed at once, with a count of its own though no probe has
// been answered since the last, or with the failures of before an answer.
func TestProbeGoesOnCounting(t *testing.T) {
	d, twin, one := probe(10, 1, 3, 3, 0.3), twinOf(10, 1, 3, 3, 0.3), probe(10, 1, 1, 3, 0.3)
	law := func(d models.Looking, well, next float64, seed uint64) []float64 {
		delays := looked(d, gone, well, next, seed)
		for i, x := range delays {
			delays[i] = math.Round(x) // all are whole seconds, but for rounding
		}
		return delays
	}
	for _, c := range []struct{ well, next float64 }{{0, 4}, {4, 7}, {4, 3}, {12, 9}, {25, 2}, {25, 8}} {
		same := stattest.KSTwo(law(d, c.well, c.next, 7), law(twin, c.well, c.next, 8))
		stattest.Check(t, fmt.Sprintf("well for %g s, looked at in %g s", c.well, c.next), same)
	}
	stattest.Alarm(t, "one failure is enough", stattest.KSTwo(law(one, 12, 3, 7), law(twin, 12, 3, 8)))
	stattest.Alarm(t, "a second look", stattest.KSTwo(law(d, 12, 9, 7), law(twin, 12, 7, 8)))
}

// TestNextLook holds others to what follows from their next look, in closed form. Without noise or loss all is certain
// but the phase, which is uniform: a probe of a node that something holds already needs one failure more; a look of the
// controller is as near as any, or has yet to see a renewal and is wrong for the grace; an alarm that rings goes on
// ringing at the next sample.
func TestNextLook(t *testing.T) {
	uniform := func(from, to float64) func(float64) float64 {
		return func(x float64) float64 { return min(1, max(0, (x-from)/(to-from))) }
	}
	stattest.Check(t, "probe", stattest.KSOne(again(probe(10, 1, 3, 2, 0), gone, 0), uniform(1, 11)))
	lease := must(detection.NewNodeLease(detection.NodeLeaseConfig{
		Interval: 10, Look: 5, Grace: 40, Sees: detection.Sight{Down: 1}}))
	stattest.Check(t, "lease", stattest.KSOne(again(lease, gone, 0), uniform(0, 5)))
	// Well for 12 s, all renewals have been sent, 2 to 5 s ago, and will be seen within 3 s: by v with 1 − (1 − v/3)².
	stattest.Check(t, "renewed", stattest.KSOne(again(lease, gone, 12), func(x float64) float64 {
		v := min(1, max(0, (x-40)/3))
		return 1 - (1-v)*(1-v)
	}))
	monitor := must(detection.NewMonitoring(detection.MonitoringConfig{Signal: "errors", Scrape: 15, Hold: 60, Lag: 30,
		Threshold: 6, Above: 1, Of: 1, Sees: detection.Sight{Hang: 1}}))
	hangs := models.Symptom{Effect: models.Hang, Loss: 1, Slow: 1}
	stattest.Check(t, "rings", stattest.KSOne(again(monitor, hangs, 0), uniform(30, 45)))
	// Well for 20 s a sample has been good, and the alarm is on by the lag alone: five samples complete the hold anew.
	stattest.Check(t, "lags", stattest.KSOne(again(monitor, hangs, 20), func(x float64) float64 {
		return uniform(60+30, 75+30)(x)
	}))
}

// TestNobodyHearsAnother would catch an ejected node that is found out before anybody tries it again, and a report that
// is there because of another one.
func TestNobodyHearsAnother(t *testing.T) {
	ejector := must(detection.NewOutlier(detection.OutlierConfig{Requests: 1e6, Consecutive: 1, Sweep: 10, Ejection: 30,
		Longest: 30, Typical: unit.Duration(1e6), Sees: detection.Sight{Down: 1}}))
	for _, took := range again(ejector, gone, 0) {
		if took > 40 {
			t.Fatalf("noticed %g s later, and an ejection takes 40 s at most", took)
		}
	}
	stattest.Check(t, "ejected", stattest.Mean(again(ejector, gone, 0), 20)) // half of one
	human := must(detection.NewHuman(detection.HumanConfig{Delay: exponential(60)}))
	law := func(x float64) float64 { return -math.Expm1(-x / 60) }
	stattest.Check(t, "reported", stattest.KSOne(again(human, gone, 5), law))
}
