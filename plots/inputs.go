package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/vg/draw"

	"nines/experiments/result"
	"nines/sim/unit"
)

// inputs draws how a metric is distributed over what is known of the inputs: a point for each draw of them, in
// ascending order, with the interval that the simulation leaves at it.
func inputs(c *Chart, f *result.Folder, o Options) error {
	rows, err := load(c, f, result.Effects, "what is known of inputs; sweeps with design inputs have it",
		func(r *result.EffectRow) bool {
			return r.Measure == "known" && (o.Metric == "" || r.Metric == o.Metric) && (o.Scope == "" || r.Scope == o.Scope)
		})
	if err != nil {
		return err
	}
	known := rows[0]
	found, err := load(c, f, result.Estimates, "the metric at each point", func(r *result.Estimate) bool {
		return r.Metric == known.Metric && r.Scope == known.Scope && !math.IsNaN(r.Mean)
	})
	if err != nil {
		return err
	}
	m := measureOf(&found[0])
	points := make([]level, len(found))
	for i := range found {
		points[i] = m.at(&found[i], 0)
	}
	slices.SortStableFunc(points, func(a, b level) int { return cmp.Compare(a.mean, b.mean) })
	bound, err := allowed(f, known.Metric, known.Scope, nil)
	if err != nil {
		return err
	}
	if m.unit == "s/y" {
		bound.loss *= year
	}
	all := m.at(&result.Estimate{Mean: known.Estimate, Low: known.Low, High: known.High}, 0)
	percent := unit.Ratio(f.Manifest.Confidence).Percent()
	c.Title = fmt.Sprintf("What is known of %s: %s", result.Words(known.Metric), subject(&found[0].Key, known.Scope, ""))
	c.Subtitle = fmt.Sprintf("%s, at each of which the inputs were drawn from what is known of them. Bars: %s confidence "+
		"intervals of the simulation at a point. Shaded: where %s of the points are, which holds what inputs and simulation "+
		"leave open.", unit.Plural(len(points), "point"), percent, percent)
	c.drawKnown(m, points, all, bound, percent)
	return nil
}

// drawKnown draws the points, in ascending order, with what is known of all.
func (c *Chart) drawKnown(m measure, points []level, known level, bound allowance, percent string) {
	low, _ := c.axisOf(m, points, bound.loss)
	c.yAxis(0, 1, linearTicks(6, percentLabel), "share of points with no more")
	faint := draw.LineStyle{Color: faded(categories[0], 0.35), Width: 0.7}
	hold := band{[]at{{known.low, 0}, {known.high, 0}}, []at{{known.low, 1}, {known.high, 1}}, faded(gray, 0.14)}
	middle := rule{at: known.mean, vertical: true, style: draw.LineStyle{Color: ink, Width: 1.1}}
	c.add(gridX{}, gridY{}, hold)
	bars := dots{style: draw.GlyphStyle{Color: categories[0], Radius: 1.6, Shape: draw.CircleGlyph{}}}
	none := dots{style: draw.GlyphStyle{Color: categories[0], Radius: 3, Shape: leftward{}}}
	for i, p := range points {
		y := (float64(i) + 0.5) / float64(len(points))
		if p.none() && m.logarithmic(points) {
			none.points = append(none.points, at{low, y})
			continue
		}
		c.add(curve{[]at{{math.Max(p.low, low), y}, {p.high, y}}, faint})
		bars.points = append(bars.points, at{p.mean, y})
	}
	c.add(middle, bars, none)
	c.key.add("mean", "", middle)
	c.key.add(percent+" of the points", "", hold)
	c.key.add("a point", "", both{curve{style: faint}, bars})
	if none.points != nil {
		c.key.add("a point without loss", "", none)
	}
	if !math.IsNaN(bound.loss) {
		slo := rule{at: bound.loss, vertical: true, style: objectiveStyle}
		c.add(slo)
		c.key.add("objective "+bound.said, "", slo)
	}
}

// axisOf lays the x axis for a metric and its objective (NaN: none).
func (c *Chart) axisOf(m measure, points []level, objective float64) (low, high float64) {
	if m.logarithmic(points) {
		if low, high, ok := m.logarithmicRange(points, objective); ok {
			c.xAxis(low, high, m.logTicks(minLabelDistanceX), m.logLabel())
			c.plot.X.Scale = logScale{}
			return low, high
		}
	}
	if !math.IsNaN(objective) {
		points = append(slices.Clip(points), level{mean: objective, low: objective, high: objective})
	}
	low, high, ticks, label := m.linear(points)
	c.xAxis(low, high, ticks, label)
	return low, high
}
