package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg/draw"

	"nines/experiments/result"
)

// recovery draws the share of outages, or of incidents, that last longer than a given time.
func recovery(c *Chart, f *result.Folder, o Options) error {
	rows, err := load(c, f, result.Histograms, "durations of outages or incidents", func(r *result.HistogramRow) bool {
		return r.Metric == "mttr" && (o.Scope == "" || r.Scope == o.Scope) && r.Weight > 0
	})
	if err != nil {
		return err
	}
	keyOf := func(r *result.HistogramRow) *result.Key { return &r.Key }
	scopeOf := func(r *result.HistogramRow) string { return r.Scope }
	groups := grouped(c, rows, keyOf)
	var all []survival
	what, series, how := "outages", "configurations with outages", c.all.chosen()
	if len(groups) == 1 {
		for _, scope := range scopes(rows) {
			all = append(all, survivalOf(kindOfScope(scope), only(rows, scope, scopeOf)))
		}
		what, series, how = "outages and of incidents", "kinds", "those with the most time in all"
		if len(all) == 1 {
			what = all[0].label
		}
		c.Title = "Time to recover: " + subject(groups[0].key, "", groups[0].label)
	} else {
		scope := serviceScope(rows, f, o.Scope, scopeOf)
		groups = grouped(c, only(rows, scope, scopeOf), keyOf)
		for _, g := range groups {
			all = append(all, survivalOf(g.values, g.rows))
		}
		if len(all) == 0 {
			return c.noData("histograms.csv has no durations of the outages of a service")
		}
		c.Title = "Time to recover: " + subject(groups[0].key, scope, alone(groups))
		c.key.heading = c.all.naming().heading()
	}
	shown := sampleWith(all, maxSeries, vitalOf(c, groups))
	if series == "kinds" {
		shown = longestInAll(all, maxSeries)
	}
	c.Subtitle = fmt.Sprintf("Share of %s that last longer than x; both axes are logarithmic. Triangles: the "+
		"longest that was observed.%s", what, fewer(len(shown), len(all), series, how, result.Histograms.File()))
	return c.drawRecovery(shown)
}

// longestInAll keeps the first series, that of the service, and of the others those whose events took the most time in
// all, in their order.
func longestInAll(all []survival, most int) []survival {
	if len(all) <= most {
		return all
	}
	ranked := slices.Clone(all[1:])
	slices.SortStableFunc(ranked, func(a, b survival) int { return cmp.Compare(b.total, a.total) })
	least := ranked[most-2].total
	shown := all[:1:1]
	for _, s := range all[1:] {
		if s.total >= least && len(shown) < most {
			shown = append(shown, s)
		}
	}
	return shown
}

// scopes lists the scopes of rows: services first, then faults and the fleet, as they come.
func scopes(rows []result.HistogramRow) []string {
	var services, others []string
	for _, r := range rows {
		switch {
		case slices.Contains(services, r.Scope) || slices.Contains(others, r.Scope):
		case strings.HasPrefix(r.Scope, "service:"):
			services = append(services, r.Scope)
		default:
			others = append(others, r.Scope)
		}
	}
	return append(services, others...)
}

// kindOfScope says of what the durations of a scope are.
func kindOfScope(scope string) string {
	kind, name, _ := strings.Cut(scope, ":")
	switch kind {
	case "service":
		return "outages of " + name
	case "fault":
		return "incidents of " + name
	default:
		return "all incidents"
	}
}

// survival is the share of events that last longer than x, as a chain of points: sloping within a cell of the
// histogram, level between cells.
type survival struct {
	label   string
	points  []at
	events  float64
	total   float64 // seconds, about; an open cell counts with its lower end
	longest float64 // 0 if the last cell is open
}

func survivalOf(label string, cells []result.HistogramRow) survival {
	s := survival{label: label}
	for _, cell := range cells {
		s.events += cell.Weight
		upper := cell.Upper
		if math.IsInf(upper, 1) {
			upper = cell.Lower
		}
		s.total += cell.Weight * (cell.Lower + upper) / 2
	}
	left := s.events
	for _, cell := range cells { // in order of the table, by lower end
		if cell.Lower > 0 {
			s.points = append(s.points, at{cell.Lower, left / s.events})
		}
		if math.IsInf(cell.Upper, 1) {
			s.longest = 0
			return s
		}
		left -= cell.Weight
		s.longest = cell.Upper
		if cell.Upper > 0 && left > 1e-9*s.events {
			s.points = append(s.points, at{cell.Upper, left / s.events})
		}
	}
	return s
}

// certain is the share of events that last longer than what is left out at the start of the axis.
const certain = 0.995

// start is the duration at which the share falls below certain.
func (s survival) start() float64 {
	start := s.longest
	for _, a := range slices.Backward(s.points) {
		start = a.x
		if a.y >= certain {
			break
		}
	}
	return start
}

func (c *Chart) drawRecovery(series []survival) error {
	var durations []float64
	floor := 1.0
	for _, s := range series {
		durations = append(durations, s.start(), s.longest)
		for _, a := range s.points {
			durations = append(durations, math.Max(a.x, s.start()))
			floor = math.Min(floor, 0.7*a.y)
		}
	}
	low, high, ok := logRange(durations)
	if !ok {
		return c.noData("no outage or incident lasted longer than 0")
	}
	floor = roundLog(floor, false)
	c.xAxis(low, high, durationTicks(minLabelDistanceX), "duration (logarithmic)")
	c.yAxis(floor, 1, percentTicks(minLabelDistanceY), "share that lasts longer (logarithmic)")
	c.plot.X.Scale, c.plot.Y.Scale = logScale{}, logScale{}
	for i, s := range series {
		c.key.add(s.label, result.Unbroken(countText(s.events)), curve{style: lookOf(i).line()})
	}
	for _, i := range layered(len(series)) {
		c.addSurvival(series[i], lookOf(i), low)
	}
	return nil
}

// addSurvival draws one curve. Its last step, from the share of the longest events to 0, would reach below any
// logarithmic axis: a triangle stands for it.
func (c *Chart) addSurvival(s survival, look look, low float64) {
	last := 1.0
	var points []at
	if len(s.points) > 0 {
		points = append(points, at{math.Min(low, s.points[0].x), s.points[0].y})
		last = s.points[len(s.points)-1].y
	}
	points = append(points, s.points...)
	if s.longest > 0 {
		points = append(points, at{s.longest, last})
		c.add(dots{[]at{{s.longest, last}}, draw.GlyphStyle{Color: look.color, Radius: 3.6, Shape: downward{}}})
	}
	c.add(curve{points, look.line()})
}
