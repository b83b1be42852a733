package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"nines/experiments/result"
	"nines/experiments/scenario"
)

// plan reads what the folder's sweep or comparison was about.
func (r *report) plan() (*scenario.Study, error) {
	path := r.folder.Path(result.PlanFile)
	document, err := scenario.Open(path)
	var study *scenario.Study
	switch {
	case err != nil:
	case r.folder.Manifest.Verb == "sweep":
		study, err = document.Sweep()
	default:
		study, err = document.Comparison()
	}
	if problems, ok := err.(scenario.Problems); ok {
		return nil, &result.FolderError{Path: path, Reason: problems[0].Message}
	}
	return study, err
}

// writeSweep writes one row for each point.
func (r *report) writeSweep(w io.Writer, format string) error {
	plan, err := r.plan()
	if err != nil {
		return err
	}
	points := r.configurations()
	table := r.sweepTable(plan, points)
	if format == "md" {
		return table.write(w, "md", r.ink)
	}
	fmt.Fprintf(w, "%s\n%s, up to %s each, intervals at %s\n\n", r.ink.bold(r.recipe.headline(r.folder.Manifest.Seed)),
		plural(len(points), "point"), plural(r.folder.Manifest.Replications, "replication"), r.confidence())
	if err := table.text(w, "  ", r.ink); err != nil {
		return err
	}
	fmt.Fprintf(w, "\nnote: %s\n", blindness[r.recipe.fidelity()])
	return r.closing(w)
}

func (r *report) sweepTable(plan *scenario.Study, points [][]result.Estimate) *grid {
	g := &grid{}
	for _, v := range plan.Vary {
		g.header = append(g.header, v.Label)
	}
	columns := r.columnsOf(plan.Metrics)
	for _, c := range columns {
		g.header = append(g.header, c.title)
	}
	judged := slices.ContainsFunc(r.summary.Estimates, func(e result.Estimate) bool { return e.SLOVerdict != result.None })
	if judged {
		g.header = append(g.header, "SLO")
	}
	for _, point := range points {
		var row []string
		for _, p := range point[0].Params {
			row = append(row, p.Value)
		}
		for _, c := range columns {
			row = append(row, plusMinus(findIn(point, c.metric, c.scope)))
		}
		if judged {
			row = append(row, r.marks(point))
		}
		g.add(row...)
	}
	return g
}

// column is a metric of a scope in a table of points.
type column struct{ metric, scope, title string }

// columnsOf lists where the metrics of a plan are measured. The fleet or the services stand for metrics that smaller
// scopes have as well.
func (r *report) columnsOf(metrics []string) []column {
	var columns []column
	for _, metric := range metrics {
		var scopes []string
		for _, e := range r.summary.Estimates {
			if e.Metric == metric && !slices.Contains(scopes, e.Scope) {
				scopes = append(scopes, e.Scope)
			}
		}
		if slices.Contains(scopes, "fleet") {
			scopes = []string{"fleet"}
		}
		for _, scope := range scopes {
			c := column{metric, scope, titled(metric)}
			if len(scopes) > 1 {
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
	for _, text := range r.recipe.SLO {
		o := objective{objectiveText: text}
		for _, e := range point {
			scope, name, _ := strings.Cut(e.Scope, "@")
			if e.Metric == "slo_met" && name == o.name() && (o.Scope == "" || o.Scope == scope) {
				marks = append(marks, r.mark(e.SLOVerdict))
				break
			}
		}
	}
	return strings.Join(marks, " ")
}

// plusMinus writes an estimate with the farther end of its interval, "99.9712 ± 0.0020 %", or with both where they lie
// unevenly around it: "28.6 (3.1 – 166) min/y".
func plusMinus(e *result.Estimate) string {
	if e == nil {
		return "–"
	}
	point, interval := pointAndInterval(e)
	half := math.Max(e.High-e.Mean, e.Mean-e.Low)
	if interval == "" || math.IsInf(half, 0) {
		return point
	}
	s := scaleFor(e.Unit, e.Mean).resolving(e.Low, e.High)
	if lopsided := 1.5; half > lopsided*math.Min(e.High-e.Mean, e.Mean-e.Low) {
		return s.number(e.Mean) + " (" + s.number(e.Low) + " – " + s.number(e.High) + ")" + s.suffix
	}
	return s.number(e.Mean) + " ± " + s.number(half) + s.suffix
}
