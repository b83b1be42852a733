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

// runway draws window by window how likely an objective is met as demand grows, one curve for each configuration.
func runway(c *Chart, f *result.Folder, o Options) error {
	ofPlan := f.Manifest.Verb == "plan"
	rows, err := load(c, f, result.Runways, "windows of an objective that says over and in, under a demand that grows",
		func(r *result.RunwayRow) bool {
			return r.N > 0 && (o.Scope == "" || r.Scope == o.Scope || strings.HasPrefix(r.Scope, o.Scope+"@")) &&
				!(ofPlan && r.Variant != "") // a lever that is pulled beside what was chosen
		})
	if err != nil {
		return err
	}
	scopeOf := func(r *result.RunwayRow) string { return r.Scope }
	scope := rows[0].Scope
	if main := slices.IndexFunc(rows, func(r result.RunwayRow) bool {
		return strings.HasPrefix(r.Scope, f.Manifest.Service+"@")
	}); main >= 0 {
		scope = rows[main].Scope
	}
	rows = only(rows, scope, scopeOf)
	if rows[0].T == rows[len(rows)-1].T {
		return c.noData("it needs two windows or more, and the run has one")
	}
	naming := c.all.naming()
	naming.variants = naming.variants && !ofPlan
	groups := bySize(grouped(c, rows, func(r *result.RunwayRow) *result.Key { return &r.Key }), naming)
	shown := sampleWith(groups, maxSeries, vitalOf(c, groups))
	service, objective, _ := strings.Cut(scope, "@")
	c.Title = fmt.Sprintf("Runway as demand grows: %s, %s", subject(&rows[0].Key, service, alone(groups)),
		objectiveInWords(objective))
	c.Subtitle = fmt.Sprintf("Share of %s in which a window of %s meets the objective, drawn where it ends; bands: %s "+
		"confidence intervals (Clopper–Pearson).", replicationsOf(rows, func(r *result.RunwayRow) int { return r.N }),
		unit.Duration(rows[0].Over).Human(), unit.Ratio(rows[0].Confidence).Percent()) +
		fewer(len(shown), len(groups), "configurations", c.all.chosen(), result.Runways.File())
	c.key.heading = naming.heading()
	c.drawRunway(shown)
	return nil
}

// bySize sorts configurations by what was varied: numbers by their size, all else in the order of appearance.
func bySize(groups []group[result.RunwayRow], n naming) []group[result.RunwayRow] {
	keys := make([]*result.Key, len(groups))
	for i := range groups {
		keys[i] = groups[i].key
	}
	var axes []sweptParam
	for i, path := range n.paths {
		axes = append(axes, sweptOf(keys, path, n.names[i]))
	}
	slices.SortStableFunc(groups, func(a, b group[result.RunwayRow]) int {
		for _, axis := range axes {
			x, _ := a.key.Param(axis.path)
			y, _ := b.key.Param(axis.path)
			if by := cmp.Compare(axis.position(x), axis.position(y)); by != 0 {
				return by
			}
		}
		return 0
	})
	return groups
}

// objectiveInWords is the name of an objective for running text: "request success ≥ 99.9% over 30d".
func objectiveInWords(name string) string {
	at := strings.IndexAny(name, "<>") // of >= or <=
	if at < 0 {
		return name
	}
	sign := map[byte]string{'>': " ≥ ", '<': " ≤ "}[name[at]]
	return result.Words(name[:at]) + sign + strings.Replace(name[at+len(">="):], "/", " over ", 1)
}

func (c *Chart) drawRunway(shown []group[result.RunwayRow]) {
	first, end := &shown[0].rows[0], 0.0
	for _, g := range shown {
		end = math.Max(end, g.rows[len(g.rows)-1].T)
	}
	factor, name := timeUnit(end)
	if result.Monthly(first.Over) {
		factor, name = first.Over, "months of "+unit.Duration(first.Over).Human()
	}
	c.xAxis(0, end, scaledTicks(8, factor, plainLabel), "simulated time, "+name)
	low := 0.0
	if least := leastShare(shown); least > 0.5 {
		low, _ = niceRange(2*least-1, 1, linearCount)
	}
	c.yAxis(low, 1, linearTicks(linearCount, percentLabel), "probability that a window meets the objective")
	asked := rule{at: first.In, style: objectiveStyle}
	c.add(asked)
	curves := make([]curve, len(shown))
	for i, g := range shown {
		look := lookOf(i)
		var lows, highs []at
		for _, r := range g.rows {
			lows, highs = append(lows, at{r.T, r.Low}), append(highs, at{r.T, r.High})
			curves[i].points = append(curves[i].points, at{r.T, r.Share})
		}
		curves[i].style = look.line()
		c.add(band{lows, highs, faded(look.color, 0.16)})
		c.key.add(cmp.Or(g.values, "met in"), "", curves[i])
	}
	for _, i := range layered(len(curves)) {
		c.add(curves[i])
	}
	c.key.add("asked for: "+unit.Ratio(first.In).Percent(), "", asked)
}

// leastShare is the lowest that anything stands on the chart.
func leastShare(shown []group[result.RunwayRow]) float64 {
	least := 1.0
	for _, g := range shown {
		for _, r := range g.rows {
			least = min(least, r.Low, r.In)
		}
	}
	return least
}
