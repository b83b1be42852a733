package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"nines/experiments"
	"nines/experiments/result"
	"nines/experiments/scenario"
)

func (a *app) runVerb() *cobra.Command {
	var edits edits
	var effort effort
	cmd := &cobra.Command{
		Use:   "run SCENARIO",
		Short: "Simulate a scenario until the result is precise enough",
		Long: `Simulate a scenario until the result is precise enough, print a summary, and keep everything in a folder.

The results go to runs/NAME-HASH, where HASH stands for the scenario with all its defaults and flags. An experiment
whose results are there already is not played again: they are printed.

Exit status: 0 done, every objective met; 4 an objective is violated with confidence; 5 undecided, or not as precise
as asked; 7 an objective that does not say "in" how many periods is met on average, and some period misses it; 1
failure; 2 wrong command line; 3 invalid scenario; 6 damaged results; 129, 130 and 143 interrupted, with what was
finished saved.`,
		Example: `  nines run scenario.yaml
  nines run scenario.yaml --replications 100 --seed 7
  nines run scenario.yaml --precision availability:10% --max-replications 5000
  nines run scenario.yaml --set faults.crash.repair.mean=20m --out slow-repair`,
		Args: arguments(1, 1, "a scenario file"),
		RunE: interruptible(func(ctx context.Context, args []string) error {
			if err := effort.check(); err != nil {
				return err
			}
			ctx, cancel := effort.limited(ctx)
			defer cancel()
			document, err := edits.open(args[0])
			if err == nil {
				err = a.warmUp(ctx, document, effort.jobs)
			}
			if err != nil {
				return err
			}
			var s *scenario.Scenario
			err = inTime(ctx, func() (err error) {
				s, err = a.compile(document)
				return err
			})
			if err != nil {
				return err
			}
			return a.run(ctx, s, effort)
		}),
	}
	edits.registerRun(cmd)
	effort.register(cmd)
	return cmd
}

// compile understands a document and passes its warnings on.
func (a *app) compile(document *scenario.Document) (*scenario.Scenario, error) {
	s, err := document.Compile(scenario.DefaultCatalogs())
	if err != nil {
		return nil, err
	}
	return s, a.passed(s)
}

// passed passes on the warnings about a scenario, and complains if it asks for what it does not measure.
func (a *app) passed(s *scenario.Scenario) error {
	a.doubts(s.Warnings)
	return experiments.Check(s)
}

// doubts passes on what may make an answer differ from what its author thinks.
func (a *app) doubts(warnings scenario.Problems) {
	for _, w := range warnings {
		if !a.quiet {
			tellProblem(a.err, painter(a.err, a.color), w)
			fmt.Fprintln(a.err)
		}
	}
}

// further are the doubts about single configurations that are none about the base.
type further struct {
	base     scenario.Problems
	warnings scenario.Problems
	about    []experiments.Doubt // the same
}

func (f *further) add(key result.Key, warnings scenario.Problems) {
	for _, w := range warnings {
		same := func(t scenario.Problem) bool { return t.Message == w.Message }
		if !slices.ContainsFunc(f.base, same) {
			f.warnings = append(f.warnings, w)
			f.about = append(f.about, experiments.Doubt{Key: key, Text: w.Message})
		}
	}
}

// furtherDoubts passes them on, each kind once and with the configurations that it is about. all is how many there are;
// 0 where only some have been looked at.
func (a *app) furtherDoubts(f *further, all int) {
	texts, first := experiments.Gathered(f.about, all, nil)
	for i, text := range texts {
		w := f.warnings[first[i]]
		w.Message = text
		a.doubts(scenario.Problems{w})
	}
}

func (a *app) run(ctx context.Context, s *scenario.Scenario, effort effort) error {
	if effort.shards != nil && fixed(&s.Spec.Run) == 0 {
		return unfixed("run")
	}
	w := a.plan("run", s, "", effort.out)
	w.limit(effort)
	system := outlineOf(w.manifest.Scenario, s)
	if effort.dryRun {
		return a.dryRun(w, []outline{system}, effort.format)
	}
	if f, err := w.finished(effort.force); f != nil || err != nil {
		return a.reprint(f, err, effort.format)
	}
	a.long(system)
	if err := a.begin(w, effort); err != nil {
		return err
	}
	if effort.shards != nil {
		whole := experiments.Whole{Points: 1, Fixed: fixed(&s.Spec.Run), Compile: func(int) (*scenario.Scenario, error) {
			return s, nil
		}}
		return a.playShards(ctx, w, whole, effort, a.workers(effort.jobs, system))
	}
	p := a.progress()
	res, err := experiments.Run(ctx, s, p.options(a.workers(effort.jobs, system), w.keep()))
	p.done()
	if err != nil {
		return a.unplayed(ctx, w, err)
	}
	w.add(ctx, w.key(0), res)
	return a.conclude(ctx, w, complete(res.Reason), effort.format)
}

// complete reports whether an experiment that ended so was played to its end.
func complete(reason experiments.Reason) bool {
	return reason != experiments.OutOfTime && reason != experiments.Interrupted
}

// reprint shows the results of an identical experiment, or says what is wrong with them.
func (a *app) reprint(f *result.Folder, damage error, format string) error {
	if damage != nil {
		return damage
	}
	a.say("these results are from %s; nothing was played (--force plays again)",
		f.Manifest.Finished.Format("2006-01-02 15:04"))
	if f.Manifest.ShardsOf > 0 {
		a.tellShard(&f.Manifest, f.Dir())
		return nil
	}
	return a.print(f, format)
}

// begin claims the folder of an experiment, and says with what it goes on.
func (a *app) begin(w *workspace, effort effort) error {
	if err := w.begin(a.clock(), effort.way()); err != nil {
		return err
	}
	ledger := w.writer.Ledger()
	if n := ledger.Kept(); n > 0 {
		a.say("goes on with %s that earlier attempts have finished", plural(n, "replication"))
	}
	if n := ledger.Damaged(); n > 0 {
		a.warn("%s of what earlier attempts have kept are damaged; what was there is played again",
			plural(int(n), "byte"))
	}
	return nil
}

// unplayed closes the folder of an experiment that has no results to show, and says what is kept of it.
func (a *app) unplayed(ctx context.Context, w *workspace, err error) error {
	defer a.tellKept(w)
	if closing := w.writer.Discard(); closing != nil {
		return closing
	}
	if ctx.Err() != nil {
		return tooSoon(ctx)
	}
	return err
}

// statusOf is that of an experiment, or of a part of one, that was played to its end or was not.
func statusOf(complete bool) result.Status {
	if complete {
		return result.Finished
	}
	return result.Interrupted
}

// tellKept says what is kept of an experiment that has no results to show.
func (a *app) tellKept(w *workspace) {
	if n := w.writer.Ledger().Kept(); n > 0 {
		a.say("%s kept in %s; go on with --resume", plural(n, "finished replication"), slashed(w.dir))
	}
}

// conclude saves and prints what an experiment found, and says how the program ends.
func (a *app) conclude(ctx context.Context, w *workspace, complete bool, format string) error {
	complete = complete && ctx.Err() == nil // after which nothing is told stage by stage
	f, err := w.finish(a.clock(), statusOf(complete))
	if err != nil {
		a.tellKept(w)
		return fmt.Errorf("the results are not complete: %w", err)
	}
	err = a.print(f, format)
	if stopped := signaled(ctx); stopped != nil && !complete {
		return asVerdict(exitCode(stopped))
	}
	return err
}
