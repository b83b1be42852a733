package policytest_test

import (
	"fmt"
	"math"
	"testing"

	"nines/models/exact"
	"nines/policies/detection"
	"nines/sim/dist"
	"nines/sim/stat/stattest"
	"nines/sim/unit"
)

// phiConfig is a configuration with an interval of 1 s; a pause applies to the normal form only.
func phiConfig(form string, threshold, loss float64, pause unit.Duration, delay dist.Law) detection.PhiConfig {
	c := detection.PhiConfig{Form: form, Threshold: threshold, Interval: unit.Second, Loss: unit.Ratio(loss), Delay: delay}
	if form == "normal" {
		c.Pause = &pause
	}
	return c
}

// The timeout is the closed form's, with the mean 1/q and the deviation √p/q of intervals between beats of which a
// share p = 1 − q is lost; intervals that would be mistakes are too rare to count.
func TestPhiThresholds(t *testing.T) {
	const jitter = 0.1 // deviation of an exponential delay with that mean
	for _, x := range []struct {
		config detection.PhiConfig
		want   float64
	}{
		{phiConfig("normal", 8, 0, 3, nil), exact.PhiNormal{Mean: 1, Floor: 0.1, Pause: 3}.SilenceLogistic(8)},
		{phiConfig("normal", 12, 0, 0, nil), exact.PhiNormal{Mean: 1, Floor: 0.1}.SilenceLogistic(12)},
		{phiConfig("normal", 8, 0.001, 3, exponential(jitter)), exact.PhiNormal{Mean: 1 / 0.999,
			Deviation: math.Sqrt(0.001/(0.999*0.999) + 2*jitter*jitter), Pause: 3}.SilenceLogistic(8)},
		{phiConfig("exponential", 8, 0, 0, nil), 18.42},
		{phiConfig("exponential", 5, 0.01, 0, nil), exact.PhiExponential{Mean: 1 / 0.99}.Silence(5)},
	} {
		got := must(detection.NewPhi(x.config)).Timeout()
		if math.Abs(got/x.want-1) > 1e-4 {
			t.Errorf("%+v: a timeout of %.6g s, want %.6g", x.config, got, x.want)
		}
	}
}

func phiPair(t *testing.T, c detection.PhiConfig, mistakes int) pair {
	d := must(detection.NewPhi(c))
	twin := must(detection.PhiTwin(c, longWindow))
	return pair{fmt.Sprintf("%s %g, timeout %.4g", c.Form, c.Threshold, d.Timeout()), d, twin, mistakes}
}

// The stationary limit of the window answers as the twin does that fills a window for each answer: a displacement of
// 15 % of the probability would be seen.
func TestPhiAgreesWithTwin(t *testing.T) {
	if testing.Short() {
		t.Skip("fills thousands of windows")
	}
	agree(t, filled, []pair{
		phiPair(t, phiConfig("normal", 3, 0.3, 1, exponential(0.1)), filled),
		phiPair(t, phiConfig("normal", 8, 0.1, 0.5, exponential(0.1)), filled),
		phiPair(t, phiConfig("exponential", 1.15, 0.3, 0, exponential(0.1)), filled),
	})
}

func TestPlantedErrorsOfPhiAreSeen(t *testing.T) {
	law := exponential(0.1)
	normal := phiPair(t, phiConfig("normal", 3, 0.3, 1, law), 0).twin
	other := phiPair(t, phiConfig("exponential", 1.15, 0.3, 0, law), 0).twin
	rings(t, filled, []planted{
		{"intervals that end mistakes stay in the window", setting{3.783, 0.3, law}.detector(), other, lasting},
		{"the exponential of base e", setting{1.5, 0.3, law}.detector(), other, after},
		{"losses do not widen the window", setting{2.4 + 0.3, 0.3, law}.detector(), normal, delay},
		{"there is no pause", must(detection.NewPhi(phiConfig("normal", 3, 0.3, 0, law))), normal, after},
	})
}

// What follows the threshold is a heartbeat.
func TestPhiDelayIsExact(t *testing.T) {
	c := phiConfig("exponential", 1.15, 0.3, 0, nil)
	d := must(detection.NewPhi(c))
	want := exact.Heartbeat{Interval: 1, Timeout: d.Timeout(), Loss: 0.3}
	stattest.Check(t, "law of delays", stattest.KSOne(delays(20_000, d), want.DetectionCDF))
	stattest.Check(t, "recurrence", stattest.Mean(cycles(20_000, d), want.MistakeRecurrence()))
}
