package stat

import (
	"cmp"
	"math"
	"slices"
)

// Spell is a value and how long it lasted.
type Spell struct{ Value, Weight float64 }

// TimeQuantile estimates the value below which a quantity stays for a share p of the time, in the long run, from
// replications that are each a distribution over time: the quantile of all their time together. The mean of the
// replications' own quantiles would be biased toward what is usual, because a replication may miss what is rare.
//
// The interval is Woodruff's (1952): an interval for the share of time at or below the point, by ShareRatio over the
// replications, is carried back through the pooled distribution. Replications without time are left out; spells need
// not be sorted. Without any time, or with one replication, there is no interval.
func TimeQuantile(replications [][]Spell, p, confidence float64) Estimate {
	mustConfidence(confidence)
	e := Estimate{N: len(replications), Point: math.NaN(), SD: math.NaN(), Low: math.Inf(-1), High: math.Inf(1),
		Confidence: confidence, Method: "pooled time, Woodruff"}
	var pooled []Spell
	for _, spells := range replications {
		pooled = append(pooled, spells...)
	}
	slices.SortFunc(pooled, func(a, b Spell) int { return cmp.Compare(a.Value, b.Value) })
	total := weightUpTo(pooled, math.Inf(1))
	if total == 0 {
		return e.warn("no time to estimate from")
	}
	e.Point = weightedQuantile(pooled, p*total)
	below, all := make([]float64, len(replications)), make([]float64, len(replications))
	for i, spells := range replications {
		below[i], all[i] = weightUpTo(spells, e.Point), weightUpTo(spells, math.Inf(1))
	}
	share := ShareRatio(below, all, confidence)
	if share.Low > 0 || share.High < 1 {
		// The share at the point exceeds p where the point is an atom; what matters is how far it may be off.
		e.Low = weightedQuantile(pooled, (p-(share.Point-share.Low))*total)
		e.High = weightedQuantile(pooled, (p+(share.High-share.Point))*total)
	}
	return e
}

// weightUpTo is the weight of all spells with a value of at most x.
func weightUpTo(spells []Spell, x float64) float64 {
	sum := 0.0
	for _, s := range spells {
		if s.Value <= x {
			sum += s.Weight
		}
	}
	return sum
}

// weightedQuantile is the smallest value of sorted spells up to which the weight reaches w, within their range.
func weightedQuantile(sorted []Spell, w float64) float64 {
	sum := 0.0
	for _, s := range sorted {
		if sum += s.Weight; sum >= w && s.Weight > 0 {
			return s.Value
		}
	}
	return sorted[len(sorted)-1].Value
}
