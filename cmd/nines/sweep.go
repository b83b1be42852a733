package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"nines/experiments"
	"nines/experiments/result"
	"nines/experiments/scenario"
)

func (a *app) sweepVerb() *cobra.Command {
	var edits edits
	var effort effort
	var vary []string
	cmd := &cobra.Command{
		Use:   "sweep SWEEP | SCENARIO --vary PATH=VALUES",
		Short: "Simulate every combination of some settings",
		Long: `Simulate every combination of some settings, and print one row for each.

What to vary stands in a sweep file, or behind --vary as a list (path=3s,5s,10s) or as a range (path=14..26 step 2).
All points share their random numbers, so that differences between them show early. Objectives are reported and do not
change the exit status.

A sweep file may ask for less than every combination, for what matters at all, or for how sure an answer is whose inputs
are not known exactly (design: lhs, halton, list, tornado, morris, sobol, inputs; nines describe design tells what each
does).`,
		Example: `  nines sweep sweep.yaml
  nines sweep scenario.yaml --vary resources.crews.hands.count=1:1:4 --metric downtime --metric cost
  nines sweep scenario.yaml --vary faults.crash.repair.mean=2h,4h --vary topology.node.classes.small=24:8:40`,
		Args: arguments(1, 1, "a sweep file, or a scenario file and --vary"),
		RunE: interruptible(func(ctx context.Context, args []string) error {
			if err := effort.check(); err != nil {
				return err
			}
			ctx, cancel := effort.limited(ctx)
			defer cancel()
			var sweep *scenario.Sweep
			err := inTime(ctx, func() (err error) {
				sweep, err = edits.openSweep(args[0], vary)
				return err
			})
			if err == nil {
				err = a.warmUp(ctx, sweep.Base, effort.jobs)
			}
			if err != nil {
				return err
			}
			return a.sweep(ctx, sweep, effort)
		}),
	}
	cmd.Flags().StringArrayVar(&vary, "vary", nil, "what to vary: path=a,b,c or path=from:step:to; repeatable")
	edits.registerRun(cmd)
	edits.registerMetrics(cmd)
	effort.register(cmd)
	return cmd
}

func (a *app) sweep(ctx context.Context, sweep *scenario.Sweep, effort effort) error {
	var points *points
	err := inTime(ctx, func() (err error) {
		points, err = a.pointsOf(sweep)
		return err
	})
	if err != nil {
		return err
	}
	if points.leftOut > 0 {
		a.say("note: where leaves out %s of %s points", whole(points.leftOut), whole(points.leftOut+len(points.outlines)))
	}
	if err := breakable(sweep, points.base); err != nil {
		return err
	}
	if effort.shards != nil && sweep.Broken {
		return stepwise()
	}
	text := points.text()
	parts := []string{"sweep", text}
	for _, o := range points.outlines {
		parts = append(parts, o.hash)
	}
	w := a.plan("sweep", points.base, hashOf(parts...), effort.out)
	w.limit(effort, points.outlines...)
	if effort.dryRun {
		return a.dryRun(w, points.outlines, effort.format)
	}
	if f, err := w.finished(effort.force); f != nil || err != nil {
		return a.reprint(f, err, effort.format)
	}
	for _, v := range sweep.Vary {
		w.manifest.Axes = append(w.manifest.Axes, result.Axis{Path: v.Path, Label: v.Label})
	}
	w.manifest.Metrics, w.manifest.Base = points.metrics(), points.unchanged()
	w.varied = []byte(text)
	w.configure = func(i int, key *result.Key) { key.Params = points.params(i) }
	if err := a.begin(w, effort); err != nil {
		return err
	}
	jobs := a.workers(effort.jobs, points.outlines...)
	if effort.shards != nil {
		return a.playShards(ctx, w, points.whole(), effort, jobs)
	}
	return a.playSweep(ctx, w, points, effort, jobs)
}

// breakable checks that something can break where points are played until it does.
func breakable(sweep *scenario.Sweep, base *scenario.Scenario) error {
	if sweep.Broken && len(base.Objectives) == 0 {
		return usage("add the section slo to it", "until: broken needs an objective that may break, and the scenario "+
			"states none")
	}
	return nil
}

// stepwise refuses to cut points into shards that are played until something breaks.
func stepwise() error {
	return usage("leave out until: broken, or play it as a whole", "which points are played follows from those before "+
		"them, so that they cannot be cut into shards")
}

func (a *app) playSweep(ctx context.Context, w *workspace, points *points, effort effort, jobs int) error {
	p, effects := a.progress(), experiments.NewEffects(points.sweep, points.metrics(), points.base.Spec.Run)
	deliver := func(i int, r *experiments.Result) error {
		if points.sweep.Design == scenario.InputsDesign {
			r.Roughly()
		}
		if w.add(ctx, w.key(i), r); effects != nil {
			effects.Add(i, r)
		}
		return nil
	}
	finished, err := experiments.Sweep(ctx, experiments.Points{N: len(points.outlines), Compile: points.compile,
		Skip: points.over, Look: points.judge, Deliver: deliver}, p.options(jobs, w.keep()))
	p.done()
	if err != nil && finished > 0 { // what was played before is not lost
		return errors.Join(err, a.conclude(ctx, w, false, effort.format))
	}
	if err == nil && w.manifest.Replications == 0 {
		err = fmt.Errorf("no replication was finished: %w", context.Cause(ctx))
	}
	if err != nil {
		return a.unplayed(ctx, w, err)
	}
	w.tables.Effects = effects.Rows()
	return a.conclude(ctx, w, finished == len(points.outlines), effort.format)
}
