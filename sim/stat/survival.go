package stat

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Step is a time at which the survival curve falls.
type Step struct {
	Time     float64
	AtRisk   int     // spells still under observation just before Time
	Events   int     // of them, those that ended at Time
	Survival float64 // probability of lasting beyond Time
	variance float64 // Greenwood's sum so far: the variance of log Survival
}

// SurvivalCurve is a step function from 1 downward; it is undefined beyond Last, the longest time observed, unless it
// has reached 0 there.
type SurvivalCurve struct {
	Steps []Step
	Last  float64
	times []float64 // all of them, ascending
}

// KaplanMeier estimates the law of times to an event when some spells were cut off first (E. L. Kaplan and P. Meier,
// 1958). times are ≥ 0; censored[i] says that spell i had not ended at times[i]; at equal times events come first. It
// assumes that being cut off tells nothing about the time to come, and spells that are independent. Slices of
// different lengths and a negative or NaN time panic.
func KaplanMeier(times []float64, censored []bool) SurvivalCurve {
	if len(times) != len(censored) {
		panic("stat: every time needs its mark of censoring")
	}
	order := make([]int, len(times))
	for i := range order {
		order[i] = i
		if !(times[i] >= 0) {
			panic(fmt.Sprintf("stat: a spell of %v", times[i]))
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(times[i], times[j]) })
	c := SurvivalCurve{times: slices.Sorted(slices.Values(times))}
	survival, variance := 1.0, 0.0
	for k := 0; k < len(order); {
		at, atRisk, events := times[order[k]], len(order)-k, 0
		for ; k < len(order) && times[order[k]] == at; k++ {
			if !censored[order[k]] {
				events++
			}
		}
		if events > 0 {
			left := float64(atRisk - events)
			survival *= left / float64(atRisk)
			variance += float64(events) / (float64(atRisk) * left) // +Inf where the curve reaches 0
			c.Steps = append(c.Steps, Step{at, atRisk, events, survival, variance})
		}
		c.Last = at
	}
	return c
}

// At estimates the probability of lasting beyond t. The interval is Greenwood's on the scale log(−log S), which stays
// within (0, 1). Before the first event it is the one-sided bound that the spells observed beyond t give. Beyond Last
// the point is NaN, unless the curve has reached 0.
func (c SurvivalCurve) At(t, confidence float64) Estimate {
	e := c.estimate(0, 1, confidence, "Kaplan–Meier, Greenwood, log(−log) scale")
	s := c.before(t)
	switch {
	case t > c.Last && s.Survival > 0:
		return c.tooShort(e, t)
	case s.Survival == 1:
		first, _ := slices.BinarySearch(c.times, t)
		bound := ProportionAtMost(0, len(c.times)-first, confidence)
		e.Point, e.Low, e.Method = 1, 1-bound.High, bound.Method
		return e
	case s.Survival == 0:
		e.Point = 0
		return e.warn("every spell had ended by %g s and Greenwood's interval is void; observe more spells", t)
	}
	e.Point = s.Survival
	z := distuv.UnitNormal.Quantile((1 + confidence) / 2)
	spread := math.Exp(z * math.Sqrt(s.variance) / -math.Log(s.Survival))
	e.Low, e.High = math.Pow(s.Survival, spread), math.Pow(s.Survival, 1/spread)
	return e
}

// Median is the time that half of the spells outlast; ok is false where the curve does not fall to 1/2.
func (c SurvivalCurve) Median() (seconds float64, ok bool) {
	for _, s := range c.Steps {
		if s.Survival <= 0.5 {
			return s.Time, true
		}
	}
	return math.NaN(), false
}

// RestrictedMean estimates the mean of min(time, horizon): the area under the curve up to horizon, with Greenwood's
// variance and a normal interval within [0, horizon]. The mean without a horizon does not exist when the longest spell
// is censored. Beyond Last the point is NaN, unless the curve has reached 0.
func (c SurvivalCurve) RestrictedMean(horizon, confidence float64) Estimate {
	e := c.estimate(0, horizon, confidence, "restricted mean, Greenwood")
	if horizon > c.Last && c.before(horizon).Survival > 0 {
		return c.tooShort(e, horizon)
	}
	var area, variance float64 // from the horizon back to the step in hand
	end := horizon
	for _, s := range slices.Backward(c.Steps) {
		if s.Time >= horizon {
			continue
		}
		area += s.Survival * (end - s.Time)
		end = s.Time
		if left := s.AtRisk - s.Events; left > 0 {
			variance += area * area * float64(s.Events) / (float64(s.AtRisk) * float64(left))
		}
	}
	e.Point = area + end
	if variance == 0 {
		return e.warn("no spell ended before %g s; observe longer or more spells", horizon)
	}
	margin := distuv.UnitNormal.Quantile((1+confidence)/2) * math.Sqrt(variance)
	e.Low, e.High = max(0, e.Point-margin), min(horizon, e.Point+margin)
	return e
}

func (c SurvivalCurve) estimate(low, high, confidence float64, method string) Estimate {
	mustConfidence(confidence)
	return Estimate{N: len(c.times), Point: math.NaN(), SD: math.NaN(), Low: low, High: high,
		Confidence: confidence, Method: method}
}

func (c SurvivalCurve) tooShort(e Estimate, t float64) Estimate {
	return e.warn("no spell was observed until %g s, only until %g s; observe longer", t, c.Last)
}

// before is the last step at or before t.
func (c SurvivalCurve) before(t float64) Step {
	i, found := slices.BinarySearchFunc(c.Steps, t, func(s Step, t float64) int { return cmp.Compare(s.Time, t) })
	switch {
	case found:
		return c.Steps[i]
	case i == 0:
		return Step{Survival: 1}
	}
	return c.Steps[i-1]
}
