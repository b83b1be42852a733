package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"nines/experiments/result"
	"nines/experiments/scenario"
)

// sweep is what the folder of a sweep was about.
func (r *report) sweep() (*scenario.Sweep, error) { return studied(r, (*scenario.Document).Sweep) }

// comparison is what the folder of a comparison was about.
func (r *report) comparison() (*scenario.Comparison, error) {
	return studied(r, (*scenario.Document).Comparison)
}

// plan is what the folder of a plan was about.
func (r *report) plan() (*scenario.Plan, error) { return studied(r, (*scenario.Document).Planning) }

// studied reads the document of a study in a folder.
func studied[S any](r *report, read func(*scenario.Document) (S, error)) (study S, err error) {
	path := r.folder.Path(result.PlanFile)
	document, err := scenario.Open(path)
	if err == nil {
		study, err = read(document)
	}
	if problems, ok := err.(scenario.Problems); ok {
		err = &result.FolderError{Path: path, Reason: problems[0].Message}
	}
	return study, err
}

// writeSweep writes one row for each point.
func (r *report) writeSweep(w io.Writer) error {
	sweep, err := r.sweep()
	if err != nil {
		return err
	}
	points := r.configurations()
	table := r.sweepTable(sweep, points)
	fmt.Fprintf(w, "%s\n%s, up to %s each, intervals at %s\n\n", r.ink.bold(r.recipe.headline(r.folder.Manifest.Seed)),
		plural(len(points), "point"), plural(r.folder.Manifest.Replications, "replication"), r.confidence())
	if r.forInputs() {
		if err := r.writeInputs(w); err != nil {
			return err
		}
	} else if r.effects != nil {
		if err := r.writeEffects(w); err != nil {
			return err
		}
	} else if err := r.fitted(w, table); err != nil {
		return err
	}
	if err := r.writeRunways(w, r.runwaysOfSweep(table.names)); err != nil {
		return err
	}
	if sweep.Broken {
		fmt.Fprintln(w)
		for _, line := range r.breaks(table.names, points) {
			paragraph(w, "", line)
		}
	}
	fmt.Fprintln(w)
	r.writeNotes(w, slices.ContainsFunc(table.columns, column.ofMTTDL))
	return r.closing(w)
}

// breaks say of each row of points along the last dimension up to where its objectives hold.
func (r *report) breaks(names []string, points [][]result.Estimate) (lines []string) {
	row := func(point []result.Estimate) string {
		var before []string
		params := point[0].Params
		for i, p := range params[:len(params)-1] {
			before = append(before, names[i]+" "+p.Value)
		}
		return strings.Join(before, ", ")
	}
	last := func(point []result.Estimate) string { return point[0].Params[len(point[0].Params)-1].Value }
	for i := 0; i < len(points); {
		j := i
		for j < len(points) && row(points[j]) == row(points[i]) {
			j++
		}
		violated := slices.Contains(r.pointVerdicts(points[j-1]), result.Violated)
		line := "Nothing breaks up to " + last(points[j-1])
		switch {
		case violated && j-1 > i:
			line = fmt.Sprintf("No objective is seen to break up to %s; at %s one is violated", last(points[j-2]),
				last(points[j-1]))
		case violated:
			line = fmt.Sprintf("An objective is violated at %s already", last(points[i]))
		}
		if of := row(points[i]); of != "" {
			line = of + ": " + strings.ToLower(line[:1]) + line[1:]
		}
		lines, i = append(lines, line+"."), j
	}
	return lines
}

// fitted writes a table that fits the page, and what it left out.
func (r *report) fitted(w io.Writer, table *metricTable) error {
	g, left := table.fitted(mostWide)
	if err := g.text(w, "  ", r.ink); err != nil {
		return err
	}
	if left != "" {
		paragraph(w, "  ", left+" (--format csv has all)")
	}
	if slices.ContainsFunc(table.rows, metricRow.neverUp) {
		paragraph(w, "  ", starred)
	}
	return nil
}

// starred says what a star in a cell means.
const starred = "*: never up, since less is installed than the service asks for"

// neverUp reports a row with a service that is never up.
func (row metricRow) neverUp() bool {
	return slices.ContainsFunc(row.estimates, func(e *result.Estimate) bool { return e != nil && neverUp(e) })
}

func (r *report) sweepTable(sweep *scenario.Sweep, points [][]result.Estimate) *metricTable {
	t := &metricTable{columns: metricColumns(r.columnsOf(sweep.Metrics), points),
		names: result.AxisNames(r.folder.Manifest.Axes)}
	judged := func(e result.Estimate) bool { return e.SLOVerdict != result.None }
	t.marked = slices.ContainsFunc(r.summary.Estimates, judged)
	for _, point := range points {
		row := t.row(point)
		for _, p := range point[0].Params[:len(sweep.Vary)] { // behind them may stand the seed of the point
			row.names = append(row.names, p.Value)
		}
		row.marks = r.marks(point)
		t.rows = append(t.rows, row)
	}
	return t
}

// row is what the columns have of one configuration.
func (t *metricTable) row(point []result.Estimate) (row metricRow) {
	for _, c := range t.columns {
		row.estimates = append(row.estimates, findIn(point, c.metric, c.scope))
	}
	return row
}

// columnsOf lists where the metrics of a sweep are measured, of each metric for the main service first.
func (r *report) columnsOf(metrics []string) []column {
	var columns []column
	for _, text := range metrics {
		metric, asked := result.CutScope(text)
		scopes := result.ScopesOf(metric, asked, r.summary.Estimates)
		if i := slices.Index(scopes, r.scopeFor(metric)); i > 0 {
			scopes = slices.Insert(slices.Delete(scopes, i, i+1), 0, r.scopeFor(metric))
		}
		for _, scope := range scopes {
			c := column{metric: metric, scope: scope, title: r.wordsOf(metric, scope)}
			if c.title == result.Words(metric) && (len(scopes) > 1 || asked != "") {
				c.title += " " + scope
			}
			columns = append(columns, c)
		}
	}
	return columns
}

// configurations splits the estimates by point; they stand in the order of points.
func (r *report) configurations() [][]result.Estimate {
	var points [][]result.Estimate
	for i, e := range r.summary.Estimates {
		if i == 0 || !e.SameConfiguration(&r.summary.Estimates[i-1].Key) {
			points = append(points, nil)
		}
		points[len(points)-1] = append(points[len(points)-1], e)
	}
	return points
}

// marks are the verdicts of a point, in the order in which the scenario states its objectives.
func (r *report) marks(point []result.Estimate) string {
	var marks []string
	for _, v := range r.pointVerdicts(point) {
		marks = append(marks, r.mark(v))
	}
	return strings.Join(marks, " ")
}

// pointVerdicts are the verdicts of a point, in the order in which the scenario states its objectives.
func (r *report) pointVerdicts(point []result.Estimate) (all []result.Verdict) {
	for _, text := range r.recipe.SLO {
		o := objective{objectiveText: text}
		for _, e := range point {
			scope, named := strings.CutSuffix(e.Scope, "@"+o.name())
			if e.Metric == "slo_met" && named && (o.Scope == "" || o.Scope == scope) {
				all = append(all, e.SLOVerdict)
				break
			}
		}
	}
	return all
}
