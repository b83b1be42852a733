package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nines/experiments/result"
	"nines/sim/unit"
)

// offer is a configuration with what it costs and what it is worth.
type offer struct {
	key          *result.Key
	cost         level   // per year
	worth        at      // nines, at the middle of the cost
	low, high    float64 // nines
	best, chosen bool    // none has as many nines for less; a plan has chosen it
	fails        bool    // a plan has found that it misses an objective
	bound        bool    // that it has at least so many nines is all that is known
}

// frontier draws what configurations cost against the nines that they have, and which of them nobody beats.
func frontier(c *Chart, f *result.Folder, o Options) error {
	if result.Has(f, result.Effects) {
		return c.noData("the points of a design that asks what matters, or of what is not known exactly, are no offers to " +
			"choose among")
	}
	costs, err := load(c, f, result.Estimates, "costs", func(r *result.Estimate) bool {
		return r.Metric == "cost" && !math.IsNaN(r.Mean)
	})
	if err != nil {
		return err
	}
	rows, err := worthRows(c, f, o)
	if err != nil {
		return err
	}
	offers := offersOf(costs, rows)
	if len(offers) < 2 {
		return c.noData("it takes two configurations or more, whose cost and availability are known")
	}
	if err := markDecided(f, offers); err != nil {
		return err
	}
	markBest(offers)
	for i := range offers {
		c.all.meet(offers[i].key)
	}
	m := measureOf(&rows[0])
	m.what = result.Words(rows[0].Metric)
	c.Title = fmt.Sprintf("Cost and %s: %s", m.what, subject(&rows[0].Key, rows[0].Scope, ""))
	of := ""
	if slices.ContainsFunc(offers, func(x offer) bool { return x.fails }) {
		of = " of those that miss no objective"
	}
	c.Subtitle = fmt.Sprintf("One point for each configuration, with %s confidence intervals. The steps join those that "+
		"nobody beats: none%s has as much for less.", unit.Ratio(rows[0].Confidence).Percent(), of)
	bound, err := allowed(f, m.metric, rows[0].Scope, nil)
	if err != nil {
		return err
	}
	c.drawOffers(offers, "cost, "+perName("money/y"), m.what, bound)
	return nil
}

// worthRows are the estimates of the metric whose nines count: the one asked for, else that which a plan has counted,
// else that of the availability of a service, or of the requests that it serves.
func worthRows(c *Chart, f *result.Folder, o Options) ([]result.Estimate, error) {
	counted := []string{"availability", "request_success", "node_availability"}
	if o.Metric == "" {
		metric, err := measuredBy(f)
		if err != nil {
			return nil, err
		}
		if slices.Contains(counted, metric) {
			o.Metric = metric
		}
	}
	var missing error
	for _, metric := range counted {
		if o.Metric != "" && o.Metric != metric {
			continue
		}
		rows, err := metricRows(c, f, metric, o.Scope)
		if err == nil {
			return rows, nil
		}
		missing = cmp.Or(missing, err)
	}
	if missing == nil {
		missing = c.noData("no nines are counted of " + o.Metric)
	}
	return nil, missing
}

// measuredBy is the metric whose nines a plan has counted; "" in other folders.
func measuredBy(f *result.Folder) (string, error) {
	if !result.Has(f, result.Plans) {
		return "", nil
	}
	for row, err := range result.Rows(f, result.Plans) {
		if err != nil || row.Measure != "" {
			return row.Measure, err
		}
	}
	return "", nil
}

// offersOf pairs costs with what they buy, the cheapest first.
func offersOf(costs, rows []result.Estimate) (offers []offer) {
	for i := range rows {
		r := &rows[i]
		at := slices.IndexFunc(costs, func(e result.Estimate) bool { return e.SameConfiguration(&r.Key) })
		if at < 0 || math.IsNaN(r.Mean) {
			continue
		}
		x := offer{key: &r.Key, cost: level{0, costs[at].Mean, costs[at].Low, costs[at].High}}
		x.worth.x, x.worth.y = costs[at].Mean, nines(r.Mean)
		x.low, x.high = nines(r.Low), nines(r.High)
		if x.bound = math.IsInf(x.worth.y, 1); x.bound {
			x.worth.y = x.low // at least
		}
		offers = append(offers, x)
	}
	slices.SortStableFunc(offers, func(a, b offer) int {
		return cmp.Or(cmp.Compare(a.worth.x, b.worth.x), cmp.Compare(b.worth.y, a.worth.y))
	})
	return offers
}

// markBest marks the offers that nobody beats: of those that miss no objective, if there are any.
func markBest(offers []offer) {
	holds := func(x offer) bool { return !x.fails }
	some, most := slices.ContainsFunc(offers, holds), math.Inf(-1)
	for i := range offers {
		if x := &offers[i]; x.worth.y > most && (!some || holds(*x)) {
			most, x.best = x.worth.y, true
		}
	}
}

// markDecided marks the offer that a plan has chosen, and those that it has found to miss an objective.
func markDecided(f *result.Folder, offers []offer) error {
	if !result.Has(f, result.Plans) {
		return nil
	}
	for row, err := range result.Rows(f, result.Plans) {
		if err != nil {
			return err
		}
		for i := range offers {
			if offers[i].key.SameConfiguration(&row.Key) {
				offers[i].chosen = offers[i].chosen || row.Role == "chosen"
				offers[i].fails = offers[i].fails || row.Standing == "infeasible"
			}
		}
	}
	return nil
}

// drawOffers draws what is paid for, and what for it. Where there are few, all are named, else those that nobody beats.
func (c *Chart) drawOffers(offers []offer, paid, what string, bound allowance) {
	c.axesOf(offers, paid, what, bound)
	var steps, best, others, bounds, chosen, failing []at
	labels := &tags{}
	names := c.all.naming()
	const few = 8
	for i := range offers {
		x := &offers[i]
		switch {
		case x.fails:
			failing = append(failing, x.worth)
		case x.bound:
			bounds = append(bounds, x.worth)
		case x.best:
			best = append(best, x.worth)
		default:
			others = append(others, x.worth)
		}
		if x.best {
			if n := len(steps); n > 0 {
				steps = append(steps, at{x.worth.x, steps[n-1].y})
			}
			steps = append(steps, x.worth)
		}
		if x.best || len(offers) <= few {
			labels.add(names.values(x.key), x.worth)
		}
		if x.chosen {
			chosen = append(chosen, x.worth)
		}
		labels.avoid = append(labels.avoid, x.worth)
	}
	blue, pale := categories[0], draw.GlyphStyle{Color: muted, Radius: 2.4, Shape: draw.CircleGlyph{}}
	for i := range offers {
		c.addOffer(&offers[i])
	}
	line := curve{steps, draw.LineStyle{Color: blue, Width: 1.2}}
	marks := dots{best, draw.GlyphStyle{Color: blue, Radius: 3, Shape: draw.CircleGlyph{}}}
	least := dots{bounds, draw.GlyphStyle{Color: blue, Radius: 3.5, Shape: upward{}}}
	ring := dots{chosen, draw.GlyphStyle{Color: categories[1], Radius: 5, Shape: draw.RingGlyph{}}}
	missing := dots{failing, draw.GlyphStyle{Color: alarm, Radius: 3.2, Shape: draw.CrossGlyph{}}}
	labels.lines = steps
	c.add(line, dots{others, pale}, marks, least, missing, ring, labels)
	c.key.heading = names.heading()
	c.key.add("nobody beats", "", both{line, marks})
	if others != nil {
		c.key.add("beaten", "", dots{style: pale})
	}
	if failing != nil {
		c.key.add("misses an objective", "", dots{style: missing.style})
	}
	if bounds != nil {
		c.key.add("at least", "", dots{style: least.style})
	}
	if chosen != nil {
		c.key.add("chosen", "", dots{style: ring.style})
	}
	if height := nines(1 - bound.loss); !math.IsNaN(height) {
		slo := rule{at: height, style: objectiveStyle}
		c.add(slo)
		c.key.add("objective "+bound.said, "", slo)
	}
}

// axesOf sets axes that hold all offers, and the objective.
func (c *Chart) axesOf(offers []offer, paid, what string, bound allowance) {
	heights := []float64{nines(1 - bound.loss)}
	low, high := math.Inf(1), math.Inf(-1)
	for _, x := range offers {
		heights = append(heights, x.worth.y, finiteOr(x.low, x.worth.y), finiteOr(x.high, x.worth.y))
		low, high = math.Min(low, x.cost.mean), math.Max(high, x.cost.mean)
	}
	low, high = niceRange(low-0.03*(high-low), high+0.03*(high-low), linearCount)
	c.xAxis(low, high, linearTicks(linearCount, plainLabel), paid)
	bottom, top, _ := ninesRange(heights)
	c.yAxis(bottom, top, ninesTicks(0), what)
}

func finiteOr(x, other float64) float64 {
	if math.IsInf(x, 0) || math.IsNaN(x) {
		return other
	}
	return x
}

// addOffer draws the intervals of an offer.
func (c *Chart) addOffer(x *offer) {
	style := draw.LineStyle{Color: faded(categories[0], 0.5), Width: 0.9}
	if !x.best {
		style.Color = faded(muted, 0.5)
	}
	if !x.bound {
		c.add(whisker{at{x.worth.x, x.low}, at{x.worth.x, finiteOr(x.high, x.worth.y)}, style})
	}
	if x.cost.low < x.cost.high {
		c.add(whisker{at{x.cost.low, x.worth.y}, at{x.cost.high, x.worth.y}, style})
	}
}

// upward is the hollow triangle for what is known to be no less.
type upward struct{}

func (upward) DrawGlyph(c *draw.Canvas, style draw.GlyphStyle, at vg.Point) {
	hollow(c, style, at, 0, 1)
}
