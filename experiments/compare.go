package experiments

import (
	"context"
	"fmt"
	"slices"

	"nines/sim/stat"
)

// Comparison is what paired replications say about variants.
type Comparison struct {
	Versus
	Results     []*Result // by variant
	strange     []bool    // by variant: earlier results of a program that draws other random numbers
	Differences []Difference
	Choice      *Choice // nil where nobody asked for the best
	Reason      Reason
	Warnings    []string
}

// Compare plays the same replications of every variant and compares each with every baseline, and baselines among each
// other once. It plays the smallest number of replications that the leading scenario asks for (see Lead), or as many as
// earlier results hold; where the primary criterion names a smallest interesting difference, it goes on until every
// interval of that criterion is narrower, or the largest number is reached.
func Compare(ctx context.Context, v Versus, o Options) (*Comparison, error) {
	o.Keep.Earlier = v.earlier()
	runner := newRunner(o)
	runner.progress.Points = len(v.Variants)
	c := &Comparison{Versus: v, Results: make([]*Result, len(v.Variants))}
	for i, variant := range v.Variants {
		r, err := newResult(variant.Scenario)
		if err != nil {
			return nil, fmt.Errorf("variant %s: %w", variant.Name, err)
		}
		r.read = c.compares
		c.Results[i] = r
	}
	if err := c.measured(); err != nil {
		return nil, err
	}
	c.recognize(ctx)
	play := c.play
	if c.Best {
		play = c.selectBest
	}
	if err := play(ctx, runner); err != nil {
		return nil, err
	}
	for i, r := range c.Results {
		r.Strange = c.strange[i]
		if c.Reason != Exhausted { // which is about the differences, not about any one variant
			r.Reason = c.Reason
		}
		r.estimate()
	}
	c.differences()
	c.warn()
	return c, nil
}

// warn says what keeps differences from being known as well as they could be.
func (c *Comparison) warn() {
	for i, x := range c.Variants {
		switch shared := c.seeded(c.Lead()).Spec.Run.Seed; {
		case x.Earlier == nil:
		case x.Earlier.Seed != uint64(shared):
			c.Warnings = append(c.Warnings, fmt.Sprintf("the earlier results %s are of seed %d, and what is played is of "+
				"seed %s: their replications are not paired, so that it takes many more to see a difference; "+
				"--seed %[2]d pairs them",
				x.Name, x.Earlier.Seed, shared))
		case c.strange[i]:
			c.Warnings = append(c.Warnings, fmt.Sprintf("another version of the program has played the earlier results %s, and "+
				"this one draws other random numbers for them: their replications are not paired, so that it takes many more to "+
				"see a difference; play them again (nines rerun) and compare with that", x.Name))
		}
	}
	if c.Reason != Exhausted {
		return
	}
	k, more := c.primary(), "allow more (--max-replications), or be content with a larger one"
	switch held := c.longestEarlier(); {
	case c.Best:
		c.Warnings = append(c.Warnings, fmt.Sprintf("%d replications do not tell which is the best in %s to the smallest "+
			"difference that is interesting; %s", c.longest(), k.Metric, more))
		return
	case held > 0 && held <= c.longest():
		more = "play the earlier results anew with more, or be content with a larger one"
	}
	c.Warnings = append(c.Warnings, fmt.Sprintf("%d replications do not tell every difference in %s to the smallest that "+
		"is interesting; %s", c.pairs(), k.Metric, more))
}

// compares reports whether a metric is compared, of which people look at nothing else first.
func (c *Comparison) compares(metric, scope string) bool {
	return slices.ContainsFunc(c.Criteria, func(k Criterion) bool { return k.Metric == metric && k.Scope == scope })
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
	run := c.Variants[c.Lead()].Scenario.Spec.Run
	p := stat.Precision{Min: c.Least(), Max: c.Least()}
	if c.primary().Smallest > 0 {
		p.Min, p.Max = int(run.Replications.Min), c.most()
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
		p.Max = c.Results[c.Lead()].Sample.affordable(p.Min, most, run.Budget)
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
			next := c.Variants[i].Earlier.upTo(look)
			if in != nil && !in[i] || r.Sample.Len() >= next {
				continue
			}
			runner.progress.Point = i
			if err := runner.play(ctx, c.seeded(i), r.Sample, stat.Precision{Min: to, Max: most}, next); err != nil {
				return err
			}
			if r.Sample.Len() < next {
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

// decided reports whether every difference in the primary criterion is known to the smallest that matters.
func (c *Comparison) decided() bool {
	k := c.primary()
	for _, x := range c.contrasts() {
		if c.compare(x, k).Difference.HalfWidth() > k.Smallest {
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

// pairs is the number of replications that every variant has.
func (c *Comparison) pairs() int {
	n := c.Results[0].Sample.Len()
	for _, r := range c.Results {
		n = min(n, r.Sample.Len())
	}
	return n
}
