package plots

import (
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nines/experiments/result"
	"nines/sim/unit"
)

// measured are the measures of importance of one thing that fails: an estimate each, a mean that is not a number where
// there is none.
type measured struct {
	name                string
	saves, share, began result.Estimate
}

// importance draws how much of the downtime each fault would save if it never struck, beside its share of it and the
// outages that it began.
func importance(c *Chart, f *result.Folder, o Options) error {
	rows, err := load(c, f, result.Estimates, "measures of importance", func(r *result.Estimate) bool {
		return slices.Contains([]string{"risk_reduction", "downtime_share", "outage_share"}, r.Metric) && r.Mean >= 0 &&
			slices.Contains([]string{"fault", "class", "level"}, r.Scope[:max(0, strings.IndexByte(r.Scope, ':'))])
	})
	if err != nil {
		return err
	}
	groups := grouped(c, ofService(rows, f, o.Scope), func(r *result.Estimate) *result.Key { return &r.Key })
	one, err := pick(c, groups, o)
	if err != nil {
		return err
	}
	things := measuredOf(one.rows)
	if len(things) == 0 || things[0].saves.Mean == 0 {
		return c.noData("no fault alone would have saved any downtime, or it is not known")
	}
	c.Title = "What to make better first: " + subject(one.key, "", one.label)
	c.Subtitle = "Share of the service's downtime that would be gone without each fault, or without all on a class or " +
		"level, with its interval. Where several must fail together each saves more than its share; they sum to no whole." +
		c.oneOf()
	c.drawMeasured(things, unit.Ratio(f.Manifest.Confidence).Percent())
	return nil
}

// measuredOf sorts what fails by what it would save, the most first, without what would save nothing, and without the
// rest where there is much.
func measuredOf(rows []result.Estimate) []measured {
	none := result.Estimate{Mean: math.NaN(), Low: math.NaN(), High: math.NaN()}
	byScope := map[string]*measured{}
	for _, r := range rows {
		if r.Metric == "risk_reduction" {
			name := bare(r.Scope)
			if !strings.HasPrefix(r.Scope, "fault:") {
				name = "all on " + strings.Replace(r.Scope, ":", " ", 1)
			}
			byScope[r.Scope] = &measured{name: name, saves: r, share: none, began: none}
		}
	}
	for _, r := range rows {
		switch x := byScope[r.Scope]; {
		case x == nil:
		case r.Metric == "downtime_share":
			x.share = r
		case r.Metric == "outage_share":
			x.began = r
		}
	}
	var all []measured
	for _, x := range byScope {
		all = append(all, *x)
	}
	slices.SortFunc(all, func(a, b measured) int {
		switch {
		case a.saves.Mean > b.saves.Mean:
			return -1
		case a.saves.Mean < b.saves.Mean:
			return 1
		}
		return strings.Compare(a.name, b.name)
	})
	for n := len(all); n > 1 && all[n-1].saves.Mean == 0; n-- {
		all = all[:n-1]
	}
	return all[:min(len(all), maxCauses)]
}

// savedText writes what would be gone: where all was, the least that it may be.
func savedText(saves *result.Estimate) string {
	if saves.Mean >= 1 && saves.Low < 1 {
		return "≥ " + shareText(math.Floor(1000*saves.Low)/1000)
	}
	return shareText(saves.Mean)
}

func (c *Chart) drawMeasured(things []measured, level string) {
	c.height = 175 + rowHeight*vg.Length(len(things))
	var names []string
	for i := range things {
		names = append(names, things[i].name)
	}
	names = shortenAll(names, plain(tickSize, ink), 170)
	rows := make([]string, len(things)) // from the bottom
	var saves, began []at
	blue, orange := categories[0], categories[1]
	interval := draw.LineStyle{Color: blue, Width: 1.2}
	c.xAxis(0, 1, linearTicks(5, percentLabel), "share of the service's downtime, or of its outages")
	c.add(gridX{})
	for i := range things {
		x, row := &things[i], float64(len(things)-1-i)
		rows[len(things)-1-i] = names[i] + "   " + savedText(&x.saves)
		if x.share.Mean > 0 {
			c.add(bar{row, x.share.Mean, 0.33, faded(blue, 0.25)})
		}
		c.add(whisker{at{math.Max(0, x.saves.Low), row}, at{math.Min(1, x.saves.High), row}, interval})
		saves = append(saves, at{x.saves.Mean, row})
		if !math.IsNaN(x.began.Mean) {
			began = append(began, at{x.began.Mean, row})
		}
	}
	c.plot.Y.Min, c.plot.Y.Max, c.plot.Y.Tick.Marker = -0.6, float64(len(things))-0.4, namedTicks(rows)
	marks := dots{saves, draw.GlyphStyle{Color: blue, Radius: 3.4, Shape: draw.CircleGlyph{}}}
	onsets := dots{began, draw.GlyphStyle{Color: orange, Radius: 3, Shape: draw.CrossGlyph{}}}
	c.add(marks, onsets)
	c.key.add("gone without it", "", marks)
	c.key.add(level+" interval", "", whisker{style: interval})
	c.key.add("its share", "", bar{color: faded(blue, 0.25)})
	c.key.add("outages it began", "", onsets)
}
