package stat

import (
	"math"
	"sort"
)

// PseudoQuantiles are jackknife pseudovalues of the quantile that TimeQuantile estimates (J. W. Tukey, 1958): of each
// replication the quantile of all together and, n−1 times, what it is more than without that one, less their mean.
// Their own mean is the quantile of all time, and they scatter as if replications were observations of it: so
// quantiles of two systems are compared by differences of theirs, replication by replication, where those of a single
// replication are biased toward what is usual. They are centered because the jackknife's own correction of bias, of a
// quantile, is mostly noise. A replication without time, and one alone, has NaN. Cost: O(n · log² spells) beside
// sorting.
func PseudoQuantiles(replications [][]Spell, p float64) []float64 {
	pseudo := make([]float64, len(replications))
	sorted, all := pool(replications)
	whole := newSpread(sorted, -1)
	own := make([]spread, len(replications))
	for r := range own {
		own[r] = newSpread(sorted, int32(r))
	}
	n := 0
	for _, time := range all {
		if time > 0 {
			n++
		}
	}
	mean := 0.0
	for r, time := range all {
		if pseudo[r] = math.NaN(); n > 1 && time > 0 {
			pseudo[r] = whole.quantile(&own[r], p*(sum(all)-time))
			mean += pseudo[r] / float64(n)
		}
	}
	theta := whole.quantile(nil, p*sum(all))
	for r := range pseudo {
		pseudo[r] = theta + float64(float64(n-1)*(mean-pseudo[r]))
	}
	return pseudo
}

// spread is a distribution over time: values in ascending order and how long the quantity is at most each.
type spread struct{ values, upTo []float64 }

// newSpread is the distribution of one of the replications that are pooled, or of all where of is negative.
func newSpread(sorted []pooledSpell, of int32) (s spread) {
	time := 0.0
	for _, x := range sorted {
		if of < 0 || x.of == of {
			time += x.Weight
			s.values, s.upTo = append(s.values, x.Value), append(s.upTo, time)
		}
	}
	return s
}

// at is how long the quantity is at most x.
func (s *spread) at(x float64) float64 {
	i := sort.Search(len(s.values), func(i int) bool { return s.values[i] > x })
	if i == 0 {
		return 0
	}
	return s.upTo[i-1]
}

// quantile is the value up to which it is w, without the part of another: on the line between the two values around it,
// so that a little less time moves it a little.
func (s *spread) quantile(without *spread, w float64) float64 {
	left := func(x float64) float64 {
		if without == nil {
			return s.at(x)
		}
		return s.at(x) - without.at(x)
	}
	last := len(s.values) - 1
	if last < 0 {
		return math.NaN()
	}
	i := sort.Search(last, func(i int) bool { return left(s.values[i]) >= w })
	b := s.values[i]
	first := sort.SearchFloat64s(s.values, b)
	if first == 0 {
		return b
	}
	a := s.values[first-1]
	low, high := left(a), left(b)
	if !(high > low) {
		return b
	}
	return a + float64((b-a)*min(max((w-low)/(high-low), 0), 1))
}
