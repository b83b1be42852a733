package plots

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// tags are words beside points. One that would lie over another, over a point or a line, or outside the plot, on
// whatever side of its point, is left out.
type tags struct {
	words []tag
	avoid []at // points
	lines []at // the corners of a stair
}

type tag struct {
	word string
	at   at
}

func (m *tags) add(word string, at at) {
	if word != "" && at.finite() {
		m.words = append(m.words, tag{word, at})
	}
}

const (
	tagSize = 7.5
	tagGap  = 4 // from the middle of the point
)

func (m *tags) Plot(c draw.Canvas, p *plot.Plot) {
	style := plain(tagSize, ink)
	var taken []vg.Rectangle
	for _, a := range m.avoid {
		if a.finite() {
			const half = 2.5
			middle := place(c, p, a)
			taken = append(taken, around(middle, half, half))
		}
	}
	for i := range len(m.lines) - 1 {
		a, b := place(c, p, m.lines[i]), place(c, p, m.lines[i+1])
		middle := vg.Point{X: (a.X + b.X) / 2, Y: (a.Y + b.Y) / 2}
		taken = append(taken, around(middle, max(a.X-b.X, b.X-a.X)/2, max(a.Y-b.Y, b.Y-a.Y)/2))
	}
	for _, t := range m.words {
		for _, spot := range spots(place(c, p, t.at), style, t.word) {
			if c.Contains(spot.Min) && c.Contains(spot.Max) && !overlaps(spot, taken) {
				writeMiddle(c, style, spot.Min.X, (spot.Min.Y+spot.Max.Y)/2, t.word)
				taken = append(taken, spot)
				break
			}
		}
	}
}

// spots are the places for a word beside a point, the best first: off the lines of its intervals.
func spots(at vg.Point, style text.Style, word string) []vg.Rectangle {
	half := vg.Point{X: style.Width(word)/2 + 1, Y: style.Font.Size/2 + 0.5}
	var all []vg.Rectangle
	for _, side := range [][2]vg.Length{{1, 1}, {-1, -1}, {1, -1}, {-1, 1}} {
		middle := vg.Point{X: at.X + side[0]*(tagGap+half.X), Y: at.Y + side[1]*(tagGap+half.Y)}
		all = append(all, around(middle, half.X, half.Y))
	}
	return all
}

func around(middle vg.Point, halfWidth, halfHeight vg.Length) vg.Rectangle {
	return vg.Rectangle{
		Min: vg.Point{X: middle.X - halfWidth, Y: middle.Y - halfHeight},
		Max: vg.Point{X: middle.X + halfWidth, Y: middle.Y + halfHeight},
	}
}

func overlaps(a vg.Rectangle, taken []vg.Rectangle) bool {
	for _, b := range taken {
		if a.Min.X < b.Max.X && b.Min.X < a.Max.X && a.Min.Y < b.Max.Y && b.Min.Y < a.Max.Y {
			return true
		}
	}
	return false
}
