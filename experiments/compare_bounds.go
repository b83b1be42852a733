package experiments

import (
	"math"

	"nines/experiments/result"
	"nines/sim/num"
	"nines/sim/stat"
)

// What was never seen of a variant is not 0: all that is known of it is a bound, and pairs of zeros would say, with an
// interval of no width, what they do not know. Such a variant is compared by what each may be.

// unseen reports an estimate of which only a bound is known: nothing was seen of what would keep it from the end of
// what is possible, or too little for a point.
func (k *quantity) unseen(e stat.Estimate) bool {
	m, _ := result.FindMetric(k.metric, k.scope)
	switch {
	case math.IsInf(e.Point, 0) || math.IsNaN(e.Point):
		return e.Low > 0 && math.IsInf(e.High, 1)
	case m.OfSuccess():
		return e.Point == 1 && e.High == 1 && e.Low < 1
	}
	return e.Point == 0 && e.Low == 0 && e.High > 0
}

// hidden reports whether of a variant only a bound is known in a criterion.
func (c *Comparison) hidden(variant int, k Criterion) bool {
	s := c.Results[variant].Sample
	q := s.find(k.Metric, k.Scope)
	return s.quantities[q].unseen(s.estimate(q, c.Confidence))
}

// byBounds reports whether two variants are compared by what each may be: where one of them has only a bound, unless
// its replications say yes or no, whose pairs are compared exactly; and in what is of all replications together, since
// those that have a value by themselves are the worst of them.
func (c *Comparison) byBounds(x contrast, k Criterion) bool {
	of := c.quantityOf(x.variant, k)
	return of.metric == "mttdl" || !of.judges() && (c.hidden(x.variant, k) || c.hidden(x.baseline, k))
}

// veiled reports whether a bound leaves open which variant is the best: that of one reaches to what another may be.
func (c *Comparison) veiled(k Criterion) bool {
	for i := range c.Variants {
		if !c.hidden(i, k) {
			continue
		}
		for j := range c.Variants {
			if e := c.apartAt(contrast{i, j}, k, 1-c.Confidence); i != j && !(e.Low > 0 || e.High < 0) {
				return true
			}
		}
	}
	return false
}

// bounded compares two variants by what each may be, whatever the other is: by Bonferroni's inequality each at half the
// doubt. P is the smallest doubt at which the one is above the other, 1 where none of a half or less is; NaN where of
// both only a bound is known, so that there is nothing to tell.
func (c *Comparison) bounded(x contrast, k Criterion) stat.Comparison {
	const most, least = 0.5, 1e-6
	p := stat.Comparison{Difference: c.apartAt(x, k, 1-c.Confidence), P: 1, VarianceReduction: nan}
	if c.hidden(x.variant, k) && c.hidden(x.baseline, k) {
		p.P = nan
		return p
	}
	told := func(doubt float64) bool {
		e := c.apartAt(x, k, doubt)
		return e.Low > 0 || e.High < 0
	}
	if !told(most) {
		return p
	}
	p.P = most
	for low, high := num.Log(least), num.Log(most); high-low > 0.01; { // an interval grows as doubt gets less
		if middle := (low + high) / 2; told(num.Exp(middle)) {
			high, p.P = middle, num.Exp(middle)
		} else {
			low = middle
		}
	}
	return p
}

// apartAt is a difference with the ends that the intervals of both give it, in all with so much doubt.
func (c *Comparison) apartAt(x contrast, k Criterion, doubt float64) stat.Estimate {
	at := func(variant int) stat.Estimate {
		s := c.Results[variant].Sample
		return s.estimate(s.find(k.Metric, k.Scope), 1-doubt/2)
	}
	a, b := at(x.variant), at(x.baseline)
	e := stat.Estimate{N: c.pairsOf(x), Point: a.Point - b.Point, SD: nan, Low: a.Low - b.High, High: a.High - b.Low,
		Confidence: 1 - doubt, Method: "difference of bounds, Bonferroni"}
	if math.IsInf(a.Point, 0) || math.IsInf(b.Point, 0) {
		e.Point = nan
	}
	return e
}
