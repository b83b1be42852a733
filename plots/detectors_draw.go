package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nines/sim/unit"
)

func (c *Chart) drawDetectors(all, shown []qualitySeries) error {
	var xs, ys []float64
	for _, s := range all {
		for _, q := range s.points {
			xs = append(xs, q.falsely.mean, q.falsely.high)
			ys = append(ys, 0.9*q.late.mean, 1.1*q.late.mean, q.late.high)
			if q.falsely.mean > 0 {
				xs = append(xs, q.falsely.low)
			}
		}
	}
	left, right, some := logRange(xs)
	low, high, timed := logRange(ys)
	switch {
	case !timed:
		return c.noData("every detector sees every fault at once, which has no place on a logarithmic axis")
	case !some:
		return c.noData("no rate of false suspicions is known, not even a bound")
	}
	none := slices.ContainsFunc(all, func(s qualitySeries) bool {
		return slices.ContainsFunc(s.points, func(q quality) bool { return q.falsely.mean == 0 })
	})
	if none {
		left = roundLog(left/3, false) // room for the arrows
		c.Subtitle += " Hollow, with an arrow: none was observed; at most as many as where the arrow begins."
	}
	if slices.Contains(ys, 0) {
		low = roundLog(low/2, false)
		c.Subtitle += " Triangles: seen at once."
	}
	c.xAxis(left, right, logTicks(minLabelDistanceX, perDay), "false suspicions per day (logarithmic)")
	c.yAxis(low, high, durationTicks(minLabelDistanceY), "mean detection time (logarithmic)")
	c.plot.X.Scale, c.plot.Y.Scale = logScale{}, logScale{}
	c.addQualities(all, shown, low)
	return nil
}

// perDay writes a rate.
func perDay(v float64) string {
	if v < 1e-4 {
		return strings.Replace(fmt.Sprintf("%.0e", v), "e-0", "e-", 1)
	}
	return unit.SI(rounded(v))
}

func (c *Chart) addQualities(all, shown []qualitySeries, floor float64) {
	var tags tags
	var others, bounds []at
	for _, s := range all {
		for _, q := range s.points {
			a := q.place(floor)
			tags.avoid = append(tags.avoid, a)
			switch {
			case slices.ContainsFunc(shown, func(k qualitySeries) bool { return k.label == s.label }):
			case q.falsely.mean == 0:
				bounds = append(bounds, a)
			default:
				others = append(others, a)
			}
		}
	}
	gray := dots{others, draw.GlyphStyle{Color: faded(muted, 0.5), Radius: 1.6, Shape: draw.CircleGlyph{}}}
	c.add(gray, dots{bounds, draw.GlyphStyle{Color: faded(muted, 0.7), Radius: 1.6, Shape: draw.RingGlyph{}}})
	for i, s := range shown {
		look := lookOf(i)
		mark := keyMark(s, markOf(look, i, len(shown)))
		if len(s.points) > 1 {
			c.key.add(s.label, "", both{curve{style: look.line()}, mark})
		} else {
			c.key.add(s.label, "", mark)
		}
	}
	if len(shown) < len(all) {
		c.key.add(fmt.Sprintf("%d others", len(all)-len(shown)), "", gray)
	}
	for _, i := range layered(len(shown)) {
		for _, q := range shown[i].points {
			tags.add(q.tag, q.place(floor))
		}
		c.addQuality(shown[i], lookOf(i), markOf(lookOf(i), i, len(shown)), floor)
	}
	c.add(&tags)
}

// keyMark is the mark of a series in the key, hollow where all of its points are.
func keyMark(s qualitySeries, style draw.GlyphStyle) plot.Thumbnailer {
	mark := dots{style: style}
	if slices.ContainsFunc(s.points, func(q quality) bool { return q.falsely.mean != 0 }) {
		return mark
	}
	return both{mark, dots{style: inside(style)}}
}

// inside is what makes a mark hollow.
func inside(style draw.GlyphStyle) draw.GlyphStyle {
	style.Color, style.Radius = white, style.Radius-1.1
	return style
}

// place is where a point stands: at the bound where nothing was observed.
func (q quality) place(floor float64) at {
	x := q.falsely.mean
	if x == 0 {
		x = q.falsely.high
	}
	return at{positive(x), math.Max(q.late.mean, floor)}
}

// addQuality draws one series. Its curve joins what was measured; a bound is not joined.
func (c *Chart) addQuality(s qualitySeries, look look, mark draw.GlyphStyle, floor float64) {
	thin := draw.LineStyle{Color: faded(look.color, 0.75), Width: 0.9}
	var line []at
	for _, q := range s.points {
		a := q.place(floor)
		c.add(whisker{at{a.x, math.Max(q.late.low, floor)}, at{a.x, q.late.high}, thin})
		glyph := dots{[]at{a}, mark}
		if q.late.mean <= 0 {
			glyph.style.Shape, glyph.style.Radius = downward{}, 3.5
		}
		if q.falsely.mean == 0 {
			c.add(bound{a, draw.LineStyle{Color: look.color, Width: 1.2}})
			line = append(line, at{math.NaN(), math.NaN()})
		} else {
			c.add(whisker{at{math.Max(q.falsely.low, math.SmallestNonzeroFloat64), a.y}, at{q.falsely.high, a.y}, thin})
			line = append(line, a)
		}
		c.add(glyph)
		if q.falsely.mean == 0 {
			glyph.style = inside(glyph.style)
			c.add(glyph)
		}
	}
	c.add(curve{line, look.line()})
}

// bound is an arrow that points from an upper limit to the left.
type bound struct {
	at    at
	style draw.LineStyle
}

func (m bound) Plot(c draw.Canvas, p *plot.Plot) {
	const length, head = vg.Length(18), vg.Length(3.5)
	from := place(c, p, m.at)
	tip := vg.Point{X: max(from.X-length, c.Min.X), Y: from.Y}
	c.StrokeLines(m.style, []vg.Point{from, tip})
	c.StrokeLines(m.style, []vg.Point{{X: tip.X + head, Y: tip.Y + head}, tip, {X: tip.X + head, Y: tip.Y - head}})
}

// positive is v, or NaN where a logarithmic axis has no place for it.
func positive(v float64) float64 {
	if v <= 0 {
		return math.NaN()
	}
	return v
}
