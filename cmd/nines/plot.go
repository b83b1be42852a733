package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"nines/experiments/result"
	"nines/plots"
)

func (a *app) plotVerb() *cobra.Command {
	chart, format := "", ""
	about := plots.Options{Point: -1}
	cmd := &cobra.Command{
		Use:   "plot DIR",
		Short: "Draw the charts of a results folder",
		Long: `Draw the charts of a results folder into its folder charts and print their paths.

Without --chart every chart for which the folder has data is drawn; --verbose says which were left out and why. Where a
folder holds several services, variants or points, the flags below choose; a chart ignores what it has no use for.`,
		Example: `  nines plot runs/web-three-zones-3f9a1c
  nines plot runs/web-three-zones-3f9a1c --chart downtime --format png
  nines plot runs/web-three-zones-3f9a1c --scope service:api --point 3`,
		Args: arguments(1, 1, "a results folder"),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := checkFormat(format, plots.Formats()); err != nil {
				return err
			}
			names := plots.Table().Names()
			if _, ok := plots.Table().Find(chart); chart != "" && !ok {
				return usage(suggestion(chart, names, "charts"), "unknown chart %q", chart)
			}
			f, err := openResults(args[0])
			if err != nil {
				return err
			}
			if chart != "" {
				names = []string{chart}
			}
			return a.plot(f, names, format, about, chart == "")
		},
	}
	cmd.Flags().StringVar(&chart, "chart", "", "draw this chart alone; nines list charts shows them")
	formatFlag(cmd, &format, plots.Formats())
	cmd.Flags().StringVar(&about.Scope, "scope", "", "what to draw, such as service:api; the main service by default")
	cmd.Flags().StringVar(&about.Metric, "metric", "", "metric to compare; the first of compare.csv by default")
	cmd.Flags().StringVar(&about.Variant, "variant", "", "variant to draw where a chart shows one")
	cmd.Flags().IntVar(&about.Point, "point", -1, "point of a sweep to draw where a chart shows one, from 0")
	cmd.Flags().StringVar(&about.Against, "against", "", "swept parameter on the x axis, by its path")
	return cmd
}

// plot draws charts; where all are asked for, those without data are left out.
func (a *app) plot(f *result.Folder, names []string, format string, about plots.Options, all bool) error {
	if err := os.MkdirAll(f.Path(result.ChartsFolder), 0o777); err != nil {
		return fmt.Errorf("cannot make the folder for charts: %w", err)
	}
	drawn := 0
	for _, name := range names {
		file := name
		if _, subject, ok := strings.Cut(about.Scope, ":"); ok {
			file += "-" + subject
		}
		path := filepath.Join(f.Path(result.ChartsFolder), file+"."+format)
		err := draw(f, name, path, about)
		var missing *plots.NoData
		switch {
		case errors.As(err, &missing) && all:
			if a.verbose {
				a.say("note: %s", missing)
			}
			continue
		case errors.As(err, &missing):
			return &complaint{exitInconsistent, err, "nines plot DIR draws the charts that the folder has data for"}
		case err != nil:
			return err
		}
		drawn++
		fmt.Fprintln(a.out, cleaned(path))
	}
	if drawn == 0 {
		return &complaint{exitInconsistent, fmt.Errorf("%s has no data for any chart", f.Dir()),
			"--verbose says what each chart lacks"}
	}
	return nil
}

func draw(f *result.Folder, name, path string, about plots.Options) error {
	entry, _ := plots.Table().Find(name)
	drawer, err := entry.Build(func(options any) error {
		*options.(*plots.Options) = about
		return nil
	})
	if err != nil {
		return err
	}
	chart, err := drawer(f)
	if err != nil {
		return err
	}
	return plots.Save(chart, path)
}
