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

// effects draws what each dimension of a sweep does to a metric, the one that does most at the top: of a tornado from
// the base to either end, of Morris the size of a step over the whole range, of Sobol' two shares of the variance, of
// inputs that are not known exactly one, beside that of the noise.
func effects(c *Chart, f *result.Folder, o Options) error {
	rows, err := load(c, f, result.Effects, "effects of settings; sweeps with design tornado, morris, sobol or inputs "+
		"have them", func(r *result.EffectRow) bool {
		return (o.Metric == "" || r.Metric == o.Metric) && (o.Scope == "" || r.Scope == o.Scope) &&
			!slices.Contains([]string{"mean", "spread", "known", "met", "kept"}, r.Measure) && !math.IsNaN(r.Estimate)
	})
	if err != nil {
		return err
	}
	rows = only(rows, rows[0].Metric, func(r *result.EffectRow) string { return r.Metric })
	rows = only(rows, rows[0].Scope, func(r *result.EffectRow) string { return r.Scope })
	first, percent := rows[0], unit.Ratio(f.Manifest.Confidence).Percent()
	words := result.Words(first.Metric)
	about := f.Manifest.Scenario + ", " + bare(first.Scope)
	switch first.Measure {
	case "difference":
		c.Title = fmt.Sprintf("What moves %s: %s", words, about)
		c.Subtitle = fmt.Sprintf("Each setting alone at either end, less the base, on common random numbers; whiskers: %s "+
			"confidence intervals. The values at the ends stand beside the bars.", percent)
	case "first":
		c.Title = fmt.Sprintf("What explains the variance of %s: %s", words, about)
		c.Subtitle = fmt.Sprintf("Sobol' indices by %d blocks; whiskers: %s bootstrap intervals.", first.N, percent)
	case "explained", "noise":
		c.Title = fmt.Sprintf("What explains the variance of %s: %s", words, about)
		c.Subtitle = fmt.Sprintf("Shares that go away if an input is known, over %d points drawn from what is known of "+
			"them, and that of the simulation; whiskers: %s confidence intervals.", first.N, percent)
	default:
		c.Title = fmt.Sprintf("What matters to %s: %s", words, about)
		c.Subtitle = fmt.Sprintf("Mean size of what a step over the whole range does, by %d walks (Morris); whiskers: %s "+
			"confidence intervals.", first.N, percent)
	}
	c.drawEffects(rows)
	return nil
}

// bars are those of one dimension.
type bars struct {
	label string
	rows  []result.EffectRow
	reach float64
}

// byReach are the dimensions, the one that does most first.
func byReach(rows []result.EffectRow) (all []bars) {
	for _, r := range rows {
		i := slices.IndexFunc(all, func(b bars) bool { return b.rows[0].Path == r.Path })
		if i < 0 {
			i, all = len(all), append(all, bars{label: r.Label})
		}
		all[i].rows = append(all[i].rows, r)
		if size := math.Abs(r.Estimate); r.Measure != "first" && size > all[i].reach {
			all[i].reach = size
		}
	}
	slices.SortStableFunc(all, func(a, b bars) int { return cmp.Compare(b.reach, a.reach) })
	return all
}

// drawEffects draws the bars of at most maxVariants dimensions.
func (c *Chart) drawEffects(rows []result.EffectRow) {
	all := byReach(rows)
	shown := all[:min(len(all), maxVariants)]
	c.Subtitle += fewer(len(shown), len(all), "settings", "those that do most", result.Effects.File())
	low, high := reachOf(shown)
	factor, name := effectScale(rows[0].Unit, math.Max(-low, high))
	low, high = niceRange(low/factor, high/factor, 6)
	names := make([]string, len(shown)) // from the bottom
	for i, b := range shown {
		names[len(shown)-1-i] = b.label
	}
	c.height = 165 + 1.4*rowHeight*vg.Length(len(shown))
	c.xAxis(low*factor, high*factor, scaledTicks(6, factor, plainLabel), effectLabel(rows[0], name))
	c.plot.Y.Min, c.plot.Y.Max = -0.7, float64(len(shown))-0.3
	c.plot.Y.Tick.Marker = namedTicks(shortenAll(names, plain(tickSize, ink), 170))
	c.add(gridX{}, rule{at: 0, vertical: true, style: draw.LineStyle{Color: ink, Width: 1}})
	for i, b := range shown {
		c.addBars(b, float64(len(shown)-1-i), low*factor, high*factor)
	}
	switch rows[0].Measure {
	case "difference":
		c.legend.add("at the first value", bar{color: categories[0]})
		c.legend.add("at the last one", bar{color: categories[1]})
	case "first":
		c.legend.add("alone", bar{color: categories[0]})
		c.legend.add("with the others", bar{color: categories[1]})
	}
}

// reachOf is how far bars and their whiskers go; whiskers far beyond all bars are cut.
func reachOf(all []bars) (low, high float64) {
	most := 0.0
	for _, b := range all {
		for _, r := range b.rows {
			if size := math.Abs(r.Estimate); size > most {
				most = size
			}
		}
	}
	for _, b := range all {
		for _, r := range b.rows {
			for _, v := range []float64{r.Estimate, r.Low, r.High} {
				if v = math.Max(-1.5*most, math.Min(1.5*most, v)); !math.IsNaN(v) {
					low, high = math.Min(low, v), math.Max(high, v)
				}
			}
		}
	}
	if low == high {
		high = 1
	}
	return low, high
}

// addBars draws the bars of one dimension: both ends of a tornado in one line, other measures below one another.
func (c *Chart) addBars(b bars, y, low, high float64) {
	values := ""
	for i, r := range b.rows {
		at0, half := y, 0.3
		if len(b.rows) == 2 { // apart, so that whiskers of both are seen
			at0, half = y+0.19*float64(1-2*i), 0.17
		}
		c.add(segment{math.Min(0, r.Estimate), math.Max(0, r.Estimate), at0, half, categories[i], 0},
			whisker{at{math.Max(low, r.Low), at0}, at{math.Min(high, r.High), at0}, draw.LineStyle{Color: ink, Width: 1}})
		if r.Setting != "" && values != "" {
			values += " – "
		}
		values += r.Setting
	}
	if values != "" {
		c.key.addAt(y, values, nil)
	}
}

// effectScale is the unit in which effects are best read.
func effectScale(of string, largest float64) (factor float64, name string) {
	switch of {
	case "share":
		return 0.01, "%"
	case "decades":
		return 1, "decades"
	}
	return differenceScale(of, largest)
}

func effectLabel(r result.EffectRow, name string) string {
	switch {
	case r.Measure == "difference":
		return fmt.Sprintf("difference in %s, %s", result.Words(r.Metric), name)
	case r.Unit == "share":
		return "share of the variance, %"
	case r.Unit == "decades":
		return "mean size of the effect on what is lost, decades (1 is a nine)"
	}
	return fmt.Sprintf("mean size of the effect on %s, %s", result.Words(r.Metric), name)
}
