package experiments

import (
	"context"

	"nines/sim/stat"
)

// equallyGood is by how much of a price two points may differ and still count as equally good, where more replications
// would not tell them apart.
const equallyGood = 0.01

// race holds a feasible point against the best so far, on the same random numbers, until one of them is shown to cost
// less, or both the same to a hundredth. Part of the confidence is kept for that: the n-th race may go wrong with half
// of what is allowed over n (n+1), and each of its looks with an equal part of this, whichever way.
func (p *planner) race(ctx context.Context, t *Trial) error {
	defer p.lattice.close(t.Values)
	if _, err := p.lattice.good(t.Values); err != nil {
		return err
	}
	if t.Result == nil { // its structure decided
		if err := p.play(ctx, t, 0); err != nil || ctx.Err() != nil {
			return err
		}
	}
	if p.Chosen == nil {
		p.lead(t)
		return nil
	}
	p.raced++
	run := t.Result.Scenario.Spec.Run
	limits := stat.Precision{Min: int(run.Replications.Min), Max: run.Replications.Most()}
	limits.Max = t.Result.Sample.affordable(limits.Min, limits.Max, run.Budget)
	wrong := (1 - p.Confidence) / 2 / float64(p.raced*(p.raced+1)) / float64(looksAt(limits))
	for n := min(t.Result.Sample.Len(), limits.Max); ; n = limits.Next(n) {
		for _, x := range []*Trial{t, p.Chosen} {
			if err := p.play(ctx, x, n); err != nil || ctx.Err() != nil {
				return err
			}
		}
		_, d := p.between(t, p.Chosen, 1-2*wrong)
		equal := equallyGood * p.cost(p.Chosen)
		known := max(d.High, -d.Low) <= equal
		spent := n >= limits.Max || p.played >= p.Budget
		if d.Low <= 0 && d.High >= 0 && !known && !spent {
			continue
		}
		t.Tied = !known && d.Low <= 0 && d.High >= 0
		if d.Point < 0 {
			p.Chosen.Tied, t.Tied = t.Tied, false
			p.lead(t)
		}
		return nil
	}
}

// lead makes a point the best so far: what costs more whatever happens cannot be the answer.
func (p *planner) lead(t *Trial) {
	p.Chosen = t
	q := t.Result.Sample.find(p.Metric, p.Scope)
	const sure = 0.1 // of what may go wrong
	p.lattice.limit = t.Result.Sample.estimate(q, 1-sure*(1-p.Confidence)).High
}
