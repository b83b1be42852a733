package plots

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

const (
	keyGap       = 8  // between the plot and the key
	keyIcon      = 22 // width of the sample of a line
	keyIconSpace = 5
	keyMaxText   = 120 // of a label, which is shortened, and of a line of the heading, which is wrapped
	keyStep      = lineSpacing * labelSize
)

// key says outside the plot what its marks are, one line for each. Entries stand beside the end of what they name, if
// it has one, and are moved apart where they would overlap; else they are stacked from the top, in the order in which
// they were added, under a heading.
type key struct {
	heading string // what the labels are of
	figures string // what the figures are
	entries []keyEntry
}

type keyEntry struct {
	label  string
	figure string           // stands to the right, under the other figures
	at     float64          // y in data units, NaN: none
	icon   plot.Thumbnailer // nil: text only
}

// add appends an entry that is stacked from the top.
func (k *key) add(label, figure string, icon plot.Thumbnailer) {
	k.entries = append(k.entries, keyEntry{label, figure, math.NaN(), icon})
}

// addAt appends an entry beside y. Either all entries of a key have a place, or none, and only in the latter case a
// heading; either all have an icon, or none.
func (k *key) addAt(y float64, label string, icon plot.Thumbnailer) {
	k.entries = append(k.entries, keyEntry{label, "", y, icon})
}

// keyLayout is a key with its columns measured.
type keyLayout struct {
	head          []string
	labels        []string
	icon          vg.Length // width with the space after it
	label, figure vg.Length
}

func (k *key) layout() keyLayout {
	style := plain(labelSize, ink)
	var l keyLayout
	names := make([]string, len(k.entries))
	for i, e := range k.entries {
		names[i] = e.label
		l.figure = max(l.figure, style.Width(e.figure))
		if e.icon != nil {
			l.icon = keyIcon + keyIconSpace
		}
	}
	l.labels = names
	if l.icon > 0 { // labels without icons are figures, which cannot be shortened
		l.labels = shortenAll(names, style, keyMaxText)
	}
	for _, s := range l.labels {
		l.label = max(l.label, style.Width(s))
	}
	if l.figure > 0 {
		l.figure += 10
	}
	l.head = wrap(k.heading, style, keyMaxText)
	for _, line := range l.head {
		l.label = max(l.label, style.Width(line)-l.icon-l.figure)
	}
	l.label = max(l.label, style.Width(k.figures)-l.icon-l.figure)
	return l
}

// width is the width of the column that the key needs; 0 without entries.
func (k *key) width() vg.Length {
	if len(k.entries) == 0 {
		return 0
	}
	l := k.layout()
	return keyGap + l.icon + l.label + l.figure
}

// placed reports whether the entries stand beside what they name.
func (k *key) placed() bool { return len(k.entries) > 0 && !math.IsNaN(k.entries[0].at) }

// height is that of a key that is stacked.
func (k *key) height() vg.Length {
	lines := len(k.layout().head) + len(k.entries)
	if k.figures != "" {
		lines++
	}
	return keyStep * vg.Length(lines)
}

// draw writes the entries into side, whose heights correspond to those of the plot's data canvas.
func (k *key) draw(side draw.Canvas, p *plot.Plot, data draw.Canvas) {
	if len(k.entries) == 0 {
		return
	}
	l := k.layout()
	left, top := side.Min.X+keyGap, data.Max.Y
	line := func(style text.Style, x vg.Length, s string) {
		writeMiddle(side, style, x, top-keyStep/2, s)
		top -= keyStep
	}
	for _, s := range l.head {
		line(plain(labelSize, gray), left, s)
	}
	right := left + l.icon + l.label + l.figure
	if k.figures != "" {
		line(aligned(plain(labelSize, gray), draw.XRight), right, k.figures)
	}
	wanted := make([]vg.Length, len(k.entries))
	for i, e := range k.entries {
		wanted[i] = top
		if !math.IsNaN(e.at) {
			wanted[i] = data.Y(p.Y.Norm(e.at))
		}
	}
	for i, y := range spread(wanted, keyStep, data.Min.Y, top) {
		e := k.entries[i]
		if e.icon != nil {
			icon := side
			icon.Min, icon.Max = vg.Point{X: left, Y: y - 4}, vg.Point{X: left + keyIcon, Y: y + 4}
			e.icon.Thumbnail(&icon)
		}
		writeMiddle(side, plain(labelSize, ink), left+l.icon, y, l.labels[i])
		writeMiddle(side, aligned(plain(labelSize, ink), draw.XRight), right, y, e.figure)
	}
}
