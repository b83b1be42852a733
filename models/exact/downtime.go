package exact

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// DowntimeCDF returns P(downtime during [0, horizon] ≤ x) for a component that is up at time 0; it jumps by
// exp(−horizon/MTTF) at x = 0, the probability of no failure, and by nothing elsewhere below the horizon.
//
// The downtime is at most x iff the repairs of all failures in the first horizon−x of *up* time take at most x
// together: Σ Poisson(n; (horizon−x)/MTTF)·P(Erlang(n, MTTR) ≤ x). Source: Takács 1957 (see DowntimeVarianceRate),
// whose Bessel integral is the same sum. Cost: about 24·√(horizon/MTTF) incomplete gamma functions.
func (s TwoState) DowntimeCDF(horizon, x float64) float64 {
	switch {
	case x < 0:
		return 0
	case x >= horizon:
		return 1
	}
	return s.notBefore((horizon-x)/s.MTTF, x)
}

// notBefore sums the series of DowntimeCDF for a Poisson number of failures of the given mean.
func (s TwoState) notBefore(failures, x float64) float64 {
	spread := 12*math.Sqrt(failures) + 40 // leaves less than 1e-30 on either side
	p := 0.0
	for n := math.Floor(max(0, failures-spread)); n <= failures+spread; n++ {
		repaired := 1.0
		if n > 0 {
			repaired = mathext.GammaIncReg(n, x/s.MTTR)
		}
		p += poisson(n, failures) * repaired
	}
	return min(p, 1)
}

// StationaryDowntimeCDF is DowntimeCDF for a component in equilibrium at time 0. It has a second jump, at x = horizon:
// down throughout.
func (s TwoState) StationaryDowntimeCDF(horizon, x float64) float64 {
	return s.mixedDowntimeCDF(s.Unavailability(), horizon, x)
}

// WindowDowntimeCDF returns P(downtime during [start, start+width] ≤ x) for a component that is up at time 0: the
// chance that a window of which no more than x may be lost keeps its objective. In closed form, since what follows
// start depends on what was before by the state then alone.
func (s TwoState) WindowDowntimeCDF(start, width, x float64) float64 {
	return s.mixedDowntimeCDF(s.UnavailabilityAt(start), width, x)
}

// RollingDowntimeCDF is WindowDowntimeCDF on average over all starts in [0, last]: the expected share of rolling
// windows that keep their objective.
func (s TwoState) RollingDowntimeCDF(last, width, x float64) float64 {
	return s.mixedDowntimeCDF(s.MeanDowntime(last)/last, width, x)
}

// mixedDowntimeCDF is DowntimeCDF for a component that is down at time 0 with a probability.
func (s TwoState) mixedDowntimeCDF(down, horizon, x float64) float64 {
	if x < 0 {
		return 0
	}
	if x >= horizon {
		return 1
	}
	mirror := TwoState{MTTF: s.MTTR, MTTR: s.MTTF} // started down, its up time is the mirror's downtime
	fromDown := 1 - mirror.DowntimeCDF(horizon, horizon-x)
	return (1-down)*s.DowntimeCDF(horizon, x) + down*fromDown
}

// DowntimeQuantile returns the smallest x with DowntimeCDF(horizon, x) ≥ p, 0 < p < 1, to 1e-12 of the horizon: with
// p = 0.95, the downtime exceeded in one horizon of 20.
func (s TwoState) DowntimeQuantile(horizon, p float64) float64 {
	if s.DowntimeCDF(horizon, 0) >= p {
		return 0
	}
	return bisect(0, horizon, func(x float64) bool { return s.DowntimeCDF(horizon, x) >= p })
}

// bisect returns the point in (low, high] where a predicate that is false at low and true at high turns true, to 40
// halvings.
func bisect(low, high float64, reached func(float64) bool) float64 {
	for range 40 {
		if middle := low + (high-low)/2; reached(middle) {
			high = middle
		} else {
			low = middle
		}
	}
	return high
}

// poisson returns the probability of n under a Poisson law of the given mean ≥ 0.
func poisson(n, mean float64) float64 {
	if mean == 0 {
		if n == 0 {
			return 1
		}
		return 0
	}
	lg, _ := math.Lgamma(n + 1)
	return math.Exp(n*math.Log(mean) - mean - lg)
}
