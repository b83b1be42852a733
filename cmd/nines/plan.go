package main

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/spf13/cobra"

	"nines/experiments"
	"nines/experiments/result"
	"nines/experiments/scenario"
	"nines/sim/unit"
)

func (a *app) planVerb() *cobra.Command {
	var edits edits
	var effort effort
	var wish wish
	cmd := &cobra.Command{
		Use:   "plan PLAN | SCENARIO --decide PATH=VALUES",
		Short: "Find the cheapest configuration that meets the objectives",
		Long: `Find the cheapest configuration that meets the objectives, and say what one step more or less would do.

What to decide stands in a plan file, or behind --decide as a range (path=24..40, path=3..12 step 3) or as a list
(path=one,other). More nodes, crews or spares are taken to do no harm: then a configuration that fails rules out all
that have less, and few of them are played, each until its objectives are decided. All is decided rightly with the
confidence asked for (95 %). What is not left to chance, such as the loss of a zone, is not played but looked up in the
structure.

Exit status: 0 the cheapest is found; 4 no configuration meets the objectives; 5 it is not decided which one is the
cheapest: more replications would tell.`,
		Example: `  nines plan plan.yaml
  nines plan scenario.yaml --decide topology.node.count=24..40
  nines plan scenario.yaml --decide topology.node.count=3..30 --decide resources.crews.hands.count=1..6
  nines plan scenario.yaml --decide topology.node.count=6..30 --survive "one zone" --dry-run`,
		Args: arguments(1, 1, "a plan file, or a scenario file and --decide"),
		RunE: interruptible(func(ctx context.Context, args []string) error {
			if err := effort.check(); err != nil {
				return err
			}
			if effort.shards != nil {
				return usage("play it as a whole", "a plan decides what to play by what it has seen: it cannot be cut into shards")
			}
			ctx, cancel := effort.limited(ctx)
			defer cancel()
			var plan *scenario.Plan
			err := inTime(ctx, func() (err error) {
				plan, err = edits.openPlan(args[0], &wish)
				return err
			})
			if err == nil {
				err = a.warmUp(ctx, plan.Base, effort.jobs)
			}
			if err != nil {
				return err
			}
			return a.decide(ctx, plan, effort)
		}),
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&wish.decide, "decide", nil, "what to decide: path=24..40 or path=one,other; repeatable")
	flags.StringVar(&wish.minimize, "minimize", "", "what is to be as small as can be (default cost)")
	flags.StringArrayVar(&wish.survive, "survive", nil, `what to do without, as in "one zone" or "2 nodes"; repeatable`)
	edits.registerRun(cmd)
	effort.register(cmd)
	return cmd
}

// wish is what the flags say of a plan.
type wish struct {
	decide, survive []string
	minimize        string
}

// openPlan reads a plan file, or a scenario with --decide, and applies the flags to the base.
func (e *edits) openPlan(path string, w *wish) (*scenario.Plan, error) {
	document, err := scenario.Open(path)
	if err != nil {
		return nil, err
	}
	var plan *scenario.Plan
	switch {
	case document.IsStudy() && len(w.decide) > 0:
		return nil, usage("name the scenario that the file starts from, or leave out --decide",
			"%s says itself what to decide", path)
	case document.IsStudy() && !document.IsPlan() && document.Varies() != "":
		return nil, usage("run nines "+document.Varies()+" with it", "%s does not say what to decide", path)
	case document.IsStudy():
		plan, err = document.Planning()
	default:
		plan, err = w.plan(path, document)
	}
	if err != nil {
		return nil, err
	}
	if err := w.apply(plan); err != nil {
		return nil, err
	}
	return plan, e.apply(plan.Base)
}

// plan is what the flags ask of a scenario.
func (w *wish) plan(path string, document *scenario.Document) (*scenario.Plan, error) {
	if len(w.decide) == 0 {
		return nil, usage("add for example --decide topology.node.count=24..40, or name a file with base: "+path,
			"%s is a scenario, and nothing says what to decide", path)
	}
	var all []scenario.Decision
	var problems scenario.Problems
	for _, flag := range w.decide {
		d, err := scenario.ParseDecision(flag)
		if err != nil {
			problems = append(problems, err.(scenario.Problems)...)
			continue
		}
		if slices.ContainsFunc(all, func(before scenario.Decision) bool { return before.Path == d.Path }) {
			problems = append(problems, scenario.Problem{File: "--decide " + flag, Span: 1,
				Message: d.Path + " is decided twice", Help: "give its values as one list"})
		}
		all = append(all, d)
	}
	if problems != nil {
		return nil, problems
	}
	return scenario.Deciding(document, all), nil
}

// apply has the flags override the file.
func (w *wish) apply(plan *scenario.Plan) error {
	if w.minimize != "" {
		if err := plan.Minimizing(w.minimize); err != nil {
			return err
		}
	}
	if len(w.survive) > 0 {
		plan.Survive = nil
	}
	for _, text := range w.survive {
		loss, err := scenario.ParseLoss(text)
		if err != nil {
			return usage(`write for example --survive "one zone"`, "--survive: %s", err)
		}
		plan.Survive = append(plan.Survive, loss)
	}
	return nil
}

func (a *app) decide(ctx context.Context, plan *scenario.Plan, effort effort) error {
	var p *planning
	err := inTime(ctx, func() (err error) {
		p, err = a.planningOf(plan)
		return err
	})
	if err != nil {
		return err
	}
	if left, all := p.question.Points(), (&experiments.Question{Decide: plan.Decide}).Points(); left < all {
		a.say("note: where leaves %s of %s", magnitude(left), pointsIn(all))
	}
	text := p.text()
	parts := []string{"plan", text, p.base.Hash}
	for _, o := range p.probes {
		parts = append(parts, o.hash)
	}
	w := a.plan("plan", p.base, hashOf(parts...), effort.out)
	w.limit(effort, p.probes...)
	w.manifest.Confidence = p.question.Confidence
	if effort.dryRun {
		return a.dryPlan(w, p, effort.format)
	}
	if f, err := w.finished(effort.force); f != nil || err != nil {
		return a.reprint(f, err, effort.format)
	}
	for _, v := range plan.Decide {
		w.manifest.Axes = append(w.manifest.Axes, result.Axis{Path: v.Path, Label: v.Label})
	}
	w.varied = []byte(text)
	if err := a.begin(w, effort); err != nil {
		return err
	}
	return a.playPlan(ctx, w, p, effort)
}

func (a *app) playPlan(ctx context.Context, w *workspace, p *planning, effort effort) error {
	var points []result.Key
	w.configure = func(i int, key *result.Key) { key.Params, key.Variant = points[i].Params, points[i].Variant }
	q := p.question
	q.Begin = func(values []int, beside scenario.Setting) {
		point := result.Key{Params: q.Params(values)}
		if beside.Path != "" {
			point.Variant = result.ShortNames([]string{beside.Path})[0] + " " + beside.Value
		}
		points = append(points, point)
	}
	progress := a.progress()
	answer, err := experiments.Plan(ctx, q, progress.options(a.workers(effort.jobs, p.probes...), w.keep()))
	progress.done()
	if err == nil && !slices.ContainsFunc(answer.Trials, wasPlayed) && ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	if err != nil {
		return a.unplayed(ctx, w, err)
	}
	for _, t := range answer.Trials {
		if wasPlayed(t) {
			w.manifest.Replications = max(w.manifest.Replications, t.Result.Sample.Len())
		}
	}
	w.tables.AddPlan(ctx, answer, w.key)
	return a.conclude(ctx, w, complete(answer.Reason), effort.format)
}

func wasPlayed(t *experiments.Trial) bool { return t.Result != nil }

// dryPlan says what a plan would do.
func (a *app) dryPlan(w *workspace, p *planning, format string) error {
	g := &grid{header: []string{"configuration", "replications", "events a replication"}}
	for _, s := range p.probes {
		most := s.run.Replications.Most()
		g.add(s.name, fmt.Sprintf("%s to %s", whole(int(s.run.Replications.Min)), whole(min(most, p.plan.Budget))),
			"about "+countOf(s.events))
	}
	if format != "text" {
		return g.write(a.out, format, a.ink)
	}
	fmt.Fprintf(a.out, "plan of %s into %s\n", w.manifest.Scenario, cleaned(slashed(w.dir)))
	if err := g.text(a.out, "  ", a.ink); err != nil {
		return err
	}
	points, looked, err := p.question.Size()
	if err != nil {
		return unordered(err)
	}
	least, most := math.Inf(1), 0.0
	for _, s := range p.probes {
		each := s.work / typicalPace
		least = min(least, each*float64(s.run.Replications.Min))
		most = max(most, min(each*float64(p.plan.Budget), float64(looked)*float64(s.run.Budget)/typicalPace))
	}
	paragraph(a.out, "", fmt.Sprintf("%s, of which about %s will be played, each until it is decided, for at most %s "+
		"events, and all for at most %s to decide: from %s to %s on one processor", pointsIn(points),
		whole(looked), p.base.Spec.Run.Budget, plural(p.plan.Budget, "replication"), unit.Duration(least).Human(),
		unit.Duration(max(least, most)).Human()))
	return nil
}

// pointsIn says how many points there are, of which there may be more than one counts.
func pointsIn(n float64) string {
	if n >= 1e6 {
		return magnitude(n) + " points"
	}
	return plural(int(n), "point")
}

// magnitude is a count in full, or about where it is large.
func magnitude(n float64) string {
	if n >= 1e6 {
		return unit.SI(n)
	}
	return whole(int(n))
}

// unordered refuses a search in too many places.
func unordered(err error) error {
	return usage("write ordered: true where each value does at least as well as those before it, or give fewer values",
		"%s", err)
}
