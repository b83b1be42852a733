package localization

import (
	"fmt"
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/num"
	"nines/sim/rng"
	"nines/sim/unit"
)

// PerformanceMonitoring compares a node with its peers: a one-sided test of the mean of n samples, which are normal
// with the standard deviation of noise around what a healthy node shows. A fault displaces latency by its slow factor
// less 1, in units of the healthy mean, and the share of failed requests by its loss; whichever stands out further, by
// δ standard deviations, is looked at. To see that with the power that is asked for it takes
//
//	n = ⌈((z_significance + z_power) / δ)²⌉ samples
//
// at one interval each. Nobody looks for longer than the limit, where the n that fits is what there is. Either way the
// node stands out with probability Φ(δ√n − z_significance), exactly; if it does not, nobody is named. What shows
// neither in latency nor in failed requests, such as silent corruption, is not found, after the limit. A false alarm
// takes the limit too, to exclude the weakest effect.
//
// The number of samples is that of a plan that knows the effect; sequential tests come near it. Noise is not correlated
// in time. The defaults are judgment: peers differ by half of their latency and by 5 % of their requests from sample to
// sample.
type PerformanceMonitoring struct {
	guess
	interval         float64 // in seconds
	most             float64 // samples within the limit, ≥ 1
	latency, errors  float64 // noise, as a share of the healthy latency and of the requests
	critical, needed float64 // z of the significance, and with that of the power
}

var _ models.Localizer = PerformanceMonitoring{}

// PerformanceMonitoringConfig is what a user may choose.
type PerformanceMonitoringConfig struct {
	Interval     unit.Duration `key:"interval" doc:"time from one sample to the next, above 0"`
	Limit        unit.Duration `key:"limit" doc:"longest time that is looked, 1 interval or more"`
	LatencyNoise unit.Ratio    `key:"latency_noise" doc:"deviation of a sample of latency, as a share, above 0%"`
	ErrorNoise   unit.Ratio    `key:"error_noise" doc:"deviation of a sample of the share of failed requests, above 0%"`
	Significance unit.Ratio    `key:"significance" doc:"probability of suspecting what is like its peers, below 50%"`
	Power        unit.Ratio    `key:"power" doc:"probability of finding a fault, from 50% to below 100%"`
	Accuracy     unit.Ratio    `key:"accuracy" doc:"share of nodes that stand out because they are the culprit, above 0%"`
	Wasted       dist.Law      `key:"wasted" doc:"time to clear an innocent; that of its treatment if not given"`
}

var performanceMonitoringRow = catalog.Define("performance-monitoring",
	"Compares a node with its peers for as many samples as the size of the effect needs; normal test of a mean.",
	PerformanceMonitoringConfig{
		Interval: 15 * unit.Second, Limit: 30 * unit.Minute, LatencyNoise: 0.5, ErrorNoise: 0.05,
		Significance: 0.001, Power: 0.9, Accuracy: 0.9,
	}, NewPerformanceMonitoring).WithExample("interval: 10s, limit: 20m, latency_noise: 80%")

// NewPerformanceMonitoring checks a configuration. Messages name the key and, after a semicolon, the remedy.
func NewPerformanceMonitoring(c PerformanceMonitoringConfig) (models.Localizer, error) {
	g, err := newGuess(c.Accuracy, c.Wasted)
	switch alpha, power := float64(c.Significance), float64(c.Power); {
	case err != nil:
		return nil, err
	case !(c.Interval > 0):
		return nil, fmt.Errorf("interval is %s; write a time above 0, as in interval: 15s", c.Interval)
	case !(c.Limit >= c.Interval):
		return nil, fmt.Errorf("limit %s is below the interval %s; raise it to some intervals", c.Limit, c.Interval)
	case !(c.LatencyNoise > 0):
		return nil, fmt.Errorf("latency_noise is %g; write a share above 0%%", float64(c.LatencyNoise))
	case !(c.ErrorNoise > 0):
		return nil, fmt.Errorf("error_noise is %g; write a share above 0%%", float64(c.ErrorNoise))
	case !(alpha > 0 && alpha < 0.5):
		return nil, fmt.Errorf("significance is %g; write a share above 0%% and below 50%%", alpha)
	case !(power >= 0.5 && power < 1):
		return nil, fmt.Errorf("power is %g; write a share from 50%% to below 100%%", power)
	}
	l := PerformanceMonitoring{guess: g, interval: float64(c.Interval),
		most:    math.Floor(float64(c.Limit/c.Interval) + rounding),
		latency: float64(c.LatencyNoise), errors: float64(c.ErrorNoise),
		critical: -rng.NormQuantile(float64(c.Significance))}
	l.needed = l.critical + rng.NormQuantile(float64(c.Power))
	return l, nil
}

// displaced is δ, how far the symptom stands out, in standard deviations of one sample.
func (l PerformanceMonitoring) displaced(x models.Symptom) float64 {
	if x.Effect == models.Corrupt {
		return 0
	}
	return max((x.Slow-1)/l.latency, x.Loss/l.errors)
}

// samples is how many are taken of what is displaced by delta.
func (l PerformanceMonitoring) samples(delta float64) float64 {
	if delta <= 0 {
		return l.most
	}
	ratio := l.needed / delta
	return min(l.most, max(1, math.Ceil(ratio*ratio)))
}

// covers is the power of the test.
func (l PerformanceMonitoring) covers(x models.Alarm) float64 {
	delta := l.displaced(x.Symptom)
	if delta <= 0 {
		return 0
	}
	return num.Erfc((l.critical-float64(delta*math.Sqrt(l.samples(delta))))/math.Sqrt2) / 2
}

// Diagnose takes its samples and compares.
func (l PerformanceMonitoring) Diagnose(x models.Alarm) models.Odds {
	n := l.most
	if !x.False {
		n = l.samples(l.displaced(x.Symptom))
	}
	return l.odds(x, models.Wait{Plus: sim.Duration(n * l.interval)}, l.covers(x), l.accuracy)
}
