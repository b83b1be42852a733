package experiments

import (
	"context"
	"fmt"
	"math"
	"slices"

	"nines/experiments/result"
	"nines/experiments/scenario"
)

// Question is what a plan asks: the cheapest of many systems that meets what has to hold.
type Question struct {
	Decide []scenario.Decision
	// Compile makes the system with those values, each given by its number. It is asked for few of them, for some
	// several times.
	Compile func(values []int) (*scenario.Scenario, error)
	// Begin is told of each point when its trial begins, with what it has beside its values; nil: nobody is told.
	Begin func(values []int, beside scenario.Setting)
	// Levers are what is not decided and of which there may be a little more or less in a system, and With makes the one
	// with those values and one lever pulled; nil: there are none.
	Levers     func(s *scenario.Scenario) []scenario.Lever
	With       func(values []int, beside scenario.Setting) (*scenario.Scenario, error)
	Where      *scenario.Admission // what may be chosen; nil: all combinations
	Metric     string              // to be minimized
	Scope      string              // of it
	Terms      []string            // metrics of the objectives that must be met; none: all
	Survive    []Loss
	Today      []int   // which value each variable has in the system as it is; nil: some of them none of those
	Confidence float64 // that all is decided rightly
	Budget     int     // replications of all points together
}

// Standing says what is known of a point.
type Standing uint8

const (
	Undecided  Standing = iota // neither was shown
	Feasible                   // it meets all that has to hold
	Infeasible                 // it does not
)

// Trial is a point that was looked at.
type Trial struct {
	// Number is from 0, in the order in which points were looked at: that of its point in tables and in the ledger.
	Number   int
	Values   []int            // which value each variable has
	Beside   scenario.Setting // a lever that is pulled; none for a point of the plan
	Standing Standing
	Price    float64 // what it costs whatever happens
	Lacks    string  // what it lacks by its structure, which is why nothing of it was played to judge it
	Terms    []Term  // what replications said when it was judged
	Judged   int     // replications by which it was judged
	Tied     bool    // it was not told whether it costs more than the one chosen, or less
	Result   *Result // of all its replications; nil where none were played
}

// Answer is what a plan has found.
type Answer struct {
	Question
	Trials   []*Trial
	Chosen   *Trial  // the cheapest that was shown to be feasible; nil where none was
	RunnerUp *Trial  // the cheapest other one; nil where none is known
	Worths   []Worth // of one step from the chosen one
	Reason   Reason  // Complete: every point that could be a better answer was decided, or the budget let it be
	Warnings []string
}

// planner is a plan that is being made.
type planner struct {
	Answer
	runner   *runner
	lattice  *lattice
	prices   map[string]float64
	likely   int  // points that will be judged, about
	judged   int  // points that were judged by replications so far
	raced    int  // points whose price was held to that of the best so far
	played   int  // replications so far
	racing   bool // what is minimized is known of a point only when it has been played
	compiled *cached
}

// cached is the system that was compiled last: it is often asked for what it costs, and then played.
type cached struct {
	key    string
	system *scenario.Scenario
}

// Plan looks for the cheapest system. It names a point to look at, judges it by its structure and, where that does not
// decide it, plays it until each objective is shown to be met or missed, and so on until nothing that is left could be
// a better answer. What it says is right with the confidence asked for, whatever was looked at on the way. Points
// share their random numbers. When the context ends, the answer is what is known by then, and says so.
func Plan(ctx context.Context, q Question, o Options) (*Answer, error) {
	p := &planner{Answer: Answer{Question: q}, runner: newRunner(o), prices: map[string]float64{}}
	var err error
	if p.lattice, err = q.lattice(p.price); err != nil {
		return nil, err
	}
	p.likely = p.lattice.bisections()
	least, most := q.Ends()
	for _, at := range []spot{least, most} {
		if _, err := p.price(at); err != nil {
			return nil, err
		}
	}
	p.lattice.racing, p.lattice.rising = p.racing, p.racing && p.Metric == "cost"
	if err := p.search(ctx); err != nil {
		return nil, err
	}
	return p.conclude(ctx)
}

// lattice is all that may be chosen.
func (q *Question) lattice(price func(spot) (float64, error)) (*lattice, error) {
	var sizes []int
	var ordered []bool
	for _, v := range q.Decide {
		sizes, ordered = append(sizes, len(v.Values)), append(ordered, v.Ordered)
	}
	l, err := newLattice(sizes, ordered, price)
	if err == nil && q.Where != nil {
		l.excluded = func(s spot) (by []int, out bool) { return q.Where.Excludes(s) }
	}
	return l, err
}

// Points is how many points there are.
func (q *Question) Points() float64 {
	if q.Where != nil {
		return q.Where.Count()
	}
	n := 1.0
	for _, v := range q.Decide {
		n *= float64(len(v.Values))
	}
	return n
}

// Ends are the point with the first and that with the last value of everything, or what is left that is first and last
// of what conditions tie.
func (q *Question) Ends() (least, most []int) {
	if q.Where != nil {
		return q.Where.Least(-1, 0), q.Where.Most()
	}
	for _, v := range q.Decide {
		least, most = append(least, 0), append(most, len(v.Values)-1)
	}
	return least, most
}

// Size is how many points there are, and about how many of them will be looked at. It fails where the values that are
// not ordered have too many combinations.
func (q *Question) Size() (points float64, looked int, err error) {
	l, err := q.lattice(nil)
	if err != nil {
		return 0, 0, err
	}
	points = q.Points()
	return points, int(min(float64(l.bisections()), points)), nil
}

// search looks at one point after the other.
func (p *planner) search(ctx context.Context) error {
	for ctx.Err() == nil {
		var at spot
		var err error
		if !Within(ctx, func() { at, err = p.lattice.next() }) || at == nil || err != nil {
			return err
		}
		before := len(p.Trials)
		t, err := p.look(ctx, at)
		if err != nil || t == nil {
			return err
		}
		again := len(p.Trials) == before
		switch {
		case t.Standing == Feasible:
			err = p.good(ctx, t)
		case p.Reason == Complete && t.Standing == Undecided && t.seemsGood() && !again && !p.racing:
			err = p.lattice.doubt(at)
		case p.Reason == Complete:
			p.lattice.bad(at) // as far as can be told
		}
		if err != nil || p.Reason != Complete {
			return err
		}
	}
	return nil
}

// good takes in a point that is feasible.
func (p *planner) good(ctx context.Context, t *Trial) error {
	if p.racing && !p.lattice.edging {
		return p.race(ctx, t)
	}
	better, err := p.lattice.good(t.Values)
	if better && !p.racing {
		p.Chosen = t
	}
	return err
}

// look judges a point, if it was not judged before; nil where the context ended before anything could be said of it.
func (p *planner) look(ctx context.Context, at spot) (*Trial, error) {
	if t := p.tried(at); t != nil {
		return t, nil
	}
	t, s, err := p.try(ctx, at)
	if err != nil || t == nil {
		return nil, err
	}
	if t.Lacks = p.lacks(s); t.Lacks != "" {
		t.Standing = Infeasible
		return t, nil
	}
	if len(p.terms(s)) == 0 {
		t.Standing = Feasible
		return t, nil
	}
	return t, p.judge(ctx, t, s)
}

// tried is the trial of a point; nil where it has none.
func (p *planner) tried(at spot) *Trial {
	i := slices.IndexFunc(p.Trials, func(t *Trial) bool { return slices.Equal(t.Values, at) })
	if i < 0 {
		return nil
	}
	return p.Trials[i]
}

// try begins a trial of a point.
func (p *planner) try(ctx context.Context, at spot) (*Trial, *scenario.Scenario, error) {
	var s *scenario.Scenario
	var err error
	if !Within(ctx, func() { s, err = p.compile(at) }) || err != nil {
		return nil, nil, err
	}
	t := &Trial{Number: len(p.Trials), Values: at}
	t.Price, _ = p.priceOf(s)
	p.Trials = append(p.Trials, t)
	p.announce(t)
	return t, s, nil
}

// announce tells Begin and the progress of a trial that begins.
func (p *planner) announce(t *Trial) {
	if p.Begin != nil {
		p.Begin(t.Values, t.Beside)
	}
	p.runner.progress.Point, p.runner.progress.Points = t.Number, max(p.likely, t.Number+1)
}

// compile makes the system of a point, or has it from the last time.
func (p *planner) compile(at spot) (*scenario.Scenario, error) {
	key := fmt.Sprint(at)
	if p.compiled != nil && p.compiled.key == key {
		return p.compiled.system, nil
	}
	s, err := p.Compile(at)
	if err != nil {
		return nil, err
	}
	p.compiled = &cached{key, s}
	return s, nil
}

// price is what a point costs whatever happens, by which points are ordered.
func (p *planner) price(at spot) (float64, error) {
	key := fmt.Sprint(at)
	if known, ok := p.prices[key]; ok {
		return known, nil
	}
	s, err := p.compile(at)
	if err != nil {
		return math.NaN(), err
	}
	price, all := p.priceOf(s)
	p.racing = p.racing || !all
	p.prices[key] = price
	return price, nil
}

// priceOf is what is known of what is to be minimized before a system is played, and whether that is all of it.
func (p *planner) priceOf(s *scenario.Scenario) (price float64, all bool) {
	if p.Metric != "cost" {
		return 0, false
	}
	return standingCost(s.Blueprint), chancePrices(s.Blueprint) == 0
}

// lacks says what a system lacks that no luck can make up for; "" if nothing.
func (p *planner) lacks(s *scenario.Scenario) string {
	for i := range s.Blueprint.Services {
		if s.Plan.NeverUp(i) && p.concerns(s, "service:"+s.Blueprint.Services[i].Name) {
			return newStructure(s.Blueprint).never(i)
		}
	}
	for _, l := range p.Survive {
		p.doubt(s.Blueprint, l)
		x, all := survives(s.Blueprint, l)
		if x != nil {
			return x.say(s.Blueprint)
		}
		if doubt := "of the ways to lose " + l.Text + " there are too many to try: the worst were lost one by one, which " +
			"a rule that counts domains can hide from"; !all && !slices.Contains(p.Warnings, doubt) {
			p.Warnings = append(p.Warnings, doubt)
		}
	}
	return ""
}

// concerns reports whether any of what has to hold is about a scope.
func (p *planner) concerns(s *scenario.Scenario, scope string) bool {
	return slices.ContainsFunc(p.terms(s), func(i int) bool { return s.Objectives[i].Scope == scope })
}

// terms are the numbers of the objectives that must be met.
func (p *planner) terms(s *scenario.Scenario) (all []int) {
	for i, o := range s.Objectives {
		if len(p.Terms) == 0 || slices.Contains(p.Terms, o.Metric.Name) {
			all = append(all, i)
		}
	}
	return all
}

// conclude takes the steps from the chosen point and sums up.
func (p *planner) conclude(ctx context.Context) (*Answer, error) {
	if ctx.Err() != nil {
		p.Reason = ended(ctx)
	}
	if p.Chosen != nil && p.Reason == Complete {
		if err := p.walk(ctx); err != nil {
			return nil, err
		}
	}
	for _, t := range p.Trials {
		if t.Tied && t != p.Chosen {
			_, d := p.between(t, p.Chosen, p.Confidence)
			t.Tied = d.Low <= 0 && d.High >= 0
		}
		if t != p.Chosen && t.Standing == Feasible && (p.RunnerUp == nil || p.cost(t) < p.cost(p.RunnerUp)) {
			p.RunnerUp = t
		}
		if t.Result != nil {
			t.Result.Reason = Precise // enough to be decided, or as much as was asked for
			t.Result.estimate()
		}
	}
	p.Warnings = append(p.Warnings, p.disorder()...)
	return &p.Answer, nil
}

// Open lists the points that were not decided and would be better answers than the chosen one.
func (a *Answer) Open() (open []*Trial) {
	for _, t := range a.Trials {
		if t.Standing == Undecided && !a.today(t) && (a.Chosen == nil || a.cost(t) < a.cost(a.Chosen)) {
			open = append(open, t)
		}
	}
	return open
}

// cost is what is minimized of a point: what replications say of it, or what is known of it before.
func (a *Answer) cost(t *Trial) float64 {
	if t.Result != nil {
		if q := t.Result.Sample.find(a.Metric, a.Scope); q >= 0 {
			return t.Result.Sample.estimate(q, a.Confidence).Point
		}
	}
	return t.Price
}

// Nearest is the point that misses the least of what has to hold, of those that were played; nil if none was.
func (a *Answer) Nearest() (nearest *Trial) {
	for _, t := range a.Trials {
		if t.Terms != nil && (nearest == nil || t.misses() < nearest.misses()) {
			nearest = t
		}
	}
	return nearest
}

// Settings are what a point sets.
func (q *Question) Settings(values []int) (all []scenario.Setting) {
	for i, v := range values {
		all = append(all, scenario.Setting{Path: q.Decide[i].Path, Value: q.Decide[i].Values[v]})
	}
	return all
}

// Params are the same as the key of a row has them.
func (q *Question) Params(values []int) (all []result.Param) {
	for _, s := range q.Settings(values) {
		all = append(all, result.Param(s))
	}
	return all
}
