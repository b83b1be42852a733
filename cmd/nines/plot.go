package main

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"nines/experiments/result"
	"nines/plots"
)

func (a *app) plotVerb() *cobra.Command {
	chart, format, width := "", "", plots.UsualWidth
	about := plots.Options{Point: -1}
	cmd := &cobra.Command{
		Use:   "plot DIR",
		Short: "Draw the charts of a results folder",
		Long: `Draw the charts of a results folder into its folder charts and print their paths.

Without --chart every chart for which the folder has data is drawn, that of a sweep once for each metric it was asked
for; --verbose says which were left out and why. Where a folder holds several metrics, services, variants or points, the
flags below choose, the charts drawn are those that have a use for them, and their files are named for what they show.`,
		Example: `  nines plot runs/web-three-zones-3f9a1c
  nines plot runs/web-three-zones-3f9a1c --chart downtime --format png
  nines plot runs/web-three-zones-3f9a1c --chart sweep --metric cost
  nines plot runs/web-three-zones-3f9a1c --scope service:api --point 3`,
		Args: arguments(1, 1, "a results folder"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkFormat(format, plots.Formats()); err != nil {
				return err
			}
			if err := knownMetric(about.Metric); err != nil {
				return err
			}
			if width < plots.LeastWidth || width > plots.MostWidth {
				return usage(fmt.Sprintf("write a number from %d to %d; %d is usual", plots.LeastWidth, plots.MostWidth,
					plots.UsualWidth), "--width %d is no width of a page in points", width)
			}
			f, err := openResults(args[0])
			if err != nil {
				return err
			}
			pictures, err := picturesOf(f, chart, about, given(cmd))
			if err != nil {
				return err
			}
			return a.plot(f, pictures, paper{format, width}, chart == "")
		},
	}
	cmd.Flags().StringVar(&chart, "chart", "", "draw this chart alone; nines list charts shows them")
	completeFlag(cmd, "chart", plots.Table().Names())
	formatFlag(cmd, &format, plots.Formats())
	cmd.Flags().IntVar(&width, "width", width, "of the page in points: 400 for a column, 900 for a slide")
	cmd.Flags().StringVar(&about.Scope, "scope", "", "what to draw, such as service:api; the main service by default")
	cmd.Flags().StringVar(&about.Metric, "metric", "", "metric to draw; those of the sweep or comparison by default")
	cmd.Flags().StringVar(&about.Variant, "variant", "", "variant to draw where a chart shows one")
	cmd.Flags().IntVar(&about.Point, "point", -1, "point of a sweep to draw where a chart shows one, from 0")
	cmd.Flags().StringVar(&about.Against, "against", "", "swept parameter on the x axis, by its path")
	return cmd
}

// knownMetric is an error for a name that is no metric's.
func knownMetric(name string) error {
	if name == "" || slices.Contains(metricNames(), name) {
		return nil
	}
	return usage(suggestion(name, metricNames(), "metrics"), "unknown metric %q", name)
}

// metricNames are the names of the metrics, each once, in alphabetical order.
func metricNames() []string {
	var names []string
	for _, m := range result.Metrics() {
		names = append(names, m.Name)
	}
	return slices.Compact(slices.Sorted(slices.Values(names)))
}

// given lists the flags that choose what charts show and that were written on the command line.
func given(cmd *cobra.Command) []string {
	var names []string
	for _, name := range []string{"metric", "scope", "variant", "point", "against"} {
		if cmd.Flags().Changed(name) {
			names = append(names, name)
		}
	}
	return names
}

// picture is a chart to be drawn of something.
type picture struct {
	chart string
	about plots.Options
	named []string // the options that its file is named for
}

// picturesOf lists what to draw: one chart, or all that have a use for every flag given.
func picturesOf(f *result.Folder, chart string, about plots.Options, flags []string) ([]picture, error) {
	names := plots.Table().Names()
	if chart == "" {
		return everyPicture(f, names, about, flags), nil
	}
	if _, ok := plots.Table().Find(chart); !ok {
		return nil, usage(suggestion(chart, names, "charts"), "unknown chart %q", chart)
	}
	for _, flag := range flags {
		if uses := plots.Uses(chart); !slices.Contains(uses, flag) {
			return nil, usage("it takes --"+strings.Join(uses, ", --"), "chart %s has no use for --%s", chart, flag)
		}
	}
	return []picture{{chart, about, flags}}, nil
}

func everyPicture(f *result.Folder, names []string, about plots.Options, flags []string) []picture {
	var all []picture
	for _, name := range names {
		uses := plots.Uses(name)
		if slices.ContainsFunc(flags, func(flag string) bool { return !slices.Contains(uses, flag) }) {
			continue
		}
		all = append(all, picture{name, about, flags})
		if name != "sweep" || about.Metric != "" || len(f.Manifest.Metrics) == 0 {
			continue
		}
		for _, metric := range f.Manifest.Metrics[1:] {
			other, named := about, append(slices.Clone(flags), "metric")
			if other.Metric, other.Scope = result.CutScope(metric); other.Scope != "" {
				named = append(named, "scope")
			}
			other.Scope = cmp.Or(about.Scope, other.Scope)
			all = append(all, picture{name, other, named})
		}
	}
	return all
}

// file is the name of the picture's file, without its extension: "causes-api-point-3".
func (p picture) file() string {
	name := p.chart
	for _, flag := range p.named {
		switch flag {
		case "metric":
			name += "-" + p.about.Metric
		case "scope":
			name += "-" + p.about.Scope[strings.Index(p.about.Scope, ":")+1:]
		case "variant":
			name += "-" + p.about.Variant
		case "point":
			name += fmt.Sprintf("-point-%d", p.about.Point)
		case "against":
			name += "-against-" + p.about.Against
		}
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\ :*?"<>|`, r) {
			return '_'
		}
		return r
	}, name)
}

// paper is what charts are drawn on.
type paper struct {
	format string
	width  int // in points
}

// plot draws charts; where all are asked for, those without data are left out.
func (a *app) plot(f *result.Folder, pictures []picture, on paper, all bool) error {
	drawn := 0
	var first *plots.NoData // of those left out
	for _, p := range pictures {
		name := p.file() + "." + on.format
		err := draw(f, p, name, on.width)
		var missing *plots.NoData
		var stranger *result.StrangerError
		switch {
		case errors.As(err, &stranger):
			return &complaint{exitUsage, err, "move it away"}
		case errors.As(err, &missing) && all:
			first = cmp.Or(first, missing)
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
		fmt.Fprintln(a.out, cleaned(filepath.Join(f.Path(result.ChartsFolder), name)))
	}
	switch {
	case drawn == 0 && len(pictures) > 0 && len(pictures[0].named) > 0:
		return &complaint{exitInconsistent, first, "nines plot DIR draws the charts that the folder has data for"}
	case drawn == 0:
		return &complaint{exitInconsistent, fmt.Errorf("%s has no data for any chart", f.Dir()),
			"--verbose says what each chart lacks"}
	}
	return nil
}

// drawn makes the picture of a folder, so many points wide.
func (p picture) drawn(f *result.Folder, width int) (*plots.Chart, error) {
	entry, _ := plots.Table().Find(p.chart)
	drawer, err := entry.Build(func(options any) error {
		*options.(*plots.Options) = p.about
		return nil
	})
	if err != nil {
		return nil, err
	}
	c, err := drawer(f)
	if err == nil {
		c.Width = width
	}
	return c, err
}

func draw(f *result.Folder, p picture, file string, width int) error {
	drawn, err := p.drawn(f, width)
	if err != nil {
		return err
	}
	write, err := drawn.Encoder(file)
	if err != nil {
		return err
	}
	return f.SaveChart(file, write)
}
