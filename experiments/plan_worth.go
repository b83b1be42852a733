package experiments

import (
	"context"
	"math"
	"slices"

	"nines/experiments/scenario"
	"nines/sim/num"
	"nines/sim/stat"
)

// Worth is what it would do to have a little more, or less, than what was chosen: differences to it, replication by
// replication on the same random numbers.
type Worth struct {
	Path     string // of the setting that is changed
	From, To string // its values
	Trial    *Trial
	Nines    stat.Estimate // more of them; NaN where either has no loss
	Lost     stat.Estimate // more of the share that is lost
	Money    stat.Estimate // more of what is minimized, in its unit
}

// PerNine is what one more nine costs at the rate of a step, in the unit of what is minimized; NaN where the step costs
// nothing, or its nines are not told from none.
func (w *Worth) PerNine() float64 {
	if w.Money.Point != 0 && (w.Nines.Low > 0 || w.Nines.High < 0) {
		return w.Money.Point / w.Nines.Point
	}
	return math.NaN()
}

// lostShares are the metrics of which what is lost is a share of all: it is counted in nines, and spans decades.
var lostShares = []string{"availability", "unavailability", "downtime", "request_success", "fast_requests"}

// Measure is the metric in which a plan counts nines, and its scope: that of the first objective on a share of the
// time or of requests, else the availability of a service, or of nodes where there is none.
func (q *Question) Measure(s *scenario.Scenario) (metric, scope string) {
	for _, o := range s.Objectives {
		if slices.Contains(lostShares, o.Metric.Name) && (len(q.Terms) == 0 || slices.Contains(q.Terms, o.Metric.Name)) {
			return o.Metric.Name, o.Of()
		}
	}
	if len(s.Blueprint.Services) > 0 {
		return "availability", "service:" + s.Blueprint.Services[0].Name
	}
	return "node_availability", "fleet"
}

// walk plays what is one step away from the chosen point, each as often as that, and compares.
func (p *planner) walk(ctx context.Context) error {
	chosen := p.Chosen
	if chosen.Result == nil { // its structure decided
		if err := p.play(ctx, chosen, 0); err != nil || ctx.Err() != nil {
			return err
		}
	}
	for i, v := range p.Decide {
		for _, to := range p.steps(i) {
			t, err := p.beside(ctx, spot(chosen.Values).with(i, to))
			if err != nil || ctx.Err() != nil {
				return err
			}
			if t.Result != nil {
				p.Worths = append(p.Worths, p.step(t, v.Path, v.Values[chosen.Values[i]], v.Values[to]))
			}
		}
	}
	if p.Today != nil && !p.excluded(p.Today) { // so that the chosen one can be held against it
		if _, err := p.beside(ctx, p.Today); err != nil || ctx.Err() != nil {
			return err
		}
	}
	return p.pull(ctx)
}

// today reports whether a trial is of the system as it is.
func (a *Answer) today(t *Trial) bool {
	return a.Today != nil && t.Beside.Path == "" && slices.Equal(t.Values, a.Today)
}

// excluded reports whether conditions exclude a point.
func (p *planner) excluded(at spot) bool {
	_, out := p.Where.Excludes(at)
	return out
}

// pull tries what is not decided and of which there may be a little more or less, with all that was decided as it was
// chosen. What makes no sense, such as no hands at all, is left out.
func (p *planner) pull(ctx context.Context) error {
	if p.Levers == nil {
		return nil
	}
	number := len(p.Trials)
	for _, l := range p.Levers(p.Chosen.Result.Scenario) {
		for _, to := range l.To {
			t := &Trial{Number: number, Values: p.Chosen.Values, Beside: scenario.Setting{Path: l.Path, Value: to}}
			var s *scenario.Scenario
			var err error
			if !Within(ctx, func() { s, err = p.With(t.Values, t.Beside) }) {
				return nil
			}
			if err != nil {
				continue
			}
			number++
			p.announce(t)
			if err := p.prepare(t, s); err != nil {
				return err
			}
			if err := p.play(ctx, t, p.Chosen.Result.Sample.Len()); err != nil || ctx.Err() != nil {
				return err
			}
			p.consider(t, (1-p.Confidence)/2)
			t.stand()
			p.Worths = append(p.Worths, p.step(t, l.Path, l.From, to))
		}
	}
	return nil
}

// mostOthers is how many other values of a variable that is not ordered are tried.
const mostOthers = 4

// steps are the values to which a variable of the chosen point may be changed: the next less and the next more, and any
// of a few others where none is better than another. What conditions exclude is stepped over.
func (p *planner) steps(variable int) (all []int) {
	chosen, v := spot(p.Chosen.Values), p.Decide[variable]
	at, less, more := chosen[variable], -1, len(v.Values)
	var left []int
	for to := range v.Values {
		if to == at || p.excluded(chosen.with(variable, to)) {
			continue
		}
		if left = append(left, to); to < at {
			less = to
		} else {
			more = min(more, to)
		}
	}
	for _, to := range left {
		if to == less || to == more || !v.Ordered && len(v.Values) <= mostOthers+1 {
			all = append(all, to)
		}
	}
	return all
}

// beside plays a point as often as the chosen one.
func (p *planner) beside(ctx context.Context, at spot) (*Trial, error) {
	if t := p.tried(at); t != nil {
		return t, p.play(ctx, t, p.Chosen.Result.Sample.Len())
	}
	t, s, err := p.try(ctx, at)
	if err != nil || t == nil {
		return nil, err
	}
	t.Lacks = p.lacks(s)
	t.Standing = p.implied(at)
	if t.Lacks != "" {
		t.Standing = Infeasible
	}
	err = p.play(ctx, t, p.Chosen.Result.Sample.Len())
	if t.Result != nil {
		p.consider(t, (1-p.Confidence)/2)
	}
	if t.Standing == Undecided && t.Terms != nil {
		t.stand() // by itself, with no part in the answer
	}
	return t, err
}

// implied is what the order of values says of a point that was not judged.
func (p *planner) implied(at spot) Standing {
	for _, t := range p.Trials {
		switch {
		case t.Standing == Feasible && p.lattice.within(t.Values, at):
			return Feasible
		case t.Standing == Infeasible && p.lattice.within(at, t.Values):
			return Infeasible
		}
	}
	return Undecided
}

// play plays a point until there are so many replications of it, or the fewest that its scenario asks for.
func (p *planner) play(ctx context.Context, t *Trial, replications int) error {
	if t.Result == nil {
		s, err := p.compile(t.Values)
		if err == nil {
			err = p.prepare(t, s)
		}
		if err != nil {
			return err
		}
	}
	replications = max(replications, int(t.Result.Scenario.Spec.Run.Replications.Min))
	if t.Result.Sample.Len() >= replications {
		return nil
	}
	err := p.extend(ctx, t, stat.Precision{Min: replications, Max: replications}, replications)
	if t.Result.Sample.Len() == 0 {
		t.Result = nil
	}
	return err
}

// step compares a point with the chosen one.
func (p *planner) step(t *Trial, path, from, to string) Worth {
	w := Worth{Path: path, From: from, To: to, Trial: t}
	metric, scope := p.Measure(p.Chosen.Result.Scenario)
	other, chosen := t.Result.Sample.lost(metric, scope), p.Chosen.Result.Sample.lost(metric, scope)
	n := min(len(other), len(chosen))
	w.Nines = ninesBetween(other[:n], chosen[:n], p.Confidence)
	w.Lost, w.Money = p.between(t, p.Chosen, p.Confidence)
	return w
}

// lost is the share that is lost, by replication.
func (s *Sample) lost(metric, scope string) []float64 {
	q := s.find(metric, scope)
	c := s.column(q)
	shares := slices.Clone(s.quantities[q].losses(c))
	for i, of := range c.bottoms {
		if shares[i] /= of; of == 0 {
			shares[i] = 0
		}
	}
	return shares
}

// ninesBetween is how many nines one has more than the other, both given by the share that is lost.
func ninesBetween(one, other []float64, confidence float64) stat.Estimate {
	e := stat.Estimate{N: len(one), Point: nan, Low: nan, High: nan, Confidence: confidence,
		Method: "log of a paired ratio"}
	if sum(one) == 0 || sum(other) == 0 {
		return e
	}
	ratio := stat.Ratio(one, other, confidence)
	e.Point, e.Low, e.High = -num.Log10(ratio.Point), -num.Log10(ratio.High), -num.Log10(ratio.Low)
	return e
}
