package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"nines/experiments"
	"nines/experiments/result"
	"nines/experiments/scenario"
	"nines/sim/unit"
)

func (a *app) compareVerb() *cobra.Command {
	var edits edits
	var effort effort
	var vary, folders []string
	failIfWorse := false
	cmd := &cobra.Command{
		Use:   "compare COMPARE | SCENARIO --vary PATH=VALUES | SCENARIO --against DIR",
		Short: "Compare variants of a system on the same random numbers",
		Long: `Compare variants of a system on the same random numbers: every life, every repair and every mistake is the same
in all variants as long as it happens in all, so that small differences show after few replications.

The variants stand in a comparison file, or behind --vary, where the first value is the baseline. A difference for
which there is no evidence is written ~.

--against holds all variants, or without any the scenario as it is, against earlier results, which are not played again:
replication by replication if the seed is theirs, else by means alone. As many replications are played as they hold,
within run.replications. The new folder holds all that it needs of the earlier one.

Exit status: 0 done; 4 with --fail-if-worse, if a variant that is no baseline is worse than any baseline with
confidence; 5 stopped by --max-wall or --max-replications before the difference was known well enough; 6 if earlier
results are damaged, unfinished, or of no use to this version of the program.`,
		Example: `  nines compare compare.yaml
  nines compare scenario.yaml --vary balancing.policy=random,round-robin
  nines compare scenario.yaml --vary resources.crews.hands.count=2,1 --fail-if-worse
  nines compare scenario.yaml --against runs/last-week --fail-if-worse`,
		Args: arguments(1, 1, "a comparison file, or a scenario file and --vary or --against"),
		RunE: interruptible(func(ctx context.Context, args []string) error {
			if err := effort.check(); err != nil {
				return err
			}
			ctx, cancel := effort.limited(ctx)
			defer cancel()
			var study *scenario.Comparison
			err := inTime(ctx, func() (err error) {
				study, err = edits.openComparison(args[0], vary, folders)
				return err
			})
			if err == nil {
				err = a.warmUp(ctx, study.Base, effort.jobs)
			}
			if err != nil {
				return err
			}
			return a.compare(ctx, study, effort, failIfWorse)
		}),
	}
	cmd.Flags().StringArrayVar(&vary, "vary", nil, "the variants: path=baseline,other,…")
	cmd.Flags().BoolVar(&failIfWorse, "fail-if-worse", false, "exit with 4 if a variant is worse than a baseline")
	cmd.Flags().StringArrayVar(&folders, "against", nil, "earlier results to hold the variants against, in place of the "+
		"baselines of a file: DIR, or DIR@POINT, DIR@VARIANT; repeatable")
	edits.registerRun(cmd)
	edits.registerMetrics(cmd)
	effort.register(cmd)
	return cmd
}

func (a *app) compare(ctx context.Context, study *scenario.Comparison, effort effort, failIfWorse bool) error {
	var c *contest
	err := inTime(ctx, func() (err error) {
		c, err = a.contest(study)
		return err
	})
	if err != nil {
		return err
	}
	if effort.shards != nil && c.Whole().Fixed == 0 {
		return unfixed("comparison")
	}
	w, outlines := a.planComparison(c, effort)
	if effort.dryRun {
		return a.dryRun(w, outlines, effort.format)
	}
	if f, err := w.finished(effort.force); f != nil || err != nil {
		return a.judged(a.reprint(f, err, effort.format), f, failIfWorse)
	}
	if err := a.begin(w, effort); err != nil {
		return err
	}
	jobs := a.workers(effort.jobs, outlines...)
	if effort.shards != nil {
		return a.playShards(ctx, w, c.Whole(), effort, jobs)
	}
	return a.playComparison(ctx, w, &c.Versus, effort.format, jobs, failIfWorse)
}

// planComparison describes a comparison before it is played, and the variants that are.
func (a *app) planComparison(c *contest, effort effort) (*workspace, []outline) {
	text := c.text()
	parts := []string{"compare", text}
	var outlines []outline
	for _, v := range c.Variants {
		parts = append(parts, v.Scenario.Hash)
		if v.Earlier == nil {
			o := outlineOf(v.Name, v.Scenario)
			o.run.Replications.Min = unit.Count(c.Least())
			outlines = append(outlines, o)
		}
	}
	for _, e := range c.earlier {
		parts = append(parts, e.origin.Ledger)
	}
	w := a.plan("compare", c.base, hashOf(parts...), effort.out)
	w.limit(effort, outlines...)
	w.manifest.Confidence = c.Confidence
	w.manifest.Base = &result.Base{Variant: c.Variants[c.Baselines[0]].Name, Point: c.Baselines[0]}
	for _, e := range c.earlier {
		w.manifest.Earlier = append(w.manifest.Earlier, e.origin)
	}
	w.varied, w.earlier = []byte(text), c.earlier
	w.configure = func(i int, key *result.Key) { key.Variant = c.Variants[i].Name }
	return w, outlines
}

func (a *app) playComparison(ctx context.Context, w *workspace, v *experiments.Versus, format string,
	jobs int, failIfWorse bool) error {
	p := a.progress()
	c, err := experiments.Compare(ctx, *v, p.options(jobs, w.keep()))
	p.done()
	if err != nil {
		return a.unplayed(ctx, w, err)
	}
	for i, r := range c.Results {
		w.add(ctx, w.key(i), r)
	}
	w.tables.AddComparison(c)
	err = a.conclude(ctx, w, complete(c.Reason), format)
	f, opening := result.Open(w.dir)
	if opening != nil {
		return opening
	}
	return a.judged(err, f, failIfWorse)
}

// judged turns a comparison that ended well into exit code 4 if that is asked for and a variant is worse than a
// baseline. One that is a baseline itself is there to be compared with, however good it is.
func (a *app) judged(err error, f *result.Folder, failIfWorse bool) error {
	v, bad := err.(verdict)
	if !failIfWorse || err != nil && !bad || bad && int(v) != exitUndecided {
		return err
	}
	r, loading := a.readReport(f)
	if loading != nil {
		return fmt.Errorf("the results are not complete: %w", loading)
	}
	baselines := r.baselines()
	for i := range r.compared {
		row := &r.compared[i]
		if worse(row, f.Manifest.Confidence) && !slices.Contains(baselines, row.Variant) {
			a.say("worse: %s than %s in %s", row.Variant, row.Baseline, r.criterion(row))
			err = verdict(exitViolated)
		}
	}
	return err
}

// evident reports whether a difference is told from zero.
func evident(r *result.CompareRow, confidence float64) bool { return r.PAdjusted < 1-confidence }

// worse reports whether a variant is worse than a baseline, with confidence.
func worse(r *result.CompareRow, confidence float64) bool {
	metric, _ := result.FindMetric(r.Metric, r.Scope)
	return evident(r, confidence) && int(metric.Better)*r.Way() < 0
}
