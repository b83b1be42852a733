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

// badYear is the quantile that is marked: one replication in twenty is worse.
const badYear = 0.95

// downtime draws how the downtime per year is distributed over replications.
func downtime(c *Chart, f *result.Folder, o Options) error {
	rows, err := load(c, f, result.Histograms, "the downtime of a service", func(r *result.HistogramRow) bool {
		return r.Metric == "downtime" && (o.Scope == "" || r.Scope == o.Scope)
	})
	if err != nil {
		return err
	}
	scopeOf := func(r *result.HistogramRow) string { return r.Scope }
	scope := serviceScope(rows, f, o.Scope, scopeOf)
	groups := grouped(c, only(rows, scope, scopeOf), func(r *result.HistogramRow) *result.Key { return &r.Key })
	var series []ecdf
	for _, g := range sampleWith(groups, maxSeries, vitalOf(c, groups)) {
		series = append(series, ecdfOf(g))
	}
	if !slices.ContainsFunc(series, func(e ecdf) bool { return e.sorted[len(e.sorted)-1] > 0 }) {
		return c.noData(fmt.Sprintf("%s had no downtime in %s, so there is no distribution to draw",
			bare(scope), unit.Plural(len(series[0].sorted), "replication")))
	}
	bound, err := allowed(f, "downtime", scope, nil)
	if err != nil {
		return err
	}
	period := periodName(f.Manifest.Horizon)
	c.Title = "Distribution of the downtime per year: " + subject(groups[0].key, scope, alone(groups))
	c.Subtitle = fmt.Sprintf("Share of replications (each a %s of simulated time) with no more downtime than x.%s",
		period, fewer(len(series), len(groups), "configurations", c.all.chosen(), result.Histograms.File()))
	if uneven(series) {
		c.Subtitle += fmt.Sprintf(" Curves rest on %s: part of what lies between them is by chance.",
			replicationsOf(series, func(e *ecdf) int { return len(e.sorted) }))
	}
	c.key.heading = c.all.naming().heading()
	c.drawDowntime(series, period, bound)
	return nil
}

// periodName is the horizon as the period that one replication stands for.
func periodName(horizon float64) string {
	if horizon == float64(unit.Year) || horizon == 0 {
		return "year"
	}
	return "period of " + unit.Duration(horizon).Human()
}

// uneven reports whether distributions rest on different numbers of replications.
func uneven(series []ecdf) bool {
	return slices.ContainsFunc(series, func(e ecdf) bool { return len(e.sorted) != len(series[0].sorted) })
}

// ecdf is an empirical distribution: sorted, not empty.
type ecdf struct {
	label  string
	sorted []float64
}

func ecdfOf(g group[result.HistogramRow]) ecdf {
	e := ecdf{label: g.values}
	for _, r := range g.rows {
		e.sorted = append(e.sorted, slices.Repeat([]float64{r.Lower}, int(r.Weight))...)
	}
	slices.Sort(e.sorted)
	return e
}

// quantile is the smallest value that a share q of all do not exceed.
func (e ecdf) quantile(q float64) float64 {
	return e.sorted[min(len(e.sorted)-1, int(math.Ceil(q*float64(len(e.sorted))-1e-9))-1)]
}

// zeros is the share of zeros.
func (e ecdf) zeros() float64 {
	n, _ := slices.BinarySearch(e.sorted, math.SmallestNonzeroFloat64)
	return float64(n) / float64(len(e.sorted))
}

// steps is the distribution as a staircase from low to high.
func (e ecdf) steps(low, high float64) []at {
	level := e.zeros()
	points := []at{{low, level}}
	for i, v := range e.sorted {
		if v == 0 {
			continue
		}
		points = append(points, at{v, level})
		level = float64(i+1) / float64(len(e.sorted))
		points = append(points, at{v, level})
	}
	return append(points, at{high, 1})
}

// drawDowntime draws distributions and the downtime per year that is allowed, if there is an objective.
func (c *Chart) drawDowntime(series []ecdf, period string, bound allowance) {
	values := []float64{bound.loss * year}
	fewest := len(series[0].sorted)
	for _, e := range series {
		values = append(values, e.sorted...)
		fewest = min(fewest, len(e.sorted))
	}
	low, high, _ := logRange(values)
	low, high = roundLog(low*0.7, false), math.Min(high, 1.1*year) // room for the start of the curves and for their end
	c.xAxis(low, high, durationTicks(minLabelDistanceX), "downtime per year (logarithmic)")
	c.plot.X.Scale = logScale{}
	c.yAxis(0, 1.02, linearTicks(6, percentLabel), "share of replications with no more downtime")
	if slices.ContainsFunc(series, func(e ecdf) bool { return e.zeros() > 0 }) {
		c.Subtitle += " Triangles: share without any downtime."
	}
	enough := fewest >= 20 // below, nobody has seen the worst in 20
	if enough {
		c.Subtitle += fmt.Sprintf(" Gray and dashed: one %s in 20 is worse.", period)
		c.key.figures = "1 in 20 above"
		c.add(rule{at: badYear, style: draw.LineStyle{Color: gray, Width: 0.9, Dashes: []vg.Length{5, 2.5}}})
	}
	for i, e := range series {
		c.nameDistribution(e, lookOf(i), enough)
	}
	for _, i := range layered(len(series)) {
		c.addDistribution(series[i], lookOf(i), low, high, enough)
	}
	if !math.IsNaN(bound.loss) {
		slo := rule{at: bound.loss * year, vertical: true, style: objectiveStyle}
		c.add(slo)
		c.key.add("objective", bound.said, slo)
	}
}

func (c *Chart) addDistribution(e ecdf, look look, low, high float64, markBad bool) {
	c.add(curve{e.steps(low, high), look.line()})
	if zeros := e.zeros(); zeros > 0 {
		c.add(dots{[]at{{low, zeros}}, draw.GlyphStyle{Color: look.color, Radius: 4, Shape: leftward{}}})
	}
	if bad := e.quantile(badYear); markBad && bad > 0 {
		c.add(dots{[]at{{bad, badYear}}, draw.GlyphStyle{Color: look.color, Radius: 3.2, Shape: look.glyph}})
	}
}

func (c *Chart) nameDistribution(e ecdf, look look, markBad bool) {
	label, figure := e.label, ""
	if label == "" {
		label = countText(float64(len(e.sorted)))
	}
	if markBad {
		figure = perYear(e.quantile(badYear))
	}
	c.key.add(label, figure, curve{style: look.line()})
}

// perYear writes a downtime per year.
func perYear(downtime float64) string {
	switch {
	case downtime == 0:
		return "none"
	case downtime >= 0.9995*year:
		return "all year"
	default:
		return unit.Duration(downtime).Human() + "/y"
	}
}
