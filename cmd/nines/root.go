package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
)

// app is what the verbs share: the streams, the clock and the flags that every verb takes.
type app struct {
	out   *bufio.Writer // the result
	err   io.Writer     // progress, warnings, errors
	clock func() time.Time
	line  []string // the command line, for the manifest
	color string
	ink   paint // for stdout
	quiet bool
	// verbose tells more on stderr: every warning of every estimate, charts that were skipped, times.
	verbose bool
}

// Main runs the program and returns its exit code.
func Main() int {
	a := &app{out: bufio.NewWriterSize(os.Stdout, 1<<16), err: os.Stderr, clock: time.Now, color: "auto"}
	a.line = append([]string{"nines"}, os.Args[1:]...)
	return a.guarded(a.execute)
}

// guarded makes a panic an internal failure that exits with 1, not with the 2 that the runtime would choose, which
// stands for a wrong command line. Where it happened is for those who ask with --verbose.
func (a *app) guarded(f func() int) (code int) {
	defer func() {
		if x := recover(); x != nil {
			what, _, _ := strings.Cut(fmt.Sprint(x), "\n")
			fmt.Fprintf(a.err, "error: internal failure: %s; please report it with the command and its files\n",
				cleaned(what))
			if a.verbose {
				fmt.Fprintf(a.err, "%v\n%s", x, debug.Stack())
			}
			code = exitFailure
		}
	}()
	return f()
}

func (a *app) execute() int {
	err := a.root().Execute()
	if unwritten := a.flush(); unwritten != nil && exitCode(err) != exitFailure {
		err = unwritten
	}
	if _, silent := err.(verdict); err != nil && !silent {
		complain(a.err, painter(a.err, a.color), err)
	}
	return exitCode(err)
}

// flush writes out the result; an error says that it did not arrive.
func (a *app) flush() error {
	if err := a.out.Flush(); err != nil {
		return &complaint{exitFailure, fmt.Errorf("cannot write the result: %w", err), "nines show prints it again"}
	}
	return nil
}

// interruptible makes a verb of f that the first signal asks to end by the context.
func interruptible(f func(ctx context.Context, args []string) error) func(*cobra.Command, []string) error {
	return func(_ *cobra.Command, args []string) error {
		ctx, stop := untilSignal(context.Background())
		defer stop()
		return f(ctx, args)
	}
}

// untilSignal returns a context that the first SIGINT, SIGTERM or SIGHUP ends, which is told as an *interruption. The
// second signal meets its default and ends the program at once. A hang-up that nohup ignores stays ignored.
func untilSignal(parent context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(parent)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM)
	if !signal.Ignored(syscall.SIGHUP) {
		signal.Notify(signals, syscall.SIGHUP)
	}
	go func() {
		select {
		case s := <-signals:
			signal.Stop(signals)
			cancel(&interruption{s})
		case <-ctx.Done():
		}
	}()
	return ctx, func() {
		signal.Stop(signals)
		cancel(nil)
	}
}

// root is the command line.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "nines",
		Short: "How many nines will this system have, what would one more cost, and which policy buys it?",
		Long: `How many nines will this system have, what would one more cost, and which policy buys it?

nines simulates thousands of nodes that fail, are noticed, located, repaired and balanced around. One YAML file
describes the system; availability, downtime, causes and cost come out with confidence intervals, as text, CSV, charts
and one HTML file to forward.`,
		Example: `  nines init demo
  nines run demo/scenario.yaml
  nines report runs/NAME-HASH`,
		Version:           toolVersion(),
		Args:              cobra.ArbitraryArgs,
		SilenceErrors:     true,
		SilenceUsage:      true,
		PersistentPreRunE: func(*cobra.Command, []string) error { return a.settle() },
	}
	root.RunE = func(cmd *cobra.Command, args []string) error { return unknownVerb(cmd, args) }
	cobra.AddTemplateFunc("fullVersion", fullVersion) // not asked for before somebody wants to know
	root.SetVersionTemplate("nines {{fullVersion}}\n")
	root.SetOut(a.out)
	root.SetErr(a.err)
	root.SetFlagErrorFunc(flagMistake)
	flags := root.PersistentFlags()
	flags.StringVar(&a.color, "color", "auto", "color the output: auto, always or never (auto heeds NO_COLOR)")
	flags.BoolVarP(&a.quiet, "quiet", "q", false, "no progress and no warnings")
	flags.BoolVarP(&a.verbose, "verbose", "v", false, "say more on stderr")
	root.AddCommand(a.initVerb(), a.checkVerb(), a.explainVerb(), a.runVerb(), a.sweepVerb(), a.compareVerb(),
		a.planVerb(), a.showVerb(), a.plotVerb(), a.reportVerb(), a.exportVerb(), a.mergeVerb(), a.submitVerb(),
		a.rerunVerb(), a.traceVerb(), a.verifyVerb(), a.fitVerb(), a.listVerb(), a.describeVerb(), a.schemaVerb(),
		a.versionVerb())
	completeArguments(root)
	refuseUnknownTopics(root)
	return root
}

// settle checks the flags that every verb takes.
func (a *app) settle() error {
	if !slices.Contains([]string{"auto", "always", "never"}, a.color) {
		unknown := a.color
		a.color = "auto"
		return usage("write --color auto, always or never", "unknown color mode %q", unknown)
	}
	a.ink = painter(os.Stdout, a.color)
	return nil
}

// arguments demands from least to most arguments, which what names; most is −1 for any number.
func arguments(least, most int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		help := "usage: " + cmd.UseLine()
		switch {
		case len(args) < least:
			return usage(help, "%s needs %s", cmd.CommandPath(), what)
		case most >= 0 && len(args) > most:
			return usage(help, "%s does not know what to do with %s", cmd.CommandPath(), strings.Join(args[most:], " "))
		}
		return nil
	}
}

// warn writes a warning to stderr, in lines that fit the page wherever they go: they are for people, and what programs
// read is in summary.json.
func (a *app) warn(format string, args ...any) {
	if !a.quiet {
		hanging(a.err, painter(a.err, a.color).unsure("warning:")+" "+cleaned(fmt.Sprintf(format, args...)))
	}
}

// say writes a note to stderr, likewise.
func (a *app) say(format string, args ...any) {
	if !a.quiet {
		hanging(a.err, cleaned(fmt.Sprintf(format, args...)))
	}
}
