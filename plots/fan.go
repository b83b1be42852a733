package plots

import (
	"fmt"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nines/experiments/result"
	"nines/sim/unit"
)

// fan draws how the cumulative availability settles: the median over replications with its bands.
func fan(c *Chart, f *result.Folder, o Options) error {
	rows, err := load(c, f, result.Series, "the availability of a service over time", func(r *result.SeriesRow) bool {
		return r.Metric == "availability" && (o.Scope == "" || r.Scope == o.Scope) && !math.IsNaN(r.P50)
	})
	if err != nil {
		return err
	}
	scopeOf := func(r *result.SeriesRow) string { return r.Scope }
	scope := serviceScope(rows, f, o.Scope, scopeOf)
	one, err := pick(c, grouped(c, only(rows, scope, scopeOf), func(r *result.SeriesRow) *result.Key { return &r.Key }), o)
	if err != nil {
		return err
	}
	bound, err := allowed(f, "availability", scope, one.key)
	if err != nil {
		return err
	}
	n := one.rows[len(one.rows)-1].N
	c.Title = "Cumulative availability over time: " + subject(one.key, scope, one.label)
	c.Subtitle = fmt.Sprintf("Share of the time from the warm-up to t in service. Line: median of %d replications; "+
		"bands: the middle half of them and 5–95 %%. The axis counts nines: one nine more is a tenth of the loss.", n)
	if n == 1 {
		c.Subtitle = "Share of the time from the warm-up to t in service, in the one replication there is: no bands. " +
			"The axis counts nines: one nine more is a tenth of the loss."
	}
	c.Subtitle += c.oneOf()
	c.drawFan(one.rows, bound)
	return nil
}

// bands are the quantiles of a series on the nines axis, by instant.
type bands struct{ p05, p25, p50, p75, p95 []at }

func bandsOf(rows []result.SeriesRow, period float64) bands {
	var b bands
	for _, r := range rows {
		t := r.T / period
		b.p05 = append(b.p05, at{t, nines(r.P05)})
		b.p25 = append(b.p25, at{t, nines(r.P25)})
		b.p50 = append(b.p50, at{t, nines(r.P50)})
		b.p75 = append(b.p75, at{t, nines(r.P75)})
		b.p95 = append(b.p95, at{t, nines(r.P95)})
	}
	return b
}

func (b bands) all() [][]at { return [][]at{b.p05, b.p25, b.p50, b.p75, b.p95} }

// cap lowers what lost nothing, and so has infinitely many nines, to the ceiling.
func (b bands) cap(ceiling float64) {
	for _, points := range b.all() {
		for i := range points {
			if math.IsInf(points[i].y, 1) {
				points[i].y = ceiling
			}
		}
	}
}

func (c *Chart) drawFan(rows []result.SeriesRow, bound allowance) {
	period, name := timeUnit(rows[len(rows)-1].T)
	b := bandsOf(rows, period)
	heights := []float64{nines(1 - bound.loss)}
	for _, points := range b.all() {
		for _, a := range points {
			heights = append(heights, a.y)
		}
	}
	low, high, ceiling := ninesRange(heights)
	b.cap(ceiling)
	last := len(rows) - 1
	c.xAxis(0, b.p50[last].x, linearTicks(8, plainLabel), "simulated time, "+name)
	c.yAxis(low, high, ninesTicks(ceiling), "availability")
	if ceiling > 0 {
		c.add(rule{at: ceiling, style: draw.LineStyle{Color: gray, Width: 0.7, Dashes: []vg.Length{1, 2}}})
	}
	blue := categories[0]
	if rows[last].N > 1 {
		c.add(band{b.p05, b.p95, faded(blue, 0.16)}, band{b.p25, b.p75, faded(blue, 0.3)})
		c.key.addAt((b.p75[last].y+b.p95[last].y)/2, "5–95 %", band{color: faded(blue, 0.16)})
		c.key.addAt((b.p50[last].y+b.p75[last].y)/2, "25–75 %", band{color: faded(blue, 0.38)})
	}
	median := curve{b.p50, draw.LineStyle{Color: blue, Width: 1.8}}
	c.add(median)
	c.key.addAt(b.p50[last].y, "median "+availability(rows[last].P50), median)
	if len(rows) == 1 {
		c.plot.X.Max *= 1.25 // the only instant would lie on the edge
		c.addInstant(b.p05[0], b.p25[0], b.p50[0], b.p75[0], b.p95[0])
	}
	if height := nines(1 - bound.loss); !math.IsNaN(height) {
		slo := rule{at: height, style: objectiveStyle}
		c.add(slo)
		c.key.addAt(height, "objective "+bound.said, slo)
	}
}

// addInstant draws the bands of a series of one instant, which has no width, as whiskers.
func (c *Chart) addInstant(p05, p25, p50, p75, p95 at) {
	c.add(whisker{p05, p95, draw.LineStyle{Color: faded(categories[0], 0.4), Width: 2}},
		whisker{p25, p75, draw.LineStyle{Color: categories[0], Width: 4}},
		dots{[]at{p50}, draw.GlyphStyle{Color: categories[0], Radius: 4, Shape: draw.CircleGlyph{}}})
}

// availability writes a point on the nines axis in words.
func availability(a float64) string {
	if a == 1 {
		return "100 %: no loss"
	}
	return unit.Ratio(a).Percent()
}

// timeUnit is the unit in which a horizon of that many seconds is best read.
func timeUnit(horizon float64) (seconds float64, name string) {
	switch {
	case horizon > 5*float64(unit.Year):
		return float64(unit.Year), "years"
	case horizon > 3*float64(unit.Day):
		return float64(unit.Day), "days"
	case horizon > 3*float64(unit.Hour):
		return float64(unit.Hour), "hours"
	default:
		return float64(unit.Minute), "minutes"
	}
}
