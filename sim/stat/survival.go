package stat

import (
	"cmp"
	"fmt"
	"slices"
)

// Step is a time at which a survival curve falls.
type Step struct {
	Time          float64
	AtRisk, Ended float64 // weight of the spells that were watched just before Time, and of those that ended at it
	Survival      float64 // share that lasts longer
}

// SurvivalCurve is the share of spells that last longer than a time: a step function from 1 downward, of which nothing
// is known beyond Last unless Rest is 0.
type SurvivalCurve struct {
	Steps []Step
	Rest  float64 // share that outlasts all that was watched
	Last  float64 // the longest time watched
}

// KaplanMeier estimates how long spells last of which some were cut off before they had ended (E. L. Kaplan and P.
// Meier, 1958). A spell counts by its weight, as so many; at equal times what ends, ends before what is cut. It assumes
// that being cut off tells nothing of the time to come. A negative or NaN time panics. Cost: a sort.
func KaplanMeier(ended, cut []Spell) SurvivalCurve {
	ends, cuts := ascending(ended), ascending(cut)
	atRisk, c := 0.0, SurvivalCurve{Rest: 1}
	for _, list := range [][]Spell{ends, cuts} {
		for _, s := range list {
			atRisk += s.Weight
			c.Last = max(c.Last, s.Value)
		}
	}
	for i := 0; i < len(ends); {
		step := Step{Time: ends[i].Value}
		for ; i < len(ends) && ends[i].Value == step.Time; i++ {
			step.Ended += ends[i].Weight
		}
		for len(cuts) > 0 && cuts[0].Value < step.Time {
			atRisk -= cuts[0].Weight
			cuts = cuts[1:]
		}
		step.AtRisk = atRisk
		atRisk = max(atRisk-step.Ended, 0)
		c.Rest *= atRisk / step.AtRisk
		step.Survival = c.Rest
		c.Steps = append(c.Steps, step)
	}
	return c
}

func ascending(spells []Spell) []Spell {
	for _, s := range spells {
		if !(s.Value >= 0) {
			panic(fmt.Sprintf("stat: a spell of %v", s.Value))
		}
	}
	order := func(a, b Spell) int { return cmp.Compare(a.Value, b.Value) }
	if slices.IsSortedFunc(spells, order) { // as those of a histogram are
		return spells
	}
	spells = slices.Clone(spells)
	slices.SortFunc(spells, order)
	return spells
}

// RestrictedMean is the mean of what a spell lasts until Last at most, the area under the curve, with the variance of
// that estimate (M. Greenwood, 1926).
func (c *SurvivalCurve) RestrictedMean() (mean, variance float64) {
	end := c.Last
	for _, s := range slices.Backward(c.Steps) {
		mean += s.Survival * (end - s.Time)
		end = s.Time
		if left := s.AtRisk - s.Ended; left > 0 {
			variance += mean * mean * s.Ended / (s.AtRisk * left)
		}
	}
	return mean + end, variance
}
