package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"nines/experiments/incident"
	"nines/experiments/result"
	"nines/experiments/scenario"
	"nines/plots"
	"nines/sim/fit"
	"nines/sim/unit"
)

// fitting is what the verb is asked for.
type fitting struct {
	read                   incident.Options
	columns                []string // as meaning=heading
	zone, unit, confidence string
	charts                 string
	format, out            string
	rounds                 uint
	seed                   uint64
	most                   int
	force                  bool
	share                  float64 // the confidence, parsed
	given                  string  // the flags that say how to read and to fit
}

// fitFormats are the forms of what was fitted: yaml is a scenario, faults its section of that name for another one.
var fitFormats = []string{"text", "yaml", "faults", "csv"}

func (a *app) fitVerb() *cobra.Command {
	f := &fitting{}
	cmd := &cobra.Command{
		Use:   "fit CSV",
		Short: "Fit failure and repair laws to a record of incidents",
		Long: `Fit failure and repair laws to a record of incidents, a spreadsheet saved as CSV.

For each cause the durations, and the times from the end of one incident to the start of the next, are fitted by maximum
likelihood to every family that makes sense; what is still open counts as cut. A law is taken whose mean is that of the
sample within a factor of two, which no goodness of fit refutes (Anderson and Darling, parametric bootstrap), and which
has the least AIC; of those within 2 of it, the one with the fewest parameters. --out writes it as a scenario that is
ready to run, with samples that no law fits as files and a quantile chart for each cause; --format faults prints the
section faults for a scenario of yours.

Columns are recognized by headings such as start, end, duration, cause, service and target, or named with --column.
Odd rows are counted, and said with what was done about them. A row without an end is still open when the record ends,
unless it would outlast all others though more has begun since: then --open has to say what it is.`,
		Example: `  nines fit incidents.csv
  nines fit incidents.csv --service checkout --from 2025-01-01 --to 2026-01-01
  nines fit tickets.csv --column start=Began --column end=Resolved --dates day-first --zone Europe/Berlin
  nines fit incidents.csv --out fitted && nines run fitted/scenario.yaml`,
		Args: arguments(1, 1, "a CSV file of incidents"),
		RunE: func(cmd *cobra.Command, args []string) error {
			f.given = again(cmd, "out", "format", "charts", "force")
			if err := f.settle(); err != nil {
				return err
			}
			return a.fit(f, args[0])
		},
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&f.columns, "column", nil, "name a column, as in start=Began; repeatable")
	flags.StringArrayVar(&f.read.Services, "service", nil, "take the incidents of this service; repeatable")
	flags.StringArrayVar(&f.read.Causes, "cause", nil, "take those of this cause; repeatable")
	flags.StringArrayVar(&f.read.Targets, "target", nil, "take those of this target; repeatable")
	flags.StringVar(&f.read.From, "from", "", "begin the record here; the day of the first incident if not given")
	flags.StringVar(&f.read.To, "to", "", "end it here; the last end if not given")
	flags.StringVar(&f.read.Dates, "dates", "", "day-first, month-first or serial, where dates do not tell")
	flags.StringVar(&f.zone, "zone", "", "zone of times that name none, as in Europe/Berlin; UTC if not given")
	flags.StringVar(&f.unit, "unit", "", "unit of durations that are bare numbers, as in 1m")
	flags.BoolVar(&f.read.LeaveOut, "leave-out", false, "leave out rows that cannot be understood, and count them")
	flags.StringVar(&f.read.Open, "open", "", "lasting or unknown: what rows without an end are that seem forgotten")
	flags.IntVar(&f.most, "causes", 12, "causes to tell apart; the rarest beyond are put together")
	flags.StringVar(&f.confidence, "confidence", "95%", "confidence of the intervals of parameters")
	flags.UintVar(&f.rounds, "rounds", 99, "samples of the bootstrap that judges the fit; 0 for none")
	flags.Uint64Var(&f.seed, "seed", 1, "seed of the bootstrap")
	flags.StringVarP(&f.out, "out", "o", "", "folder to write the scenario, its files and charts into")
	flags.StringVar(&f.charts, "charts", "svg", "form of the charts that --out writes: svg or png")
	flags.BoolVar(&f.force, "force", false, "replace files that are there")
	formatFlag(cmd, &f.format, fitFormats)
	return cmd
}

// settle understands the flags.
func (f *fitting) settle() error {
	columns := map[string]*string{"start": &f.read.Columns.Start, "end": &f.read.Columns.End,
		"duration": &f.read.Columns.Duration, "cause": &f.read.Columns.Cause, "service": &f.read.Columns.Service,
		"target": &f.read.Columns.Target, "severity": &f.read.Columns.Severity}
	known := slices.Sorted(maps.Keys(columns))
	for _, text := range f.columns {
		meaning, heading, ok := strings.Cut(text, "=")
		if !ok || columns[meaning] == nil || heading == "" {
			return usage("write --column start=Began; what columns may mean: "+strings.Join(known, ", "),
				"--column %q names no column", text)
		}
		*columns[meaning] = heading
	}
	dates := []string{incident.DayFirst, incident.MonthFirst, incident.Serial}
	if f.read.Dates != "" && !slices.Contains(dates, f.read.Dates) {
		return usage(suggestion(f.read.Dates, dates, "forms of dates"), "unknown form of dates %q", f.read.Dates)
	}
	open := []string{incident.OpenLasting, incident.OpenUnknown}
	if f.read.Open != "" && !slices.Contains(open, f.read.Open) {
		return usage(suggestion(f.read.Open, open, "words for --open"), "--open %q has no meaning", f.read.Open)
	}
	zone, err := time.LoadLocation(f.zone)
	if err != nil || f.zone == "Local" {
		return usage("write a name of the time zone database, as in --zone Europe/Berlin", "there is no zone %q", f.zone)
	}
	f.read.Zone, f.read.Say = zone, asFlag
	if f.unit != "" {
		if f.read.Unit, err = unit.ParseDuration(f.unit); err != nil || f.read.Unit == 0 {
			return usage("write for example --unit 1m", "--unit %q is no duration", f.unit)
		}
	}
	share, err := unit.ParseRatio(f.confidence)
	if f.share = float64(share); err != nil || f.share < 0.5 || f.share > 0.9999 {
		return usage("write for example --confidence 95%", "--confidence %q is no share from 50%% to 99.99%%", f.confidence)
	}
	if f.most < 1 || f.most > 100 {
		return usage("write --causes 12, from 1 to 100", "--causes %d", f.most)
	}
	if f.rounds > 10_000 {
		return usage("write --rounds 99, at most 10000", "--rounds %d", f.rounds)
	}
	if err := checkFormat(f.charts, plots.Formats()); err != nil {
		return err
	}
	return checkFormat(f.format, fitFormats)
}

// asFlag is an option of those who read incidents as the flag that it is here.
func asFlag(option, value string) string {
	switch {
	case option == "columns":
		return "--column start=Began"
	case value == "":
		return "--" + option
	}
	return "--" + option + " " + value
}

// fit reads, fits and tells.
func (a *app) fit(f *fitting, path string) error {
	record, err := readIncidents(path, f.read)
	if err != nil {
		return err
	}
	for _, note := range record.Notes {
		a.warn("%s: %s", path, note)
	}
	if len(record.Incidents) == 0 {
		return &complaint{exitInput, fmt.Errorf("%s has no incidents to fit to", path),
			"add rows, or choose others with --service, --cause, --from and --to"}
	}
	var studies []*incident.Study
	for _, g := range record.Groups(f.most) {
		studies = append(studies, record.Study(g, fit.Options{Confidence: f.share, Rounds: int(f.rounds), Seed: f.seed}))
	}
	if f.out != "" {
		if err := a.writeFitted(f, record, studies, path); err != nil {
			return err
		}
	}
	switch f.format {
	case "yaml":
		_, err = io.WriteString(a.out, record.Snippet(filepath.Base(path), f.service(), studies, f.share, false))
		return err
	case "faults":
		_, err = io.WriteString(a.out, record.Faults(filepath.Base(path), studies, f.share))
		return err
	case "csv":
		return fitTable(studies).write(a.out, "csv", false)
	}
	return a.tellFits(f, record, studies, path)
}

// service is what the scenario calls what fails.
func (f *fitting) service() string {
	if len(f.read.Services) == 1 && scenario.IsName(f.read.Services[0]) {
		return f.read.Services[0]
	}
	return "service"
}

// readIncidents reads a file; what is wrong with it are scenario.Problems.
func readIncidents(path string, o incident.Options) (*incident.Record, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, &complaint{exitInput, fmt.Errorf("cannot read the incidents: %w", err), "name a CSV file"}
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil && info.IsDir() {
		return nil, &complaint{exitInput, fmt.Errorf("%s is a folder", path), "name a CSV file"}
	}
	record, bad := incident.Read(file, o)
	var problems scenario.Problems
	for _, p := range bad {
		problems = append(problems, scenario.Problem{File: path, Line: p.Line, Col: p.Col, Span: 1, Message: p.Message,
			Help: p.Help})
	}
	if problems != nil {
		return nil, problems
	}
	return record, nil
}

// writeFitted writes the scenario with its files, all or, if one is there already, none.
func (a *app) writeFitted(f *fitting, r *incident.Record, studies []*incident.Study, path string) error {
	files := incident.Files(studies)
	files["scenario.yaml"] = r.Snippet(filepath.Base(path), f.service(), studies, f.share, true)
	if err := os.MkdirAll(f.out, 0o777); err != nil {
		return unmade("folder", err)
	}
	names := slices.Sorted(maps.Keys(files))
	for _, name := range names {
		if _, err := os.Lstat(filepath.Join(f.out, name)); err == nil && !f.force {
			return usage("replace it with --force, or name another folder", "%s is there already",
				filepath.Join(f.out, name))
		}
	}
	if err := a.drawFitted(f, studies, path); err != nil {
		return err
	}
	for _, name := range names {
		err := result.WriteFile(filepath.Join(f.out, name), func(w io.Writer) error {
			_, err := io.WriteString(w, files[name])
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// drawFitted draws samples against the laws that come near them, those alone that are large enough to tell laws apart.
func (a *app) drawFitted(f *fitting, studies []*incident.Study, path string) error {
	for _, s := range studies {
		for what, c := range map[string]*incident.Choice{"durations": &s.Lasting, "gaps": &s.Between} {
			if len(c.Fits) < 2 {
				continue
			}
			q := plots.QuantilePlot{Title: fmt.Sprintf("%s: %s", s.Title(), map[string]string{
				"durations": "how long incidents last", "gaps": "time between incidents"}[what]),
				Footer: fmt.Sprintf("nines fit %s · %d seen whole, %d cut · nines %s", filepath.Base(path), c.Sample.Ended(),
					c.Sample.Len()-c.Sample.Ended(), toolVersion())}
			for _, x := range near(c) {
				fitted, observed := c.Sample.Quantiles(x.Law)
				label := x.Family
				if x == c.Fit {
					label += ", taken"
				}
				q.Laws = append(q.Laws, plots.QuantileSeries{Label: label, Fitted: fitted, Observed: observed})
			}
			chart, err := plots.Quantiles(q)
			if err != nil {
				return err
			}
			if err := plots.Save(chart, filepath.Join(f.out, s.Fault+"-"+what+"."+f.charts)); err != nil {
				return err
			}
		}
	}
	return nil
}

// near are the law that stands for a sample and the two others with the least AIC.
func near(c *incident.Choice) []*fit.Fit {
	laws := []*fit.Fit{c.Standing()}
	for _, x := range c.Fits {
		if x != laws[0] && len(laws) < 3 {
			laws = append(laws, x)
		}
	}
	return laws
}
