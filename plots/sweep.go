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

// sweep draws unavailability, on a logarithmic axis, against a parameter that was varied.
func sweep(c *Chart, f *result.Folder, o Options) error {
	rows, err := load(c, f, result.Estimates, "the availability of a service", func(r *result.Estimate) bool {
		return slices.Contains(losses, r.Metric) && (o.Scope == "" || r.Scope == o.Scope)
	})
	if err != nil {
		return err
	}
	metric := losses[slices.IndexFunc(losses, func(name string) bool {
		return slices.ContainsFunc(rows, func(r result.Estimate) bool { return r.Metric == name })
	})]
	rows = only(rows, metric, func(r *result.Estimate) string { return r.Metric })
	scopeOf := func(r *result.Estimate) string { return r.Scope }
	scope := firstScope(rows, o.Scope, "service:", scopeOf)
	rows = only(rows, scope, scopeOf)

	axis, err := sweptAxis(c, rows, o.Against)
	if err != nil {
		return err
	}
	series := seriesAlong(rows, axis)
	shown := series[:min(len(series), maxSeries)]
	what := "unavailability"
	if metric == "request_success" {
		what = "share of requests lost"
	}
	c.Title = fmt.Sprintf("%s against %s: %s", capital(what), axis.name, subject(&rows[0].Key, scope, ""))
	intervals := "bands"
	if axis.nominal() || len(axis.values) == 1 {
		intervals = "whiskers"
	}
	c.Subtitle = fmt.Sprintf("Points: means over %s; %s: %s confidence intervals.%s", replicationsOf(rows), intervals,
		unit.Ratio(rows[0].Confidence).Percent(), several(len(shown), len(series)))
	return c.drawSweep(shown, axis, what)
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
func seriesAlong(rows []result.Estimate, axis sweptParam) []lossSeries {
	others := make([]*result.Key, len(rows))
	for i := range rows {
		k := rows[i].Key
		k.Params = slices.DeleteFunc(slices.Clone(k.Params), func(p result.Param) bool { return p.Path == axis.path })
		others[i] = &k
	}
	var series []lossSeries
	for i, label := range labels(others) {
		n := slices.IndexFunc(series, func(s lossSeries) bool { return s.label == label })
		if n < 0 {
			n = len(series)
			series = append(series, lossSeries{label: label})
		}
		value, _ := rows[i].Param(axis.path)
		series[n].points = append(series[n].points, lossOf(&rows[i], axis.position(value)))
	}
	for _, s := range series {
		slices.SortStableFunc(s.points, func(a, b loss) int {
			if a.x < b.x {
				return -1
			}
			return 1
		})
	}
	return series
}

func lossOf(r *result.Estimate, x float64) loss {
	if r.Metric == "unavailability" {
		return loss{x, r.Mean, r.Low, r.High}
	}
	return loss{x, 1 - r.Mean, 1 - r.High, 1 - r.Low}
}

func (c *Chart) drawSweep(series []lossSeries, axis sweptParam, what string) error {
	var values []float64
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
	for i, s := range series {
		c.addLosses(s, i, len(series), axis, low)
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
	line := curve{means, look.line(1.6)}
	if axis.nominal() || len(means) == 1 {
		for j := range means {
			c.add(whisker{lows[j], highs[j], draw.LineStyle{Color: look.color, Width: 1.1}})
		}
	} else {
		c.add(band{lows, highs, faded(look.color, 0.16)}, line)
	}
	points := dots{means, draw.GlyphStyle{Color: look.color, Radius: 2.6, Shape: look.glyph}}
	triangles := dots{none, draw.GlyphStyle{Color: look.color, Radius: nested(i, n), Shape: downward{}}}
	c.add(points, triangles)
	last := means[len(means)-1].y
	switch {
	case s.label == "":
	case axis.nominal():
		c.key.add(s.label, points)
	case n > len(categories):
		c.key.add(s.label, both{line, points})
	default:
		c.key.addAt(math.Max(floor, orElse(last, floor)), s.label, both{line, points})
	}
}

// nested makes the triangles of earlier series larger, so that none hides another at the same place.
func nested(i, n int) vg.Length { return 3.5 + 1.4*vg.Length(min(n-1-i, 4)) }

// positive is v, or NaN where a logarithmic axis has no place for it.
func positive(v float64) float64 {
	if v <= 0 {
		return math.NaN()
	}
	return v
}

func orElse(v, other float64) float64 {
	if math.IsNaN(v) {
		return other
	}
	return v
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
