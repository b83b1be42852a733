package plots

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// legend says in lines above the plot what its colors are. Charts whose key stands beside their rows use it for what
// all rows have in common.
type legend []legendEntry

type legendEntry struct {
	label string
	icon  plot.Thumbnailer
}

const (
	legendIcon = 14 // width of a sample
	legendGap  = 16 // between entries
)

func (l *legend) add(label string, icon plot.Thumbnailer) { *l = append(*l, legendEntry{label, icon}) }

// draw writes the entries from the top of c downwards, as many lines as they take, and returns where they end.
func (l legend) draw(c draw.Canvas) vg.Length {
	if len(l) == 0 {
		return c.Max.Y
	}
	style := plain(labelSize, ink)
	x, middle := c.Min.X, c.Max.Y-keyStep/2
	for _, e := range l {
		width := legendIcon + keyIconSpace + style.Width(e.label)
		if x > c.Min.X && x+width > c.Max.X {
			x, middle = c.Min.X, middle-keyStep
		}
		icon := c
		icon.Min, icon.Max = vg.Point{X: x, Y: middle - 4}, vg.Point{X: x + legendIcon, Y: middle + 4}
		e.icon.Thumbnail(&icon)
		writeMiddle(c, style, x+legendIcon+keyIconSpace, middle, e.label)
		x += width + legendGap
	}
	return middle - keyStep/2 - 6
}
