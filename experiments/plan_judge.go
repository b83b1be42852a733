package experiments

import (
	"context"
	"math"
	"slices"

	"nines/experiments/result"
	"nines/experiments/scenario"
	"nines/sim/stat"
)

// Term is one objective of a point, as replications judged it.
type Term struct {
	Objective scenario.Objective
	Verdict   result.Verdict // Met, Violated or Undecided
	Value     float64        // of the metric, or the share of periods that meet it, in its unit
	Low, High float64        // at the confidence that it takes to decide
	Bound     float64
	AtLeast   bool
	// Needed is how many replications it would take to decide, about; +Inf where the value lies on its bound.
	Needed float64
}

// The confidence of a plan is spent on its decisions. Each point that replications judge may be judged wrongly with
// some part of what is allowed, so that all parts together, however many points there are, are no more; and each look
// at a point with an equal part of that, since the first look that decides ends it. One that fails is called feasible
// only if some objective that it misses is shown to be met; one that is feasible is called bad if any of its
// objectives is shown to be missed, so that each of them has a part of that.

// allowance is how likely the n-th point, from 0, may be judged wrongly. Bisection of one ordered variable judges a
// known number of points at most, which share all there is. In other searches as many points share half of it, and
// those after them the other half: 1/2, 1/6, 1/12, … of it.
func (p *planner) allowance(n int) float64 {
	wrong := 1 - p.Confidence
	if p.racing {
		wrong /= 2 // the other half is for races
	}
	switch beyond := n - p.likely; {
	case p.lattice.chain():
		return wrong / float64(p.likely)
	case beyond < 0:
		return wrong / 2 / float64(p.likely)
	default:
		return wrong / 2 / float64((beyond+1)*(beyond+2))
	}
}

// bisections is about how many spots a search looks at: bisections of each ordered variable, from each combination of
// the others. Where the search is along one chain it is the most.
func (l *lattice) bisections() int {
	n, each := 1, 0
	for i, values := range l.sizes {
		if !l.ordered[i] {
			n *= values
			continue
		}
		for ; values > 0; values /= 2 {
			each++
		}
	}
	return n * max(each, 1)
}

// chain reports that all spots lie above each other, since there is but one variable that matters and it is ordered.
func (l *lattice) chain() bool {
	variables, unordered := 0, 0
	for i, values := range l.sizes {
		if values > 1 {
			variables++
			unordered += int(count(!l.ordered[i]))
		}
	}
	return variables <= 1 && unordered == 0
}

// judge plays a point until it is decided, or its replications or the budget are used up.
func (p *planner) judge(ctx context.Context, t *Trial, s *scenario.Scenario) error {
	run := s.Spec.Run
	limits := stat.Precision{Min: int(run.Replications.Min), Max: run.Replications.Most()}
	if limits.Max = min(limits.Max, p.Budget-p.played); limits.Max < limits.Min {
		p.Reason = Exhausted
		return nil
	}
	if err := p.prepare(t, s); err != nil {
		return err
	}
	wrong, looks := p.allowance(p.judged), 0
	p.judged++
	for sample := t.Result.Sample; t.Standing == Undecided && sample.Len() < limits.Max; {
		next := limits.Next(sample.Len())
		if err := p.extend(ctx, t, limits, next); err != nil {
			return err
		}
		if sample.Len() < next {
			p.Reason = ended(ctx)
			return nil
		}
		if looks == 0 {
			limits.Max = min(limits.Max, sample.affordable(limits.Min, limits.Max, run.Budget))
			looks = looksAt(limits)
		}
		p.decide(t, wrong/float64(looks))
		if sample.unsampled.record {
			return nil // of which more replications are no more years
		}
	}
	return nil
}

// prepare gives a point a sample of no replications, so that it can be played.
func (p *planner) prepare(t *Trial, s *scenario.Scenario) error {
	var err error
	t.Result, err = newResult(s)
	return err
}

// extend plays a point until there are so many replications of it.
func (p *planner) extend(ctx context.Context, t *Trial, limits stat.Precision, next int) error {
	before := t.Result.Sample.Len()
	p.runner.progress.Point = t.Number
	err := p.runner.play(ctx, t.Result.Scenario, t.Result.Sample, limits, next)
	p.played += t.Result.Sample.Len() - before
	return err
}

// looksAt is how often a point is looked at, at most.
func looksAt(limits stat.Precision) (looks int) {
	for n := 0; n < limits.Max; looks++ {
		n = limits.Next(n)
	}
	return looks
}

// decide judges a point by the replications that it has. Wrong is how likely that may go wrong.
func (p *planner) decide(t *Trial, wrong float64) {
	p.consider(t, wrong)
	t.Judged = t.Result.Sample.Len()
	t.stand()
}

// stand draws from what is known of its objectives whether a point is feasible.
func (t *Trial) stand() {
	met, missed := 0, false
	for _, term := range t.Terms {
		met += int(count(term.Verdict == result.Met))
		missed = missed || term.Verdict == result.Violated
	}
	switch {
	case missed:
		t.Standing = Infeasible
	case met == len(t.Terms):
		t.Standing = Feasible
	}
}

// consider says of each objective of a point what its replications tell.
func (p *planner) consider(t *Trial, wrong float64) {
	all := p.terms(t.Result.Scenario)
	t.Terms = nil
	for _, i := range all {
		term := t.Result.Sample.term(i, t.Result.Scenario.Objectives[i], wrong, wrong/float64(len(all)))
		t.Terms = append(t.Terms, term)
	}
}

// term judges an objective, one-sided on either side: it is met, or missed, wrongly with no more than these
// probabilities.
func (s *Sample) term(i int, o scenario.Objective, metWrongly, missedWrongly float64) Term {
	q, bound, atLeast := s.decisive(i, o)
	t := Term{Objective: o, Verdict: result.Undecided, Bound: bound, AtLeast: atLeast}
	loose := s.claim(q, 1-2*metWrongly)
	t.Value, t.Low, t.High = loose.Point, loose.Low, loose.High
	t.Needed = needed(loose, bound)
	if s.unsampled.record {
		return t // which says nothing of the next
	}
	strict := s.claim(q, 1-2*missedWrongly)
	switch {
	case verdict(loose.Low, loose.High, bound, atLeast) == result.Met:
		t.Verdict = result.Met
	case verdict(strict.Low, strict.High, bound, atLeast) == result.Violated:
		t.Verdict = result.Violated
	}
	return t
}

// claim is an estimate whose interval is exact where it can be: of how many runs meet an objective.
func (s *Sample) claim(q int, confidence float64) stat.Estimate {
	k := &s.quantities[q]
	e := s.estimate(q, confidence)
	if k.family == chance && e.Low < e.High {
		c := s.column(q)
		exact := stat.ClopperPearson(int(sum(c.tops)), len(c.tops), confidence)
		e.Low, e.High = exact.Low, exact.High
	}
	return e
}

// needed is how many replications it would take until an interval that shrinks as it should leaves a bound.
func needed(e stat.Estimate, bound float64) float64 {
	half := e.High - e.Point
	if e.Point > bound {
		half = e.Point - e.Low
	}
	gap := math.Abs(e.Point - bound)
	if math.IsNaN(gap) || gap == 0 {
		return math.Inf(1)
	}
	return math.Ceil(float64(e.N) * max(1, half/gap*half/gap))
}

// seemsGood reports whether a point would meet all that it must if what was seen of it were the truth.
func (t *Trial) seemsGood() bool {
	return !slices.ContainsFunc(t.Terms, func(x Term) bool { return x.excess() > 0 })
}

// misses is by how much the objective that is missed most is missed, as a multiple of what it allows.
func (t *Trial) misses() float64 {
	most := 0.0
	for i := range t.Terms {
		most = max(most, t.Terms[i].excess())
	}
	return most
}

// excess is how far a value is on the wrong side of its bound: of a share of success by what it loses, since that is
// what grows beyond what is allowed.
func (t *Term) excess() float64 {
	value, bound := t.Value, t.Bound
	if t.AtLeast && bound <= 1 && value <= 1 && bound > 0 {
		value, bound = 1-value, 1-bound
	} else if t.AtLeast {
		value, bound = -value, -bound
	}
	if bound == 0 {
		return value
	}
	return (value - bound) / math.Abs(bound)
}
