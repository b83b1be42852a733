package plots

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nines/experiments/result"
	"nines/sim/unit"
)

// phase is one part of the way from a fault to its end, as tables call it.
type phase struct {
	metric string // and stage
	doing  string // what an incident in it is
	color  color.NRGBA
}

// phaseOrder is the order in which an incident passes them, from alarm to relief.
var phaseOrder = []phase{
	{"detect", "undetected", color.NRGBA{0xd5, 0x5e, 0x00, 0xff}},
	{"switchover", "switching over", color.NRGBA{0x6a, 0x3d, 0x9a, 0xff}},
	{"locate", "locating", color.NRGBA{0xf0, 0xc2, 0x3c, 0xff}},
	{"wait", "waiting", color.NRGBA{0xcc, 0x79, 0xa7, 0xff}},
	{"repair", "repairing", color.NRGBA{0x00, 0x72, 0xb2, 0xff}},
	{"verify", "verifying", color.NRGBA{0x00, 0x9e, 0x73, 0xff}},
}

// breakdown is one bar.
type breakdown struct {
	label            string
	parts            []float64 // by phase, NaN where the table has none
	total, low, high float64   // mean time to restore
	unseen           bool      // most incidents passed before any detector saw them
	vital            bool      // no sample may leave it out
}

// phases draws what the mean time to restore is spent on: a bar for each configuration, or, where a folder has one
// configuration only, for each fault.
func phases(c *Chart, f *result.Folder, o Options) error {
	rows, err := load(c, f, result.Estimates, "the parts of times to restore", func(r *result.Estimate) bool {
		return isPhase(r) && (r.Scope == "fleet" || strings.HasPrefix(r.Scope, "fault:"))
	})
	if err != nil {
		return err
	}
	scope := cmp.Or(o.Scope, "fleet")
	all, how := breakdownsOf(c, only(rows, scope, scopeOfEstimate)), c.all.chosen()
	c.yLabel = c.all.naming().heading()
	what := "incidents of " + bare(scope)
	if scope == "fleet" {
		what = "all incidents"
	}
	c.Title = "Where repair time goes: " + subject(&rows[0].Key, "", what)
	if single := len(c.all.keys) < 2; single && o.Scope == "" {
		all, how = byFault(c, rows), "those that take longest"
		c.Title = "Where repair time goes: " + subject(&rows[0].Key, "", "")
	}
	known := slices.DeleteFunc(slices.Clone(all), func(b breakdown) bool { return !(b.total > 0) })
	if len(known) == 0 {
		return c.noData(fmt.Sprintf("no incident of %s took any time", scope))
	}
	shown := sampleWith(all, maxVariants, placesOf(all, func(b *breakdown) bool { return b.vital }))
	if how != c.all.chosen() {
		shown = all[:min(len(all), maxVariants)]
	}
	unseen := ""
	if slices.ContainsFunc(shown, func(b breakdown) bool { return b.unseen }) {
		unseen = " Unnoticed: most incidents passed before any detector saw them, and all of their time counts as detect."
	}
	c.Subtitle = fmt.Sprintf("Mean time per incident, part by part. At the right the sum, with its %s confidence "+
		"interval, which the whiskers show.%s%s", unit.Ratio(f.Manifest.Confidence).Percent(), unseen,
		fewer(len(shown), len(all), "bars", how, result.Estimates.File()))
	c.drawPhases(shown)
	return nil
}

func isPhase(r *result.Estimate) bool {
	return r.Metric == "mttr" || r.Metric == "unnoticed" ||
		slices.ContainsFunc(phaseOrder, func(p phase) bool { return p.metric == r.Metric })
}

func scopeOfEstimate(r *result.Estimate) string { return r.Scope }

// breakdownsOf makes a bar of every configuration.
func breakdownsOf(c *Chart, rows []result.Estimate) []breakdown {
	var all []breakdown
	for _, g := range grouped(c, rows, func(r *result.Estimate) *result.Key { return &r.Key }) {
		b := breakdownOf(g.values, g.rows)
		b.vital = c.all.isVital(g.key)
		all = append(all, b)
	}
	return all
}

// byFault makes a bar of every fault, the longest first, and above them one of all incidents, unless there is but one
// fault.
func byFault(c *Chart, rows []result.Estimate) []breakdown {
	var faults, fleet []breakdown
	for _, scope := range scopesOfEstimates(rows) {
		b := breakdownOf(bare(scope), only(rows, scope, scopeOfEstimate))
		if scope == "fleet" {
			b.label = "all incidents"
			fleet = append(fleet, b)
			continue
		}
		if b.unseen {
			b.label += ", unnoticed"
		}
		faults = append(faults, b)
	}
	if len(faults) == 1 {
		return faults
	}
	slices.SortStableFunc(faults, func(a, b breakdown) int { return cmp.Compare(b.total, a.total) }) // NaN last
	return append(fleet, faults...)
}

func scopesOfEstimates(rows []result.Estimate) []string {
	var all []string
	for i := range rows {
		if !slices.Contains(all, rows[i].Scope) {
			all = append(all, rows[i].Scope)
		}
	}
	return all
}

func breakdownOf(label string, rows []result.Estimate) breakdown {
	nan := math.NaN()
	b := breakdown{label: label, parts: slices.Repeat([]float64{nan}, len(phaseOrder)), total: nan, low: nan, high: nan}
	for _, r := range rows {
		switch r.Metric {
		case "mttr":
			b.total, b.low, b.high = finite(r.Mean), r.Low, r.High
			continue
		case "unnoticed":
			const most = 0.5
			b.unseen = r.Mean > most
			continue
		}
		b.parts[slices.IndexFunc(phaseOrder, func(p phase) bool { return p.metric == r.Metric })] = finite(r.Mean)
	}
	return b
}

// finite is v, or NaN where there was nothing to take a mean of.
func finite(v float64) float64 {
	if math.IsInf(v, 0) {
		return math.NaN()
	}
	return v
}

func (c *Chart) drawPhases(bars []breakdown) {
	longest := 0.0
	labels := make([]string, len(bars)) // from the bottom
	for i, b := range bars {
		labels[len(bars)-1-i] = b.label
		for _, v := range []float64{b.total, finite(b.high)} {
			if v > longest {
				longest = v
			}
		}
	}
	factor, name := durationScale(longest)
	_, high := niceRange(0, longest/factor, 6)
	c.height = 165 + rowHeight*vg.Length(len(bars))
	c.xAxis(0, high*factor, scaledTicks(6, factor, plainLabel), "mean time per incident, "+name)
	c.plot.Y.Min, c.plot.Y.Max = -0.7, float64(len(bars))-0.3
	c.plot.Y.Tick.Marker = namedTicks(shortenAll(labels, plain(tickSize, ink), 170))
	c.add(gridX{})
	seen := make([]bool, len(phaseOrder))
	for i, b := range bars {
		y := float64(len(bars) - 1 - i)
		c.addPhases(b, y, seen)
		c.key.addAt(y, totalText(b, factor, name), nil)
	}
	for i, p := range phaseOrder {
		if seen[i] {
			c.legend.add(p.metric, bar{color: p.color})
		}
	}
}

// addPhases draws one bar, and notes which phases took time.
func (c *Chart) addPhases(b breakdown, y float64, seen []bool) {
	from := 0.0
	for i, part := range b.parts {
		if math.IsNaN(part) {
			continue
		}
		seen[i] = seen[i] || part > 0
		c.add(segment{from, from + part, y, 0.33, phaseOrder[i].color, 0})
		from += part
	}
	c.add(whisker{at{math.Max(0, b.low), y}, at{b.high, y}, draw.LineStyle{Color: ink, Width: 1}})
}

// totalText writes a total and its interval in the unit of the axis, "3.16 h [3.1, 3.22]".
func totalText(b breakdown, factor float64, name string) string {
	short := map[string]string{"years": "y", "days": "d", "hours": "h", "minutes": "min", "seconds": "s"}[name]
	switch {
	case math.IsNaN(b.total):
		return "no incident"
	case math.IsNaN(finite(b.low)) || math.IsNaN(finite(b.high)):
		return result.Unbroken(fmt.Sprintf("%.3g %s, no interval", b.total/factor, short))
	}
	const digits = 2 // of the width of the interval, which say how many of the rest are known
	width := (b.high - b.low) / factor
	decimals := max(0, min(digits-1-int(math.Floor(math.Log10(math.Max(width, 1e-4)))), 4))
	return result.Unbroken(fmt.Sprintf("%.*f %s [%.*f, %.*f]", decimals, b.total/factor, short, decimals, b.low/factor,
		decimals, b.high/factor))
}
