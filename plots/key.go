package plots

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

const (
	keyGap       = 8  // between the plot and the key
	keyIcon      = 18 // width of the sample of a line
	keyIconSpace = 5
	keyMaxText   = 120
	keyMaxColumn = 200 // where the column is text only
)

// key says outside the plot what its marks are. Entries stand beside the end of what they name, if it has one, and are
// moved apart where they would overlap; else they are stacked from the top.
type key struct{ entries []keyEntry }

type keyEntry struct {
	label string
	at    float64          // y in data units, NaN: none
	icon  plot.Thumbnailer // nil: text only
}

// add appends an entry that is stacked from the top.
func (k *key) add(label string, icon plot.Thumbnailer) { k.addAt(math.NaN(), label, icon) }

// addAt appends an entry beside y. Either all entries of a key have a place, or none;
// either all have an icon, or none.
func (k *key) addAt(y float64, label string, icon plot.Thumbnailer) {
	k.entries = append(k.entries, keyEntry{label, y, icon})
}

// width is the width of the column that the key needs; 0 without entries.
func (k *key) width() vg.Length {
	if len(k.entries) == 0 {
		return 0
	}
	var widest vg.Length
	for _, e := range k.entries {
		for _, line := range e.lines() {
			widest = max(widest, plain(labelSize, ink).Width(line))
		}
	}
	if k.entries[0].icon == nil {
		return keyGap + widest
	}
	return keyGap + keyIcon + keyIconSpace + widest
}

func (e keyEntry) lines() []string {
	width := vg.Length(keyMaxText)
	if e.icon == nil {
		width = keyMaxColumn
	}
	return wrap(e.label, plain(labelSize, ink), width)
}

// draw writes the entries into side, whose heights correspond to those of the plot's data canvas.
func (k *key) draw(side draw.Canvas, p *plot.Plot, data draw.Canvas) {
	if len(k.entries) == 0 {
		return
	}
	const step = lineSpacing * labelSize
	wanted := make([]vg.Length, len(k.entries))
	heights := make([]vg.Length, len(k.entries))
	for i, e := range k.entries {
		heights[i] = step*vg.Length(len(e.lines())) + 2
		wanted[i] = data.Max.Y
		if !math.IsNaN(e.at) {
			wanted[i] = data.Y(p.Y.Norm(e.at))
		}
	}
	for i, y := range spread(wanted, heights, step, data.Min.Y, data.Max.Y) {
		k.entries[i].draw(side, y, step)
	}
}

func (e keyEntry) draw(side draw.Canvas, y, step vg.Length) {
	icon := side
	icon.Min = vg.Point{X: side.Min.X + keyGap, Y: y - 4}
	icon.Max = vg.Point{X: icon.Min.X + keyIcon, Y: y + 4}
	if e.icon == nil {
		icon.Max.X = icon.Min.X - keyIconSpace
	} else {
		e.icon.Thumbnail(&icon)
	}
	for i, line := range e.lines() {
		writeMiddle(side, plain(labelSize, ink), icon.Max.X+keyIconSpace, y-step*vg.Length(i), line)
	}
}
