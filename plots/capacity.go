package plots

import (
	"fmt"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nines/experiments/result"
)

// capacity draws the throughput that is within reach over time against the demand for it.
func capacity(c *Chart, f *result.Folder, o Options) error {
	rows, err := load(c, f, result.Series, "the throughput and the demand of a service over time",
		func(r *result.SeriesRow) bool {
			return (r.Metric == "capacity" || r.Metric == "demand") && (o.Scope == "" || r.Scope == o.Scope)
		})
	if err != nil {
		return err
	}
	scopeOf := func(r *result.SeriesRow) string { return r.Scope }
	demanded := only(rows, "demand", func(r *result.SeriesRow) string { return r.Metric })
	if len(demanded) == 0 {
		return c.noData("it needs a demand, which the section traffic has")
	}
	scope := serviceScope(demanded, f, o.Scope, scopeOf)
	one, err := pick(c, grouped(c, only(rows, scope, scopeOf), func(r *result.SeriesRow) *result.Key { return &r.Key }), o)
	if err != nil {
		return err
	}
	metricOf := func(r *result.SeriesRow) string { return r.Metric }
	reach, demand := only(one.rows, "capacity", metricOf), only(one.rows, "demand", metricOf)
	if len(reach) == 0 || len(reach) != len(demand) {
		return c.noData("it needs the throughput of " + scope + ", which classes that it runs on must have")
	}
	c.Title = "Capacity against demand: " + subject(one.key, scope, one.label)
	c.Subtitle = fmt.Sprintf("Throughput within reach at %d instants: the median of %d replications, and what one in "+
		"twenty of them falls short of.", len(reach), reach[0].N)
	if reach[0].N == 1 {
		c.Subtitle = fmt.Sprintf("Throughput within reach at %d instants of the one replication there is.", len(reach))
	}
	c.drawCapacity(reach, demand)
	c.Subtitle += c.oneOf()
	return nil
}

func (c *Chart) drawCapacity(reach, demand []result.SeriesRow) {
	middle := along(reach, 0, func(r *result.SeriesRow) float64 { return r.P50 })
	least := along(reach, 0, func(r *result.SeriesRow) float64 { return r.P05 })
	peaks, troughs, swings := envelope(along(demand, 0, func(r *result.SeriesRow) float64 { return r.Mean }))
	most := 0.0
	for i := range middle {
		most = math.Max(most, math.Max(middle[i].y, peaks[i].y))
	}
	end := reach[len(reach)-1].T
	factor, name := timeUnit(end)
	c.xAxis(0, end, scaledTicks(8, factor, plainLabel), "simulated time, "+name)
	_, high := niceRange(0, math.Max(1.02*most, 1e-9), linearCount)
	c.yAxis(0, high, linearTicks(linearCount, plainLabel), "requests per second")
	blue := lookOf(0)
	headroom, short := band{color: faded(blue.color, 0.15)}, band{color: faded(alarm, 0.35)}
	lacks := false
	for i := range least {
		headroom.low, headroom.high = append(headroom.low, peaks[i]), append(headroom.high, higher(least[i], peaks[i]))
		short.low, short.high = append(short.low, lower(least[i], peaks[i])), append(short.high, peaks[i])
		lacks = lacks || least[i].y < peaks[i].y*(1-1e-6) // throughput is a sum, which may be off by its rounding
	}
	asked := curve{peaks, draw.LineStyle{Color: ink, Width: 1.5}}
	usual, seldom := curve{middle, blue.line()},
		curve{least, draw.LineStyle{Color: blue.color, Width: 1.1, Dashes: []vg.Length{4, 2}}}
	c.add(headroom)
	if swings {
		c.add(band{troughs, peaks, faded(ink, 0.18)})
		c.Subtitle += " Demand rises and falls between the instants: its line is at the peaks, gray is its range."
	}
	c.add(short, asked, seldom, usual)
	c.key.add("capacity, median", "", usual)
	if reach[0].N > 1 {
		c.key.add("capacity, 1 in 20 below", "", seldom)
	}
	c.key.add("demand", "", asked)
	c.legend.add("headroom", headroom)
	if lacks {
		c.legend.add("short of demand", short)
	}
}

func higher(a, b at) at { return at{a.x, math.Max(a.y, b.y)} }

func lower(a, b at) at { return at{a.x, math.Min(a.y, b.y)} }

// envelope is the range of a series around each of its points, where it swings up and down too often to be followed, as
// by the hour of the day over a year; else it is the series.
func envelope(points []at) (peaks, troughs []at, swings bool) {
	const often, around = 0.2, 12 // of the points; points to each side
	turns := 0
	for i := 2; i < len(points); i++ {
		if (points[i].y-points[i-1].y)*(points[i-1].y-points[i-2].y) < 0 {
			turns++
		}
	}
	if float64(turns) < often*float64(len(points)) {
		return points, points, false
	}
	peaks, troughs = make([]at, len(points)), make([]at, len(points))
	for i, p := range points {
		peaks[i], troughs[i] = p, p
		for j := max(0, i-around); j <= min(len(points)-1, i+around); j++ {
			peaks[i], troughs[i] = higher(peaks[i], points[j]), lower(troughs[i], points[j])
		}
	}
	return peaks, troughs, true
}
