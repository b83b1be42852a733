package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"nines/experiments"
	"nines/experiments/result"
	"nines/experiments/scenario"
)

// playShards plays the part of an experiment that effort asks for, and publishes what was kept of it.
func (a *app) playShards(ctx context.Context, w *workspace, whole experiments.Whole, effort effort, jobs int) error {
	p := a.progress()
	finished, err := experiments.PlayShards(ctx, whole, *effort.shards, p.options(jobs, w.keep()))
	p.done()
	if err != nil {
		return a.unplayed(ctx, w, err)
	}
	w.manifest.Replications = w.writer.Ledger().Added()
	if err := w.publish(a.clock(), statusOf(finished)); err != nil {
		return fmt.Errorf("the shard is not complete: %w", err)
	}
	a.tellShard(&w.manifest, w.dir)
	if stopped := signaled(ctx); stopped != nil && !finished {
		return asVerdict(exitCode(stopped))
	}
	if !finished {
		return &complaint{exitUndecided, errors.New("the time allowed was over before the shard was finished"),
			"go on with --resume"}
	}
	return nil
}

// tellShard says in a line what a folder holds of an experiment.
func (a *app) tellShard(m *result.Manifest, dir string) {
	fmt.Fprintf(a.out, "shard %s of %s: %s in %s\n", experiments.Shards{Mine: m.Shards, Of: m.ShardsOf}, m.RunID,
		plural(m.Replications, "replication"), cleaned(slashed(dir)))
}

// fixed is how many replications each configuration has, where that is known beforehand; else 0.
func fixed(run *scenario.RunSpec) int {
	if run.Precision != nil {
		return 0
	}
	return int(run.Replications.Min)
}

// unfixed refuses to cut what has one stopping rule for all of it.
func unfixed(verb string) error {
	return usage("give their number, as in --replications 1000", "a %s that goes on until it is precise enough cannot be "+
		"cut into shards, as nobody knows how many replications that takes", verb)
}

func (a *app) mergeVerb() *cobra.Command {
	var effort effort
	cmd := &cobra.Command{
		Use:   "merge DIR...",
		Short: "Join the shards of an experiment",
		Long: `Join the shards of an experiment that was played in parts, by run, sweep or compare with --shard.

The results are those of the experiment played as a whole, byte for byte but for the manifest, whatever the number of
shards and wherever they were played. Exit status 6 if a shard is missing, incomplete, there twice or of another
experiment; otherwise that of the experiment.`,
		Example: `  nines sweep sweep.yaml --shard 1/2 --out one
  nines sweep sweep.yaml --shard 2/2 --out two
  nines merge one two`,
		Args: arguments(1, -1, "the folders of all shards"),
		RunE: interruptible(func(ctx context.Context, args []string) error {
			if err := effort.check(); err != nil {
				return err
			}
			return a.merge(ctx, args, effort)
		}),
	}
	effort.registerOutput(cmd)
	return cmd
}

func (a *app) merge(ctx context.Context, dirs []string, effort effort) error {
	shards := make([]*result.Folder, len(dirs))
	for i, dir := range dirs {
		f, err := openAny(dir)
		if err != nil {
			return err
		}
		shards[i] = f
	}
	if err := complementary(shards); err != nil {
		return err
	}
	for _, f := range shards {
		effort.ledgers = append(effort.ledgers, f.Path(result.LedgerFile))
	}
	return a.again(ctx, shards[0], effort)
}

// complementary checks that folders hold all shards of one experiment, each once and whole.
func complementary(shards []*result.Folder) error {
	first := &shards[0].Manifest
	holder := make([]string, first.ShardsOf+1)
	for _, f := range shards {
		m := &f.Manifest
		switch {
		case m.ShardsOf == 0:
			return inconsistent("name the folders that --shard has filled", "%s is no shard: it holds all of %s", f.Dir(),
				m.RunID)
		case m.Head() != first.Head():
			return inconsistent("merge the shards of one experiment, all played by the same version of the program",
				"%s is of %s, and %s of %s", shards[0].Dir(), described(first), f.Dir(), described(m))
		case m.ShardsOf != first.ShardsOf:
			return inconsistent("cut an experiment in one way", "%s is one of %d shards, and %s one of %d", shards[0].Dir(),
				first.ShardsOf, f.Dir(), m.ShardsOf)
		case m.Status != result.Finished:
			return inconsistent(commandFor(m, m.Shards, "--resume --out "+f.Dir()), "the shard in %s was interrupted", f.Dir())
		}
		for _, n := range m.Shards {
			if holder[n] != "" {
				return inconsistent("leave one of them out", "shard %d of %d is in %s and in %s", n, m.ShardsOf, holder[n],
					f.Dir())
			}
			holder[n] = f.Dir()
		}
	}
	var missing []int
	for n := 1; n <= first.ShardsOf; n++ {
		if holder[n] == "" {
			missing = append(missing, n)
		}
	}
	if missing != nil {
		return inconsistent(commandFor(first, missing, ""), "%s of %d missing: %s", plural(len(missing), "shard"),
			first.ShardsOf, experiments.Shards{Mine: missing}.List())
	}
	return nil
}

// described says which experiment a manifest is of, and by which program, so that two that differ read differently.
func described(m *result.Manifest) string {
	return fmt.Sprintf("%s (%s)", m.RunID, strings.TrimSpace(m.ToolVersion+" "+m.Commit+" "+m.Build))
}

func inconsistent(help, format string, args ...any) error {
	return &complaint{exitInconsistent, fmt.Errorf(format, args...), help}
}

// commandFor is the command that makes shards, from the one that made others: it goes to a folder of its own.
func commandFor(m *result.Manifest, shards []int, more string) string {
	var words []string
	for i := 0; i < len(m.Command); i++ {
		switch flag, _, joined := strings.Cut(m.Command[i], "="); flag {
		case "--shard", "--out", "-o", "--resume", "--force":
			if !joined && (flag != "--resume" && flag != "--force") {
				i++ // its value
			}
		default:
			words = append(words, m.Command[i])
		}
	}
	words = append(words, "--shard", experiments.Shards{Mine: shards, Of: m.ShardsOf}.String())
	if more != "" {
		words = append(words, more)
	}
	return "run " + strings.Join(words, " ")
}
