package experiments

import (
	"math"
	"slices"

	"nines/experiments/result"
	"nines/sim/stat"
)

// asked is an estimate that was asked for already, while all of them are made.
type asked struct {
	confidence float64 // 0 before
	estimate   stat.Estimate
}

// estimate says what the replications so far tell about quantity q, with the interval that its family calls for.
// Replications that have no value (no outage, hence no mean outage) are left out where they carry no weight. While all
// are made, what was asked before is remembered, as every part of a time asks for the whole.
func (s *Sample) estimate(q int, confidence float64) stat.Estimate {
	if s.asked == nil {
		return s.estimated(q, s.column(q), confidence)
	}
	last := &s.asked[q]
	if last.confidence != confidence {
		*last = asked{confidence, s.estimated(q, s.column(q), confidence)}
	}
	return last.estimate
}

// estimated is estimate with the quantity's column, made anew.
func (s *Sample) estimated(q int, c column, confidence float64) (e stat.Estimate) {
	k := &s.quantities[q]
	if k.certain {
		x := downForEver[k.metric]
		e = stat.Estimate{N: s.Len(), Point: x, Low: x, High: x, Confidence: confidence, Method: result.NeverUp}
		return scaled(e, k.scale)
	}
	if e = s.sampled(q, c, confidence); s.lifeless(k) {
		e = certain(e)
	}
	return scaled(s.unsampled.judge(e, c, k), k.scale)
}

// sampled is the estimate before it is asked whether anything was sampled, in the unit of the values.
func (s *Sample) sampled(q int, c column, confidence float64) stat.Estimate {
	k := &s.quantities[q]
	e, seldom := s.unfailed(q, c, confidence)
	if !seldom {
		e, seldom = s.seldom(q, c, confidence)
	}
	if !seldom {
		e, seldom = s.seldomMissed(q, c, confidence)
	}
	switch nothing := k.events != "" && c.events == 0; {
	case seldom:
	case k.family == cyclic:
		return s.longRun(q, confidence)
	case k.family == quantile:
		e = stat.TimeQuantile(s.spells[q], k.share, confidence)
	case nothing && k.family == positive:
		e = stat.PoissonAtMost(0, sum(c.bottoms), confidence)
	case nothing && k.family == ratio && sum(c.tops) > 0:
		e = stat.ExponentialMean(0, sum(c.tops), confidence)
	case k.family == between:
		e = s.between(q, c, confidence)
	default:
		e = k.family.estimate(c, confidence)
	}
	switch {
	case k.family == ratio && e.Point == 0:
		e = s.momentary(q, c, e)
	case k.family == ratio && k.lives != nil:
		e = s.spell(q, e)
	case k.part:
		e = s.part(q, e, confidence)
	}
	neverUp := k.metric == "availability" && e.Point == 0 // of which more replications would see no more outages
	if k.events != "" && !neverUp && !(seldom && c.events == 0) {
		e = e.RestingOn(c.events, k.events)
	}
	return e
}

// fewEvents are too few to see from their scatter how far the mean time between them may be off; an exact interval for
// events without memory serves better.
const fewEvents = 30

func (f family) estimate(c column, confidence float64) stat.Estimate {
	switch f {
	case positive:
		return stat.PositiveMean(c.values, confidence)
	case share:
		return stat.ShareMean(c.values, confidence)
	case ratio:
		return stat.Ratio(c.tops, c.bottoms, confidence)
	case shareRatio:
		return stat.ShareRatio(c.tops, c.bottoms, confidence)
	case chance:
		return stat.Wilson(int(sum(c.tops)), len(c.tops), confidence)
	case first:
		return firstEvent(c.tops, c.bottoms, confidence)
	}
	return stat.Mean(c.values, confidence)
}

// firstEvent estimates a mean time to the first event from times of which some were cut off at the horizon (Bottom 0).
func firstEvent(times, seen []float64, confidence float64) stat.Estimate {
	cut := 1 - sum(seen)/float64(len(times))
	return restricted(stat.PositiveMean(times, confidence), stat.Outlasting{Share: cut, Longest: slices.Max(times)})
}

// scaled turns the unit of an estimate into another, k of which make one of it; k = 0 leaves it as it is.
func scaled(e stat.Estimate, k float64) stat.Estimate {
	if k == 0 {
		return e
	}
	e.Point, e.SD, e.Low, e.High = e.Point*k, e.SD*k, e.Low*k, e.High*k
	return e
}

func sum(xs []float64) float64 {
	total := 0.0
	for _, x := range xs {
		total += x
	}
	return total
}

var nan = math.NaN()
