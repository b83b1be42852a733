package verify

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"nines/experiments"
	"nines/models"
	"nines/models/world"
	"nines/sim/stat"
	"nines/sim/unit"
)

// Alpha is the probability that a run of all cases disagrees somewhere although the program is right: for all checks
// of the run together, by Holm's method, whatever their dependence.
const Alpha = 1e-6

// Options say what is played and whom to tell.
type Options struct {
	Workers  int            // goroutines; 0: one per processor. They change no number
	Seed     uint64         // of all random numbers
	Only     []string       // names of the cases to play; empty: all
	Progress func(Progress) // called before each case, on the caller's goroutine; nil: nobody is told
}

// Progress tells which case begins.
type Progress struct {
	Case        Case
	Done, Cases int // cases finished, of how many
}

// Verdict says whether a simulated number is the exact one.
type Verdict string

// The verdicts. A check is Vague where its interval is too wide for agreement to mean anything.
const (
	Agrees    Verdict = "agrees"
	Disagrees Verdict = "disagrees"
	Vague     Verdict = "vague"
)

// Row is what came of one check. Unit is that of the numbers, as in results: "s", "ratio", "1/y".
type Row struct {
	Case, Check, Unit string
	Simulated         float64
	Low, High         float64 // 95 % interval
	Exact             float64
	P                 float64 // probability of an estimate at least so far off, if Exact is true; not adjusted
	N                 int     // values that the estimate rests on: replications, or durations drawn
	Verdict           Verdict
}

// Report holds a row for each check, in order of the cases.
type Report struct{ Rows []Row }

// Agrees reports whether every check does.
func (r *Report) Agrees() bool {
	return !slices.ContainsFunc(r.Rows, func(row Row) bool { return row.Verdict != Agrees })
}

// Run plays the cases and compares. It fails on an unknown name, and when the context ends before all are played; a
// disagreement is no error. Cost: some twenty seconds on one core for all cases.
func Run(ctx context.Context, o Options) (*Report, error) {
	return runner{Options: o}.run(ctx)
}

// fewest replications let Student's t be as small a probability as is asked for at ten standard errors.
const fewest = 20

// runner plays cases. Tests give it a change to make to every blueprint, to see that the alarm rings, and may have it
// play a part of the replications alone, one of so many; 0 is all of them.
type runner struct {
	Options
	change func(*models.Blueprint)
	oneOf  int
}

func (r runner) run(ctx context.Context) (*Report, error) {
	cases, err := chosen(r.Only)
	if err != nil {
		return nil, err
	}
	report, within := &Report{}, []float64(nil)
	for i, c := range cases {
		if r.Progress != nil {
			r.Progress(Progress{c, i, len(cases)})
		}
		finished, err := r.play(ctx, c)
		if err != nil {
			return nil, fmt.Errorf("case %s: %w", c.Name, err)
		}
		for _, k := range c.checks() {
			row, err := k.answer(c, finished)
			if err != nil {
				return nil, fmt.Errorf("case %s: %s: %w", c.Name, k.name, err)
			}
			report.Rows, within = append(report.Rows, row), append(within, k.within)
		}
	}
	report.judge(within)
	return report, nil
}

// answer is the row of a check, without its verdict.
func (k check) answer(c Case, r *run) (Row, error) {
	a, err := k.ask(r, k.exact)
	return Row{
		Case: c.Name, Check: k.name, Unit: a.unit, Simulated: a.simulated, Low: a.low, High: a.high, Exact: k.exact,
		P: a.p, N: a.n,
	}, err
}

func chosen(only []string) ([]Case, error) {
	all := Cases()
	var names, unknown []string
	for _, c := range all {
		names = append(names, c.Name)
	}
	for _, name := range only {
		if !slices.Contains(names, name) {
			unknown = append(unknown, name)
		}
	}
	if len(unknown) > 0 {
		return nil, fmt.Errorf("unknown case %s; the cases are %s", strings.Join(unknown, ", "), strings.Join(names, ", "))
	}
	return slices.DeleteFunc(all, func(c Case) bool { return len(only) > 0 && !slices.Contains(only, c.Name) }), nil
}

// play runs the scenario of a case, all of its replications.
func (r runner) play(ctx context.Context, c Case) (*run, error) {
	s, err := c.compile(r.Seed)
	if err != nil {
		return nil, err
	}
	if r.oneOf > 0 {
		s.Spec.Run.Replications.Min = max(fewest, s.Spec.Run.Replications.Min/unit.Count(r.oneOf))
	}
	if r.change != nil {
		r.change(s.Blueprint)
		if s.Plan, err = world.Prepare(s.Blueprint); err != nil {
			return nil, err
		}
	}
	done, err := experiments.Run(ctx, s, experiments.Options{Workers: r.Workers})
	switch {
	case err != nil:
		return nil, err
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	}
	return &run{Result: done}, nil
}

// judge gives every row its verdict; within are the half-widths asked for. A NaN agrees with nothing.
func (r *Report) judge(within []float64) {
	ps := make([]float64, len(r.Rows))
	for i, row := range r.Rows {
		if ps[i] = row.P; math.IsNaN(row.P) || math.IsNaN(row.Simulated) {
			ps[i] = 0
		}
	}
	for i, adjusted := range stat.Holm(ps) {
		row := &r.Rows[i]
		switch wide := max(row.High-row.Simulated, row.Simulated-row.Low); {
		case adjusted < Alpha:
			row.Verdict = Disagrees
		case !(wide <= within[i]):
			row.Verdict = Vague
		default:
			row.Verdict = Agrees
		}
	}
}
