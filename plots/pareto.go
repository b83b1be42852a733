package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nines/experiments/result"
	"nines/sim/unit"
)

// figureSpace is as wide as a digit.
const figureSpace = "\u2007"

// maxCauses is how many causes get a bar of their own.
const maxCauses = 12

// pareto draws which faults the downtime comes from, the largest first, with the cumulative share.
func pareto(c *Chart, f *result.Folder, o Options) error {
	rows, err := load(c, f, result.Estimates, "shares of downtime by fault", func(r *result.Estimate) bool {
		return r.Metric == "downtime_share" && strings.HasPrefix(r.Scope, "fault:") && r.Mean >= 0
	})
	if err != nil {
		return err
	}
	rows = ofService(rows, f, o.Scope)
	groups := grouped(c, rows, func(r *result.Estimate) *result.Key { return &r.Key })
	one, err := pick(c, groups, o)
	if err != nil {
		return err
	}
	causes := causesOf(one.rows)
	if causes[0].share == 0 {
		return c.noData("there was no downtime, so it has no causes")
	}
	c.Title = "Downtime by cause: " + subject(one.key, "", one.label)
	c.Subtitle = "Share of the service's downtime that each fault accounts for, with its confidence interval, and " +
		"the cumulative share." + c.oneOf()
	c.drawCauses(causes, unit.Ratio(f.Manifest.Confidence).Percent())
	return nil
}

// ofService keeps the causes of one service where a folder has several, whose scopes then end in @ and the service.
func ofService(rows []result.Estimate, f *result.Folder, asked string) []result.Estimate {
	service := serviceScope(rows, f, asked, func(r *result.Estimate) string {
		if _, name, several := strings.Cut(r.Scope, "@"); several {
			return "service:" + name
		}
		return ""
	})
	if service == "" {
		return rows
	}
	kept := rows[:0:0]
	for _, r := range rows {
		if fault, name, _ := strings.Cut(r.Scope, "@"); "service:"+name == service {
			r.Scope = fault
			kept = append(kept, r)
		}
	}
	return kept
}

// cause is one bar: its share of the downtime and the interval, NaN where there is none.
type cause struct {
	name             string
	share, low, high float64
}

// causesOf sorts faults by their share, the larger first, and joins the small ones.
func causesOf(rows []result.Estimate) []cause {
	var causes []cause
	for _, r := range rows {
		causes = append(causes, cause{bare(r.Scope), r.Mean, r.Low, r.High})
	}
	slices.SortStableFunc(causes, func(a, b cause) int {
		switch {
		case a.share > b.share:
			return -1
		case a.share < b.share:
			return 1
		}
		return strings.Compare(a.name, b.name)
	})
	if len(causes) <= maxCauses {
		return causes
	}
	rest := cause{fmt.Sprintf("%d other causes", len(causes)-maxCauses+1), 0, math.NaN(), math.NaN()}
	for _, small := range causes[maxCauses-1:] {
		rest.share += small.share
	}
	return append(causes[:maxCauses-1], rest)
}

// shareText writes a share with one decimal, so that nothing looks like all or like nothing that is not.
func shareText(share float64) string {
	switch {
	case share == 0:
		return "0 %"
	case share < 0.0005:
		return "< 0.1 %"
	case share > 0.9995 && share < 1:
		return "> 99.9 %"
	case share < 0.0995:
		return figureSpace + unit.Ratio(share).PercentTo(1)
	default:
		return unit.Ratio(share).PercentTo(1)
	}
}

func (c *Chart) drawCauses(causes []cause, level string) {
	c.height = 160 + rowHeight*vg.Length(len(causes))
	var names []string
	for _, one := range causes {
		names = append(names, one.name)
	}
	names = shortenAll(names, plain(tickSize, ink), 170)
	rows := make([]string, len(causes)) // from the bottom
	var cumulative []at
	total := 0.0
	blue := categories[0]
	for i, one := range causes {
		row := len(causes) - 1 - i
		rows[row] = names[i] + "   " + shareText(one.share)
		total = math.Min(1, total+one.share)
		cumulative = append(cumulative, at{total, float64(row)})
	}
	c.xAxis(0, 1, linearTicks(5, percentLabel), "share of downtime")
	c.plot.Y.Min, c.plot.Y.Max, c.plot.Y.Tick.Marker = -0.6, float64(len(causes))-0.4, namedTicks(rows)
	c.add(gridX{})
	interval := draw.LineStyle{Color: ink, Width: 1}
	for i, one := range causes {
		row := float64(len(causes) - 1 - i)
		c.add(bar{row, one.share, 0.33, faded(blue, 0.55)},
			whisker{at{math.Max(0, one.low), row}, at{math.Min(1, one.high), row}, interval})
	}
	line := curve{cumulative, draw.LineStyle{Color: categories[1], Width: 1.4}}
	points := dots{cumulative, draw.GlyphStyle{Color: categories[1], Radius: 2.4, Shape: draw.CircleGlyph{}}}
	c.add(line, points)
	c.key.add("share", "", bar{color: faded(blue, 0.55)})
	c.key.add(level+" interval", "", whisker{style: interval})
	c.key.add("cumulative", "", both{line, points})
}
