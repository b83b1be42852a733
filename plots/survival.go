package plots

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nines/experiments/result"
	"nines/sim/unit"
)

// awaiting draws the share of replications that have come to each time without a first outage of a service, or loss of
// data of a store: of one configuration for each of these, of several for one.
func awaiting(c *Chart, f *result.Folder, o Options) error {
	rows, err := load(c, f, result.Survivals, "a first outage of a service or a loss of data",
		func(r *result.SurvivalRow) bool { return o.Scope == "" || r.Scope == o.Scope })
	if err != nil {
		return err
	}
	keyOf := func(r *result.SurvivalRow) *result.Key { return &r.Key }
	scopeOf := func(r *result.SurvivalRow) string { return r.Scope }
	groups := grouped(c, rows, keyOf)
	curves := byScope(groups[0])
	if len(groups) > 1 {
		rows = only(rows, cmp.Or(serviceScope(rows, f, o.Scope, scopeOf), rows[0].Scope), scopeOf)
		groups = grouped(c, rows, keyOf)
		curves = groups
		c.key.heading = c.all.naming().heading()
	}
	played := replicationsOf(rows, func(r *result.SurvivalRow) int { return r.N })
	if !slices.ContainsFunc(rows, func(r result.SurvivalRow) bool { return r.Share < 1 }) {
		return c.noData("nothing of the kind has happened in " + played)
	}
	what := "first outages and losses"
	if len(only(rows, rows[0].Scope, scopeOf)) == len(rows) {
		what = happening(rows[0].Scope)
	}
	shown := sampleWith(curves, maxSeries, vitalOf(c, groups))
	c.Title = fmt.Sprintf("How long until %s: %s", what, subject(groups[0].key, "", alone(groups)))
	intervals := "bands"
	if len(shown) > fewBands {
		intervals = "whiskers at the end"
	}
	c.Subtitle = fmt.Sprintf("Share of %s in which it has not happened by then; %s: %s confidence intervals, time by "+
		"time.", played, intervals, unit.Ratio(rows[0].Confidence).Percent()) +
		fewer(len(shown), len(curves), "curves", c.all.chosen(), result.Survivals.File())
	c.drawAwaiting(shown)
	return nil
}

// byScope divides the rows of one configuration by what they are about.
func byScope(of group[result.SurvivalRow]) (parts []group[result.SurvivalRow]) {
	for _, r := range of.rows {
		i := slices.IndexFunc(parts, func(g group[result.SurvivalRow]) bool { return g.rows[0].Scope == r.Scope })
		if i < 0 {
			i = len(parts)
			parts = append(parts, group[result.SurvivalRow]{key: of.key, values: happening(r.Scope)})
		}
		parts[i].rows = append(parts[i].rows, r)
	}
	return parts
}

// happening is what is awaited in a scope: "the first outage of api", "the first loss from files".
func happening(scope string) string {
	if strings.HasPrefix(scope, "data:") {
		return "the first loss from " + bare(scope)
	}
	return "the first outage of " + bare(scope)
}

// fewBands is how many curves may have bands, and what a steady rate would give: those of more merge into one gray.
const fewBands = 3

func (c *Chart) drawAwaiting(shown []group[result.SurvivalRow]) {
	low, high := c.awaitingAxes(shown)
	curves := make([]curve, len(shown))
	steady := false
	for i, g := range shown {
		look, last := lookOf(i), &g.rows[len(g.rows)-1]
		lows, highs := []at{{low, 1}}, []at{{low, 1}}
		curves[i] = curve{[]at{{low, 1}}, look.line()}
		for _, r := range g.rows {
			lows, highs = fallen(lows, r.T, r.Low), fallen(highs, r.T, r.High)
			curves[i].points = fallen(curves[i].points, r.T, r.Share)
		}
		label := g.values
		if len(shown) == 1 {
			label = "measured"
		}
		c.key.add(label, unit.Ratio(last.Share).Percent()+" at "+unit.Duration(last.T).Human(), curves[i])
		if len(shown) <= fewBands {
			c.add(band{lows, highs, faded(look.color, 0.16)})
			steady = c.addSteady(last, low, look.color) || steady
			continue
		}
		aside := last.T * math.Pow(low/high, 0.008*(float64(i)+0.5)) // beside one another
		c.add(whisker{at{aside, last.Low}, at{aside, last.High}, draw.LineStyle{Color: look.color, Width: 0.9}})
	}
	for _, i := range layered(len(curves)) {
		c.add(curves[i])
	}
	if steady {
		c.key.add("at a steady rate", "", curve{style: steadyStyle(gray)})
	}
}

// awaitingAxes sets axes that end where the runs do.
func (c *Chart) awaitingAxes(shown []group[result.SurvivalRow]) (low, high float64) {
	var times []float64
	least := 1.0
	for _, g := range shown {
		for _, r := range g.rows {
			times, least = append(times, r.T), min(least, r.Share, r.Low)
		}
	}
	low, high, ok := logRange(times)
	if !ok {
		low, high = 1, 10 // all happened at once
	}
	if last := slices.Max(times); last > 1.5*low {
		high = last
	}
	floor := 0.0
	if least > 0.5 {
		floor, _ = niceRange(2*least-1, 1, linearCount)
	}
	c.xAxis(low, high, durationTicks(minLabelDistanceX), "since measuring begins (logarithmic)")
	c.plot.X.Scale = logScale{}
	c.yAxis(floor, 1, linearTicks(linearCount, percentLabel), "share in which it has not happened")
	return low, high
}

// addSteady draws the curve that a steady rate would give, from one of its points, if there is such a rate.
func (c *Chart) addSteady(of *result.SurvivalRow, low float64, color color.NRGBA) (drawn bool) {
	rate := -math.Log(of.Steady) / of.T
	if !(rate > 0) || math.IsInf(rate, 1) {
		return false
	}
	const points = 100
	var line []at
	for i := range points + 1 {
		t := low * math.Pow(of.T/low, float64(i)/points)
		line = append(line, at{t, math.Exp(-rate * t)})
	}
	c.add(curve{line, steadyStyle(color)})
	return true
}

// steadyStyle is that of what a steady rate would give.
func steadyStyle(color color.NRGBA) draw.LineStyle {
	return draw.LineStyle{Color: color, Width: 0.8, Dashes: []vg.Length{1.5, 1.5}}
}

// fallen is a level line that goes on to a time and falls there to a share.
func fallen(line []at, t, share float64) []at {
	before := line[len(line)-1]
	return append(line, at{math.Max(t, line[0].x), before.y}, at{math.Max(t, line[0].x), share})
}
