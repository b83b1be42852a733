package plots

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nines/experiments/result"
	"nines/sim/unit"
)

// rowHeight is the height that one variant or cause takes, in points.
const rowHeight = 20

// forest draws the difference of every variant from each baseline, those from one below its name where there are
// several.
func forest(c *Chart, f *result.Folder, o Options) error {
	rows, err := load(c, f, result.Comparisons, "paired differences", func(r *result.CompareRow) bool {
		return (o.Metric == "" || r.Metric == o.Metric) && (o.Scope == "" || r.Scope == o.Scope) &&
			r.Variant != r.Baseline
	})
	if err != nil {
		return err
	}
	rows = only(rows, rows[0].Metric, func(r *result.CompareRow) string { return r.Metric })
	rows = only(rows, rows[0].Scope, func(r *result.CompareRow) string { return r.Scope })
	first := rows[0]
	better := result.Neutral
	if m, ok := result.FindMetric(first.Metric, first.Scope); ok {
		better = m.Better
	}
	from, of, largest := first.Baseline, "variants", "those with the largest differences"
	if several(rows) {
		from, of, largest = "each baseline", "differences", "the largest"
	}
	c.Title = fmt.Sprintf("Difference in %s from %s: %s, %s", result.Words(first.Metric), from, f.Manifest.Scenario,
		bare(first.Scope))
	if several(rows) {
		from = "the baseline above it"
	}
	c.Subtitle = fmt.Sprintf("%s; whiskers: %s confidence intervals. Blue: better; orange: worse; gray, ~: no evidence "+
		"of a difference%s.%s", differencesOf(rows, from), unit.Ratio(f.Manifest.Confidence).Percent(), corrected(rows),
		open(rows))
	shown := extremes(rows, maxVariants)
	c.Subtitle += fewer(len(shown), len(rows), of, largest, result.Comparisons.File())
	c.drawForest(shown, better, 1-f.Manifest.Confidence)
	return nil
}

// open says what rows without a point are.
func open(rows []result.CompareRow) string {
	if slices.ContainsFunc(rows, func(r result.CompareRow) bool { return r.Undecided() }) {
		return " Undecided: nothing was seen of a difference, which may be anywhere in between."
	}
	return ""
}

// several reports whether rows are of more than one baseline.
func several(rows []result.CompareRow) bool {
	return slices.ContainsFunc(rows, func(r result.CompareRow) bool { return r.Baseline != rows[0].Baseline })
}

// differencesOf says what is drawn: paired differences, or those of means where replications share nothing.
func differencesOf(rows []result.CompareRow, from string) string {
	unpaired := func(r result.CompareRow) bool { return r.Pairs == 0 }
	if !slices.ContainsFunc(rows, unpaired) {
		return fmt.Sprintf("Mean of %d paired differences, variant − %s, on common random numbers", rows[0].Pairs, from)
	}
	which := "of replications that share no random numbers"
	if i := slices.IndexFunc(rows, func(r result.CompareRow) bool { return r.Pairs > 0 }); i >= 0 {
		which = fmt.Sprintf("of %d pairs on common random numbers, or of replications that share none", rows[i].Pairs)
	}
	return fmt.Sprintf("Difference of means, variant − %s, %s", from, which)
}

// maxVariants is how many variants there is room for on a page of paper.
const maxVariants = 30

// extremes keeps the rows with the largest differences, in their order.
func extremes(rows []result.CompareRow, most int) []result.CompareRow {
	if len(rows) <= most {
		return rows
	}
	size := func(r result.CompareRow) float64 {
		if math.IsNaN(r.Diff) {
			return -1
		}
		return math.Abs(r.Diff)
	}
	ranked := slices.Clone(rows)
	slices.SortStableFunc(ranked, func(a, b result.CompareRow) int { return cmp.Compare(size(b), size(a)) })
	ranked = ranked[:most]
	return slices.DeleteFunc(slices.Clone(rows), func(r result.CompareRow) bool {
		return !slices.ContainsFunc(ranked, func(k result.CompareRow) bool {
			return k.Variant == r.Variant && k.Baseline == r.Baseline
		})
	})
}

func corrected(rows []result.CompareRow) string {
	tested := func(r result.CompareRow) bool { return !math.IsNaN(r.PAdjusted) } // identical variants are not
	if len(rows) > 1 && slices.ContainsFunc(rows, tested) {
		return " after correction for the number of comparisons"
	}
	return ""
}

func (c *Chart) drawForest(rows []result.CompareRow, better result.Direction, alpha float64) {
	low, high := 0.0, 0.0
	for _, r := range rows {
		for _, v := range []float64{r.Diff, r.Low, r.High} {
			if !math.IsNaN(v) && !math.IsInf(v, 0) {
				low, high = math.Min(low, v), math.Max(high, v)
			}
		}
	}
	factor, name := differenceScale(rows[0].Unit, math.Max(-low, high))
	low, high = niceRange(low/factor, high/factor, 6)
	step := (high - low) / 6
	low, high = low-0.2*step, high+0.2*step // what lies at 0 stays off the names of the variants
	names, places := forestRows(rows)
	c.height = 150 + rowHeight*vg.Length(len(names))
	label := fmt.Sprintf("difference in %s, %s%s", result.Words(rows[0].Metric), name, arrow(better))
	c.xAxis(low*factor, high*factor, scaledTicks(6, factor, plainLabel), label)
	c.plot.Y.Min, c.plot.Y.Max, c.plot.Y.Tick.Marker = -0.7, float64(len(names))-0.3, namedTicks(names)
	c.add(gridX{}, rule{at: 0, vertical: true, style: draw.LineStyle{Color: ink, Width: 1}})
	for i, r := range rows {
		y := places[i]
		shade, known := verdict(r, better, alpha)
		c.add(whisker{at{r.Low, y}, at{r.High, y}, draw.LineStyle{Color: shade, Width: 1.4}})
		if !r.Undecided() {
			c.add(dots{[]at{{r.Diff, y}}, draw.GlyphStyle{Color: shade, Radius: 3.2, Shape: draw.BoxGlyph{}}})
		}
		c.key.addAt(y, numbers(r, factor, step, known), nil)
	}
}

// forestRows names the rows of a forest, from the bottom, and says where each difference goes. Where there are several
// baselines, each has a row of its own above what is less it.
func forestRows(rows []result.CompareRow) (names []string, places []float64) {
	grouped := several(rows)
	for i, r := range slices.Backward(rows) {
		places = append(places, float64(len(names)))
		names = append(names, r.Variant)
		if grouped && (i == 0 || rows[i-1].Baseline != r.Baseline) {
			names = append(names, "less "+r.Baseline+":")
		}
	}
	slices.Reverse(places)
	return shortenAll(names, plain(tickSize, ink), 170), places
}

// verdict is the color of a difference and whether there is evidence for it: by the corrected p-value where there is
// one, else by the interval.
func verdict(r result.CompareRow, better result.Direction, alpha float64) (shade color.NRGBA, known bool) {
	known = r.Low > 0 || r.High < 0
	if !math.IsNaN(r.PAdjusted) {
		known = r.PAdjusted < alpha
	}
	switch {
	case !known:
		return muted, false
	case better == result.Neutral:
		return ink, true
	case r.Way()*int(better) > 0:
		return categories[0], true
	default:
		return categories[1], true
	}
}

// numbers writes a difference and its interval with decimals that fit steps of the axis.
func numbers(r result.CompareRow, factor, step float64, known bool) string {
	decimals := decimalsOf(step) + 1
	text := func(v float64) string {
		v /= factor
		if step >= 1000 { // as on the axis
			return minus(unit.SI(v))
		}
		if known && math.Abs(v) < 0.5*math.Pow10(-decimals) { // no zero that is none
			return minus(strconv.FormatFloat(v, 'g', 2, 64))
		}
		return minus(strconv.FormatFloat(v, 'f', decimals, 64))
	}
	sign := ""
	if !known {
		sign = "~ "
	}
	switch {
	case math.IsNaN(r.Diff):
		return "~ no value"
	case math.IsNaN(r.Low) || math.IsNaN(r.High):
		return result.Unbroken(sign + text(r.Diff) + ", no interval")
	case r.Identical():
		return "identical"
	case r.Undecided():
		return result.Unbroken(fmt.Sprintf("undecided [%s, %s]", text(r.Low), text(r.High)))
	case r.Low == r.High:
		return result.Unbroken(text(r.Diff) + " in every replication")
	}
	return result.Unbroken(fmt.Sprintf("%s%s [%s, %s]", sign, text(r.Diff), text(r.Low), text(r.High)))
}

// arrow says on which side better lies.
func arrow(better result.Direction) string {
	return [...]string{" (← better)", "", " (better →)"}[better+1]
}

// differenceScale is the unit in which a difference of that size is best read: values over factor are in unit name.
func differenceScale(of string, largest float64) (factor float64, name string) {
	switch of {
	case "ratio":
		if largest < 1e-4 {
			return 1e-6, "parts per million"
		}
		return 1e-2, "percentage points"
	case "s", "s/y":
		factor, name = durationScale(largest)
		if of == "s/y" {
			name += " per year"
		}
		return factor, name
	default:
		return 1, of
	}
}
