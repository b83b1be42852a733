package policytest_test

import (
	"math"
	"testing"

	"nines/models"
	"nines/models/exact"
	"nines/policies/detection"
	"nines/sim/stat/stattest"
	"nines/sim/unit"
)

func probe(interval, timeout float64, fall, rise int, loss float64) *detection.Probe {
	return must(detection.NewProbe(detection.ProbeConfig{Interval: unit.Duration(interval),
		Timeout: unit.Duration(timeout), Fall: fall, Rise: rise, Loss: unit.Ratio(loss)}))
}

func twinOf(interval, timeout float64, fall, rise int, loss float64) detection.ProbeTwin {
	return detection.ProbeTwin{Interval: interval, Timeout: timeout, Retry: interval, Fall: fall, Rise: rise, Loss: loss}
}

// retried are a probe and its twin with another interval while a verdict is out.
func retried(interval, timeout, retry float64, loss float64) (*detection.Probe, detection.ProbeTwin) {
	again := unit.Duration(retry)
	twin := twinOf(interval, timeout, 3, 2, loss)
	twin.Retry = retry
	return must(detection.NewProbe(detection.ProbeConfig{Interval: unit.Duration(interval),
		Timeout: unit.Duration(timeout), Retry: &again, Fall: 3, Rise: 2, Loss: unit.Ratio(loss)})), twin
}

// A displacement of 5 % of the probability of a delay, a time to clear, or the beginning or length of a mistake would
// be seen.
func TestProbeAgreesWithTwin(t *testing.T) {
	soon, soonTwin := retried(10, 1, 2, 0.4)
	late, lateTwin := retried(2, 3, 7, 0.4)
	agree(t, answers, []pair{
		{"usual", probe(10, 1, 3, 2, 0.3), twinOf(10, 1, 3, 2, 0.3), answers},
		{"hasty", probe(10, 1, 1, 1, 0.1), twinOf(10, 1, 1, 1, 0.1), answers},
		{"slow to answer", probe(10, 8, 2, 3, 0.5), twinOf(10, 8, 2, 3, 0.5), answers},
		{"patient", probe(2, 1, 5, 5, 0.4), twinOf(2, 1, 5, 5, 0.4), answers},
		{"slower to answer than to ask", probe(2, 5, 2, 3, 0.3), twinOf(2, 5, 2, 3, 0.3), answers},
		{"asks sooner in doubt", soon, soonTwin, answers},
		{"asks later in doubt", late, lateTwin, answers},
	})
}

func TestPlantedErrorsOfProbesAreSeen(t *testing.T) {
	truth := twinOf(10, 1, 3, 2, 0.3)
	_, soon := retried(10, 1, 2, 0.3)
	_, late := retried(2, 5, 2, 0.3)
	rings(t, answers, []planted{
		{"failures before a crash are forgotten", probe(10, 1, 3, 2, 0), truth, delay},
		{"the timeout counts half", probe(10, 4, 2, 3, 0.5), twinOf(10, 8, 2, 3, 0.5), delay},
		{"verdicts under way do not count", probe(10, 0.001, 1, 2, 0.5), twinOf(10, 1, 1, 2, 0.5), delay},
		{"one answer is enough", probe(10, 1, 3, 1, 0.3), truth, clearing},
		{"one more failure is forgiven", probe(10, 1, 4, 2, 0.3), truth, after},
		{"a tenth more probes fail", probe(10, 1, 3, 2, 0.33), truth, after},
		{"a mistake ends with the next answer", probe(10, 1, 3, 1, 0.3), truth, lasting},
		{"doubt makes no haste", probe(10, 1, 3, 2, 0.3), soon, delay},
		{"nor while there is nothing", probe(10, 1, 3, 2, 0.3), soon, after},
		{"probes overlap", probe(2, 1.99, 3, 2, 0.3), late, lasting},
	})
}

// lossyP is the p-value of the null that a node that fails a share of its requests is suspected as the twin says.
func lossyP(share, claimed float64) float64 {
	d, twin := probe(10, 1, 3, 2, 0.1), twinOf(10, 1, 3, 2, 0.1)
	drawn := func(d models.Detector, loss float64) []float64 {
		x := models.Symptom{Effect: models.Lossy, Loss: loss}
		return sampleDelays(answers, d, x)
	}
	return stattest.KSTwo(drawn(d, share), drawn(twin, claimed))
}

func TestProbesFailAsRequestsDo(t *testing.T) {
	for _, share := range []float64{0.1, 0.5, 0.9} {
		stattest.Check(t, "like the twin", lossyP(share, share))
	}
	stattest.Alarm(t, "a tenth less", lossyP(0.45, 0.5))
}

// Answers follow the closed forms: delays in law, mistakes in their means, with which 20,000 draws disagree by 5 %. The
// recurrences are those of a health check every 10 s that fails one time in a hundred: 1.17 days with a fall of 2, 117
// days with a fall of 3.
func TestProbeIsExact(t *testing.T) {
	const n = 20_000
	for _, x := range []exact.Probe{
		{Interval: 10, Timeout: 1, Fall: 3, Rise: 2}, {Interval: 10, Timeout: 1, Fall: 2, Rise: 2, Error: 0.01},
		{Interval: 10, Timeout: 1, Fall: 3, Rise: 2, Error: 0.01}, {Interval: 2, Timeout: 1.5, Fall: 2, Rise: 3, Error: 0.4},
		{Interval: 5, Timeout: 30, Fall: 3, Rise: 1}, {Interval: 2, Timeout: 5, Fall: 2, Rise: 3, Error: 0.3},
		{Interval: 10, Timeout: 1, Retry: 2, Fall: 3, Rise: 2, Error: 0.4},
		{Interval: 2, Timeout: 3, Retry: 7, Fall: 3, Rise: 2, Error: 0.4},
	} {
		d := probe(x.Interval, x.Timeout, x.Fall, x.Rise, x.Error)
		if x.Retry > 0 {
			d, _ = retried(x.Interval, x.Timeout, x.Retry, x.Error)
		}
		got := delays(n, d)
		stattest.Check(t, "law of delays", stattest.KSOne(got, x.DetectionCDF))
		stattest.Check(t, "mean delay", stattest.Mean(got, x.DetectionMean()))
		if x.Error == 0 {
			continue
		}
		stattest.Check(t, "good period", stattest.Mean(afters(n, d), x.GoodPeriod()))
		stattest.Check(t, "recurrence", stattest.Mean(cycles(n, d), x.MistakeRecurrence()))
		stattest.Check(t, "duration", stattest.Mean(lastings(n, d), x.MistakeDuration()))
	}
	for fall, days := range map[int]float64{2: 1.17, 3: 117} {
		x := exact.Probe{Interval: 10, Fall: fall, Error: 0.01}
		if got := x.ProbesToEjection() * 10 / 86400; math.Abs(got/days-1) > 0.005 {
			t.Errorf("a fall of %d ejects every %g days, want %g", fall, got, days)
		}
	}
}

// A node that nothing ails is never ejected, and what a probe costs is two messages.
func TestProbeWithoutErrors(t *testing.T) {
	d := probe(10, 1, 3, 2, 0)
	if after := afters(1, d)[0]; !math.IsInf(after, 1) {
		t.Errorf("a mistake after %g s", after)
	}
	if got := d.Messages(50); got != 10 {
		t.Errorf("%g messages per second for 50 nodes, want 10", got)
	}
}
