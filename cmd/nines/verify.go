package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"nines/experiments/verify"
)

func (a *app) verifyVerb() *cobra.Command {
	var o verify.Options
	format := ""
	cmd := &cobra.Command{
		Use:   "verify [CASE...]",
		Short: "Hold the simulator to answers that are known exactly",
		Long: `Play scenarios whose answers are known from closed forms and small Markov chains, and compare.

Exit status 4 if a simulated number disagrees with its exact value. A program without a mistake is blamed once in a
million runs.`,
		Example: "  nines verify\n  nines verify --seed 7 --format csv",
		Args:    cobra.ArbitraryArgs,
		RunE: interruptible(func(ctx context.Context, args []string) error {
			if err := checkFormat(format, summaryFormats); err != nil {
				return err
			}
			if err := checkJobs(o.Workers); err != nil {
				return err
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
