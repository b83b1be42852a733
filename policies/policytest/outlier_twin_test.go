package policytest_test

import (
	"fmt"
	"testing"

	"nines/models"
	"nines/policies/detection"
	"nines/policies/policytest"
	"nines/sim"
	"nines/sim/rng"
	"nines/sim/stat/stattest"
	"nines/sim/unit"
)

// ejecting is outlier detection at 10 requests per second and its twin.
func ejecting(run int, errors float64) (*detection.Outlier, detection.OutlierTwin) {
	d := must(detection.NewOutlier(detection.OutlierConfig{
		Requests: 10, Consecutive: run, Errors: unit.Ratio(errors), Sweep: 10, Ejection: 30, Longest: 100, Typical: 300,
		Sees: detection.Sight{Down: 1, Lossy: 1},
	}))
	return d, detection.OutlierTwin{
		Requests: 10, Consecutive: run, Errors: errors, Sweep: 10, Ejection: 30, Longest: 100, Typical: 300,
	}
}

// The answers follow the laws of the twin: 4,000 of each show a displacement of 8 % of the probability.
func TestOutlierAgreesWithTwin(t *testing.T) {
	for _, c := range []struct {
		run    int
		errors float64
	}{{1, 0.05}, {3, 0.2}, {5, 0.3}} {
		d, twin := ejecting(c.run, c.errors)
		got := policytest.Agree(d, twin, 4000, 4000)
		stattest.Check(t, fmt.Sprintf("%d of %g: %+v", c.run, c.errors, got), got.P())
	}
	d, _ := ejecting(3, 0.2)
	_, other := ejecting(4, 0.2)
	stattest.Alarm(t, "one error more", delay(policytest.Agree(d, other, 4000, 0)))
	stattest.Alarm(t, "one error more, of the healthy", after(policytest.Agree(d, other, 0, 1000)))
	_, other = ejecting(3, 0.2)
	other.Sweep = 20
	stattest.Alarm(t, "rarer sweeps", lasting(policytest.Agree(d, other, 0, 2000)))
	other.Ejection = 60
	stattest.Alarm(t, "longer ejections", clearing(policytest.Agree(d, other, 4000, 0)))
}

// Of what is lossy the mean delay is that of a run at its ratio, less the errors that a healthy node has just made; and
// false ejections come as rarely as Feller's formula says, down to one in 22 years.
func TestOutlierMeansAreExact(t *testing.T) {
	d, twin := ejecting(3, 0.2)
	half := models.Symptom{Effect: models.Lossy, Loss: 0.5}
	at := func(d models.Detector, seed uint64) []float64 {
		return sample(4000, func(s *rng.Stream) sim.Duration {
			*s = rng.Open(rng.Key{Seed: seed, Entity: s.Uint64()})
			return d.Delay(half).Anytime(s)
		})
	}
	stattest.Check(t, "lossy", stattest.KSTwo(at(d, 1), at(twin, 2)))
	for errors, run := range map[float64]int{0.3: 2, 0.05: 3, 0.01: 5} {
		long := 1.0
		for range run {
			long *= errors
		}
		d, _ := ejecting(run, errors)
		got := afters(20_000, d)
		stattest.Check(t, fmt.Sprint(run, errors), stattest.Mean(got, (1-long)/((1-errors)*long)/10))
		stattest.Alarm(t, "successes between errors are forgotten", stattest.Mean(got, 0.95/long/10))
	}
}
