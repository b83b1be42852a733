package experiments

import (
	"context"
	"fmt"
	"math"

	"nines/experiments/result"
	"nines/sim/stat"
)

// Choice is what a comparison that finds the best knows of its variants.
type Choice struct {
	Best    int   // index of the variant that was selected; −1: the budget did not suffice
	GivenUp []int // by variant, the replications after which it was told to be worse than another; 0: it was not
}

// selectBest plays those variants on that may still be the best in the primary criterion, until one is selected (see
// stat.Selection) or the budget is used. Looks are after every replication, whatever is played at a time, so that the
// result is the same with any number of workers.
func (c *Comparison) selectBest(ctx context.Context, runner *runner) error {
	run := c.Results[c.Lead()].Scenario.Spec.Run
	first, most := int(run.Replications.Min), run.Replications.Most()
	k := c.primary()
	for _, r := range c.Results {
		if r.Sample.quantities[r.Sample.find(k.Metric, k.Scope)].family == quantile {
			return fmt.Errorf("%s is of all replications together: find the best in a metric that every replication has "+
				"by itself", k.Metric)
		}
	}
	c.Choice = &Choice{Best: -1, GivenUp: make([]int, len(c.Variants))}
	if err := c.advance(ctx, runner, nil, first, most); err != nil || c.Reason != Complete {
		return err
	}
	values, err := c.primaryValues(0)
	if err != nil {
		return err
	}
	s := stat.NewSelection(values, c.primary().Smallest, c.Confidence)
	sums, n := make([]float64, len(values)), 0
	for {
		for ; n < len(values[c.leader(s)]); n++ {
			for i := range values {
				if s.In[i] {
					sums[i] += values[i][n]
				}
			}
			if n+1 >= first && s.Screen(n+1, sums) {
				c.Choice.Best, c.Choice.GivenUp = s.Best(sums), s.Out
				return nil
			}
		}
		c.Choice.GivenUp = s.Out
		if n >= c.Results[c.leader(s)].Sample.affordable(first, most, run.Budget) {
			c.Reason = Exhausted
			return nil
		}
		if err := c.advance(ctx, runner, s.In, min(n+turn, most), most); err != nil || c.Reason != Complete {
			return err
		}
		if values, err = c.primaryValues(n); err != nil {
			return err
		}
	}
}

// leader is the first variant that is still in.
func (c *Comparison) leader(s *stat.Selection) int {
	for i, in := range s.In {
		if in {
			return i
		}
	}
	return c.Lead()
}

// primaryValues are those of the primary criterion by variant and replication, the larger the better, of which those
// from some replication on are new. The error names one that is missing.
func (c *Comparison) primaryValues(from int) ([][]float64, error) {
	k := c.primary()
	metric, _ := result.FindMetric(k.Metric, k.Scope)
	values := make([][]float64, len(c.Results))
	for i, r := range c.Results {
		all := r.Sample.values(r.Sample.find(k.Metric, k.Scope))
		values[i] = make([]float64, len(all))
		for n, v := range all {
			if values[i][n] = float64(metric.Better) * v; math.IsNaN(v) && n >= from {
				return nil, fmt.Errorf("replication %d of variant %s has no %s: find the best in a metric that every "+
					"replication has", n, c.Variants[i].Name, k.Metric)
			}
		}
	}
	return values, nil
}
