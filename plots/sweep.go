package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nines/experiments/result"
	"nines/sim/unit"
)

// sweep draws unavailability, on a logarithmic axis, against a parameter that was varied.
func sweep(c *Chart, f *result.Folder, o Options) error {
	rows, err := lossRows(c, f, o)
	if err != nil {
		return err
	}
	scope := rows[0].Scope
	axis, err := sweptAxis(c, rows, o.Against)
	if err != nil {
		return err
	}
	values := len(axis.values)
	axis = axis.sampled()
	rows = slices.DeleteFunc(rows, func(r result.Estimate) bool { return !axis.has(&r.Key) })
	series := seriesAlong(c, rows, axis)
	shown := sample(series, maxSeries)
	bound, err := allowed(f, scope, nil)
	if err != nil {
		return err
	}
	what := "unavailability"
	if rows[0].Metric == "request_success" {
		what, bound = "share of requests lost", math.NaN()
	}
	c.Title = fmt.Sprintf("%s against %s: %s", capital(what), axis.name, subject(&rows[0].Key, scope, ""))
	intervals := "bands"
	if axis.isolated() {
		intervals = "whiskers"
	}
	c.Subtitle = fmt.Sprintf("Points: means over %s; %s: %s confidence intervals.%s%s", replicationsOf(rows), intervals,
		unit.Ratio(rows[0].Confidence).Percent(),
		fewer(len(axis.values), values, "values", "evenly chosen", result.Estimates.File()),
		fewer(len(shown), len(series), "curves", "evenly chosen", result.Estimates.File()))
	c.key.heading = c.all.naming().without(axis.path).heading()
	return c.drawSweep(shown, axis, what, bound)
}

// lossRows are the estimates of one metric of one service.
func lossRows(c *Chart, f *result.Folder, o Options) ([]result.Estimate, error) {
	rows, err := load(c, f, result.Estimates, "the availability of a service", func(r *result.Estimate) bool {
		return slices.Contains(losses, r.Metric) && (o.Scope == "" || r.Scope == o.Scope)
	})
	if err != nil {
		return nil, err
	}
	metric := losses[slices.IndexFunc(losses, func(name string) bool {
		return slices.ContainsFunc(rows, func(r result.Estimate) bool { return r.Metric == name })
	})]
	rows = only(rows, metric, func(r *result.Estimate) string { return r.Metric })
	scopeOf := func(r *result.Estimate) string { return r.Scope }
	return only(rows, serviceScope(rows, f, o.Scope, scopeOf), scopeOf), nil
}

// losses are the metrics whose distance from perfect the chart can show, the preferred one first.
var losses = []string{"unavailability", "availability", "request_success"}

// loss is one point of a sweep: the share that was lost and its interval.
type loss struct{ x, mean, low, high float64 }

// lossSeries is one curve.
type lossSeries struct {
	label  string
	points []loss
}

// seriesAlong makes one series for every combination of variant and parameters other than the axis's, sorted by x.
func seriesAlong(c *Chart, rows []result.Estimate, axis sweptParam) []lossSeries {
	others := c.all.naming().without(axis.path)
	var series []lossSeries
	for i := range rows {
		label := others.values(&rows[i].Key)
		n := slices.IndexFunc(series, func(s lossSeries) bool { return s.label == label })
		if n < 0 {
			n = len(series)
			series = append(series, lossSeries{label: label})
		}
		value, _ := rows[i].Param(axis.path)
		series[n].points = append(series[n].points, lossOf(&rows[i], axis.position(value)))
	}
	for _, s := range series {
		slices.SortStableFunc(s.points, func(a, b loss) int { return cmp.Compare(a.x, b.x) })
	}
	return series
}

func lossOf(r *result.Estimate, x float64) loss {
	if r.Metric == "unavailability" {
		return loss{x, r.Mean, r.Low, r.High}
	}
	return loss{x, 1 - r.Mean, 1 - r.High, 1 - r.Low}
}

func (c *Chart) drawSweep(series []lossSeries, axis sweptParam, what string, bound float64) error {
	values := []float64{bound}
	lossless := false
	for _, s := range series {
		for _, p := range s.points {
			values = append(values, p.mean, p.high, p.low)
			lossless = lossless || p.mean <= 0
		}
	}
	low, high, ok := logRange(values)
	if !ok {
		return c.noData("no replication of any point lost anything, so there is nothing to put on a logarithmic axis")
	}
	if lossless {
		low = roundLog(low/2, false)
		c.Subtitle += " Triangles: no loss observed."
	}
	axis.set(c)
	c.yAxis(low, high, logTicks(minLabelDistanceY, percentOf), what+" (logarithmic)")
	c.plot.Y.Scale = logScale{}
	if !math.IsNaN(bound) {
		slo := rule{at: bound, style: objectiveStyle}
		c.add(slo)
		defer c.key.add("objective "+lossText(bound), "", slo) // below the series
	}
	for i, s := range series {
		c.nameLosses(s.label, i, len(series), axis)
	}
	for _, i := range layered(len(series)) {
		c.addLosses(series[i], i, len(series), axis, low)
	}
	return nil
}

// addLosses draws one series. Intervals are a band along a numeric axis, and whiskers where there is nothing to
// connect.
func (c *Chart) addLosses(s lossSeries, i, n int, axis sweptParam, floor float64) {
	look := lookOf(i)
	var means, lows, highs, none []at
	for _, p := range s.points {
		x := p.x
		if axis.nominal() {
			x += 0.5 * (float64(i) - float64(n-1)/2) / float64(n) // side by side
		}
		means = append(means, at{x, positive(p.mean)})
		lows = append(lows, at{x, math.Max(p.low, floor)}) // Max keeps NaN
		highs = append(highs, at{x, positive(p.high)})
		if p.mean <= 0 {
			none = append(none, at{x, floor})
		}
	}
	if axis.isolated() {
		for j := range means {
			c.add(whisker{lows[j], highs[j], draw.LineStyle{Color: look.color, Width: 1.1}})
		}
	} else {
		c.add(band{lows, highs, faded(look.color, 0.16)}, curve{means, look.line()})
	}
	c.add(dots{means, markOf(look, i, n)},
		dots{none, draw.GlyphStyle{Color: look.color, Radius: nested(3.5, i, n), Shape: downward{}}})
}

func (c *Chart) nameLosses(label string, i, n int, axis sweptParam) {
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

// positive is v, or NaN where a logarithmic axis has no place for it.
func positive(v float64) float64 {
	if v <= 0 {
		return math.NaN()
	}
	return v
}

// lossText writes a loss with three significant digits.
func lossText(loss float64) string {
	short, _ := strconv.ParseFloat(strconv.FormatFloat(loss, 'g', 3, 64), 64) // its own output always parses
	return percentOf(short)
}

// replicationsOf says how many values the means rest on.
func replicationsOf(rows []result.Estimate) string {
	least, most := rows[0].N, rows[0].N
	for _, r := range rows {
		least, most = min(least, r.N), max(most, r.N)
	}
	if least == most {
		return fmt.Sprintf("%d replications", most)
	}
	return fmt.Sprintf("%d to %d replications", least, most)
}
