package stat

import (
	"cmp"
	"math"
	"slices"
	"sort"
)

// Spell is a value and how long it lasted. Where a bucket tells it, the values may lie up to Off from it.
type Spell struct{ Value, Weight, Off float64 }

// TimeQuantile estimates the value below which a quantity stays for a share p of the time, in the long run, from
// replications that are each a distribution over time: the quantile of all their time together. The mean of the
// replications' own quantiles would be biased toward what is usual, because a replication may miss what is rare.
//
// The interval is that of the values which the shares of time at or below them do not refute (C. A. Francisco and
// W. A. Fuller, Ann. Statist. 19, 1991): from the smallest value at or below which the quantity may be for a share p,
// to the smallest at or below which it is at least that long, by the ends of ShareRatio over the replications. So a
// value that is held nearly all the time has an interval of width zero, whatever else was seen for moments. An end is
// never beyond the values seen, and covers how far off the spell may be that it falls on. Replications without time are
// left out; spells need not be sorted. Without any time, or with one replication, there is no interval.
func TimeQuantile(replications [][]Spell, p, confidence float64) Estimate {
	mustConfidence(confidence)
	e := Estimate{N: len(replications), Point: math.NaN(), SD: math.NaN(), Low: math.Inf(-1), High: math.Inf(1),
		Confidence: confidence, Method: "pooled time, test inversion"}
	pooled, all := pool(replications)
	total := sum(all)
	if total == 0 {
		return e.warn("no time to estimate from")
	}
	e.Point = weightedQuantile(pooled, p*total)
	if len(replications) > 1 {
		last := len(pooled) - 1
		share := func(i int) Estimate { return ShareRatio(upTo(pooled, pooled[i].Value, len(all)), all, confidence) }
		low := pooled[sort.Search(last, func(i int) bool { return share(i).High >= p })]
		high := pooled[sort.Search(last, func(i int) bool { return share(i).Low >= p })]
		e.Low, e.High = min(e.Point, low.Value-low.Off), max(e.Point, high.Value+high.Off)
	}
	return e
}

// pooledSpell is a spell with the replication that had it.
type pooledSpell struct {
	Spell
	of int32
}

// pool sorts the spells of all replications by value and adds up the time of each replication.
func pool(replications [][]Spell) (pooled []pooledSpell, all []float64) {
	all = make([]float64, len(replications))
	for r, spells := range replications {
		for _, s := range spells {
			pooled = append(pooled, pooledSpell{s, int32(r)})
			all[r] += s.Weight
		}
	}
	slices.SortFunc(pooled, func(a, b pooledSpell) int { return cmp.Compare(a.Value, b.Value) })
	return pooled, all
}

// upTo is the time of each replication with a value of at most x.
func upTo(sorted []pooledSpell, x float64, replications int) []float64 {
	below := make([]float64, replications)
	for _, s := range sorted {
		if s.Value > x {
			break
		}
		below[s.of] += s.Weight
	}
	return below
}

// weightedQuantile is the smallest value of sorted spells up to which the weight reaches w, within their range.
func weightedQuantile(sorted []pooledSpell, w float64) float64 {
	sum := 0.0
	for _, s := range sorted {
		if sum += s.Weight; sum >= w && s.Weight > 0 {
			return s.Value
		}
	}
	return sorted[len(sorted)-1].Value
}
