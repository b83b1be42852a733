package stat

import (
	"math"

	"nines/sim/num"
	"nines/sim/rng"
)

// Outlasting is the share of spells that last longer than the longest which was watched, and that longest time. The
// mean of all is not to be had where the share is above 0, only that of min(spell, Longest), the restricted mean.
type Outlasting struct{ Share, Longest float64 }

// MeanSpell estimates how long spells last on average, of which some were cut off before they had ended: the area
// under their survival curve, which is the restricted mean where some outlast all
// that was watched. cut are the lengths so far, the weights are how many spells had such a length. naive is what time
// per spell that began tells, by replication, with its interval: that about the new point is returned, or that of
// Greenwood's variance where it is wider. If more than 1 % outlast what was watched, the naive interval says nothing,
// and Greenwood's is given.
//
// It assumes that being cut off tells nothing of the time to come. So all spells have to be there that began in the
// time which was watched, and no other: of those that were under way at its start the long ones are too many.
func MeanSpell(ended, cut []Spell, naive Estimate) (Estimate, Outlasting) {
	curve := KaplanMeier(ended, cut)
	mean, variance := curve.RestrictedMean()
	e, scale := naive, mean/naive.Point
	e.Point, e.Method, e.Warnings = mean, "product limit", nil
	e.SD, e.Low, e.High = naive.SD*scale, naive.Low*scale, naive.High*scale
	spread := num.Exp(rng.NormQuantile((1+e.Confidence)/2) * math.Sqrt(variance) / mean)
	switch {
	case curve.Rest > Foreseeable:
		e.SD, e.Low, e.High = math.NaN(), mean/spread, mean*spread
	case variance > 0:
		e.Low, e.High = min(e.Low, mean/spread), max(e.High, mean*spread)
	}
	return e, Outlasting{curve.Rest, curve.Last}
}

// Foreseeable is the share of spells that may outlast what was watched for a restricted mean to pass for one.
const Foreseeable = 0.01
