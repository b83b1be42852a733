package plots

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nines/experiments/result"
	"nines/sim/unit"
)

// precision draws how the mean of a metric and its interval settle as replications are added, with the precision that
// was asked for.
func precision(c *Chart, f *result.Folder, o Options) error {
	if len(c.all.keys) > 1 && o.Variant == "" && o.Point < 0 {
		return c.noData("it is of one configuration; name it by its point or its variant")
	}
	e, err := settled(c, f, o)
	if err != nil {
		return err
	}
	values, err := replicated(c, f, e)
	if err != nil {
		return err
	}
	label := c.all.naming().label(&e.Key)
	c.Title = fmt.Sprintf("%s as replications are added: %s", capital(measureOf(e).what), subject(&e.Key, e.Scope, label))
	c.Subtitle = fmt.Sprintf("Line: mean of the first n replications. Band: its %s interval, scaled from that of all by "+
		"number and scatter.", unit.Ratio(e.Confidence).Percent()) + c.oneOf()
	c.drawPrecision(e, values, goalOf(f, e))
	return nil
}

// settled is the estimate that the chart is about: of the metric asked for, else of the one whose precision decided
// when to stop, else of the first that people ask for.
func settled(c *Chart, f *result.Folder, o Options) (*result.Estimate, error) {
	metrics, scope := []string{"request_success", "availability", "node_availability"}, o.Scope
	if goal := f.Manifest.Precision; goal != nil && o.Metric == "" {
		metrics = []string{goal.Metric}
		if scope == "" {
			scope = goal.Scope
		}
	}
	if o.Metric != "" {
		metrics = []string{o.Metric}
	}
	rows, err := load(c, f, result.Estimates, "an estimate", func(r *result.Estimate) bool {
		return slices.Contains(metrics, r.Metric) && (scope == "" || r.Scope == scope) &&
			(o.Variant == "" || o.Variant == r.Variant) && (o.Point < 0 || o.Point == r.Point)
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(rows, func(a, b result.Estimate) int {
		return slices.Index(metrics, a.Metric) - slices.Index(metrics, b.Metric)
	})
	first := rows[0].Metric
	rows = slices.DeleteFunc(rows, func(r result.Estimate) bool { return r.Metric != first })
	scopeOf := func(r *result.Estimate) string { return r.Scope }
	if chosen := only(rows, serviceScope(rows, f, scope, scopeOf), scopeOf); len(chosen) > 0 {
		rows = chosen
	}
	return &rows[0], nil
}

// replicated are the values that the replications have, in their order.
func replicated(c *Chart, f *result.Folder, e *result.Estimate) (values []float64, err error) {
	if !f.Holds(result.LedgerFile) {
		return nil, c.noData("it needs the replications, and the folder has no " + result.LedgerFile)
	}
	m := measureOf(e)
	for row, err := range f.Replications() {
		if err != nil {
			return nil, err
		}
		if row.Metric != e.Metric || row.Scope != e.Scope || !row.SameConfiguration(&e.Key) || math.IsNaN(row.Value) {
			continue
		}
		if m.lacking {
			row.Value = 1 - row.Value
		}
		values = append(values, row.Value)
	}
	if len(values) < 3 {
		return nil, c.noData(fmt.Sprintf("it needs three replications with a value of %s, and there are %d", e.Metric,
			len(values)))
	}
	if slices.Max(values) == slices.Min(values) {
		return nil, c.noData("all replications have the same " + result.Words(e.Metric))
	}
	return values, nil
}

// goalOf is the relative precision that was asked for of an estimate; 0 if none was.
func goalOf(f *result.Folder, e *result.Estimate) float64 {
	goal := f.Manifest.Precision
	if goal != nil && goal.Metric == e.Metric && (goal.Scope == "" || goal.Scope == e.Scope) {
		return goal.Relative
	}
	return 0
}

// mostSteps is how many points a trace has.
const mostSteps = 300

// traceOf are the means of the first n values with their intervals, for n evenly spread on a logarithmic axis. The ends
// of the last are those of the estimate; those before are as far apart as their scatter and their number make them.
func traceOf(e *result.Estimate, values []float64) (trace []level) {
	last := measureOf(e).at(e, 0)
	mean, squares := 0.0, 0.0
	spread := make([]float64, len(values)) // standard error of the mean of the first n
	means := make([]float64, len(values))
	for i, v := range values {
		before := v - mean
		mean += before / float64(i+1)
		squares += before * (v - mean)
		means[i], spread[i] = mean, math.Sqrt(squares/math.Max(1, float64(i))/float64(i+1))
	}
	end := len(values) - 1
	above, below := (last.high-last.mean)/spread[end], (last.mean-last.low)/spread[end]
	n := 2
	for n <= len(values) {
		m, s := means[n-1], spread[n-1]
		trace = append(trace, level{float64(n), m, m - below*s, m + above*s})
		if n == len(values) {
			break
		}
		step := int(float64(n) * (math.Pow(float64(len(values))/2, 1.0/mostSteps) - 1))
		n = min(n+max(1, step), len(values))
	}
	return trace
}

func (c *Chart) drawPrecision(e *result.Estimate, values []float64, goal float64) {
	trace := traceOf(e, values)
	m := measureOf(e)
	final := trace[len(trace)-1].mean
	// The first few replications say little, and would take all the room.
	shown := slices.DeleteFunc(slices.Clone(trace), func(p level) bool { return p.x < float64(len(values))/8 })
	if goal > 0 {
		shown = append(shown, level{0, final, final * (1 - goal), final * (1 + goal)})
	}
	low, high, ticks, label := m.linear(shown)
	c.xAxis(2, float64(len(values)), logTicks(minLabelDistanceX, unit.SI), "replications (logarithmic)")
	c.plot.X.Scale = logScale{}
	c.yAxis(low, high, ticks, label)
	var line, bottom, top []at
	for _, p := range trace {
		line = append(line, at{p.x, p.mean})
		bottom, top = append(bottom, at{p.x, p.low}), append(top, at{p.x, p.high})
	}
	blue := categories[0]
	interval := band{bottom, top, faded(blue, 0.2)}
	mean := curve{line, draw.LineStyle{Color: blue, Width: 1.8}}
	c.add(interval, mean)
	c.legend.add("mean", mean)
	c.legend.add("interval", interval)
	if goal > 0 {
		style := draw.LineStyle{Color: categories[2], Width: 1.1, Dashes: []vg.Length{5, 2.5}}
		c.add(rule{at: final * (1 - goal), style: style}, rule{at: final * (1 + goal), style: style})
		c.legend.add("±"+unit.Ratio(goal).Percent()+" of the last, as the scenario asks of a run", rule{style: style})
	}
}
