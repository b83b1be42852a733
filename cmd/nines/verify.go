package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"nines/experiments/result"
	"nines/experiments/verify"
)

func (a *app) verifyVerb() *cobra.Command {
	var o verify.Options
	format := ""
	cmd := &cobra.Command{
		Use:   "verify [CASE... | DIR]",
		Short: "Hold the simulator to answers that are known exactly, or results to their ledger",
		Long: `Play scenarios whose answers are known from closed forms and small Markov chains, and compare.

Of a results folder, make every table again from the replications in its ledger, and compare all files byte for byte.
Nothing is played, and the folder stays as it is: nines rerun plays it again.

Exit status 4 if a simulated number disagrees with its exact value: a program without a mistake is blamed once in a
million runs. Exit status 6 if a folder is damaged, or its files do not follow from its ledger.`,
		Example: "  nines verify\n  nines verify --seed 7 --format csv\n  nines verify runs/web-three-zones-3f9a1c",
		Args:    cobra.ArbitraryArgs,
		RunE: interruptible(func(ctx context.Context, args []string) error {
			if err := checkFormat(format, summaryFormats); err != nil {
				return err
			}
			if err := checkJobs(o.Workers); err != nil {
				return err
			}
			if len(args) == 1 && isFolder(args[0]) {
				return a.verifyFolder(ctx, args[0])
			}
			for _, name := range args {
				if _, ok := verify.Find(name); !ok {
					return usage(suggestion(name, caseNames(), "cases"), "unknown case %q", name)
				}
			}
			o.Only = args
			if isTerminal(a.err) && !a.quiet {
				o.Progress = func(p verify.Progress) {
					fmt.Fprintf(a.err, "\r%d of %d: %s\x1b[K", p.Done+1, p.Cases, p.Case.Name)
				}
				defer fmt.Fprint(a.err, "\r\x1b[K")
			}
			report, err := verify.Run(ctx, o)
			if err != nil {
				return err
			}
			return a.verified(report, format)
		}),
	}
	cmd.Flags().Uint64Var(&o.Seed, "seed", 1, "seed of all random numbers")
	cmd.Flags().IntVarP(&o.Workers, "jobs", "j", 0, "replications played at a time (default: one per processor)")
	formatFlag(cmd, &format, summaryFormats)
	return cmd
}

func caseNames() []string {
	var names []string
	for _, c := range verify.Cases() {
		names = append(names, c.Name)
	}
	return names
}

func (a *app) verified(report *verify.Report, format string) error {
	g := &grid{header: []string{"case", "quantity", "simulated", "95 % CI", "exact", "unit", "n", "verdict"}}
	failed := 0
	for _, row := range report.Rows {
		mark := "✓ "
		if row.Verdict != verify.Agrees {
			failed++
			mark = "✗ "
		}
		g.add(row.Case, row.Check, digits(row.Simulated), digits(row.Low)+" – "+digits(row.High), digits(row.Exact),
			row.Unit, whole(row.N), mark+string(row.Verdict))
	}
	if format == "text" {
		g = byCase(report)
	}
	if err := g.write(a.out, format, a.ink); err != nil {
		return err
	}
	if format == "text" {
		fmt.Fprintf(a.out, "\n%d of %s agree\n", len(report.Rows)-failed, plural(len(report.Rows), "check"))
	}
	if failed > 0 {
		return verdict(exitViolated)
	}
	return nil
}

// byCase is a verification as it fits the page: the case above its quantities, the farther end of intervals alone, and
// of what agrees the mark.
func byCase(report *verify.Report) *grid {
	g := &grid{header: []string{"", "quantity", "simulated, 95 % CI", "exact", "unit"}}
	last := ""
	for _, row := range report.Rows {
		if row.Case != last {
			last = row.Case
			g.add("", last+":")
		}
		mark := "✓"
		if row.Verdict != verify.Agrees {
			mark = "✗ " + string(row.Verdict)
		}
		half := max(row.High-row.Simulated, row.Simulated-row.Low)
		g.add(mark, row.Check, digits(row.Simulated)+" ± "+fmt.Sprintf("%.3g", half), digits(row.Exact), row.Unit)
	}
	return g
}

func digits(x float64) string { return fmt.Sprintf("%.6g", x) }

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// verifyFolder makes the tables of a folder again from its ledger and compares.
func (a *app) verifyFolder(ctx context.Context, path string) error {
	f, err := openResults(path)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "nines-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	silent := *a
	silent.out, silent.err, silent.quiet = bufio.NewWriter(io.Discard), io.Discard, true
	again := effort{out: filepath.Join(dir, "again"), format: "text", ledgers: []string{f.Path(result.LedgerFile)}}
	differ, err := silent.compared(ctx, f, again)
	if err != nil {
		return err
	}
	if differ != nil {
		return inconsistent("nines rerun plays it again; the manifest says which version wrote it", "%s of %s not what the "+
			"ledger says: %s", plural(len(differ), "file"), f.Dir(), strings.Join(differ, ", "))
	}
	fmt.Fprintf(a.out, "%s: all %s are as written, and follow from the ledger\n", cleaned(f.Dir()),
		plural(len(f.Manifest.Files), "file"))
	return nil
}
