package stat

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Outlasting is the share of spells that last longer than the longest which was watched, and that longest time. The
// mean of all is not to be had where the share is above 0, only that of min(spell, Longest), the restricted mean.
type Outlasting struct{ Share, Longest float64 }

// MeanSpell estimates how long spells last on average, of which some were cut off before they had ended: the area
// under the product-limit curve (E. L. Kaplan and P. Meier, 1958), which is the restricted mean where some outlast all
// that was watched. cut are the lengths so far, the weights are how many spells had such a length. naive is what time
// per spell that began tells, by replication, with its interval: that about the new point is returned, or that of
// Greenwood's variance where it is wider. If more than 1 % outlast what was watched, the naive interval says nothing,
// and Greenwood's is given.
//
// It assumes that being cut off tells nothing of the time to come. So all spells have to be there that began in the
// time which was watched, and no other: of those that were under way at its start the long ones are too many.
func MeanSpell(ended, cut []Spell, naive Estimate) (Estimate, Outlasting) {
	curve := productLimit(ended, cut)
	mean, variance := curve.area()
	e, scale := naive, mean/naive.Point
	e.Point, e.Method, e.Warnings = mean, "product limit", nil
	e.SD, e.Low, e.High = naive.SD*scale, naive.Low*scale, naive.High*scale
	spread := math.Exp(distuv.UnitNormal.Quantile((1+e.Confidence)/2) * math.Sqrt(variance) / mean)
	switch {
	case curve.rest > Foreseeable:
		e.SD, e.Low, e.High = math.NaN(), mean/spread, mean*spread
	case variance > 0:
		e.Low, e.High = min(e.Low, mean/spread), max(e.High, mean*spread)
	}
	return e, Outlasting{curve.rest, curve.last}
}

// Foreseeable is the share of spells that may outlast what was watched for a restricted mean to pass for one.
const Foreseeable = 0.01

// limit is a product-limit curve of weighted spells.
type limit struct {
	steps []limitStep
	rest  float64 // share that outlasts all that was seen
	last  float64 // the longest time seen
}

type limitStep struct {
	time, survival float64 // survival beyond time
	atRisk, ended  float64
}

func productLimit(ended, cut []Spell) limit {
	ends := slices.SortedFunc(slices.Values(ended), byValue)
	cuts := slices.SortedFunc(slices.Values(cut), byValue)
	atRisk, c := 0.0, limit{rest: 1}
	for _, list := range [][]Spell{ends, cuts} {
		for _, s := range list {
			atRisk += s.Weight
			c.last = max(c.last, s.Value)
		}
	}
	for _, s := range ends {
		for len(cuts) > 0 && cuts[0].Value < s.Value {
			atRisk -= cuts[0].Weight
			cuts = cuts[1:]
		}
		left := max(atRisk-s.Weight, 0)
		c.rest *= left / atRisk
		c.steps = append(c.steps, limitStep{s.Value, c.rest, atRisk, s.Weight})
		atRisk = left
	}
	return c
}

func byValue(a, b Spell) int { return cmp.Compare(a.Value, b.Value) }

// area is the mean restricted to the longest time seen, with Greenwood's variance.
func (c *limit) area() (mean, variance float64) {
	end := c.last
	for _, s := range slices.Backward(c.steps) {
		mean += s.survival * (end - s.time)
		end = s.time
		if left := s.atRisk - s.ended; left > 0 {
			variance += mean * mean * s.ended / (s.atRisk * left)
		}
	}
	return mean + end, variance
}
