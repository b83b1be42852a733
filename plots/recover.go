package plots

import (
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
	groups := grouped(rows, keyOf)
	var all []survival
	what := "outages"
	if len(groups) == 1 {
		for _, scope := range scopes(rows) {
			all = append(all, survivalOf(kindOfScope(scope), only(rows, scope, scopeOf)))
		}
		what = "outages and of incidents"
		if len(all) == 1 {
			what = all[0].label
		}
		c.Title = "Time to recover: " + subject(groups[0].key, "", "")
	} else {
		scope := firstScope(rows, o.Scope, "service:", scopeOf)
		for _, g := range grouped(only(rows, scope, scopeOf), keyOf) {
			all = append(all, survivalOf(g.label, g.rows))
		}
		c.Title = "Time to recover: " + subject(groups[0].key, scope, "")
	}
	if len(all) == 0 {
		return c.noData("histograms.csv has no durations of the outages of a service")
	}
	shown := all[:min(len(all), maxSeries)]
	c.Subtitle = fmt.Sprintf("Share of %s that last longer than x; both axes are logarithmic. Triangles: the "+
		"longest that was observed.%s", what, several(len(shown), len(all)))
	return c.drawRecovery(shown)
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
	longest float64 // 0 if the last cell is open
}

func survivalOf(label string, cells []result.HistogramRow) survival {
	s := survival{label: label}
	for _, cell := range cells {
		s.events += cell.Weight
	}
	left := s.events
	for _, cell := range cells { // in order of the table, by lower end
		if cell.Lower > 0 {
			s.points = append(s.points, at{cell.Lower, left / s.events})
		}
		if math.IsInf(cell.Upper, 1) {
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

func (c *Chart) drawRecovery(series []survival) error {
	var durations []float64
	floor := 1.0
	for _, s := range series {
		for _, a := range s.points {
			durations = append(durations, a.x)
		}
		durations = append(durations, s.longest)
		floor = math.Min(floor, 0.5/s.events) // half of what one event weighs
	}
	low, high, ok := logRange(durations)
	if !ok {
		return c.noData("no outage or incident lasted longer than 0")
	}
	floor = roundLog(floor, false)
	c.xAxis(low, high, durationTicks(minLabelDistanceX), "duration (logarithmic)")
	c.yAxis(floor, 1, logTicks(minLabelDistanceY, percentOf), "share that lasts longer (logarithmic)")
	c.plot.X.Scale, c.plot.Y.Scale = logScale{}, logScale{}
	for i, s := range series {
		c.addSurvival(s, lookOf(i), low)
	}
	return nil
}

func (c *Chart) addSurvival(s survival, look look, low float64) {
	points := s.points
	if len(points) > 0 {
		points = slices.Insert(slices.Clone(points), 0, at{low, points[0].y})
	}
	line := curve{points, look.line(1.6)}
	c.add(line)
	if s.longest > 0 {
		end := at{s.longest, 1 / s.events}
		if len(points) > 0 {
			end.y = math.Min(end.y, points[len(points)-1].y)
		}
		c.add(dots{[]at{end}, draw.GlyphStyle{Color: look.color, Radius: 3.6, Shape: downward{}}})
	}
	label := unbroken(fmt.Sprintf("n = %.0f", s.events))
	if s.label != "" {
		label = s.label + ", " + label
	}
	c.key.add(label, line)
}
