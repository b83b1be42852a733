package plots

import (
	"math"
	"strings"

	"nines/experiments/result"
)

// shownLatencies are how the percentiles of latency are drawn and named that are known over time.
var shownLatencies = map[string]flow{
	"latency_p50": {look{color: categories[0], width: 1.5}, "p50"},
	"latency_p99": {look{color: categories[1], width: 2}, "p99"},
}

// slowness draws percentiles of the latency over time, around a fault: of one configuration p50 and p99, of several
// the p99 of each.
func slowness(c *Chart, f *result.Folder, o Options) error {
	rows, err := load(c, f, result.Series, "latency over time, which request fidelity has",
		func(r *result.SeriesRow) bool {
			_, known := shownLatencies[r.Metric]
			return known || r.Metric == "goodput" || r.Metric == "faults_active"
		})
	if err != nil {
		return err
	}
	scopeOf := func(r *result.SeriesRow) string { return r.Scope }
	known := only(rows, "latency_p99", func(r *result.SeriesRow) string { return r.Metric })
	if len(known) == 0 {
		return c.noData("it needs latency over time, and timeseries.csv has none: request fidelity has, of requests served")
	}
	scope := serviceScope(known, f, o.Scope, scopeOf)
	if len(only(known, scope, scopeOf)) == 0 {
		return c.noData("no requests to " + scope + " were served")
	}
	groups := grouped(c, rows, func(r *result.SeriesRow) *result.Key { return &r.Key })
	if len(groups) > 1 && o.Variant == "" && o.Point < 0 {
		c.drawTails(groups, scope)
		return nil
	}
	one, err := pick(c, groups, o)
	if err != nil {
		return err
	}
	x := courseOf(one, scope)
	if x.flows["latency_p99"] == nil {
		return c.noData("no requests to " + scope + " were served")
	}
	c.Title = "Latency over time: " + subject(one.key, scope, one.label)
	metrics := []string{"latency_p50", "latency_p99"}
	c.latencyAxes([]course{x}, metrics...)
	for _, metric := range metrics {
		shown := shownLatencies[metric]
		c.key.addAt(ending(x.flows[metric]), shown.name, c.addLatency(x.flows[metric], x.step(), shown.look, 0.2))
	}
	c.Subtitle += c.oneOf()
	return nil
}

// drawTails draws the p99 of each of several configurations.
func (c *Chart) drawTails(groups []group[result.SeriesRow], scope string) {
	var all []course
	for _, g := range sampleWith(groups, maxSeries, vitalOf(c, groups)) {
		if x := courseOf(g, scope); x.flows["latency_p99"] != nil {
			all = append(all, x)
		}
	}
	c.Title = "p99 of the latency over time: " + subject(groups[0].key, scope, "")
	c.latencyAxes(all, "latency_p99")
	for i, x := range all {
		c.key.add(x.label, "", c.addLatency(x.flows["latency_p99"], x.step(), lookOf(i), 0.12))
	}
	c.Subtitle += fewer(len(all), len(groups), "configurations", c.all.chosen(), result.Series.File())
	c.key.heading = c.all.naming().heading()
}

// latencyAxes are the axes of latencies over the measured time, with what faults of the first configuration are active
// when.
func (c *Chart) latencyAxes(all []course, metrics ...string) {
	var values []float64
	for _, x := range all {
		for _, metric := range metrics {
			for _, r := range x.flows[metric] {
				values = append(values, r.P05, r.P95)
			}
		}
	}
	low, high, ok := logRange(values)
	if !ok { // all of them take no time
		low, high = 1e-3, 1
	}
	c.Subtitle = strings.Replace(all[0].of(), "Rates in", "Requests served in each of", 1)
	factor, name := timeUnit(all[0].end())
	c.xAxis(0, all[0].end(), scaledTicks(8, factor, plainLabel), "simulated time, "+name)
	c.addFaults(all[0])
	c.yAxis(low, high, durationTicks(minLabelDistanceY), "latency (logarithmic)")
	c.plot.Y.Scale = logScale{}
}

// addLatency draws a percentile at the middle of the steps, with its band; not where no request was served.
func (c *Chart) addLatency(rows []result.SeriesRow, step float64, look look, shade float64) (line curve) {
	for from := 0; from < len(rows); {
		to := from + 1
		for to < len(rows) && math.Round((rows[to].T-rows[to-1].T)/step) == 1 {
			to++
		}
		line = c.addRate(rows[from:to], step, look, shade)
		from = to
	}
	return line
}
