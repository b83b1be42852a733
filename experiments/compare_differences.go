package experiments

import (
	"math"
	"slices"
	"strings"

	"nines/experiments/result"
	"nines/sim/rng"
	"nines/sim/stat"
)

// Difference is one variant less a baseline in one metric. Replications are paired: the k-th life of a component, the
// k-th repair and so on draw the same numbers in both, so what they share cancels. Only earlier results of another
// seed, or of a program that draws other numbers, share nothing with what is played.
type Difference struct {
	Variant, Baseline, Criterion int // indices into the Versus
	Pairs                        int // 0: they are not paired
	Estimate                     stat.Estimate
	P, Adjusted                  float64
	VarianceReduction            float64 // 1 − variance of the difference over the variances apart; NaN without pairs
	ProbBest                     float64 // of being the best variant in this metric
	Identical                    bool    // all values are equal to the last bit: the same thing at this fidelity
	Relative                     float64 // to the baseline's mean
}

// Evident reports whether the difference is told from zero at the confidence asked for.
func (d *Difference) Evident(confidence float64) bool { return d.Adjusted < 1-confidence }

// values of a criterion in the first n replications, in the metric's unit; of a quantile its pseudovalues, whose mean
// is that of all replications together.
func (c *Comparison) values(variant int, k Criterion, n int) []float64 {
	s := c.Results[variant].Sample
	q := s.find(k.Metric, k.Scope)
	if of := &s.quantities[q]; of.family == quantile {
		return stat.PseudoQuantiles(s.spells[q][:n], of.share)
	}
	return s.values(q)[:n]
}

// compare compares two variants, over the replications in which both have a value where they are paired.
func (c *Comparison) compare(x contrast, k Criterion) stat.Comparison {
	switch paired, bounds := c.paired(x), c.byBounds(x, k); {
	case bounds && paired && c.identical(x, k):
		alike := make([]float64, c.pairsOf(x))
		return stat.Paired(alike, alike, c.Confidence)
	case bounds:
		return c.bounded(x, k)
	case !paired:
		return c.apart(x, k)
	}
	n := c.pairsOf(x)
	a, b := c.values(x.variant, k, n), c.values(x.baseline, k, n)
	var with, without []float64
	for i := range a {
		if !math.IsNaN(a[i]) && !math.IsNaN(b[i]) {
			with, without = append(with, a[i]), append(without, b[i])
		}
	}
	return c.together(x, k, with, without)
}

// together compares pairs of values. Where what judges replications or periods, yes or no, finds no difference between
// systems that do differ, that says only that there is hardly one.
func (c *Comparison) together(x contrast, k Criterion, with, without []float64) stat.Comparison {
	of, same := c.quantityOf(x.variant, k), slices.Equal(with, without)
	switch {
	case !of.judges() || same && c.identical(x, k):
		return stat.Paired(with, without, c.Confidence)
	case of.family == chance:
		return stat.Matched(with, without, c.Confidence)
	case same:
		return stat.NoneDiffers(len(with), c.Confidence)
	}
	return stat.Paired(with, without, c.Confidence)
}

// apart compares variants whose replications share nothing.
func (c *Comparison) apart(x contrast, k Criterion) stat.Comparison {
	with := slices.DeleteFunc(c.values(x.variant, k, c.played(x.variant)), math.IsNaN)
	without := slices.DeleteFunc(c.values(x.baseline, k, c.played(x.baseline)), math.IsNaN)
	switch of := c.quantityOf(x.variant, k); {
	case of.family == chance:
		return stat.Unmatched(with, without, c.Confidence)
	case of.judges() && constant(with, without):
		return stat.NeitherVaries(len(with), len(without), c.Confidence)
	}
	return stat.Unpaired(with, without, c.Confidence)
}

// constant reports whether all values are the same number.
func constant(lists ...[]float64) bool {
	all := slices.Concat(lists...)
	return !slices.ContainsFunc(all, func(v float64) bool { return v != all[0] })
}

// paired reports whether two variants share their random numbers, replication by replication.
func (c *Comparison) paired(x contrast) bool {
	return !c.strange[x.variant] && !c.strange[x.baseline] && c.seedOf(x.variant) == c.seedOf(x.baseline)
}

func (c *Comparison) seedOf(variant int) uint64 { return uint64(c.seeded(variant).Spec.Run.Seed) }

// played is the number of replications that a variant has.
func (c *Comparison) played(variant int) int { return c.Results[variant].Sample.Len() }

// pairsOf is the number of replications that two variants both have.
func (c *Comparison) pairsOf(x contrast) int { return min(c.played(x.variant), c.played(x.baseline)) }

// quantityOf is what a variant measures by a criterion.
func (c *Comparison) quantityOf(variant int, k Criterion) *quantity {
	s := c.Results[variant].Sample
	return &s.quantities[s.find(k.Metric, k.Scope)]
}

// judges reports a quantity that is no number of what happened but whether that was good enough.
func (k *quantity) judges() bool { return k.family == chance || k.metric == "slo_met" }

// identical reports whether all that is measured of what a criterion is about is the same in every pair. Where nothing
// has happened to that, in any of them, it says nothing, and all that is measured of anything has to be the same.
func (c *Comparison) identical(x contrast, k Criterion) bool {
	scope, _, _ := strings.Cut(k.Scope, "@")
	same, varies := c.agree(x, func(q *quantity) bool { return q.scope == scope })
	if same && !varies {
		same, _ = c.agree(x, func(*quantity) bool { return true })
	}
	return same
}

// agree reports whether some quantities are the same in every pair, and whether any of them varies from one to another.
func (c *Comparison) agree(x contrast, among func(q *quantity) bool) (same, varies bool) {
	a, b, n := c.Results[x.variant].Sample, c.Results[x.baseline].Sample, c.pairsOf(x)
	for q := range a.quantities {
		of := &a.quantities[q]
		if !among(of) {
			continue
		}
		p, values := b.find(of.metric, of.scope), a.values(q)[:n]
		if p < 0 || !slices.EqualFunc(values, b.values(p)[:n], alikeOrNone) {
			return false, varies
		}
		varies = varies || !constant(slices.DeleteFunc(values, math.IsNaN))
	}
	return true, varies
}

// alikeOrNone reports whether two values are the same, or both missing.
func alikeOrNone(x, y float64) bool { return x == y || math.IsNaN(x) && math.IsNaN(y) }

// differences compares what there is to compare in every criterion, baseline by baseline, and adjusts for the number of
// all.
func (c *Comparison) differences() {
	best := make([][]float64, len(c.Criteria))
	for j, k := range c.Criteria {
		best[j] = c.probBest(k)
	}
	all := c.contrasts()
	for len(all) > 0 {
		ofOne := 1
		for ofOne < len(all) && all[ofOne].baseline == all[0].baseline {
			ofOne++
		}
		for j := range c.Criteria {
			for _, x := range all[:ofOne] {
				d := c.difference(x, j)
				d.ProbBest = best[j][x.variant]
				c.Differences = append(c.Differences, d)
			}
		}
		all = all[ofOne:]
	}
	if !c.Holm {
		return
	}
	ps := make([]float64, len(c.Differences))
	for i := range ps {
		ps[i] = c.Differences[i].P
	}
	for i, p := range stat.Holm(ps) {
		c.Differences[i].Adjusted = p
	}
}

// difference compares two variants in one criterion. Of what is identical nothing is tested.
func (c *Comparison) difference(x contrast, criterion int) Difference {
	k := c.Criteria[criterion]
	p, n := c.compare(x, k), c.played(x.baseline)
	d := Difference{Variant: x.variant, Baseline: x.baseline, Criterion: criterion, Estimate: p.Difference, P: p.P,
		Adjusted: p.P, VarianceReduction: p.VarianceReduction,
		Identical: p.Difference.Point == 0 && p.Difference.Low == 0 && p.Difference.High == 0}
	if c.paired(x) {
		d.Pairs, n = p.Difference.N, c.pairsOf(x)
	}
	d.Relative = p.Difference.Point / (sum(c.values(x.baseline, k, n)) / float64(n))
	if d.Identical {
		d.P, d.Adjusted = math.NaN(), math.NaN()
	}
	return d
}

// resamples for the probability of being best: its Monte Carlo error is below 1 %.
const resamples = 4000

// probBest is the probability of each variant to be the best in a metric; NaN where a replication has no value, where a
// bound leaves it open, as zeros drawn anew are zeros again, or where no direction is better.
func (c *Comparison) probBest(k Criterion) []float64 {
	metric, _ := result.FindMetric(k.Metric, k.Scope)
	table := make([][]float64, len(c.Variants))
	undefined := metric.Better == result.Neutral || c.Best || c.veiled(k) // of the best the choice says more
	for i := range c.Variants {
		table[i] = make([]float64, c.pairs())
		for r, v := range c.values(i, k, c.pairs()) {
			table[i][r] = float64(metric.Better) * v
			undefined = undefined || math.IsNaN(v)
		}
	}
	if undefined {
		best := make([]float64, len(table))
		for i := range best {
			best[i] = math.NaN()
		}
		return best
	}
	run := c.Results[c.Lead()].Scenario.Spec.Run
	s := rng.Open(rng.Key{Seed: uint64(run.Seed), Entity: rng.Name(0, k.Metric+" "+k.Scope)})
	return stat.ProbBest(table, resamples, &s)
}
