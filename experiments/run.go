package experiments

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"nines/experiments/result"
	"nines/experiments/scenario"
	"nines/models"
	"nines/sim/stat"
	"nines/sim/unit"
)

// Options are what an experiment may do and whom it tells; they change no result.
type Options struct {
	Workers  int            // goroutines; 0: one per processor
	Progress func(Progress) // called after every replication, on the caller's goroutine; nil: nobody is told
	Keep     Keep           // where replications are kept and found again
}

// Progress tells how far an experiment has come.
type Progress struct {
	Point, Points int    // configurations: which is running, from 0, of how many
	Done, Next    int    // replications of it, and where the next look at the precision is
	Max           int    // replications at which it gives up
	Events        uint64 // played so far, of all configurations
	// Reached is the relative half-width at the last look, NaN before the first; Asked is the one to reach, 0 where
	// the number of replications is fixed.
	Reached, Asked float64
}

// Reason says why a run ended.
type Reason uint8

const (
	Complete    Reason = iota // a fixed number of replications was asked for and played
	Precise                   // the precision asked for was reached
	Exhausted                 // the most replications allowed, or what the budget pays, were played before it was
	OutOfTime                 // the time allowed was over before it was
	Interrupted               // somebody stopped it
)

// Result is a run of one configuration.
type Result struct {
	Scenario  *scenario.Scenario
	Sample    *Sample
	Estimates []result.Estimate // by quantity, without key
	Judgments []Judgment        // by objective
	Reason    Reason
	Reached   float64 // relative half-width of the watched metric; NaN without one
	Strange   bool    // another program has played it, whose random numbers this one does not draw
	Warnings  []string
	// read reports whether a metric is one that people look at first, of which warnings are said; nil: see headline.
	read func(metric, scope string) bool
}

// Run plays replications of a scenario until its precision is reached or its budget is used, and estimates. When the
// context ends, what is finished is estimated and the result says so; an error means that nothing could be played.
func Run(ctx context.Context, s *scenario.Scenario, o Options) (*Result, error) {
	return newRunner(o).run(ctx, s)
}

// Check reports every objective, and the precision, on something that a scenario does not measure, which Run would fail
// on. The error, if any, is of type scenario.Problems.
func Check(s *scenario.Scenario) error {
	if len(s.Objectives) == 0 && s.Spec.Run.Precision == nil {
		return nil
	}
	all := quantities(s.Blueprint)
	var problems scenario.Problems
	for _, o := range s.Objectives {
		if !among(all, o.Metric.Name, o.Scope) || o.Metric.Name == "work_lost" && !losesWork(s.Blueprint) {
			problems = append(problems, o.Unmeasured())
		}
	}
	if p := s.Spec.Run.Precision; p != nil {
		for _, g := range p.Goals() {
			if !among(all, g.Metric, g.Scope) {
				problems = append(problems, g.Unmeasured())
			}
		}
	}
	if problems != nil {
		return problems
	}
	return nil
}

// losesWork reports whether any action may lose work. Where none does, the mean loss has no value in any run, and an
// objective on it would be met by that.
func losesWork(b *models.Blueprint) bool {
	return slices.ContainsFunc(b.Recoverer.Actions(), func(a models.Action) bool { return a.Loses != nil })
}

// Measures reports whether a run of a scenario measures a metric of a scope, or of any where that is "": slo_met of
// each of its objectives, too.
func Measures(s *scenario.Scenario, metric, scope string) bool {
	sample, err := newSample(s.Blueprint, s.Objectives)
	return err == nil && among(sample.quantities, metric, scope)
}

func among(all []quantity, metric, scope string) bool {
	return slices.ContainsFunc(all, func(q quantity) bool {
		return q.metric == metric && (q.scope == scope || scope == "")
	})
}

// runner plays one configuration after another with the same workers.
type runner struct {
	pool     *pool
	options  Options
	progress Progress
}

func newRunner(o Options) *runner {
	return &runner{pool: newPool(o.Workers), options: o, progress: Progress{Points: 1}}
}

// newResult is that of no replications.
func newResult(s *scenario.Scenario) (*Result, error) {
	if w := &s.Spec.Time.Warmup; w.Auto {
		return nil, w.Unfound("have it found by FindWarmup first", "the warm-up is not known yet")
	}
	sample, err := newSample(s.Blueprint, s.Objectives)
	if err != nil {
		return nil, err
	}
	sample.settle(s.Plan)
	return &Result{Scenario: s, Sample: sample, Reached: math.NaN()}, nil
}

func (r *runner) run(ctx context.Context, s *scenario.Scenario) (*Result, error) {
	res, err := newResult(s)
	if err != nil {
		return nil, err
	}
	sample := res.Sample
	goals, precision, err := stopping(s, sample)
	if err != nil {
		return nil, err
	}
	most := precision.Max
	for res.Reason = Complete; sample.Len() < precision.Max; {
		next := precision.Next(sample.Len())
		if err := r.play(ctx, s, sample, precision, next); err != nil {
			return nil, err
		}
		precision.Max = sample.affordable(precision.Min, most, s.Spec.Run.Budget)
		if sample.Len() < next {
			res.Reason = ended(ctx)
			break
		}
		if goals == nil {
			continue
		}
		far, reached, met := farthest(sample, goals, float64(s.Spec.Run.Confidence))
		if reached > 0 {
			precision.Relative = far.asked // which progress is told of
		}
		res.Reached, r.progress.Reached, res.Reason = reached, reached, Exhausted
		if met {
			res.Reason = Precise
			break
		}
	}
	if sample.Len() == 0 {
		return nil, fmt.Errorf("no replication was finished: %w", context.Cause(ctx))
	}
	res.estimate()
	return res, nil
}

// play adds replications to a sample until there are next of them. An error says why no more can be.
func (r *runner) play(ctx context.Context, s *scenario.Scenario, sample *Sample, p stat.Precision, next int) error {
	r.progress.Next, r.progress.Max, r.progress.Asked = next, p.Max, p.Relative
	if p.Relative == 0 {
		r.progress.Reached = math.NaN()
	}
	sample.seed = uint64(s.Spec.Run.Seed)
	sample.reserve(next)
	var err error
	t := task{s, r.progress.Point, &r.options.Keep}
	r.pool.play(ctx, t, series{sample.Len(), 1, next - sample.Len()}, func(replication int, x fetched) bool {
		err = r.take(t, sample, replication, x)
		return err == nil
	})
	return err
}

// take adds a replication to a sample, keeps it and tells of it. An error says that it is missing, does not end or
// cannot be kept.
func (r *runner) take(t task, sample *Sample, replication int, x fetched) error {
	if x.err != nil {
		return x.err
	}
	sample.add(x.outcome)
	err := t.keep.enter(t.point, replication, sample, x.record, sample.workOf(x.outcome))
	r.progress.Done = sample.Len()
	r.progress.Events += x.outcome.Events
	if r.options.Progress != nil {
		r.options.Progress(r.progress)
	}
	return err
}

func ended(ctx context.Context) Reason {
	if errors.Is(context.Cause(ctx), context.DeadlineExceeded) {
		return OutOfTime
	}
	return Interrupted
}

// goal is how well a quantity has to be known.
type goal struct {
	quantity int
	asked    float64 // relative half-width
}

// stopping is the rule of a scenario: what has to be known, and how often to play at least and at most. Without a
// precision the smallest number of replications is the number.
func stopping(s *scenario.Scenario, sample *Sample) (goals []goal, p stat.Precision, err error) {
	run := s.Spec.Run
	p = stat.Precision{Min: int(run.Replications.Min), Max: run.Replications.Most()}
	if run.Precision == nil {
		p.Max = p.Min
		return nil, p, nil
	}
	p.Relative = float64(run.Precision.Relative)
	for _, g := range run.Precision.Goals() {
		q := sample.find(g.Metric, g.Scope)
		if q < 0 {
			return nil, p, fmt.Errorf("precision of %s of %s: the scenario does not measure it", g.Metric, g.Scope)
		}
		goals = append(goals, goal{quantity: q, asked: float64(g.Relative)})
	}
	return goals, p, nil
}

// farthest is the goal that a sample lacks most for, by the replications that it would take, and the half-width that it
// has reached; met tells whether all are. Stopping when all are met is stopping when the last is, and asks for no
// correction beyond that of one.
func farthest(s *Sample, goals []goal, confidence float64) (far goal, reached float64, met bool) {
	most := math.Inf(-1)
	met = true
	for _, g := range goals {
		e := s.relevant(g.quantity, confidence)
		p := stat.Precision{Relative: g.asked, Min: 2}
		met = met && p.Met(e)
		if needed := p.Needed(e); needed > most || math.IsNaN(needed) {
			most, far, reached = needed, g, e.Relative()
		}
	}
	return far, reached, met
}

// affordable is how many replications a run may have: as many as are allowed and as the budget pays, by what those so
// far have taken, but never fewer than the least.
func (s *Sample) affordable(least, most int, budget unit.Count) int {
	return max(least, int(min(float64(most), float64(budget)/s.workEach())))
}

// workEach is the work of a replication, on average.
func (s *Sample) workEach() float64 { return s.work / float64(max(s.Len(), 1)) }

// perNumber is how many events keeping a number of a replication counts for, in time and in the size of the results.
const perNumber = 20

// workOf is what a replication costs, counted and not timed, so that how many are played depends on no machine: its
// events and the nodes that they change together, those of the warm-up taken to be as frequent; the components that are
// set up; and the numbers that are kept.
func (s *Sample) workOf(o *models.Outcome) float64 {
	b := s.blueprint
	events := float64(o.Events+o.Touched) * float64(b.End()) / float64(b.Time.Horizon)
	return events + s.keeping()
}

// keeping is the part of the work of a replication that does not depend on how long it is.
func (s *Sample) keeping() float64 {
	return float64(s.blueprint.Topology.Components()) + float64(perNumber*float64(len(s.quantities)))
}

// relevant is the estimate whose relative half-width counts: of the unavailability where the metric is a share of
// success, because a relative error of an availability says nothing.
func (s *Sample) relevant(q int, confidence float64) stat.Estimate {
	e := s.estimate(q, confidence)
	e.N = s.Len()
	k := &s.quantities[q]
	metric, _ := result.FindMetric(k.metric, k.scope)
	if metric.OfSuccess() && k.family != level {
		e.Point, e.Low, e.High = metric.Lost(e.Point), metric.Lost(e.High), metric.Lost(e.Low)
	}
	return e
}

// estimate turns the sample into estimates, judgments and warnings.
func (r *Result) estimate() {
	r.Estimates = r.Sample.Estimates(result.Key{}, float64(r.Scenario.Spec.Run.Confidence))
	r.judge()
	r.Warnings = r.warnings(false)
}

// Find returns the estimate of a metric of a scope.
func (r *Result) Find(metric, scope string) (result.Estimate, bool) {
	i := slices.IndexFunc(r.Estimates, func(e result.Estimate) bool { return e.Metric == metric && e.Scope == scope })
	if i < 0 {
		return result.Estimate{}, false
	}
	return r.Estimates[i], true
}
