package main

import (
	"fmt"
	"math"
	"strings"

	"nines/experiments/result"
	"nines/plots/page"
	"nines/sim/unit"
)

// standing is how a variant stands against a baseline in one metric.
type standing struct {
	page.Tone
	mark, word string
}

// standingOf judges a difference.
func standingOf(row *result.CompareRow, confidence float64) standing {
	m, _ := result.FindMetric(row.Metric, row.Scope)
	switch way := int(m.Better) * row.Way(); {
	case row.Identical():
		return standing{page.Plain, "=", "identical"}
	case row.Undecided():
		return standing{page.Plain, "?", "undecided"}
	case !evident(row, confidence):
		return standing{page.Plain, "~", "no evidence of a difference"}
	case way > 0:
		return standing{page.Good, "▲", "better"}
	case way < 0:
		return standing{page.Bad, "▼", "worse"}
	}
	return standing{page.Plain, "≠", "different"}
}

// besides says on the card of a variant how it stands in what else was compared with the same baseline.
func (t *telling) besides(v *page.Verdict, of *result.CompareRow) {
	for i := range t.compared {
		row := &t.compared[i]
		if row.Variant != of.Variant || row.Baseline != of.Baseline || row.Metric == of.Metric && row.Scope == of.Scope {
			continue
		}
		s := standingOf(row, t.folder.Manifest.Confidence)
		text := fmt.Sprintf("In %s: %s %s", t.criterion(row), s.mark, s.word)
		if s.mark != "=" && s.mark != "~" {
			text += ", " + t.apart(row)
		}
		v.Details = append(v.Details, text+".")
	}
}

// lacking says of a share that is nearly all, such as that of requests served, what is lacking of it: a difference of
// 0.001 percentage points may be half of that.
func (t *telling) lacking(row *result.CompareRow) string {
	m, _ := result.FindMetric(row.Metric, row.Scope)
	base, own := t.meanOf(row.Baseline, row), t.meanOf(row.Variant, row)
	if row.Unit != "ratio" || m.Better != result.HigherIsBetter || !(base > 0.9 && base < 1 && own > 0.9 && own <= 1) {
		return ""
	}
	less := 1 - (1-own)/(1-base)
	word := "less"
	if less < 0 {
		less, word = -less, "more"
	}
	return fmt.Sprintf("What is lacking: %s instead of %s, %s %s.", unit.Ratio(1-own).Percent(),
		unit.Ratio(1-base).Percent(), wholePercent(less), word)
}

// meanOf is the mean of what a row compares in a variant.
func (t *telling) meanOf(variant string, by *result.CompareRow) float64 {
	return t.level(by, t.variant(variant))
}

// variant are the estimates of a variant; nil where there is none of the name.
func (t *telling) variant(name string) []result.Estimate {
	for _, point := range t.configurations() {
		if point[0].Variant == name {
			return point
		}
	}
	return nil
}

// downtimesBeside says how long the main service is down in each variant, where that was not compared; "" where it was,
// or none is.
func (t *telling) downtimesBeside() string {
	scope := t.mainScope()
	for i := range t.compared {
		if row := &t.compared[i]; row.Scope == scope && (row.Metric == "downtime" || row.Metric == "availability") {
			return ""
		}
	}
	var parts []string
	for _, point := range t.configurations() {
		if e := findIn(point, "downtime", scope); e != nil && !math.IsNaN(e.Mean) {
			value, _ := pointAndInterval(e)
			parts = append(parts, point[0].Variant+" "+value)
		}
	}
	const many = 12
	if len(parts) == 0 || len(parts) > many {
		return ""
	}
	return fmt.Sprintf("Downtime of %s, which was not compared: %s.", t.mainName(), strings.Join(parts, ", "))
}
