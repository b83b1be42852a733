package plots

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nines/experiments/result"
)

const (
	laneHeight = 16  // points
	leastWidth = 0.8 // of a stage, in points, so that nothing is too short to be seen
)

// healing and unnamed are the colors of what is left to pass by itself and of a stage that the chart does not know.
var (
	healing = phase{"heal", "left to heal", categories[4]}
	unnamed = muted
	dark    = color.NRGBA{0x33, 0x33, 0x33, 0xff}
)

// stageOrder is the order in which an incident passes its stages.
var stageOrder = append(slices.Clone(phaseOrder), healing)

// stageOf is how a stage is drawn.
func stageOf(name string) phase {
	for _, p := range stageOrder {
		if p.metric == name {
			return p
		}
	}
	return phase{name, name, unnamed}
}

func (c *Chart) drawTimeline(lanes []lane, w window) {
	labels := make([]string, len(lanes)) // from the bottom
	for i, l := range lanes {
		labels[len(lanes)-1-i] = l.name
	}
	c.height = 175 + laneHeight*vg.Length(len(lanes))
	c.timeAxis(w)
	c.plot.Y.Min, c.plot.Y.Max = -0.7, float64(len(lanes))-0.3
	c.plot.Y.Tick.Marker = namedTicks(shortenAll(labels, plain(tickSize, ink), 190))
	shade := faded(alarm, 0.10)
	for _, l := range lanes {
		for _, r := range l.rows {
			if l.outage {
				c.add(curtain{r.Start, r.End, shade})
			}
		}
	}
	c.add(gridX{})
	for i, l := range lanes {
		c.addLane(l, float64(len(lanes)-1-i))
	}
	c.nameStages(lanes, shade)
}

// timeAxis counts from the focus of the window, or from the end of the warm-up.
func (c *Chart) timeAxis(w window) {
	zero, of := 0.0, "the end of the warm-up"
	if w.focus != nil {
		zero, of = w.focus.Start, "the beginning of the longest incident"
		if isOutage(*w.focus) {
			of = "the beginning of the longest outage"
		}
	}
	factor, name := durationScale((w.to - w.from) / 1.5)
	inner := scaledTicks(7, factor, plainLabel)
	ticks := plot.TickerFunc(func(low, high float64) []plot.Tick {
		all := inner.Ticks(low-zero, high-zero)
		for i := range all {
			all[i].Value += zero
		}
		return all
	})
	c.xAxis(w.from, w.to, ticks, fmt.Sprintf("%s since %s", name, of))
}

// addLane draws one lane. Incidents that overlap share its height.
func (c *Chart) addLane(l lane, y float64) {
	tracks, count := tracksOf(l.rows)
	half := 0.36 / float64(count)
	for i, r := range l.rows {
		middle := y + 0.36 - half*float64(2*tracks[i]+1)
		shade := stageOf(r.Stage).color
		if l.outage {
			shade = dark
		}
		c.add(segment{r.Start, r.End, middle, half, shade, leastWidth})
	}
}

// tracksOf puts every incident on the first track that is free when it begins.
func tracksOf(rows []result.TimelineRow) (tracks []int, count int) {
	type spell struct{ from, to float64 }
	var order []int // incidents
	spells := map[int]spell{}
	for _, r := range rows {
		s, known := spells[r.Incident]
		if !known {
			order, s = append(order, r.Incident), spell{r.Start, r.End}
		}
		spells[r.Incident] = spell{math.Min(s.from, r.Start), math.Max(s.to, r.End)}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(spells[a].from, spells[b].from) })
	var free []float64
	on := map[int]int{}
	for _, id := range order {
		n := slices.IndexFunc(free, func(t float64) bool { return t <= spells[id].from })
		if n < 0 {
			n, free = len(free), append(free, 0)
		}
		free[n], on[id] = spells[id].to, n
	}
	for _, r := range rows {
		tracks = append(tracks, on[r.Incident])
	}
	return tracks, len(free)
}

// nameStages adds the stages that are drawn to the legend, in the order in which an incident passes them.
func (c *Chart) nameStages(lanes []lane, shade color.Color) {
	var names []string
	for _, p := range stageOrder {
		names = append(names, p.metric)
	}
	drawn := map[string]bool{}
	out := false
	for _, l := range lanes {
		out = out || l.outage
		for _, r := range l.rows {
			if drawn[r.Stage] = true; !l.outage && !slices.Contains(names, r.Stage) {
				names = append(names, r.Stage)
			}
		}
	}
	for _, name := range names {
		if p := stageOf(name); drawn[name] {
			c.legend.add(p.doing, bar{color: p.color})
		}
	}
	if out {
		c.legend.add("service out", both{bar{color: shade}, curve{style: draw.LineStyle{Color: dark, Width: 3}}})
	}
}

// curtain shades the time of an outage over all lanes.
type curtain struct {
	from, to float64
	color    color.Color
}

func (m curtain) Plot(c draw.Canvas, p *plot.Plot) {
	a, b := max(c.X(p.X.Norm(m.from)), c.Min.X), min(c.X(p.X.Norm(m.to)), c.Max.X)
	if b > a {
		c.FillPolygon(m.color, []vg.Point{{X: a, Y: c.Min.Y}, {X: b, Y: c.Min.Y}, {X: b, Y: c.Max.Y}, {X: a, Y: c.Max.Y}})
	}
}
