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

// spectrum draws within what time which share of the requests that were served had been served.
func spectrum(c *Chart, f *result.Folder, o Options) error {
	rows, err := load(c, f, result.Histograms, "latencies, which request fidelity has",
		func(r *result.HistogramRow) bool {
			return r.Metric == "latency" && r.Weight > 0 && (o.Scope == "" || r.Scope == o.Scope)
		})
	if err != nil {
		return err
	}
	keyOf := func(r *result.HistogramRow) *result.Key { return &r.Key }
	scopeOf := func(r *result.HistogramRow) string { return r.Scope }
	groups := grouped(c, rows, keyOf)
	if o.Variant != "" || o.Point >= 0 {
		one, err := pick(c, groups, o)
		if err != nil {
			return err
		}
		groups = []group[result.HistogramRow]{one}
	}
	var all []latencies
	if len(groups) == 1 {
		for _, scope := range scopes(groups[0].rows) {
			all = append(all, latenciesOf(bare(scope), scope, group[result.HistogramRow]{
				key: groups[0].key, rows: only(groups[0].rows, scope, scopeOf)}))
		}
		c.Title = "Latency by percentile: " + subject(groups[0].key, onlyScope(all), groups[0].label)
	} else {
		scope := serviceScope(rows, f, o.Scope, scopeOf)
		groups = grouped(c, only(rows, scope, scopeOf), keyOf)
		for _, g := range groups {
			all = append(all, latenciesOf(g.values, scope, g))
		}
		c.Title = "Latency by percentile: " + subject(groups[0].key, scope, alone(groups))
		c.key.heading = c.all.naming().heading()
	}
	shown := sampleWith(all, maxSeries, vitalOf(c, groups))
	if err := addIntervals(shown, f); err != nil {
		return err
	}
	c.Subtitle = fmt.Sprintf("Time within which a share of the requests that are served are, over all replications "+
		"together but for the slowest %d. Whiskers: %s confidence intervals.%s", tooFew,
		unit.Ratio(f.Manifest.Confidence).Percent(),
		fewer(len(shown), len(all), "configurations", c.all.chosen(), result.Histograms.File()))
	fast := 0.0
	if shown[0].scope == f.Manifest.Entry {
		fast = f.Manifest.Fast
	}
	return c.drawSpectrum(shown, fast)
}

// onlyScope is the scope of the only series; empty where there are several.
func onlyScope(all []latencies) string {
	if len(all) > 1 {
		return ""
	}
	return all[0].scope
}

// latencies are those of the requests of one service in one configuration.
type latencies struct {
	label, scope string
	key          *result.Key
	points       []at    // x: one in so many requests takes longer; y: than that
	levels       []level // percentiles that are estimated, with their intervals; likewise
	served       float64 // share of the requests; NaN: not known
	objectives   []at    // bounds of percentiles
}

// tooFew requests say nothing of the percentile that they lie beyond.
const tooFew = 10

func latenciesOf(label, scope string, g group[result.HistogramRow]) latencies {
	x := latencies{label: label, scope: scope, key: g.key, served: math.NaN()}
	all := 0.0
	for _, cell := range g.rows {
		all += cell.Weight
	}
	slower := all
	for _, cell := range g.rows { // in order of the table, by lower end
		if cell.Lower > 0 && !math.IsInf(cell.Lower, 1) {
			x.points = append(x.points, at{all / slower, cell.Lower})
		}
		slower -= cell.Weight
		if slower < tooFew-0.5 || math.IsInf(cell.Upper, 1) {
			break
		}
		if cell.Upper > 0 {
			x.points = append(x.points, at{all / slower, cell.Upper})
		}
	}
	return x
}

// percentiles are those that are estimated, as one in how many requests takes longer.
var percentiles = map[string]float64{
	"latency_p50": 2, "latency_p90": 10, "latency_p99": 100, "latency_p999": 1000, "latency_p9999": 10_000,
}

// addIntervals adds what the summary says of each series.
func addIntervals(all []latencies, f *result.Folder) error {
	if !result.Has(f, result.Estimates) {
		return nil
	}
	for row, err := range result.Rows(f, result.Estimates) {
		if err != nil {
			return err
		}
		for i := range all {
			if x := &all[i]; row.Scope == x.scope && row.SameConfiguration(x.key) {
				x.learn(&row)
			}
		}
	}
	for i := range all {
		slices.SortFunc(all[i].levels, func(a, b level) int { return cmp.Compare(a.x, b.x) })
	}
	return nil
}

func (l *latencies) learn(r *result.Estimate) {
	if r.Metric == "request_success" {
		l.served = r.Mean
	}
	x, known := percentiles[r.Metric]
	if !known {
		return
	}
	if len(l.points) > 0 && x <= l.points[len(l.points)-1].x {
		l.levels = append(l.levels, level{x, r.Mean, r.Low, r.High})
	}
	if !math.IsNaN(r.SLOBound) {
		l.objectives = append(l.objectives, at{x, r.SLOBound})
	}
}

// drawSpectrum draws series, and the latency threshold of their requests; 0: there is none.
func (c *Chart) drawSpectrum(series []latencies, fast float64) error {
	times, far := []float64{fast}, 0.0
	for i := range series {
		x := &series[i]
		x.points = fromHalf(x.points)
		for _, p := range slices.Concat(x.points, x.objectives) {
			times = append(times, p.y)
		}
		if n := len(x.points); n > 0 {
			far = math.Max(far, x.points[n-1].x)
		}
	}
	low, high, ok := logRange(times)
	if !ok || far <= half {
		return c.noData(fmt.Sprintf("fewer than %d requests took longer than the median", tooFew))
	}
	aside := func(i float64) float64 { return math.Pow(far/half, 0.011*(i-float64(len(series)-1)/2)) }
	c.xAxis(half*aside(-0.5), far*1.02, percentileTicks(), "share of requests that take no longer")
	c.yAxis(low, high, durationTicks(minLabelDistanceY), "latency (logarithmic)")
	c.plot.X.Scale, c.plot.Y.Scale = logScale{}, logScale{}
	c.nameLatencies(series)
	for _, i := range layered(len(series)) {
		x, look := &series[i], lookOf(i)
		c.add(curve{x.points, look.line()})
		for _, p := range x.levels {
			x := p.x * aside(float64(i)) // so that none hides another
			c.add(whisker{at{x, p.low}, at{x, p.high}, draw.LineStyle{Color: look.color, Width: 1.1}})
		}
	}
	c.addBounds(series)
	if fast > 0 {
		threshold := rule{at: fast, style: draw.LineStyle{Color: alarm, Width: 0.9, Dashes: []vg.Length{1.5, 2}}}
		c.add(threshold)
		c.key.add("threshold "+unit.Duration(fast).Human(), "", threshold)
	}
	return nil
}

// half is the median on the axis: one in two takes longer.
const half = 2

// fromHalf is what lies beyond the median, which it begins with.
func fromHalf(points []at) []at {
	n := slices.IndexFunc(points, func(p at) bool { return p.x >= half })
	switch {
	case n < 0:
		return nil
	case n == 0:
		return points
	}
	before, after := points[n-1], points[n]
	y := before.y + (after.y-before.y)*(half-before.x)/(after.x-before.x)
	return slices.Insert(slices.Clone(points[n:]), 0, at{half, y})
}

// nameLatencies names the series, with what share of the requests they are of: where many fail, the others may be fast.
func (c *Chart) nameLatencies(series []latencies) {
	for i, x := range series {
		figure := ""
		if !math.IsNaN(x.served) {
			figure, c.key.figures = result.Unbroken(unit.Ratio(x.served).Percent()), "served"
		}
		c.key.add(x.label, figure, curve{style: lookOf(i).line()})
	}
}

// addBounds draws the objectives of percentiles that the series have in common: what lies above and to the left of a
// corner misses it.
func (c *Chart) addBounds(series []latencies) {
	said := map[at]bool{}
	for _, x := range series {
		for _, p := range x.objectives {
			if said[p] {
				continue
			}
			said[p] = true
			bound := curve{[]at{{half, p.y}, p, {p.x, c.plot.Y.Max}}, objectiveStyle}
			c.add(bound)
			c.key.add("objective "+shareBelow(p.x)+" in "+unit.Duration(p.y).Human(), "", bound)
		}
	}
}

// percentileTicks label an axis of one in how many with the share that is below.
func percentileTicks() plot.Ticker {
	return spacedTicks{minLabelDistanceX, func(distance, low, high float64) []plot.Tick {
		tiers := make([][]float64, 4)
		tiers[0], tiers[1], tiers[2] = []float64{2, 4}, []float64{2}, []float64{2}
		for n := 1; n <= 15; n++ {
			power := math.Pow10(n)
			tiers[0] = append(tiers[0], power, 2*power)
			for tier := 1; tier <= 3; tier++ {
				if n%tier == 0 {
					tiers[tier] = append(tiers[tier], power)
				}
			}
		}
		return pickTier(tiers, low, high, distance, shareBelow)
	}}
}

// shareBelow writes the share of requests of which one in so many takes longer: "99.9 %".
func shareBelow(x float64) string {
	return strings.TrimSpace(percentOf(rounded(1 - 1/x)))
}
