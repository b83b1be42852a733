package main

import (
	"fmt"
	"math"

	"nines/experiments/result"
)

// differenceHeader is that of the table of all differences. Where the best was to be found, that says more than its
// probability.
func (r *report) differenceHeader(baseline string) []string {
	header := []string{"variant", "metric", r.less(baseline), "p", "pairing", "P(best)"}
	if r.choices != nil {
		return header[:len(header)-1]
	}
	return header
}

func (r *report) difference(row *result.CompareRow) []string {
	if row.Identical() {
		return []string{"identical"}
	}
	text := differenceText(row)
	switch {
	case row.Undecided():
		text = "undecided " + text
	case !evident(row, r.folder.Manifest.Confidence):
		text = "~ " + text
	}
	cells := []string{result.Unbroken(text), pValue(row.PAdjusted), times(row.VarianceReduction), chanceOf(row.ProbBest)}
	return cells[:len(r.differenceHeader(""))-2]
}

// differenceText is a difference with its interval; without its point where nothing was seen of it, or only a bound of
// it is known.
func differenceText(row *result.CompareRow) string {
	s := scaleFor(row.Unit, math.Max(size(row.Low), size(row.High)))
	s.decimals = min(s.decimals+1, 12)
	up, down := row.High-row.Diff, row.Diff-row.Low
	even := math.Abs(up-down) <= 1e-6*(up+down)
	switch {
	case math.IsNaN(row.Diff) && row.Low > 0:
		return "≥ " + signed(s, row.Low) + s.suffix
	case math.IsNaN(row.Diff) && row.High < 0:
		return "≤ " + signed(s, row.High) + s.suffix
	case math.IsNaN(row.Diff):
		return "–"
	case row.Undecided():
		return "(" + signed(s, row.Low) + " – " + signed(s, row.High) + ")" + s.suffix
	case up > 0 && !even:
		return signed(s.seen(row.Diff), row.Diff) + " (" + signed(s, row.Low) + " – " + signed(s, row.High) + ")" + s.suffix
	case up > 0:
		return signed(s, row.Diff) + " ± " + s.number(up) + s.suffix
	}
	return signed(s, row.Diff) + s.suffix
}

// size is how far a number is from 0; 0 of one that is not known.
func size(x float64) float64 {
	if math.IsNaN(x) {
		return 0
	}
	return math.Abs(x)
}

// signed writes a difference with its sign.
func signed(s scale, x float64) string {
	if x > 0 {
		return "+" + s.number(x)
	}
	return s.number(x)
}

func pValue(p float64) string {
	switch {
	case math.IsNaN(p):
		return "–"
	case p < 0.001:
		return "< 0.001"
	}
	return fmt.Sprintf("%.3f", p)
}

func times(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "–"
	}
	if x >= 1000 {
		return "> × 1000" // differences that are all alike need next to no replications
	}
	if x >= 100 {
		return "× " + whole(int(math.Round(x/10))*10)
	}
	return fmt.Sprintf("× %.2g", x)
}

func chanceOf(p float64) string {
	if math.IsNaN(p) {
		return "–"
	}
	return fmt.Sprintf("%.2f", p)
}
