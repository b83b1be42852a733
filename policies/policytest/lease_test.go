package policytest_test

import (
	"math"
	"slices"
	"testing"

	"nines/models"
	"nines/models/exact"
	"nines/policies/detection"
	"nines/sim/rng"
	"nines/sim/stat/stattest"
	"nines/sim/unit"
)

func lease(interval, ttl, clockError, loss float64) *detection.Lease {
	return must(detection.NewLease(detection.LeaseConfig{Interval: unit.Duration(interval), TTL: unit.Duration(ttl),
		ClockError: unit.Duration(clockError), Loss: unit.Ratio(loss)}))
}

func leaseTwin(interval, ttl, clockError, loss float64) detection.LeaseTwin {
	return detection.LeaseTwin{Interval: interval, TTL: ttl, ClockError: clockError, Loss: loss}
}

func nodeLease(interval, look, grace, loss float64) *detection.NodeLease {
	return must(detection.NewNodeLease(detection.NodeLeaseConfig{Interval: unit.Duration(interval),
		Look: unit.Duration(look), Grace: unit.Duration(grace), Loss: unit.Ratio(loss)}))
}

func nodeLeaseTwin(interval, look, grace, loss float64) detection.NodeLeaseTwin {
	return detection.NodeLeaseTwin{Interval: interval, Look: look, Grace: grace, Loss: loss}
}

// A displacement of 5 % of the probability of a delay, a time to clear, or the beginning or length of a mistake would
// be seen.
func TestLeasesAgreeWithTwins(t *testing.T) {
	agree(t, answers, []pair{
		{"usual", lease(3, 10, 0.5, 0.3), leaseTwin(3, 10, 0.5, 0.3), answers},
		{"whole", lease(4, 8, 2, 0.1), leaseTwin(4, 8, 2, 0.1), answers},
		{"one", lease(5, 6, 0, 0.5), leaseTwin(5, 6, 0, 0.5), answers},
	})
	agree(t, answers, []pair{
		{"usual", nodeLease(10, 5, 40, 0.3), nodeLeaseTwin(10, 5, 40, 0.3), 2000},
		{"current", nodeLease(10, 5, 50, 0.5), nodeLeaseTwin(10, 5, 50, 0.5), 2000},
		{"one look", nodeLease(8, 8, 20, 0.4), nodeLeaseTwin(8, 8, 20, 0.4), 2000},
		{"a grace between looks", nodeLease(12, 3, 13, 0.4), nodeLeaseTwin(12, 3, 13, 0.4), 2000},
	})
}

func TestPlantedErrorsOfLeasesAreSeen(t *testing.T) {
	truth := leaseTwin(3, 10, 0.5, 0.3)
	rings(t, answers, []planted{
		{"clocks agree", lease(3, 10, 0, 0.3), truth, delay},
		{"the holder waits for the clock error", lease(3, 12.5, 0.5, 0.3), leaseTwin(3, 10, 2.5, 0.3), after},
		{"renewals before a crash all came", lease(3, 10, 0.5, 0), truth, delay},
		{"a mistake lasts as long as the lease", lease(3, 10, 0.5, 0.2), truth, lasting},
	})
	node := nodeLeaseTwin(10, 5, 40, 0.4)
	rings(t, 2000, []planted{
		{"the phases hang together", together{nodeLease(10, 5, 40, 0.4)}, node, delay},
		{"renewals are seen at once", nodeLease(10, 0.01, 40, 0.4), node, delay},
		{"renewals that come back are seen at once", nodeLease(10, 0.01, 40, 0.4), node, clearing},
		{"the grace of another release", nodeLease(10, 5, 50, 0.4), node, after},
		{"a mistake is shorter by a renewal", nodeLease(10, 5, 45, 0.4), node, lasting},
	})
}

// together is a controller that looks half an interval after a renewal.
type together struct{ *detection.NodeLease }

func (d together) Delay(models.Symptom) models.Wait { return models.Wait{Play: d} }

func (together) Play(_ models.Wait, s *rng.Stream) float64 { return 40 + 2.5 - 10*s.Float64() }

// A role is free no later than the lease and the clock error after its holder died, and in law as the heartbeat whose
// monitor waits that much longer.
func TestLeaseIsExact(t *testing.T) {
	const n = 50_000
	want := exact.Heartbeat{Interval: 3, Timeout: 10, Loss: 0.2}
	d := lease(3, 10, 0.5, 0.2)
	got := delays(n, d)
	if most := slices.Max(got); most > 10.5 {
		t.Errorf("a delay of %g s", most)
	}
	stattest.Check(t, "law of delays", stattest.KSOne(got, func(x float64) float64 { return want.DetectionCDF(x - 0.5) }))
	stattest.Check(t, "recurrence", stattest.Mean(cycles(n, d), want.MistakeRecurrence()))
	stattest.Check(t, "duration", stattest.Mean(lastings(n, d), want.MistakeDuration()))
}

// The published window: a node is NotReady 30 to 45 s after it dies, 40 to 55 s with a grace of 50 s, in law the sum of
// the uniform phases of renewals and looks. So is the time until it is ready after its return.
func TestNodeLeaseIsExact(t *testing.T) {
	const n = 50_000
	phases := func(x float64) float64 { // P(10·U + 5·V ≤ x)
		square := func(x float64) float64 { return math.Pow(max(0, x), 2) }
		return (square(x) - square(x-10) - square(x-5) + square(x-15)) / 100
	}
	for _, grace := range []float64{40, 50} {
		d := nodeLease(10, 5, grace, 0)
		got := delays(n, d)
		if least, most := slices.Min(got), slices.Max(got); least < grace-10 || most > grace+5 ||
			least > grace-9.8 || most < grace+4.8 {
			t.Errorf("with a grace of %g s a node is NotReady after %g to %g s", grace, least, most)
		}
		stattest.Check(t, "law of delays", stattest.KSOne(got, func(x float64) float64 { return phases(x - grace + 10) }))
		stattest.Check(t, "mean delay", stattest.Mean(got, grace-2.5))
		stattest.Check(t, "law of clearing", stattest.KSOne(clears(n, d), phases))

		want := exact.Heartbeat{Interval: 10, Timeout: grace, Loss: 0.1}
		d = nodeLease(10, 5, grace, 0.1)
		stattest.Check(t, "recurrence", stattest.Mean(cycles(n, d), want.MistakeRecurrence()))
		stattest.Check(t, "duration", stattest.Mean(lastings(n, d), want.MistakeDuration()))
	}
	stattest.Alarm(t, "looks twice as often", stattest.KSOne(delays(n, nodeLease(10, 2.5, 40, 0)),
		func(x float64) float64 { return phases(x - 30) }))
}
