package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"

	"nines/experiments/result"
)

// writeEffects writes what each dimension of a sweep does to each metric, the one that does most first.
func (r *report) writeEffects(w io.Writer) error {
	for _, of := range r.effectsBy() {
		paragraph(w, "", effectHeading(of)+r.asItIs(of))
		if err := effectGrid(of).folded(mostWide).text(w, "  ", r.ink); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	paragraph(w, "", effectKeys[r.effects[0].Measure])
	return nil
}

// effectsBy are the rows of each metric of each scope.
func (r *report) effectsBy() (groups [][]result.EffectRow) {
	for _, row := range r.effects {
		i := slices.IndexFunc(groups, func(g []result.EffectRow) bool {
			return g[0].Metric == row.Metric && g[0].Scope == row.Scope
		})
		if i < 0 {
			i, groups = len(groups), append(groups, nil)
		}
		groups[i] = append(groups[i], row)
	}
	return groups
}

// effectKeys say how to read the measures, by the first of each design.
var effectKeys = map[string]string{
	"difference": "Each setting alone is moved to either end, the others stay as they are; differences are paired on " +
		"common random numbers. ~: no evidence of one. What settings do together it does not show: design sobol does.",
	"mean size": "Size: mean of what a step over the whole range does, whichever way. Mean: the same with its sign, so " +
		"that it is smaller where the way changes. Spread: where it is as large as the size, what a setting does depends " +
		"on the others, or on where in its range it is.",
	"first": "Alone: the share of the variance that goes away if this setting is known. Together: the share that is " +
		"left if all others are known. What the shares alone lack of 100 % is what settings do together. Settings vary " +
		"independently and evenly over their ranges. Intervals are those of the design, not of the replications.",
}

func effectHeading(of []result.EffectRow) string {
	metric := result.Words(of[0].Metric)
	if of[0].Scope != "" {
		metric += " of " + of[0].Scope
	}
	switch of[0].Measure {
	case "difference":
		return "What moves " + metric
	case "first":
		return "What explains the variance of " + metric
	}
	heading := "What a step over the whole range does to " + metric
	if of[0].Unit == "decades" {
		heading += ", in decades of what is lost (1 is a nine)"
	}
	return heading
}

// asItIs is what the metric of some rows is at the base, which differences are from: ", 103 min/y (74 – 134) as it is";
// "" where the base was not played.
func (r *report) asItIs(of []result.EffectRow) string {
	if e := r.atBase(of); e != nil {
		return ", " + spanned(e) + " as it is"
	}
	return ""
}

// atBase is the estimate of the metric of some rows at the base; nil where that was not played.
func (r *report) atBase(of []result.EffectRow) *result.Estimate {
	for i := range r.summary.Estimates {
		e := &r.summary.Estimates[i]
		if r.folder.Manifest.Base.Is(&e.Key) && e.Metric == of[0].Metric && (e.Scope == of[0].Scope || of[0].Scope == "") {
			return e
		}
	}
	return nil
}

// dimension is one of a sweep, with its rows of one metric.
type dimension struct {
	name string
	rows []result.EffectRow
}

// dimensions are those that rows are about, that with the largest effect first.
func dimensions(of []result.EffectRow) []dimension {
	var axes []result.Axis
	rows := map[string][]result.EffectRow{}
	for _, row := range of {
		if rows[row.Path] == nil {
			axes = append(axes, result.Axis{Path: row.Path, Label: row.Label})
		}
		rows[row.Path] = append(rows[row.Path], row)
	}
	all := make([]dimension, len(axes))
	for i, name := range result.AxisNames(axes) {
		all[i] = dimension{name, rows[axes[i].Path]}
	}
	slices.SortStableFunc(all, func(a, b dimension) int { return cmp.Compare(b.reach(), a.reach()) })
	return all
}

// reach is the largest effect of a dimension.
func (d *dimension) reach() (most float64) {
	for _, row := range d.rows {
		if row.Measure != "mean" && row.Measure != "spread" && row.Measure != "first" {
			most = max(most, math.Abs(row.Estimate))
		}
	}
	return most
}

// effectGrid is a row for each dimension, of a tornado one for each end.
func effectGrid(of []result.EffectRow) *grid {
	g := &grid{header: effectHeaders[of[0].Measure]}
	for _, d := range dimensions(of) {
		cells := []string{d.name}
		for i := range d.rows {
			if cells = append(cells, effectCells(&d.rows[i])...); d.rows[i].Measure == "difference" {
				g.add(cells...)
				cells = []string{""}
			}
		}
		if len(cells) > 1 {
			g.add(cells...)
		}
	}
	return g
}

var effectHeaders = map[string][]string{
	"difference": {"setting", "at", "does"},
	"mean size":  {"setting", "size", "mean", "spread"},
	"first":      {"setting", "alone", "together"},
}

// effectCells are the cells of one measure.
func effectCells(row *result.EffectRow) []string {
	s := scaleFor(row.Unit, cmp.Or(row.Estimate, row.High))
	switch row.Unit {
	case "decades":
		s = scale{size: 1, decimals: 2}
	case "share":
		s = scale{size: 0.01, suffix: " %"}
	}
	point, interval := s.text(row.Estimate), ""
	if row.Low < row.High {
		interval = fmt.Sprintf(" (%s – %s)", s.number(row.Low), s.number(row.High))
	}
	if row.Measure != "difference" {
		return []string{result.Unbroken(point + interval)}
	}
	point, interval = signed(s, row.Estimate)+s.suffix, ""
	if row.Low < row.High {
		interval = fmt.Sprintf(" (%s – %s)", signed(s, row.Low), signed(s, row.High))
	}
	switch {
	case row.Estimate == 0 && !(row.Low < row.High):
		return []string{row.Setting, "nothing"}
	case row.Low <= 0 && row.High >= 0:
		point = "~ " + point
	}
	return []string{row.Setting, result.Unbroken(point + interval)}
}
