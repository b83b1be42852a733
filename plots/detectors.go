package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"nines/experiments/result"
	"nines/sim/unit"
)

// quality is what one detector of one configuration does: false suspicions per day against detection time in seconds,
// with their intervals.
type quality struct {
	key      *result.Key
	detector string
	falsely  interval
	late     interval
	tag      string  // what stands beside the point; "" nothing
	order    float64 // along its curve
}

type interval struct{ mean, low, high float64 }

// qualitySeries is one detector, along its swept parameter if there is one.
type qualitySeries struct {
	label  string
	points []quality
}

// detectors draws how soon detectors see faults against how often they accuse the healthy.
func detectors(c *Chart, f *result.Folder, o Options) error {
	rows, err := load(c, f, result.Estimates, "the quality of service of detectors", func(r *result.Estimate) bool {
		return (r.Metric == "false_alarms" || r.Metric == "detection_time") && strings.HasPrefix(r.Scope, "detector:") &&
			(o.Scope == "" || r.Scope == o.Scope)
	})
	if err != nil {
		return err
	}
	all, blind := qualitiesOf(c, rows)
	if len(all) == 0 {
		return c.noData("no detector saw a fault, so there are no detection times")
	}
	if len(all) == 1 {
		return c.noData("one detector of one configuration is one point, whose numbers are in " +
			result.Estimates.File() + "; vary something about it, or compare it with others")
	}
	if c.alike(all) {
		return c.noData(fmt.Sprintf("nothing about detection was varied, and detector %s does alike in all %d "+
			"configurations: their intervals share a value, see %s", all[0].detector, len(all), result.Estimates.File()))
	}
	c.Subtitle = fmt.Sprintf("Means with their %s confidence intervals, of each detector over all the nodes that it "+
		"watches.", unit.Ratio(f.Manifest.Confidence).Percent())
	series := c.qualitySeries(all, o.Against)
	shown := sampleWith(series, maxSeries, placesOf(series, func(s *qualitySeries) bool {
		return slices.ContainsFunc(s.points, func(q quality) bool { return c.all.isVital(q.key) })
	}))
	what := "detectors"
	if c.key.heading != "" {
		what = "curves and points"
	}
	c.Title = "Detection time against false suspicions: " + subject(all[0].key, o.Scope, alone(groupsOf(c, all)))
	c.Subtitle += otherPoints(len(shown), len(series), what, c.all.chosen())
	if blind > 0 {
		c.Subtitle += fmt.Sprintf(" Not shown: %s that saw no fault.", counted(blind, "detector"))
	}
	return c.drawDetectors(series, shown)
}

// alike tells whether all points are of one detector of which nothing was varied, and their intervals share a value.
func (c *Chart) alike(all []quality) bool {
	varied := slices.ContainsFunc(c.all.naming().paths, func(path string) bool {
		return strings.HasPrefix(path, "detection.")
	})
	late, falsely := all[0].late, all[0].falsely
	for _, q := range all {
		varied = varied || q.detector != all[0].detector
		late, falsely = late.shared(q.late), falsely.shared(q.falsely)
	}
	return !varied && late.low <= late.high && falsely.low <= falsely.high
}

// shared is what two intervals have in common; its low is above its high where that is nothing.
func (i interval) shared(other interval) interval {
	return interval{i.mean, math.Max(finiteOr(i.low, i.mean), finiteOr(other.low, other.mean)),
		math.Min(finiteOr(i.high, i.mean), finiteOr(other.high, other.mean))}
}

// otherPoints says how many series have a color.
func otherPoints(shown, all int, what, how string) string {
	if shown == all {
		return ""
	}
	return fmt.Sprintf(" %d of %d %s in color, %s; the others in gray, without intervals.", shown, all, what, how)
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func groupsOf(c *Chart, all []quality) []group[quality] {
	return grouped(c, all, func(q *quality) *result.Key { return q.key })
}

// qualitiesOf pairs the two metrics of each detector of each configuration. Detectors that never saw a fault have no
// detection time, and are counted instead.
func qualitiesOf(c *Chart, rows []result.Estimate) (all []quality, blind int) {
	for _, g := range grouped(c, rows, func(r *result.Estimate) *result.Key { return &r.Key }) {
		for _, scope := range scopesOfEstimates(g.rows) {
			nan := math.NaN()
			q := quality{g.key, bare(scope), interval{nan, nan, nan}, interval{nan, nan, nan}, "", 0}
			for _, r := range only(g.rows, scope, scopeOfEstimate) {
				if r.Metric == "false_alarms" {
					q.falsely = interval{r.Mean * day / year, r.Low * day / year, r.High * day / year}
				} else {
					q.late = interval{r.Mean, r.Low, r.High}
				}
			}
			if math.IsNaN(q.falsely.mean) || math.IsNaN(finite(q.late.mean)) {
				blind++
				continue
			}
			all = append(all, q)
		}
	}
	return all, blind
}

// qualitySeries joins the points of a detector of which a parameter was varied, in the order of its values; every other
// point stands for itself.
func (c *Chart) qualitySeries(all []quality, against string) []qualitySeries {
	names := c.all.naming()
	several := slices.ContainsFunc(all, func(q quality) bool { return q.detector != all[0].detector })
	var series []qualitySeries
	for _, q := range all {
		path, own := names.parameterOf(c.all.keys, q.detector, against)
		rest := names.without(path)
		label := rest.values(q.key)
		if several || label == "" {
			label = strings.TrimSuffix(q.detector+", "+label, ", ")
		}
		if path != "" {
			value, _ := q.key.Param(path)
			q.order = sweptOf(c.all.keys, path, "").position(value)
			if own {
				q.tag = value
			}
		}
		n := slices.IndexFunc(series, func(s qualitySeries) bool { return s.label == label })
		if n < 0 {
			n, series = len(series), append(series, qualitySeries{label: label})
		}
		series[n].points = append(series[n].points, q)
	}
	for _, s := range series {
		slices.SortStableFunc(s.points, func(a, b quality) int { return cmp.Compare(a.order, b.order) })
	}
	c.explainPoints(all, against)
	return series
}

// explainPoints says what the names of the series are of, and what stands beside points.
func (c *Chart) explainPoints(all []quality, against string) {
	names := c.all.naming()
	rest := names
	var tagged []string
	for _, q := range all {
		path, own := names.parameterOf(c.all.keys, q.detector, against)
		rest = rest.without(path)
		if name := names.nameOf(path); own && !slices.Contains(tagged, name) {
			tagged = append(tagged, name)
		}
	}
	c.key.heading = rest.heading()
	if c.key.heading != "" && slices.ContainsFunc(all, func(q quality) bool { return q.detector != all[0].detector }) {
		c.key.heading = "detector, " + c.key.heading
	}
	if len(tagged) > 0 {
		c.Subtitle += " Beside the points: " + strings.Join(tagged, ", ") + "."
	}
}

// nameOf is what a varied parameter is called.
func (n naming) nameOf(path string) string {
	if i := slices.Index(n.paths, path); i >= 0 {
		return n.names[i]
	}
	return ""
}

// parameterOf is the path of the parameter along which the points of a detector are joined: the first of its own that
// was varied and is a number, or else the first of any detector; "" where there is none.
func (n naming) parameterOf(keys []*result.Key, detector, asked string) (path string, own bool) {
	if path = n.numberOf(keys, "detection."+detector+".", asked); path != "" {
		return path, true
	}
	return n.numberOf(keys, "detection.", asked), false
}

// numberOf is the path of the first varied parameter under a prefix whose values are numbers, or of the one asked for;
// "" where there is none.
func (n naming) numberOf(keys []*result.Key, prefix, asked string) string {
	for _, path := range n.paths {
		if strings.HasPrefix(path, prefix) && (asked == "" || asked == path) && !sweptOf(keys, path, "").nominal() {
			return path
		}
	}
	return ""
}
