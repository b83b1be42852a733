package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nines/experiments/result"
	"nines/sim/unit"
)

// sweep draws a metric of every point against a parameter that was varied.
func sweep(c *Chart, f *result.Folder, o Options) error {
	rows, err := sweptRows(c, f, o)
	if err != nil {
		return err
	}
	scope, m := rows[0].Scope, measureOf(&rows[0])
	axis, err := sweptAxis(c, rows, o.Against)
	if err != nil {
		return err
	}
	values := len(axis.values)
	axis = axis.sampled(c.all)
	rows = axis.among(rows)
	shown, all := curvesAlong(c, rows, axis, m)
	c.Title = fmt.Sprintf("%s against %s: %s", capital(m.what), axis.name, subject(&rows[0].Key, scope, ""))
	c.Subtitle = meansAlong(rows, axis) +
		fewer(len(axis.values), values, "values", c.all.chosen(), result.Estimates.File()) +
		fewer(len(shown), all, "curves", c.all.chosen(), result.Estimates.File())
	if !axis.scattered {
		c.key.heading = c.all.naming().without(axis.path).heading()
	}
	bound, height, err := m.objective(f, scope)
	if err != nil {
		return err
	}
	if !math.IsNaN(height) {
		slo := rule{at: height, style: objectiveStyle}
		c.add(slo)
		defer c.key.add("objective "+bound.said, "", slo) // below the series
	}
	return c.drawSweep(shown, axis, m, height)
}

// meansAlong says what points and intervals along an axis are.
func meansAlong(rows []result.Estimate, axis sweptParam) string {
	intervals := "bands"
	if axis.isolated() {
		intervals = "whiskers"
	}
	said := fmt.Sprintf("Points: means over %s; %s: %s confidence intervals.",
		replicationsOf(rows, func(r *result.Estimate) int { return r.N }), intervals,
		unit.Ratio(rows[0].Confidence).Percent())
	if axis.scattered {
		said += " The other parameters change from point to point as well."
	}
	return said
}

// curvesAlong are the curves of a metric along an axis, as many as can be told apart, and how many there are.
func curvesAlong(c *Chart, rows []result.Estimate, axis sweptParam, m measure) (shown []levels, all int) {
	series := seriesAlong(c, rows, axis, m)
	return sampleWith(series, maxSeries, placesOf(series, func(s *levels) bool { return s.vital })), len(series)
}

// sweptRows are the estimates of one metric of one scope: the metric asked for, else the first that the sweep was asked
// for, else that whose nines a plan has counted, else the loss of a service.
func sweptRows(c *Chart, f *result.Folder, o Options) ([]result.Estimate, error) {
	if o.Metric != "" {
		return metricRows(c, f, o.Metric, o.Scope)
	}
	asked, err := measuredBy(f)
	if err != nil {
		return nil, err
	}
	metrics := slices.Concat(f.Manifest.Metrics, losses)
	if asked != "" && len(f.Manifest.Metrics) == 0 {
		metrics = append([]string{asked}, metrics...)
	}
	var missing error
	for _, metric := range metrics {
		metric, scope := result.CutScope(metric)
		rows, err := metricRows(c, f, metric, cmp.Or(o.Scope, scope))
		if err == nil {
			return rows, nil
		}
		missing = cmp.Or(missing, err)
	}
	return nil, missing
}

// metricRows are the estimates of a metric of one scope: of the one asked for, else of the main one.
func metricRows(c *Chart, f *result.Folder, metric, asked string) ([]result.Estimate, error) {
	want := "estimates of " + metric
	if asked != "" {
		want += " of " + asked
	}
	rows, err := load(c, f, result.Estimates, want, func(r *result.Estimate) bool {
		return r.Metric == metric && (asked == "" || r.Scope == asked)
	})
	if err != nil {
		return nil, err
	}
	return only(rows, mainScope(rows, f, asked), scopeOfEstimate), nil
}

// mainScope is the scope asked for, else that of the folder's main service, of the one that users send to, of the
// fleet, or of the first row.
func mainScope(rows []result.Estimate, f *result.Folder, asked string) string {
	for _, scope := range []string{asked, f.Manifest.Service, f.Manifest.Entry, "fleet"} {
		if slices.ContainsFunc(rows, func(r result.Estimate) bool { return r.Scope == scope }) {
			return scope
		}
	}
	return rows[0].Scope
}

// losses are the metrics of a sweep that nobody asked a metric of, the preferred one first.
var losses = []string{"unavailability", "availability", "request_success"}

// objective is what objectives allow the metric, for a line across the chart at height.
func (m measure) objective(f *result.Folder, scope string) (bound allowance, height float64, err error) {
	if !m.lacking && !slices.Contains(timely, m.metric) {
		return bound, math.NaN(), nil
	}
	bound, err = allowed(f, m.metric, scope, nil)
	if m.metric == "downtime" {
		return bound, bound.loss * year, err
	}
	return bound, bound.loss, err
}

// levels is one curve.
type levels struct {
	label  string
	points []level
	vital  bool // no sample may leave it out
}

// seriesAlong makes one series for every combination of variant and parameters other than the axis's, sorted by x.
func seriesAlong(c *Chart, rows []result.Estimate, axis sweptParam, m measure) (series []levels) {
	others := c.all.naming().without(axis.path)
	for i := range rows {
		label := others.values(&rows[i].Key)
		if axis.scattered {
			label = rows[i].Variant
		}
		n := slices.IndexFunc(series, func(s levels) bool { return s.label == label })
		if n < 0 {
			n = len(series)
			series = append(series, levels{label: label})
		}
		series[n].vital = series[n].vital || c.all.isVital(&rows[i].Key)
		value, _ := rows[i].Param(axis.path)
		series[n].points = append(series[n].points, m.at(&rows[i], axis.position(value)))
	}
	for _, s := range series {
		slices.SortStableFunc(s.points, func(a, b level) int { return cmp.Compare(a.x, b.x) })
	}
	return series
}

// drawSweep draws curves on an axis that has room for the height of an objective; NaN: there is none.
func (c *Chart) drawSweep(series []levels, axis sweptParam, m measure, height float64) error {
	var points []level
	for _, s := range series {
		points = append(points, s.points...)
	}
	axis.set(c)
	floor := math.Inf(-1)
	if m.logarithmic(points) {
		low, high, _ := m.logarithmicRange(points, height)
		if slices.ContainsFunc(points, level.none) {
			low = roundLog(low/2, false)
			c.Subtitle += " Triangles: nothing seen, at most as much as where they stand."
		}
		c.yAxis(low, high, m.logTicks(minLabelDistanceY), m.logLabel())
		c.plot.Y.Scale, floor = logScale{}, low
	} else {
		if m.lacking || m.metric == "unavailability" {
			return c.noData("no replication of any point lost anything, so there is nothing to put on a logarithmic axis")
		}
		c.yAxis(m.linear(append(points, level{mean: height, low: height, high: height}))) // NaN takes no room
	}
	c.Subtitle += coinciding(series, c.plot.Y)
	for i, s := range series {
		c.nameLevels(s.label, i, len(series), axis)
	}
	for _, i := range layered(len(series)) {
		c.addLevels(series[i], i, len(series), axis, floor)
	}
	return nil
}

// addLevels draws one series above the floor of its axis (−Inf: it has none). Intervals are a band along a numeric
// axis, and whiskers where there is nothing to connect.
func (c *Chart) addLevels(s levels, i, n int, axis sweptParam, floor float64) {
	look := lookOf(i)
	var means, lows, highs, none []at
	for _, p := range s.points {
		x := p.x
		if axis.nominal() {
			x += 0.5 * (float64(i) - float64(n-1)/2) / float64(n) // side by side
		}
		if logarithmic := !math.IsInf(floor, -1); logarithmic && p.none() {
			none = append(none, at{x, boundOr(p.high, floor)})
			p = level{x, math.NaN(), math.NaN(), math.NaN()}
		}
		means = append(means, at{x, p.mean})
		lows = append(lows, at{x, math.Max(p.low, floor)}) // Max keeps NaN
		highs = append(highs, at{x, p.high})
	}
	c.addIntervals(lows, highs, look, axis)
	if !axis.isolated() {
		c.add(curve{means, look.line()})
	}
	c.add(dots{means, markOf(look, i, n)},
		dots{none, draw.GlyphStyle{Color: look.color, Radius: nested(3.5, i, n), Shape: downward{}}})
}

// addIntervals draws a band where neighbors have intervals, and whiskers where a point stands alone.
func (c *Chart) addIntervals(lows, highs []at, look look, axis sweptParam) {
	if !axis.isolated() {
		c.add(band{lows, highs, faded(look.color, 0.16)})
	}
	known := func(i int) bool { return i >= 0 && i < len(lows) && lows[i].finite() && highs[i].finite() }
	for i := range lows {
		if axis.isolated() || known(i) && !known(i-1) && !known(i+1) {
			c.add(whisker{lows[i], highs[i], draw.LineStyle{Color: look.color, Width: 1.1}})
		}
	}
}

// boundOr is a bound, or the floor where nothing bounds what was not seen.
func boundOr(high, floor float64) float64 {
	if math.IsNaN(high) || math.IsInf(high, 1) {
		return floor
	}
	return math.Max(high, floor)
}

// coinciding says which series cannot be told apart on an axis: everywhere within half a percent of its height.
func coinciding(series []levels, axis plot.Axis) string {
	same := func(a, b levels) bool {
		return slices.EqualFunc(a.points, b.points, func(p, q level) bool {
			return p.x == q.x && p.none() == q.none() &&
				math.Abs(axis.Norm(p.mean)-axis.Norm(q.mean)) < 0.005
		})
	}
	var said []string
	told := make([]bool, len(series))
	for i, s := range series {
		alike := []string{s.label}
		for j := i + 1; j < len(series) && !told[i]; j++ {
			if !told[j] && same(s, series[j]) {
				told[j] = true
				alike = append(alike, series[j].label)
			}
		}
		if len(alike) > 1 {
			said = append(said, strings.Join(alike, " and "))
		}
	}
	if said == nil {
		return ""
	}
	return " These coincide: " + strings.Join(said, "; ") + "."
}

func (c *Chart) nameLevels(label string, i, n int, axis sweptParam) {
	look := lookOf(i)
	mark := dots{style: markOf(look, i, n)}
	switch {
	case label == "":
	case axis.isolated():
		c.key.add(label, "", mark)
	default:
		c.key.add(label, "", both{curve{style: look.line()}, mark})
	}
}

func markOf(look look, i, n int) draw.GlyphStyle {
	return draw.GlyphStyle{Color: look.color, Radius: nested(2.2, i, n), Shape: look.glyph}
}

// nested makes the marks of earlier series larger, so that none hides another at the same place.
func nested(least vg.Length, i, n int) vg.Length { return least + 0.9*vg.Length(min(n-1-i, 3)) }

// replicationsOf says how many replications rows rest on, "40 to 203 replications" where they differ; n is how many one
// of them does.
func replicationsOf[R any](rows []R, n func(*R) int) string {
	least, most := math.MaxInt, 0
	for i := range rows {
		least, most = min(least, n(&rows[i])), max(most, n(&rows[i]))
	}
	if least == most {
		return unit.Plural(most, "replication")
	}
	return fmt.Sprintf("%d to %d replications", least, most)
}
