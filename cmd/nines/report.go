package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"nines/experiments/result"
	"nines/sim/stat"
	"nines/sim/unit"
)

// report is what a results folder has to say on a terminal. It is made from the folder alone, whether the numbers were
// computed a moment or a year ago.
type report struct {
	folder     *result.Folder
	recipe     *recipe
	summary    result.Summary
	histograms []result.HistogramRow // of a run
	compared   []result.CompareRow   // of a comparison
	effects    []result.EffectRow    // of a sweep that is laid for them
	choices    []result.ChoiceRow    // of one that finds the best
	looked     []result.PlanRow      // of a plan, as are
	worths     []result.WorthRow
	runways    []result.Runway // where demand grows
	ink        paint
}

func (a *app) readReport(f *result.Folder) (*report, error) {
	r := &report{folder: f, ink: a.ink}
	var err error
	if r.recipe, err = readRecipe(f); err != nil {
		return nil, err
	}
	if r.summary, err = f.Summary(); err != nil {
		return nil, err
	}
	if f.Holds(result.Runways.File()) {
		rows, err := result.Load(f, result.Runways)
		if err != nil {
			return nil, err
		}
		r.runways = result.RunwaysOf(rows)
	}
	switch f.Manifest.Verb {
	case "run":
		r.histograms, err = result.Load(f, result.Histograms)
	case "sweep":
		if f.Holds(result.Effects.File()) {
			r.effects, err = result.Load(f, result.Effects)
		}
	case "compare":
		if r.compared, err = result.Load(f, result.Comparisons); err == nil && f.Holds(result.Choices.File()) {
			r.choices, err = result.Load(f, result.Choices)
		}
	case "plan":
		if r.looked, err = result.Load(f, result.Plans); err == nil {
			r.worths, err = result.Load(f, result.Worths)
		}
	}
	return r, err
}

// print writes a results folder to stdout and its warnings to stderr, and returns the verdict as an error.
func (a *app) print(f *result.Folder, format string) error {
	r, err := a.readReport(f)
	if err != nil {
		return err
	}
	if err := r.write(a.out, format); err != nil {
		return err
	}
	if err := a.flush(); err != nil {
		return err
	}
	for _, w := range r.summary.Warnings {
		a.warn("%s", w)
	}
	if a.verbose {
		a.details(r)
	}
	return asVerdict(r.code())
}

// details tells the warnings of all estimates, not only of the headlines.
func (a *app) details(r *report) {
	for _, e := range r.summary.Estimates {
		for _, w := range e.Warnings {
			a.say("note: %s of %s: %s", e.Metric, e.Scope, w)
		}
	}
	m := r.folder.Manifest
	a.say("note: %s; %s in %s", strings.Join(m.Command, " "), plural(m.Replications, "replication"),
		unit.Duration(m.Finished.Sub(m.Started).Seconds()).Human())
}

// write writes the summary in one of summaryFormats.
func (r *report) write(w io.Writer, format string) error {
	compared, plans := r.folder.Manifest.Verb == "compare", r.folder.Manifest.Verb == "plan"
	switch {
	case format == "json" && compared:
		return result.Comparisons.EncodeJSON(w, slices.Values(r.compared))
	case format == "csv" && compared:
		return r.copyFile(w, result.Comparisons.File())
	case format == "json" && plans:
		return result.Plans.EncodeJSON(w, slices.Values(r.looked))
	case format == "csv" && plans:
		return r.copyFile(w, result.Plans.File())
	case format == "json":
		return r.copyFile(w, result.SummaryFile)
	case format == "csv":
		return r.copyFile(w, result.Estimates.File())
	}
	if format == "md" {
		plain := *r
		plain.ink = false
		return plain.writeMarkdown(w)
	}
	switch r.folder.Manifest.Verb {
	case "sweep":
		return r.writeSweep(w)
	case "compare":
		return r.writeComparison(w)
	case "plan":
		return r.writePlan(w)
	}
	return r.writeRun(w)
}

func (r *report) copyFile(w io.Writer, name string) error {
	data, err := r.folder.Read(name)
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

// code is the verdict, told from the folder: of a run its objectives and precision, of a comparison whether the
// differences are known as well as asked. A sweep has none.
func (r *report) code() int {
	undecided := r.folder.Manifest.Status != result.Finished
	switch r.folder.Manifest.Verb {
	case "sweep":
		return map[bool]int{true: exitUndecided}[undecided]
	case "compare":
		return map[bool]int{true: exitUndecided}[undecided || !r.settled() || !r.resolved()]
	case "plan":
		return r.planCode()
	}
	code := exitDone
	for _, e := range r.summary.Estimates {
		switch e.SLOVerdict {
		case result.Violated:
			return exitViolated
		case result.Undecided:
			undecided = true
		case result.OnAverage:
			code = exitOnAverage
		}
	}
	if undecided || !r.precise() {
		return exitUndecided
	}
	return code
}

// precise reports whether the precision that was asked for, if any, was reached. Of a share of success the relative
// error of the failures counts.
func (r *report) precise() bool { return r.preciseIn(r.summary.Estimates) }

// preciseIn is precise of the first configuration among the estimates.
func (r *report) preciseIn(estimates []result.Estimate) bool {
	lacks := func(g goalText) bool { return !r.reaches(g, findIn(estimates, g.Metric, g.Scope)) }
	return !slices.ContainsFunc(r.recipe.goals(), lacks)
}

// reaches reports whether an estimate is as precise as was asked for.
func (r *report) reaches(g goalText, e *result.Estimate) bool {
	if e == nil {
		return false
	}
	x := stat.Estimate{N: r.folder.Manifest.Replications, Point: e.Mean, Low: e.Low, High: e.High}
	if m, _ := result.FindMetric(e.Metric, e.Scope); m.OfSuccess() {
		x.Point, x.Low, x.High = m.Lost(e.Mean), m.Lost(e.High), m.Lost(e.Low)
	}
	return stat.Precision{Relative: float64(g.Relative), Min: int(r.recipe.Run.Replications.Min)}.Met(x)
}

// find returns the estimate of a metric of a scope, or of any scope where that is "", in the first configuration; nil
// if there is none.
func (r *report) find(metric, scope string) *result.Estimate {
	return findIn(r.summary.Estimates, metric, scope)
}

func findIn(all []result.Estimate, metric, scope string) *result.Estimate {
	for i := range all {
		if e := &all[i]; e.Metric == metric && (e.Scope == scope || scope == "") {
			return e
		}
	}
	return nil
}

// kindAndName are the kind and the name of a scope, without whose it is: "fault:crash@api" is a "fault", "crash".
func kindAndName(scope string) (kind, name string) {
	kind, name, _ = strings.Cut(scope, ":")
	name, _, _ = strings.Cut(name, "@")
	return kind, name
}

// nameIn is what a scope is about: "crash" of "fault:crash@api".
func nameIn(scope string) string {
	_, name := kindAndName(scope)
	return name
}

// scopesOf lists the names of one kind of scope in the order in which they stand: "service" gives "api", "store".
func scopesOf(all []result.Estimate, kind string) []string {
	var names []string
	for _, e := range all {
		if k, name := kindAndName(e.Scope); k == kind && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// mainScope is that of the service that the folder is about first of all.
func (r *report) mainScope() string {
	if s := r.folder.Manifest.Service; s != "" {
		return s
	}
	if names := r.services(); len(names) > 0 {
		return "service:" + names[0]
	}
	return "fleet"
}

// scopeFor is the main scope, or that of the service that users send to where the metric is not measured for the main
// one: what is said of requests there.
func (r *report) scopeFor(metric string) string {
	main, entry := r.mainScope(), r.folder.Manifest.Entry
	if r.find(metric, main) == nil && entry != "" && r.find(metric, entry) != nil {
		return entry
	}
	return main
}

// services are the names of all, that which the folder is about first of all before the others.
func (r *report) services() []string {
	names := scopesOf(r.summary.Estimates, "service")
	main := strings.TrimPrefix(r.folder.Manifest.Service, "service:")
	if i := slices.Index(names, main); i > 0 {
		names = slices.Insert(slices.Delete(names, i, i+1), 0, main)
	}
	return names
}

// several reports whether there are several services, which then have to be named.
func (r *report) several() bool { return len(r.services()) > 1 }

// named is the name of the service of a scope with a blank, where there are several: "shop ".
func (r *report) named(scope string) string {
	if name, of := strings.CutPrefix(scope, "service:"); of && r.several() {
		return name + " "
	}
	return ""
}

// wordsOf is what a metric is called, with its service where there are several: "downtime of shop".
func (r *report) wordsOf(metric, scope string) string {
	words := result.Words(metric)
	if name := strings.TrimSpace(r.named(scope)); name != "" {
		words += " of " + name
	}
	return words
}

// confidence is that of the intervals, "95 %".
func (r *report) confidence() string { return unit.Ratio(r.folder.Manifest.Confidence).Percent() }

// closing says where the results are and what to do next.
func (r *report) closing(w io.Writer) error {
	if text := r.recipe.foundWarmup(); text != "" {
		paragraph(w, "", "note: "+cleaned(text))
	}
	_, err := fmt.Fprintf(w, "\nresults: %s   next: nines report %s\n", cleaned(slashed(r.folder.Dir())),
		cleaned(r.folder.Dir()))
	return err
}
