package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"nines/experiments/result"
)

// exportFormats are the forms in which a ledger can be written out.
var exportFormats = []string{"csv", "jsonl", "parquet"}

func (a *app) exportVerb() *cobra.Command {
	out := ""
	cmd := &cobra.Command{
		Use:   "export " + strings.Join(exportFormats, "|") + " DIR",
		Short: "Write out every number of every replication, as csv, jsonl or parquet",
		Long: `Write out every number of every replication that the ledger of a results folder holds: one row for each
configuration, replication, metric and scope, as CSV, as JSON with an object on each line, or as Parquet.

A value that a replication does not have (no outage, hence no mean outage) is empty, or null; in JSON so is an infinite
one. In Parquet all that is empty in CSV is null. Only a program that was built with -tags parquet writes it.`,
		Example: `  nines export csv runs/web-three-zones-3f9a1c --out replications.csv
  nines export jsonl runs/web-three-zones-3f9a1c | jq 'select(.metric == "downtime")'
  nines export parquet runs/web-three-zones-3f9a1c --out replications.parquet`,
		Args: arguments(2, 2, "a format ("+strings.Join(exportFormats, ", ")+") and a results folder"),
		RunE: interruptible(func(ctx context.Context, args []string) error {
			if out == "-" { // as other tools have it
				out = ""
			}
			if err := a.checkExport(args[0], out); err != nil {
				return err
			}
			f, err := openAny(args[1])
			if err != nil {
				return err
			}
			write := func(to io.Writer) error { return export(ctx, f, args[0], to) }
			if out == "" {
				return write(a.out)
			}
			if err := result.WriteFile(out, write); err != nil {
				return err
			}
			a.say("wrote %s", out)
			return nil
		}),
	}
	cmd.Flags().StringVarP(&out, "out", "o", "", "file to write; - or none: the standard output")
	cmd.ValidArgsFunction = func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) == 0 {
			return slices.Clone(exportFormats), cobra.ShellCompDirectiveNoFileComp
		}
		return nil, cobra.ShellCompDirectiveFilterDirs
	}
	return cmd
}

// checkExport refuses what cannot be written, before anything is read.
func (a *app) checkExport(format, out string) error {
	if err := checkFormat(format, exportFormats); err != nil {
		return err
	}
	switch {
	case format == "parquet" && !result.HasParquet:
		return usage("build it with go build -tags parquet ./cmd/nines, or export csv",
			"this program was built without Parquet")
	case format == "parquet" && out == "" && isTerminal(a.out):
		return usage("write --out replications.parquet", "Parquet is nothing to read on a terminal")
	}
	return nil
}

// export writes the replications of a folder, until the context ends.
func export(ctx context.Context, f *result.Folder, format string, to io.Writer) error {
	var failed error
	rows := sound(f.Replications(), &failed)
	lasting := func(yield func(result.ReplicationRow) bool) {
		for row := range rows {
			if failed = ctx.Err(); failed != nil || !yield(row) {
				return
			}
		}
	}
	out := bufio.NewWriter(to)
	encode := map[string]func(io.Writer, iter.Seq[result.ReplicationRow]) error{
		"csv":     result.Replications.Encode,
		"jsonl":   result.Replications.EncodeLines,
		"parquet": result.Replications.EncodeParquet,
	}[format]
	if err := encode(out, lasting); err != nil {
		return err
	}
	if stopped := signaled(ctx); stopped != nil {
		return fmt.Errorf("%w before all of the ledger was written out", stopped)
	}
	if failed != nil {
		return fmt.Errorf("not all of the ledger was written out: %w", failed)
	}
	return out.Flush()
}

// sound yields rows up to the first error, which it leaves behind.
func sound[R any](rows iter.Seq2[R, error], failed *error) iter.Seq[R] {
	return func(yield func(R) bool) {
		for row, err := range rows {
			if err != nil {
				*failed = err
				return
			}
			if !yield(row) {
				return
			}
		}
	}
}
