package localization

import (
	"math"
	"testing"

	"nines/models"
	"nines/sim/rng"
	"nines/sim/stat/stattest"
	"nines/sim/unit"
)

// peers is a comparison every 10 s for 100 s at most, at 2.5 % significance.
func peers(accuracy unit.Ratio) PerformanceMonitoringConfig {
	return PerformanceMonitoringConfig{Interval: 10, Limit: 100, LatencyNoise: 0.5, ErrorNoise: 0.1,
		Significance: 0.025, Power: 0.8, Accuracy: accuracy}
}

// The number of samples is (1.959964 + 0.841621)²/δ² = 7.8489/δ², rounded up, and at least one; more than fit into the
// limit are not taken.
func TestSamplesByHand(t *testing.T) {
	l := build(t, peers(1), NewPerformanceMonitoring)
	for _, c := range []struct {
		symptom models.Symptom
		samples float64
	}{
		{models.Symptom{Effect: models.Slow, Slow: 1.5}, 8},              // δ = 1
		{models.Symptom{Effect: models.Slow, Slow: 2}, 2},                // δ = 2
		{models.Symptom{Effect: models.Slow, Slow: 100}, 1},              // δ = 198
		{models.Symptom{Effect: models.Slow, Slow: 1.25}, 10},            // δ = 0.5 would need 32
		{models.Symptom{Effect: models.Lossy, Slow: 1, Loss: 0.1}, 8},    // δ = 1
		{models.Symptom{Effect: models.Lossy, Slow: 1.5, Loss: 0.2}, 2},  // the larger counts
		{models.Symptom{Effect: models.Corrupt, Slow: 1, Loss: 0.9}, 10}, // does not show
		{models.Symptom{Effect: models.Down, Slow: 1, Loss: 1}, 1},       // δ = 10
	} {
		s := rng.Open(rng.Key{})
		if got := float64(l.Diagnose(models.Alarm{Symptom: c.symptom}).Takes.Sample(&s)); got != 10*c.samples {
			t.Errorf("%+v takes %g s, want %g samples", c.symptom, got, c.samples)
		}
	}
}

// The probability that a node stands out is that of the test itself, played with samples from a normal law. 20,000
// tests see 3 % more noise.
func TestPowerAgainstThePlayedTest(t *testing.T) {
	l := build(t, peers(1), NewPerformanceMonitoring)
	played := func(slow, noise float64, samples int) float64 {
		const n = 20_000
		found := 0
		for i := range uint64(n) {
			s := rng.Open(rng.Key{Seed: 5, Occurrence: i})
			sum := 0.0
			for range samples {
				sum += slow - 1 + noise*s.Norm()
			}
			if sum/float64(samples) > 1.959963984540054*0.5/math.Sqrt(float64(samples)) {
				found++
			}
		}
		p := l.Diagnose(models.Alarm{Symptom: models.Symptom{Effect: models.Slow, Slow: slow}}).Named
		return stattest.Normal(float64(found)/n, p, math.Sqrt(p*(1-p)/n))
	}
	stattest.Check(t, "planned", played(1.5, 0.5, 8))
	stattest.Check(t, "more than planned", played(1.9, 0.5, 3))
	stattest.Check(t, "the limit is short", played(1.25, 0.5, 10))
	stattest.Alarm(t, "another sample", played(1.5, 0.5, 9))
	stattest.Alarm(t, "more noise", played(1.5, 0.55, 8))
}

// What stands out is named, rightly as often as the accuracy says; what does not stand out, and what does not show, is
// not.
func TestNamesOfPeers(t *testing.T) {
	l := build(t, peers(0.75), NewPerformanceMonitoring)
	weak := models.Alarm{Symptom: models.Symptom{Effect: models.Slow, Slow: 1.25}}
	power := l.Diagnose(weak).Named
	ds := diagnoses(l, weak, 6, 20_000)
	stattest.Check(t, "named", share(ds, power, named))
	stattest.Check(t, "right", share(ds, 0.75*power, right))
	silent := diagnoses(l, models.Alarm{Symptom: models.Symptom{Effect: models.Corrupt, Slow: 1, Loss: 0.5}}, 7, 1000)
	if share(silent, 1, nobody) != 1 {
		t.Error("silent corruption stands out")
	}
}
