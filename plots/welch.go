package plots

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nines/experiments/result"
	"nines/sim/unit"
)

// welch draws the mean over replications of what settles, from the start of the system on, with moving averages, and a
// line where measuring begins: the plot of P. D. Welch (in Lavenberg, Computer Performance Modeling Handbook, 1983), by
// which a reader judges a warm-up.
func welch(c *Chart, f *result.Folder, o Options) error {
	rows, err := load(c, f, result.Series, "numbers over time", func(r *result.SeriesRow) bool {
		return settling(r) && !math.IsNaN(r.Mean) && (o.Scope == "" || r.Scope == o.Scope || r.Scope == "fleet")
	})
	if err != nil {
		return err
	}
	one, err := pick(c, grouped(c, rows, func(r *result.SeriesRow) *result.Key { return &r.Key }), o)
	if err != nil {
		return err
	}
	var opening []result.SeriesRow
	if result.Has(f, result.Opening) {
		opening, err = load(c, f, result.Opening, "", func(r *result.SeriesRow) bool { return r.SameConfiguration(one.key) })
		if err != nil {
			return err
		}
	}
	scope := serviceScope(one.rows, f, o.Scope, func(r *result.SeriesRow) string { return r.Scope })
	x, err := c.settlingOf(opening, one.rows, scope, o.Metric)
	if err != nil {
		return err
	}
	c.Title = fmt.Sprintf("Has it settled? %s from the start on: %s", capital(x.what), subject(one.key,
		x.scope, one.label))
	c.drawWelch(&x, one.rows[0].N)
	c.Subtitle += c.oneOf()
	return nil
}

// settling are the rows of what may show that a system has not settled.
func settling(r *result.SeriesRow) bool {
	return r.Metric == "in_progress" || r.Metric == "availability" || r.Metric == "nodes_up"
}

// transient is a number over time, from the start of a system on.
type transient struct {
	metric, what string
	scope        string
	parts        []part
}

// part is a time over which a number has a mean. Seconds, from where measuring begins.
type part struct{ from, to, mean float64 }

// settlingOf is the number that was asked for, or else the first of requests under way, the unavailability and nodes up
// that moves in at least half of the parts of the time: a service that is seldom down shows nothing but noise.
func (c *Chart) settlingOf(opening, series []result.SeriesRow, scope, asked string) (x transient, err error) {
	kinds := []transient{{metric: "in_progress", what: "requests under way", scope: scope},
		{metric: "unavailability", what: "unavailability", scope: scope},
		{metric: "nodes_up", what: "nodes up", scope: "fleet"}}
	for _, x = range kinds {
		if asked != "" && asked != x.metric {
			continue
		}
		of := func(metric string) func(r *result.SeriesRow) bool {
			return func(r *result.SeriesRow) bool { return r.Metric == metric && r.Scope == x.scope }
		}
		later := keep(series, of(x.metric))
		if x.metric == "unavailability" {
			later = sinceBefore(keep(series, of("availability")))
		}
		x.parts = partsOf(keep(opening, of(x.metric)), later)
		still := len(keep(x.parts, func(p *part) bool { return p.mean == 0 }))
		if len(later) > 0 && (2*still <= len(x.parts) || asked != "" || x.metric == "nodes_up") {
			return x, nil
		}
	}
	if asked != "" {
		return x, c.noData("it shows in_progress, unavailability or nodes_up, and there is no " + asked + " over time")
	}
	return x, c.noData("it needs in_progress, availability or nodes_up over time")
}

// keep are the elements of a list that are such.
func keep[T any](list []T, such func(*T) bool) []T {
	return slices.DeleteFunc(slices.Clone(list), func(x T) bool { return !such(&x) })
}

// sinceBefore turns the availability up to each instant into the unavailability from the instant before to it, of means
// alone, which add up.
func sinceBefore(rows []result.SeriesRow) []result.SeriesRow {
	before, down := 0.0, 0.0
	for i := range rows {
		r := &rows[i]
		soFar := r.T * (1 - r.Mean)
		mean := (soFar - down) / (r.T - before)
		before, down, r.Mean = r.T, soFar, mean
		if r.Mean < 1e-12 { // a difference of sums may be off by their rounding
			r.Mean = 0
		}
	}
	return rows
}

// partsOf are the parts of the time up to each instant of the warm-up, and of the measured time.
func partsOf(opening, series []result.SeriesRow) (parts []part) {
	if len(opening) > 1 {
		from := 2*opening[0].T - opening[1].T // all are equally far apart
		for _, r := range opening {
			parts = append(parts, part{from, r.T, r.Mean})
			from = r.T
		}
	}
	from := 0.0
	for _, r := range series {
		parts = append(parts, part{from, r.T, r.Mean})
		from = r.T
	}
	return parts
}

// shown are the parts that a reader needs: the warm-up and four times as long after it, but at least 40 parts of the
// measured time; all of it where there is no warm-up, and where the mean of all lies off what that would show.
func shown(parts []part, mean float64) []part {
	const after, least = 4, 40
	measured := measuredFrom(parts)
	if measured <= 0 {
		return parts
	}
	end := -after * parts[0].from
	n := slices.IndexFunc(parts, func(p part) bool { return p.to >= end })
	if n < 0 {
		return parts
	}
	seen := parts[:min(len(parts), max(n+1, measured+least))]
	above := slices.ContainsFunc(seen[measured:], func(p part) bool { return p.mean >= mean })
	below := slices.ContainsFunc(seen[measured:], func(p part) bool { return p.mean <= mean })
	if !above || !below || trend(parts) != "" {
		return parts
	}
	return seen
}

// measuredFrom is the place of the first part that is measured; -1: none is.
func measuredFrom(parts []part) int {
	return slices.IndexFunc(parts, func(p part) bool { return p.from >= 0 })
}

// trend is where the measured parts go as long as it lasts, "rises" or "falls"; "" where they go nowhere: their ranks
// go with time as noise about a level, or about one that is reached early, does not.
func trend(parts []part) string {
	const clear, fewest = 0.7, 10
	parts = parts[max(0, measuredFrom(parts)):]
	if len(parts) < fewest {
		return ""
	}
	var times, means []float64
	for _, p := range parts {
		times, means = append(times, p.from), append(means, p.mean)
	}
	switch together := rankCorrelation(times, means); {
	case together > clear:
		return "rises"
	case together < -clear:
		return "falls"
	}
	return ""
}

// overall is the mean of what is measured.
func overall(parts []part) float64 {
	total, weighed := 0.0, 0.0
	for _, p := range parts {
		if p.from >= 0 {
			total, weighed = total+p.to-p.from, weighed+p.mean*(p.to-p.from)
		}
	}
	return weighed / total
}

// averaged is the moving average of parts over a width of time, at the middle of each; narrower towards the start, so
// that as much lies before as after, and not near the end, where that is missing.
func averaged(parts []part, width float64) (line []at) {
	first, last := parts[0].from, parts[len(parts)-1].to
	upTo := func(t float64) (sum float64) {
		for _, p := range parts {
			if p.from >= t {
				break
			}
			sum += p.mean * (math.Min(p.to, t) - p.from)
		}
		return sum
	}
	for _, p := range parts {
		x := (p.from + p.to) / 2
		half := math.Max(math.Min(width/2, x-first), (p.to-p.from)/2)
		if x+half > last {
			break
		}
		line = append(line, at{x, (upTo(x+half) - upTo(x-half)) / (2 * half)})
	}
	return line
}

func (c *Chart) drawWelch(x *transient, n int) {
	const narrow, wide = 20, 6 // parts of the time shown that averages are taken over
	rest := overall(x.parts)
	seen := shown(x.parts, rest)
	first, last := seen[0].from, seen[len(seen)-1].to
	low, high := rest, rest
	var steps []at
	for _, p := range seen {
		low, high = math.Min(low, p.mean), math.Max(high, p.mean)
		steps = append(steps, at{p.from, p.mean}, at{p.to, p.mean})
	}
	period, name := timeUnit(last - first)
	c.xAxis(first, last, scaledTicks(8, period, plainLabel), name+" since measuring begins")
	low, high = niceRange(low, high, linearCount)
	label := plainLabel
	if x.metric == "unavailability" {
		label = percentLabel
	}
	c.yAxis(low, high, linearTicks(linearCount, label), x.what)
	blue, orange := categories[0], categories[1]
	raw := curve{steps, draw.LineStyle{Color: faded(ink, 0.3), Width: 0.7}}
	short := curve{averaged(seen, (last-first)/narrow), draw.LineStyle{Color: blue, Width: 1.3}}
	long := curve{averaged(seen, (last-first)/wide), draw.LineStyle{Color: orange, Width: 2}}
	level := rule{at: rest, style: draw.LineStyle{Color: ink, Width: 0.9, Dashes: []vg.Length{1, 2}}}
	begin := rule{at: 0, vertical: true, style: draw.LineStyle{Color: alarm, Width: 1.4, Dashes: []vg.Length{5, 2.5}}}
	c.add(raw, level, short, long, begin)
	c.legend.add("mean", raw)
	c.legend.add("over "+unit.Duration((last-first)/narrow).Human(), short)
	c.legend.add("over "+unit.Duration((last-first)/wide).Human(), long)
	c.legend.add("of all that is measured", level)
	c.legend.add("measuring begins", begin)
	c.Subtitle = fmt.Sprintf("Mean of %s, and its moving averages. ", unit.Plural(n, "replication")) + x.settled()
}

// settled says how to read the chart, and what it shows where there is no doubt.
func (x *transient) settled() string {
	if trend := trend(x.parts); trend != "" {
		return fmt.Sprintf("It does not settle: it %s for all the time that is measured, as where demand grows, and a "+
			"longer warm-up would not mend that.", trend)
	}
	if x.parts[0].from == 0 {
		return "There is no warm-up: all is measured. It has settled where the averages stay about the dotted level."
	}
	return "It has settled where these stay about the dotted level; to the right of the dashed line they should."
}
