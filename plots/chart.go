package plots

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Chart is one finished chart, ready to be saved in any format.
type Chart struct {
	Name     string // in the catalog
	Title    string // says what is shown; it also serves as alternative text
	Subtitle string // says what lines and bands mean
	Footer   string // says where the numbers come from
	Width    int    // of the page in points, LeastWidth to MostWidth

	all    *configurations // of the folder
	height vg.Length
	xLabel string // written below the axis
	yLabel string // written above the axis
	plot   *plot.Plot
	lower  *panel // below the plot, over the same x; nil: none
	key    key
	legend legend
}

// panel is a plot of its own with the label of its y axis.
type panel struct {
	plot   *plot.Plot
	yLabel string
}

// newChart prepares a page with empty axes.
func newChart(name string, all *configurations) *Chart {
	return &Chart{Name: name, Width: UsualWidth, all: all, height: pageHeight, plot: newPlot()}
}

// newPlot has empty axes in the house style.
func newPlot() *plot.Plot {
	p := plot.New()
	for _, axis := range []*plot.Axis{&p.X, &p.Y} {
		axis.LineStyle = draw.LineStyle{Color: gray, Width: 0.7}
		axis.Padding = 0
		axis.Tick.LineStyle = draw.LineStyle{Color: gray, Width: 0.6}
		axis.Tick.Length = 4
	}
	p.X.Tick.Label = aligned(plain(tickSize, ink), draw.XCenter)
	p.X.Tick.Label.YAlign = draw.YTop
	p.Y.Tick.Label = aligned(plain(tickSize, ink), draw.XRight)
	p.Y.Tick.Label.YAlign = draw.YCenter
	p.Y.LineStyle.Width, p.Y.Tick.Length = 0, 0 // the grid shows the values
	p.BackgroundColor = nil
	return p
}

// draw paints the page from the outside in: title and subtitle, footer, legend, key, labels of the axes, and the plot
// in what is left. The labels are not left to the plotting library, which would turn that of the y axis, and would make
// room for them at the arithmetic middle of the range, which on a logarithmic axis lies near its end.
func (c *Chart) draw(page draw.Canvas) {
	page.SetColor(white)
	page.Fill(page.Rectangle.Path())
	body := draw.Crop(page, pageMargin, -pageMargin, pageMargin, -pageMargin)
	top := body.Max.Y
	top = writeBlock(body, bold(titleSize, ink), top, c.Title)
	top = writeBlock(body, plain(subtitleSize, gray), top-2, c.Subtitle)
	body.Max.Y = top - 8
	body.Max.Y = c.legend.draw(body)
	body.Min.Y += writeFooter(body, c.Footer)

	column, beneath := c.key.width(), c.keyBeneath()
	side := draw.Crop(body, body.Size().X-column, 0, 0, 0)
	if beneath > 0 {
		side, column = body, 0
		side.Max.Y = side.Min.Y + beneath
		body.Min.Y = side.Max.Y + keyGap
	}
	body.Max.X -= column
	left, bottom := body.Min.X, body.Min.Y
	if c.xLabel != "" {
		body.Min.Y += lineSpacing*labelSize + 4
	}
	body = c.drawLower(body)
	if c.yLabel != "" {
		label := body
		label.Min.X = left
		body.Max.Y = writeBlock(label, plain(labelSize, ink), body.Max.Y, c.yLabel) - 6
	}
	c.plot.X.Tick.Marker = onWidth(c.plot.X.Tick.Marker, c.plot.DataCanvas(body).Size().X.Points())
	data := c.plot.DataCanvas(body)
	c.plot.Draw(body)
	write(page, aligned(plain(labelSize, ink), draw.XCenter), data.Center().X, bottom+0.3*labelSize, c.xLabel)
	if beneath > 0 {
		c.key.draw(side, c.plot, side)
		return
	}
	c.key.draw(side, c.plot, data)
}

// size is how large the page is.
func (c *Chart) size() (width, height vg.Length) {
	height = c.height
	if beneath := c.keyBeneath(); beneath > 0 {
		height += beneath + keyGap
	}
	return vg.Length(c.Width), height
}

// keyBeneath is the height of the key where it stands below the plot, as beside it it would leave too little; 0 else.
func (c *Chart) keyBeneath() vg.Length {
	const mostBeside = 0.4 // of the page
	if c.key.placed() || c.key.width() <= mostBeside*vg.Length(c.Width) {
		return 0
	}
	return c.key.height()
}

// panelGap is the space between two panels.
const panelGap = 14

// drawLower draws the lower panel, if there is one, in the lower half of body, with its data below those of the plot,
// and returns what is left for the plot.
func (c *Chart) drawLower(body draw.Canvas) draw.Canvas {
	if c.lower == nil {
		return body
	}
	middle := body.Center().Y
	upper, lower := body, body
	upper.Min.Y, lower.Max.Y = middle+panelGap/2, middle-panelGap/2
	lower.Max.Y = writeBlock(lower, plain(labelSize, ink), lower.Max.Y, c.lower.yLabel) - 6
	left := func(p *plot.Plot, canvas draw.Canvas) vg.Length { return p.DataCanvas(canvas).Min.X }
	indent := left(c.plot, upper) - left(c.lower.plot, lower)
	lower.Min.X += max(0, indent)
	upper.Min.X += max(0, -indent)
	c.lower.plot.Draw(lower)
	return upper
}

// writeBlock writes s from the top of c downwards, as many lines as it takes, and returns where it ends.
func writeBlock(c draw.Canvas, style text.Style, top vg.Length, s string) vg.Length {
	for _, line := range wrap(s, style, c.Size().X) {
		top -= lineSpacing * style.Font.Size
		write(c, style, c.Min.X, top+0.3*style.Font.Size, line)
	}
	return top
}

// writeFooter writes s at the bottom of c and returns the height that it takes.
func writeFooter(c draw.Canvas, s string) vg.Length {
	style := plain(footerSize, gray)
	lines := wrap(s, style, c.Size().X)
	step := lineSpacing * style.Font.Size
	for i, line := range lines {
		write(c, style, c.Min.X, c.Min.Y+step*vg.Length(len(lines)-1-i), line)
	}
	return step*vg.Length(len(lines)) + 4
}

// add puts a mark on the plot, above those added before.
func (c *Chart) add(marks ...plot.Plotter) { c.plot.Add(marks...) }

// xAxis sets the range, ticks and label of the x axis. Never leave the range to the data: the plotting library widens
// constant data by 1, which would show an availability of 0.9999 on an axis from 0 to 2.
func (c *Chart) xAxis(low, high float64, ticks plot.Ticker, label string) {
	c.plot.X.Min, c.plot.X.Max, c.plot.X.Tick.Marker, c.xLabel = low, high, ticks, label
}

// yAxis does the same for the y axis and draws the grid.
func (c *Chart) yAxis(low, high float64, ticks plot.Ticker, label string) {
	c.plot.Y.Min, c.plot.Y.Max, c.plot.Y.Tick.Marker, c.yLabel = low, high, ticks, label
	c.add(gridY{})
}
