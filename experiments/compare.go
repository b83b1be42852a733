package experiments

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"nines/experiments/result"
	"nines/experiments/scenario"
	"nines/sim/rng"
	"nines/sim/stat"
)

// Variant is one of the systems that are compared.
type Variant struct {
	Name     string
	Scenario *scenario.Scenario
}

// Criterion is a metric that variants are compared by.
type Criterion struct {
	Metric, Scope string
	Primary       bool    // the one that ranks the variants and that precision is judged by
	Smallest      float64 // difference in the metric's unit that would matter to anybody; 0: any
}

// Versus says what is to be compared.
type Versus struct {
	Variants   []Variant
	Baseline   int // index into Variants
	Criteria   []Criterion
	Confidence float64
	Holm       bool // adjust p-values for the number of differences looked at
	Best       bool // find the best in the primary criterion, and play no further what is told to be worse
}

// Comparison is what paired replications say about variants.
type Comparison struct {
	Versus
	Results     []*Result // by variant
	Differences []Difference
	Choice      *Choice // nil where nobody asked for the best
	Reason      Reason
	Warnings    []string
}

// Difference is one variant less the baseline in one metric. Replications are paired: the k-th life of a component, the
// k-th repair and so on draw the same numbers in both, so what they share cancels.
type Difference struct {
	Variant, Criterion int // indices into the Versus
	Pairs              int
	Estimate           stat.Estimate
	P, Adjusted        float64
	VarianceReduction  float64 // 1 − variance of the difference over the variances apart
	ProbBest           float64 // of being the best variant in this metric
	Identical          bool    // every pair is equal to the last bit: the same thing at this fidelity
	Relative           float64 // to the baseline's mean
}

// Evident reports whether the difference is told from zero at the confidence asked for.
func (d *Difference) Evident(confidence float64) bool { return d.Adjusted < 1-confidence }

// Compare plays the same replications of every variant and compares each with the baseline. It plays the smallest
// number of replications that the baseline's scenario asks for; where the primary criterion names a smallest
// interesting difference, it goes on until every interval of that criterion is narrower, or the largest number is
// reached.
func Compare(ctx context.Context, v Versus, o Options) (*Comparison, error) {
	runner := newRunner(o)
	runner.progress.Points = len(v.Variants)
	c := &Comparison{Versus: v, Results: make([]*Result, len(v.Variants))}
	for i, variant := range v.Variants {
		r, err := newResult(variant.Scenario)
		if err != nil {
			return nil, fmt.Errorf("variant %s: %w", variant.Name, err)
		}
		c.Results[i] = r
	}
	if err := c.measured(); err != nil {
		return nil, err
	}
	play := c.play
	if c.Best {
		play = c.selectBest
	}
	if err := play(ctx, runner); err != nil {
		return nil, err
	}
	for _, r := range c.Results {
		if c.Reason != Exhausted { // which is about the differences, not about any one variant
			r.Reason = c.Reason
		}
		r.estimate()
	}
	c.differences()
	switch k := c.primary(); {
	case c.Reason == Exhausted && c.Best:
		c.Warnings = append(c.Warnings, fmt.Sprintf("%d replications do not tell which is the best in %s to the smallest "+
			"difference that is interesting; allow more (--max-replications), or be content with a larger one",
			c.longest(), k.Metric))
	case c.Reason == Exhausted:
		c.Warnings = append(c.Warnings, fmt.Sprintf("%d replications do not tell every difference in %s to the smallest "+
			"that is interesting; allow more (--max-replications), or be content with a larger one", c.pairs(), k.Metric))
	}
	return c, nil
}

// measured checks that every variant measures every criterion.
func (c *Comparison) measured() error {
	for i, r := range c.Results {
		for _, k := range c.Criteria {
			if r.Sample.find(k.Metric, k.Scope) < 0 {
				return fmt.Errorf("variant %s does not measure %s of %s", c.Variants[i].Name, k.Metric, k.Scope)
			}
		}
	}
	return nil
}

// turn is how many replications of one variant are played before those of the next: few, so that an interruption leaves
// every variant with about as many.
const turn = 16

// play adds replications to all variants in turn, until the differences are known or the budget is used.
func (c *Comparison) play(ctx context.Context, runner *runner) error {
	run := c.Results[c.Baseline].Scenario.Spec.Run
	p := stat.Precision{Min: int(run.Replications.Min), Max: int(run.Replications.Min)}
	if c.primary().Smallest > 0 {
		p.Max = run.Replications.Most()
	}
	most := p.Max
	for done := 0; done < p.Max; {
		next := p.Next(done)
		look := min(next, done+turn)
		if err := c.advance(ctx, runner, nil, look, p.Max); err != nil || c.Reason != Complete {
			return err
		}
		if done = look; done == next && c.decided() {
			return nil
		}
		p.Max = c.Results[c.Baseline].Sample.affordable(p.Min, most, run.Budget)
	}
	if c.primary().Smallest > 0 {
		c.Reason = Exhausted
	}
	return nil
}

// advance plays all variants that are in, nil for all, up to a number of replications, in turns.
func (c *Comparison) advance(ctx context.Context, runner *runner, in []bool, to, most int) error {
	for look := min(turn, to); ; look = min(look+turn, to) {
		for i, r := range c.Results {
			if in != nil && !in[i] || r.Sample.Len() >= look {
				continue
			}
			runner.progress.Point = i
			if err := runner.play(ctx, c.seeded(i), r.Sample, stat.Precision{Min: to, Max: most}, look); err != nil {
				return err
			}
			if r.Sample.Len() < look {
				if c.Reason = ended(ctx); c.pairs() == 0 {
					return fmt.Errorf("no replication was finished for every variant: %w", context.Cause(ctx))
				}
				return nil
			}
		}
		if look >= to {
			return nil
		}
	}
}

// seeded is a variant's scenario with the baseline's seed: what is paired shares its random numbers.
func (v *Versus) seeded(i int) *scenario.Scenario {
	s := *v.Variants[i].Scenario
	s.Spec.Run.Seed = v.Variants[v.Baseline].Scenario.Spec.Run.Seed
	return &s
}

// Whole is the comparison as what can be cut into shards, if every variant has a fixed number of replications: not
// where they go on until differences are known.
func (v *Versus) Whole() Whole {
	w := Whole{Points: len(v.Variants), Compile: func(i int) (*scenario.Scenario, error) { return v.seeded(i), nil }}
	replications := v.Variants[v.Baseline].Scenario.Spec.Run.Replications
	if v.primary().Smallest == 0 || !v.Best && replications.Most() == int(replications.Min) {
		w.Fixed = int(replications.Min)
	}
	return w
}

func (v *Versus) primary() Criterion {
	for _, k := range v.Criteria {
		if k.Primary {
			return k
		}
	}
	return v.Criteria[0]
}

// decided reports whether every difference in the primary criterion is known to the smallest that matters.
func (c *Comparison) decided() bool {
	k := c.primary()
	for i := range c.Variants {
		if i != c.Baseline && c.paired(i, k).Difference.HalfWidth() > k.Smallest {
			return false
		}
	}
	return k.Smallest > 0
}

// longest is the number of replications of the variant that has the most.
func (c *Comparison) longest() (n int) {
	for _, r := range c.Results {
		n = max(n, r.Sample.Len())
	}
	return n
}

// pairsOf is the number of replications that a variant and the baseline have.
func (c *Comparison) pairsOf(variant int) int {
	return min(c.Results[variant].Sample.Len(), c.Results[c.Baseline].Sample.Len())
}

// pairs is the number of replications that every variant has.
func (c *Comparison) pairs() int {
	n := c.Results[0].Sample.Len()
	for _, r := range c.Results {
		n = min(n, r.Sample.Len())
	}
	return n
}

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

// paired compares a variant with the baseline over the replications in which both have a value. Where what judges
// replications or periods, yes or no, finds no difference between systems that do differ, that says only that there is
// hardly one.
func (c *Comparison) paired(variant int, k Criterion) stat.Comparison {
	n := c.pairsOf(variant)
	a, b := c.values(variant, k, n), c.values(c.Baseline, k, n)
	var x, y []float64
	for i := range a {
		if !math.IsNaN(a[i]) && !math.IsNaN(b[i]) {
			x, y = append(x, a[i]), append(y, b[i])
		}
	}
	of := &c.Results[variant].Sample.quantities[c.Results[variant].Sample.find(k.Metric, k.Scope)]
	same := slices.Equal(x, y)
	switch {
	case !of.judges() || same && c.identical(variant, k):
		return stat.Paired(x, y, c.Confidence)
	case of.family == chance:
		return stat.Matched(x, y, c.Confidence)
	case same:
		return stat.NoneDiffers(len(x), c.Confidence)
	}
	return stat.Paired(x, y, c.Confidence)
}

// judges reports a quantity that is no number of what happened but whether that was good enough.
func (k *quantity) judges() bool { return k.family == chance || k.metric == "slo_met" }

// identical reports whether all that is measured of what a criterion is about is the same in every pair.
func (c *Comparison) identical(variant int, k Criterion) bool {
	scope, _, _ := strings.Cut(k.Scope, "@")
	a, b, n := c.Results[variant].Sample, c.Results[c.Baseline].Sample, c.pairsOf(variant)
	for q := range a.quantities {
		name := &a.quantities[q]
		if name.scope != scope {
			continue
		}
		p := b.find(name.metric, name.scope)
		if p < 0 || !slices.EqualFunc(a.values(q)[:n], b.values(p)[:n], alikeOrNone) {
			return false
		}
	}
	return true
}

// alikeOrNone reports whether two values are the same, or both missing.
func alikeOrNone(x, y float64) bool { return x == y || math.IsNaN(x) && math.IsNaN(y) }

// differences compares every variant with the baseline in every criterion, and adjusts for their number.
func (c *Comparison) differences() {
	var ps []float64
	for j, k := range c.Criteria {
		best := c.probBest(k)
		for i := range c.Variants {
			if i == c.Baseline {
				continue
			}
			p, n := c.paired(i, k), c.pairsOf(i)
			d := Difference{
				Variant: i, Criterion: j, Pairs: p.Difference.N, Estimate: p.Difference, P: p.P, Adjusted: p.P,
				VarianceReduction: p.VarianceReduction, ProbBest: best[i],
				Identical: p.Difference.Point == 0 && p.Difference.Low == 0 && p.Difference.High == 0,
				Relative:  p.Difference.Point / (sum(c.values(c.Baseline, k, n)) / float64(n)),
			}
			if d.Identical {
				p.P, d.P, d.Adjusted = math.NaN(), math.NaN(), math.NaN() // nothing is tested
			}
			ps = append(ps, p.P)
			c.Differences = append(c.Differences, d)
		}
	}
	if !c.Holm {
		return
	}
	for i, p := range stat.Holm(ps) {
		c.Differences[i].Adjusted = p
	}
}

// resamples for the probability of being best: its Monte Carlo error is below 1 %.
const resamples = 4000

// probBest is the probability of each variant to be the best in a metric; NaN where a replication has no value or where
// no direction is better.
func (c *Comparison) probBest(k Criterion) []float64 {
	metric, _ := result.FindMetric(k.Metric, k.Scope)
	table := make([][]float64, len(c.Variants))
	undefined := metric.Better == result.Neutral || c.Best // of which the choice says more
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
	run := c.Results[c.Baseline].Scenario.Spec.Run
	s := rng.Open(rng.Key{Seed: uint64(run.Seed), Entity: rng.Name(0, k.Metric+" "+k.Scope)})
	return stat.ProbBest(table, resamples, &s)
}
