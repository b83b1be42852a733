package plots

import (
	"fmt"
	"slices"
	"strings"

	"nines/experiments/result"
)

// storm draws what is asked of a service over time against what is of use: of one configuration requests, tries and
// what is served, of several what each of them serves.
func storm(c *Chart, f *result.Folder, o Options) error {
	rows, err := load(c, f, result.Series, "requests over time, which request fidelity has",
		func(r *result.SeriesRow) bool {
			_, known := flows[r.Metric]
			return known || r.Metric == "capacity" || r.Metric == "faults_active"
		})
	if err != nil {
		return err
	}
	scopeOf := func(r *result.SeriesRow) string { return r.Scope }
	served := only(rows, "goodput", func(r *result.SeriesRow) string { return r.Metric })
	if len(served) == 0 {
		return c.noData("it needs requests over time, and timeseries.csv has none: request fidelity has")
	}
	scope := serviceScope(served, f, o.Scope, scopeOf)
	if len(only(served, scope, scopeOf)) == 0 {
		return c.noData("no requests to " + scope + " were played")
	}
	var courses []course
	groups := grouped(c, rows, func(r *result.SeriesRow) *result.Key { return &r.Key })
	if len(groups) == 1 || o.Variant != "" || o.Point >= 0 {
		one, err := pick(c, groups, o)
		if err != nil {
			return err
		}
		c.Title = "Requests, tries, and what is served: " + subject(one.key, scope, one.label)
		c.drawStorm(courseOf(one, scope))
		c.Subtitle += c.oneOf()
		return nil
	}
	for _, g := range sampleWith(groups, maxSeries, vitalOf(c, groups)) {
		courses = append(courses, courseOf(g, scope))
	}
	c.Title = "Requests served over time: " + subject(groups[0].key, scope, "")
	c.drawStorms(courses)
	c.Subtitle += fewer(len(courses), len(groups), "configurations", c.all.chosen(), result.Series.File())
	c.key.heading = c.all.naming().heading()
	return nil
}

// course is what happened to one configuration over time.
type course struct {
	label  string
	flows  map[string][]result.SeriesRow // of one service, by metric
	faults map[string][]result.SeriesRow // by name
}

func courseOf(g group[result.SeriesRow], scope string) course {
	x := course{g.values, map[string][]result.SeriesRow{}, map[string][]result.SeriesRow{}}
	for _, r := range g.rows {
		switch fault, is := strings.CutPrefix(r.Scope, "fault:"); {
		case is:
			x.faults[fault] = append(x.faults[fault], r)
		case r.Scope == scope:
			x.flows[r.Metric] = append(x.flows[r.Metric], r)
		}
	}
	return x
}

// step is the time from one point to the next, which rates are means over.
func (x course) step() float64 { return x.flows["goodput"][0].T }

// end is the length of the measured time.
func (x course) end() float64 { return x.flows["goodput"][len(x.flows["goodput"])-1].T }

// of says how many replications and steps the lines are of.
func (x course) of() string {
	n, steps := x.flows["goodput"][0].N, len(x.flows["goodput"])
	if n == 1 {
		return fmt.Sprintf("Rates in the one replication there is, in %d steps of time.", steps)
	}
	return fmt.Sprintf("Rates in %d steps of time. Lines: medians of %d replications; bands: 5–95 %%.", steps, n)
}

// active is the mean number of faults that are active in each step.
func (x course) active() []at {
	var points []at
	for _, rows := range x.faults { // their order does not matter but for rounding, which nobody sees
		for i, r := range rows {
			if i == len(points) {
				points = append(points, at{x: r.T})
			}
			points[i].y += r.Mean
		}
	}
	return points
}

// usual names the faults that most of the replications have at the same time, in alphabetical order.
func (x course) usual() []string {
	var names []string
	for name, rows := range x.faults {
		if slices.ContainsFunc(rows, func(r result.SeriesRow) bool { return r.P50 > 0 }) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
