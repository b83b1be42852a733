package plots

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// at is a point in data units.
type at struct{ x, y float64 }

func (a at) finite() bool {
	return !math.IsNaN(a.x) && !math.IsInf(a.x, 0) && !math.IsNaN(a.y) && !math.IsInf(a.y, 0)
}

func place(c draw.Canvas, p *plot.Plot, a at) vg.Point {
	return vg.Point{X: c.X(p.X.Norm(a.x)), Y: c.Y(p.Y.Norm(a.y))}
}

// runs cuts a sequence where points are missing.
func runs(points []at) [][]at {
	var runs [][]at
	start := 0
	for i := 0; i <= len(points); i++ {
		if i < len(points) && points[i].finite() {
			continue
		}
		if i > start {
			runs = append(runs, points[start:i])
		}
		start = i + 1
	}
	return runs
}

// curve is a line through points, clipped at the edges of the plot.
type curve struct {
	points []at
	style  draw.LineStyle
}

func (m curve) Plot(c draw.Canvas, p *plot.Plot) {
	for _, run := range runs(m.points) {
		line := make([]vg.Point, len(run))
		for i, a := range run {
			line[i] = place(c, p, a)
		}
		c.StrokeLines(m.style, c.ClipLinesXY(line)...)
	}
}

func (m curve) Thumbnail(c *draw.Canvas) {
	c.StrokeLine2(m.style, c.Min.X, c.Center().Y, c.Max.X, c.Center().Y)
}

// band fills what lies between two curves over the same x.
type band struct {
	low, high []at
	color     color.Color
}

func (m band) Plot(c draw.Canvas, p *plot.Plot) {
	whole := make([]at, len(m.low)) // missing where either side is
	for i := range whole {
		whole[i] = at{m.low[i].x, m.low[i].y + m.high[i].y}
	}
	start := 0
	for _, run := range runs(whole) {
		for whole[start] != run[0] {
			start++
		}
		if len(run) == 1 {
			continue // nothing to lie between
		}
		var edge []vg.Point
		for i := range run {
			edge = append(edge, place(c, p, m.high[start+i]))
		}
		for i := range run {
			edge = append(edge, place(c, p, m.low[start+len(run)-1-i]))
		}
		c.FillPolygon(m.color, c.ClipPolygonXY(edge))
	}
}

func (m band) Thumbnail(c *draw.Canvas) {
	c.FillPolygon(m.color, []vg.Point{c.Min, {X: c.Max.X, Y: c.Min.Y}, c.Max, {X: c.Min.X, Y: c.Max.Y}})
}

// dots marks points with a glyph.
type dots struct {
	points []at
	style  draw.GlyphStyle
}

func (m dots) Plot(c draw.Canvas, p *plot.Plot) {
	for _, a := range m.points {
		if a.finite() {
			c.DrawGlyph(m.style, place(c, p, a))
		}
	}
}

func (m dots) Thumbnail(c *draw.Canvas) { c.DrawGlyphNoClip(m.style, c.Center()) }

// downward is the hollow triangle for what lies beyond the lower edge of a logarithmic axis, leftward for the left
// edge.
type downward struct{}

func (downward) DrawGlyph(c *draw.Canvas, style draw.GlyphStyle, at vg.Point) {
	hollow(c, style, at, 0, -1)
}

type leftward struct{}

func (leftward) DrawGlyph(c *draw.Canvas, style draw.GlyphStyle, at vg.Point) {
	hollow(c, style, at, -1, 0)
}

// hollow draws a triangle, white inside, that points in the direction (dx, dy). Its tip is at the point, so that it
// stays within the plot and off the labels of the axis.
func hollow(c *draw.Canvas, style draw.GlyphStyle, at vg.Point, dx, dy vg.Length) {
	r := style.Radius
	left := vg.Point{X: at.X - 2*r*dx - r*dy, Y: at.Y - 2*r*dy + r*dx}
	right := vg.Point{X: at.X - 2*r*dx + r*dy, Y: at.Y - 2*r*dy - r*dx}
	c.FillPolygon(white, []vg.Point{at, left, right})
	c.StrokeLines(draw.LineStyle{Color: style.Color, Width: 1.1}, []vg.Point{at, left, right, at, left})
}

// whisker is an interval with end caps; ends beyond the plot are cut without a cap.
type whisker struct {
	from, to at // horizontal or vertical
	style    draw.LineStyle
}

func (m whisker) Plot(c draw.Canvas, p *plot.Plot) {
	if !m.from.finite() || !m.to.finite() {
		return
	}
	a, b := place(c, p, m.from), place(c, p, m.to)
	c.StrokeLines(m.style, c.ClipLinesXY([]vg.Point{a, b})...)
	const half = 2.5 // of the cap
	for _, end := range []vg.Point{a, b} {
		switch {
		case !c.Contains(end):
		case a.X == b.X:
			c.StrokeLine2(m.style, end.X-half, end.Y, end.X+half, end.Y)
		default:
			c.StrokeLine2(m.style, end.X, end.Y-half, end.X, end.Y+half)
		}
	}
}

func (m whisker) Thumbnail(c *draw.Canvas) {
	c.StrokeLine2(m.style, c.Min.X, c.Center().Y, c.Max.X, c.Center().Y)
}

// rule is a straight line across the whole plot, at a y or at an x.
type rule struct {
	at       float64
	vertical bool
	style    draw.LineStyle
}

func (m rule) Plot(c draw.Canvas, p *plot.Plot) {
	if m.vertical {
		x := c.X(p.X.Norm(m.at))
		c.StrokeLine2(m.style, x, c.Min.Y, x, c.Max.Y)
		return
	}
	y := c.Y(p.Y.Norm(m.at))
	c.StrokeLine2(m.style, c.Min.X, y, c.Max.X, y)
}

func (m rule) Thumbnail(c *draw.Canvas) {
	c.StrokeLine2(m.style, c.Min.X, c.Center().Y, c.Max.X, c.Center().Y)
}

// gridY draws a pale line at every labelled tick of the y axis, gridX the same for the x axis.
type gridY struct{}

func (gridY) Plot(c draw.Canvas, p *plot.Plot) {
	for _, t := range p.Y.Tick.Marker.Ticks(p.Y.Min, p.Y.Max) {
		if !t.IsMinor() {
			rule{at: t.Value, style: gridStyle}.Plot(c, p)
		}
	}
}

type gridX struct{}

func (gridX) Plot(c draw.Canvas, p *plot.Plot) {
	for _, t := range p.X.Tick.Marker.Ticks(p.X.Min, p.X.Max) {
		if !t.IsMinor() {
			rule{at: t.Value, vertical: true, style: gridStyle}.Plot(c, p)
		}
	}
}

// bar is a horizontal bar from 0 to length at row y, half its height to either side.
type bar struct {
	y, length, half float64
	color           color.Color
}

func (m bar) Plot(c draw.Canvas, p *plot.Plot) {
	a, b := place(c, p, at{0, m.y - m.half}), place(c, p, at{m.length, m.y + m.half})
	c.FillPolygon(m.color, []vg.Point{a, {X: b.X, Y: a.Y}, b, {X: a.X, Y: b.Y}})
}

func (m bar) Thumbnail(c *draw.Canvas) { band{color: m.color}.Thumbnail(c) }

// segment is a piece of a horizontal bar at row y, half its height to either side, cut at the edges of the plot and at
// least least points wide. White edges keep pieces apart where their colors do not.
type segment struct {
	from, to, y, half float64
	color             color.Color
	least             vg.Length
}

func (m segment) Plot(c draw.Canvas, p *plot.Plot) {
	a, b := place(c, p, at{m.from, m.y - m.half}), place(c, p, at{m.to, m.y + m.half})
	a.X, b.X = max(a.X, c.Min.X), min(max(b.X, a.X+m.least), c.Max.X)
	if b.X <= a.X {
		return
	}
	edge := min(0.5, (b.X-a.X)/4)
	a.X, b.X = a.X+edge/2, b.X-edge/2
	c.FillPolygon(m.color, []vg.Point{a, {X: b.X, Y: a.Y}, b, {X: a.X, Y: b.Y}})
}

// both is the sample of two marks, one over the other.
type both [2]plot.Thumbnailer

func (m both) Thumbnail(c *draw.Canvas) {
	m[0].Thumbnail(c)
	m[1].Thumbnail(c)
}
