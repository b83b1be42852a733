package main

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"nines/experiments"
	"nines/experiments/result"
	"nines/sim/unit"
)

// edits are the flags that change the document. Each becomes a Set, so that the resolved scenario and its hash show it.
type edits struct {
	seed            uint64
	replications    uint64
	maxReplications uint64
	precision       []string
	budget          string
	set             []string
	metrics         []string
	changed         func(flag string) bool
}

func (e *edits) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.Uint64Var(&e.seed, "seed", 0, "seed of all random numbers (default: run.seed of the scenario, which is 1)")
	flags.StringArrayVar(&e.set, "set", nil,
		"change the scenario: path=value, as in faults.crash.repair.mean=20m; repeatable")
	e.changed = flags.Changed
}

// registerRun adds the flags that say how often to repeat.
func (e *edits) registerRun(cmd *cobra.Command) {
	e.register(cmd)
	flags := cmd.Flags()
	flags.Uint64Var(&e.replications, "replications", 0, "play exactly so many replications, whatever the precision")
	flags.StringArrayVar(&e.precision, "precision", nil, "stop at this precision: metric:5%, or metric@scope:5%; "+
		"repeatable, to stop when all are reached")
	flags.Uint64Var(&e.maxReplications, "max-replications", 0,
		"give up after so many replications (run.replications.max)")
	flags.StringVar(&e.budget, "budget", "", "give up after so many events, as in 100M (run.budget)")
}

// registerMetrics adds the flag that says what a study reports.
func (e *edits) registerMetrics(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&e.metrics, "metric", nil,
		"metrics to report, the first on the y axis, in place of those of the file: metric, metric@scope, or several with "+
			"commas; repeatable")
	completeFlag(cmd, "metric", metricNames())
}

// effort is what an experiment may spend and where its results go.
type effort struct {
	out     string
	force   bool
	resume  bool
	shard   string              // --shard as written
	shards  *experiments.Shards // nil: all of the experiment
	ledgers []string            // of shards that have played it; nil: it is played
	dryRun  bool
	jobs    int
	wall    string // --max-wall as written
	maxWall time.Duration
	format  string
}

func (e *effort) register(cmd *cobra.Command) {
	e.registerOutput(cmd)
	e.registerResume(cmd)
	flags := cmd.Flags()
	flags.BoolVar(&e.dryRun, "dry-run", false, "say what would be done, and do nothing")
	flags.StringVar(&e.wall, "max-wall", "", "stop after this much real time, as in 10m; what is finished is kept")
	flags.StringVar(&e.shard, "shard", "", "play this part of it, as in 3/64 or 1,4-6/64; nines merge joins all")
}

func (e *effort) registerResume(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&e.resume, "resume", false, "go on with what an earlier attempt has finished, however it ended")
}

// registerOutput adds the flags of what becomes of results.
func (e *effort) registerOutput(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVarP(&e.out, "out", "o", "", "results folder (default runs/NAME-HASH)")
	flags.BoolVar(&e.force, "force", false, "replace the results that are there")
	flags.IntVarP(&e.jobs, "jobs", "j", 0,
		"replications played at a time (default: one per processor); changes no result")
	formatFlag(cmd, &e.format, summaryFormats)
}

// check refuses values that have no meaning.
func (e *effort) check() error {
	if err := checkJobs(e.jobs); err != nil {
		return err
	}
	if e.force && e.resume {
		return usage("leave one of them out", "--force begins anew, and --resume goes on with what is there")
	}
	if e.shard != "" {
		shards, err := experiments.ParseShards(e.shard)
		if err != nil {
			return usage("write for example --shard 3/64", "--shard: %s", err)
		}
		e.shards = &shards
	}
	if e.wall != "" {
		d, err := unit.ParseDuration(e.wall)
		if err != nil {
			return usage("write for example --max-wall 10m", "--max-wall: %s", err)
		}
		const longest = unit.Duration(math.MaxInt64 / 2 / time.Second) // that the clock can count
		if e.maxWall = time.Duration(float64(min(d, longest)) * float64(time.Second)); e.maxWall <= 0 {
			return usage("write for example --max-wall 10m", "--max-wall %s leaves no time", e.wall)
		}
	}
	return checkFormat(e.format, summaryFormats)
}

// way is what becomes of results that are there.
func (e *effort) way() result.Way {
	switch {
	case e.force:
		return result.Replace
	case e.resume:
		return result.Resume
	}
	return result.Fresh
}

// summaryFormats are the forms of a summary.
var summaryFormats = []string{"text", "json", "csv", "md"}

func formatFlag(cmd *cobra.Command, to *string, formats []string) {
	cmd.Flags().StringVar(to, "format", formats[0], "form of the output: "+strings.Join(formats, ", "))
	completeFlag(cmd, "format", formats)
}

func checkFormat(format string, formats []string) error {
	if !slices.Contains(formats, format) {
		return usage(suggestion(format, formats, "formats"), "unknown format %q", format)
	}
	return nil
}

// pairOf splits path=value.
func pairOf(flag, text string) (path, value string, err error) {
	path, value, ok := strings.Cut(text, "=")
	if !ok || path == "" || value == "" {
		example := fmt.Sprintf("write --%s path=value, as in --%s faults.crash.repair.mean=20m", flag, flag)
		return "", "", usage(example, "--%s %q is no path=value", flag, text)
	}
	return path, value, nil
}

// again are the flags of a command as they were given, for a shell, to be repeated with others in place of some.
func again(cmd *cobra.Command, but ...string) string {
	var text strings.Builder
	cmd.Flags().Visit(func(flag *pflag.Flag) {
		values := []string{flag.Value.String()}
		if list, ok := flag.Value.(pflag.SliceValue); ok {
			values = list.GetSlice()
		}
		for _, value := range values {
			switch {
			case slices.Contains(but, flag.Name):
			case value == flag.NoOptDefVal:
				text.WriteString(" --" + flag.Name)
			default:
				text.WriteString(" --" + flag.Name + " " + shellWord(value))
			}
		}
	})
	return text.String()
}

// shellWord is a text as a shell reads it as one word.
func shellWord(text string) string {
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=:/.,+@%"
	if text != "" && strings.Trim(text, plain) == "" {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}
