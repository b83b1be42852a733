package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nines/experiments/result"
)

// knee draws latencies against the load, and below them the share of requests that are served.
func knee(c *Chart, f *result.Folder, o Options) error {
	tail, err := metricRows(c, f, "latency_p99", o.Scope)
	if err != nil {
		return err
	}
	if o.Against == "" && len(c.all.naming().paths) > 0 {
		if o.Against = loadOf(c.all.naming().paths); o.Against == "" {
			return c.noData("no load was varied, such as traffic.arrivals.rate; --against names another parameter")
		}
	}
	axis, err := sweptAxis(c, tail, o.Against)
	if err != nil {
		return err
	}
	if axis.isolated() {
		return c.noData("it needs several values, all of them numbers, of " + axis.path)
	}
	series, all, err := loadedSeries(c, f, tail[0].Scope, axis)
	if err != nil {
		return err
	}
	c.Title = fmt.Sprintf("Latency against %s: %s", axis.name, subject(&tail[0].Key, tail[0].Scope, ""))
	c.Subtitle = meansAlong(tail, axis) + " Knee: of the values on the axis that with the most requests served per " +
		"second over p99 (Kleinrock's power)." +
		fewer(len(series), all, "curves", c.all.chosen(), result.Estimates.File())
	c.key.heading = c.all.naming().without(axis.path).heading()
	if len(series) == 1 {
		series[0].label = bare(tail[0].Scope)
	}
	c.drawServed(series, axis)
	return c.drawKnees(series, axis)
}

// loadOf is the parameter among those varied that says how many requests come, or how many users send them; "" if none
// does.
func loadOf(paths []string) string {
	for _, end := range []string{"arrivals.rate", "arrivals.users"} {
		if i := slices.IndexFunc(paths, func(path string) bool { return strings.HasSuffix(path, end) }); i >= 0 {
			return paths[i]
		}
	}
	return ""
}

// loaded is how one configuration bears load.
type loaded struct {
	label                        string
	high, middle, useful, served []level // p99, p50, requests served per second, and their share; sorted by the load
}

// loadedSeries makes as many series as can be told apart, and says how many there are.
func loadedSeries(c *Chart, f *result.Folder, scope string, axis sweptParam) (series []loaded, all int, err error) {
	of := func(metric string, into func(*loaded) *[]level) {
		if err != nil {
			return
		}
		var rows []result.Estimate
		if rows, err = metricRows(c, f, metric, scope); err != nil {
			return
		}
		var curves []levels
		curves, all = curvesAlong(c, rows, axis, measure{})
		if series == nil {
			series = make([]loaded, len(curves))
		}
		for i, curve := range curves { // the same configurations have each of the metrics
			series[i].label, *into(&series[i]) = curve.label, curve.points
		}
	}
	of("latency_p99", func(x *loaded) *[]level { return &x.high })
	of("latency_p50", func(x *loaded) *[]level { return &x.middle })
	of("goodput", func(x *loaded) *[]level { return &x.useful })
	of("request_success", func(x *loaded) *[]level { return &x.served })
	return series, all, err
}

// knee is the number of the load with the greatest power; -1: none has any.
func (x *loaded) knee() int {
	best, most := -1, 0.0
	for i, p := range x.high {
		if power := x.useful[i].mean / p.mean; power > most && !math.IsInf(power, 1) {
			best, most = i, power
		}
	}
	return best
}

// drawServed makes room for a lower panel and draws what share of the requests is served.
func (c *Chart) drawServed(series []loaded, axis sweptParam) {
	c.height += pageHeight / 2
	var points []level
	for _, x := range series {
		points = append(points, x.served...)
	}
	axis.set(c)
	c.yAxis(measure{what: "share of requests that are served", unit: "ratio"}.linear(points))
	c.plot.Y.Max = math.Min(c.plot.Y.Max, 1.02)
	for _, i := range layered(len(series)) {
		c.addLevels(levels{points: series[i].served}, i, len(series), axis, math.Inf(-1))
	}
	c.lower = &panel{c.plot, c.yLabel}
	c.plot = newPlot()
}

// drawKnees draws the latencies and marks the knee of each series.
func (c *Chart) drawKnees(series []loaded, axis sweptParam) error {
	var points []level
	for _, x := range series {
		points = slices.Concat(points, x.high, x.middle)
	}
	m := measure{what: "latency", unit: "s"}
	low, high, ok := m.logarithmicRange(points, math.NaN())
	if !ok {
		return c.noData("no request was served at any load")
	}
	axis.set(c)
	c.yAxis(low, high, m.logTicks(minLabelDistanceY), m.logLabel())
	c.plot.Y.Scale = logScale{}
	for _, i := range layered(len(series)) {
		x, look := &series[i], lookOf(i)
		c.addMiddle(x.middle, look)
		c.addLevels(levels{points: x.high}, i, len(series), axis, low)
	}
	c.key.figures = "knee"
	for i := range series {
		c.nameKnee(&series[i], i, len(series), axis)
	}
	common := look{color: gray, width: 2}
	c.legend.add("p99", curve{style: common.line()})
	c.legend.add("p50", curve{style: thin(common)})
	c.legend.add("knee", dots{style: ring(common, 5)})
	return nil
}

// addMiddle draws medians with their band.
func (c *Chart) addMiddle(points []level, look look) {
	var means, lows, highs []at
	for _, p := range points {
		means, lows, highs = append(means, at{p.x, p.mean}), append(lows, at{p.x, p.low}), append(highs, at{p.x, p.high})
	}
	c.add(band{lows, highs, faded(look.color, 0.16)}, curve{means, thin(look)})
}

// nameKnee names a series and marks its knee; at an end of the axis it may lie beyond.
func (c *Chart) nameKnee(x *loaded, i, n int, axis sweptParam) {
	look, figure := lookOf(i), "–"
	if k := x.knee(); k >= 0 {
		p := x.high[k]
		c.add(dots{[]at{{p.x, p.mean}}, ring(look, nested(4.5, i, n))})
		figure = axis.values[slices.Index(axis.numbers, p.x)]
		switch k {
		case 0:
			figure = "≤ " + figure
		case len(x.high) - 1:
			figure = "≥ " + figure
		}
	}
	c.key.add(x.label, result.Unbroken(figure), both{curve{style: look.line()}, dots{style: markOf(look, i, n)}})
}

func thin(l look) draw.LineStyle {
	return draw.LineStyle{Color: l.color, Width: 1, Dashes: []vg.Length{2, 2}}
}

func ring(l look, radius vg.Length) draw.GlyphStyle {
	return draw.GlyphStyle{Color: l.color, Radius: radius, Shape: circled{}}
}

// circled is a ring around something else.
type circled struct{}

func (circled) DrawGlyph(c *draw.Canvas, style draw.GlyphStyle, at vg.Point) {
	c.SetLineStyle(draw.LineStyle{Color: style.Color, Width: 1.2})
	var p vg.Path
	p.Move(vg.Point{X: at.X + style.Radius, Y: at.Y})
	p.Arc(at, style.Radius, 0, 2*math.Pi)
	p.Close()
	c.Stroke(p)
}
