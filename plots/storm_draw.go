package plots

import (
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nines/experiments/result"
)

// flow is how a rate of requests is drawn and named.
type flow struct {
	look
	name string
}

var (
	flows = map[string]flow{
		"try_rate":     {look{color: categories[1], width: 1.5}, "tries"},
		"arrival_rate": {look{color: ink, width: 1.5}, "requests"},
		"goodput":      {look{color: categories[0], width: 2}, "served"},
	}
	reach = draw.LineStyle{Color: gray, Width: 0.9, Dashes: []vg.Length{5, 2.5}}
)

// drawStorm draws the rates of one configuration.
func (c *Chart) drawStorm(x course) {
	c.Subtitle = x.of()
	c.overTime(x, slices.Concat(x.flows["try_rate"], x.flows["arrival_rate"], x.flows["goodput"], x.flows["capacity"]))
	for _, metric := range []string{"try_rate", "arrival_rate", "goodput"} {
		rows := x.flows[metric]
		line := c.addRate(rows, x.step(), flows[metric].look, 0.2)
		c.key.addAt(ending(rows), flows[metric].name, line)
	}
	if rows := x.flows["capacity"]; rows != nil {
		line := curve{along(rows, 0, func(r *result.SeriesRow) float64 { return r.P50 }), reach}
		c.add(line)
		c.key.addAt(ending(rows), "capacity", line)
	}
}

// drawStorms draws what each of several configurations serves, and the requests where they all have the same.
func (c *Chart) drawStorms(all []course) {
	first := all[0]
	c.Subtitle = first.of()
	requests := first.flows["arrival_rate"]
	rows := slices.Clone(requests)
	alike := true
	for _, x := range all {
		rows = append(rows, x.flows["goodput"]...)
		alike = alike && slices.EqualFunc(x.flows["arrival_rate"], requests, func(a, b result.SeriesRow) bool {
			return a.T == b.T && a.Mean == b.Mean
		})
	}
	c.overTime(first, rows)
	if alike {
		line := curve{along(requests, first.step()/2, func(r *result.SeriesRow) float64 { return r.P50 }),
			draw.LineStyle{Color: muted, Width: 1.2, Dashes: []vg.Length{2, 2}}}
		c.add(line)
		defer c.key.add("requests", "", line) // below the series
	}
	for i, x := range all {
		c.key.add(x.label, "", curve{style: lookOf(i).line()})
	}
	for _, i := range layered(len(all)) {
		c.addRate(all[i].flows["goodput"], all[i].step(), lookOf(i), 0.12)
	}
}

// addRate draws a rate, which is the mean over each step, at the middle of the steps, with its band.
func (c *Chart) addRate(rows []result.SeriesRow, step float64, look look, shade float64) curve {
	if rows[0].N > 1 {
		c.add(band{along(rows, step/2, func(r *result.SeriesRow) float64 { return r.P05 }),
			along(rows, step/2, func(r *result.SeriesRow) float64 { return r.P95 }), faded(look.color, shade)})
	}
	line := curve{along(rows, step/2, func(r *result.SeriesRow) float64 { return r.P50 }), look.line()}
	c.add(line)
	return line
}

// along is a quantile of a series over time, put so much before the instants of its rows.
func along(rows []result.SeriesRow, before float64, of func(r *result.SeriesRow) float64) []at {
	points := make([]at, len(rows))
	for i := range rows {
		points[i] = at{rows[i].T - before, of(&rows[i])}
	}
	return points
}

// ending is about where a series ends: the median of the last tenth of its medians.
func ending(rows []result.SeriesRow) float64 {
	var last []float64
	for _, r := range rows[len(rows)-(len(rows)+9)/10:] {
		last = append(last, r.P50)
	}
	slices.Sort(last)
	return last[len(last)/2]
}

// overTime is the axes of rates over the measured time, with what faults are active when.
func (c *Chart) overTime(x course, rates []result.SeriesRow) {
	most := 0.0
	for _, r := range rates {
		most = math.Max(most, r.P95)
	}
	factor, name := timeUnit(x.end())
	c.xAxis(0, x.end(), scaledTicks(8, factor, plainLabel), "simulated time, "+name)
	_, high := niceRange(0, math.Max(1.02*most, 1e-9), linearCount)
	c.addFaults(x)
	c.yAxis(0, high, linearTicks(linearCount, plainLabel), "requests per second")
}

// addFaults shades when faults are active: the darker, the more of the replications have one.
func (c *Chart) addFaults(x course) {
	const darkest = 0.16
	depth := func(share float64) float64 { return math.Ceil(20*min(share, 1)) / 20 }
	points := x.active()
	for i := 0; i < len(points); {
		from, shade := points[i].x-x.step(), depth(points[i].y)
		for i++; i < len(points) && depth(points[i].y) == shade; i++ { // one curtain, without seams
		}
		if shade > 0 {
			c.add(curtain{from, points[i-1].x, faded(alarm, darkest*shade)})
		}
	}
	names := x.usual()
	switch {
	case len(names) > 0:
		c.legend.add("while "+strings.Join(names, " or ")+" lasts", band{color: faded(alarm, darkest)})
	case slices.ContainsFunc(points, func(p at) bool { return p.y > 0 }):
		c.Subtitle += " Shaded: faults are active, the darker in the more replications."
	}
}
