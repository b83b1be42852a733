package main

import (
	"fmt"
	"math"
	"slices"

	"nines/experiments/result"
	"nines/plots/page"
)

// answerEffects is what a sweep that asks what matters says first: what moves the first metric most. At how many points
// objectives are met says nothing, since nobody chooses among them.
func (t *telling) answerEffects() {
	groups := t.effectsBy()
	for i, of := range groups {
		if text := mostMoving(of); i == 0 {
			t.page.Answer = text
		} else {
			t.page.Reasons = append(t.page.Reasons, text)
		}
		if e := t.atBase(of); e != nil {
			t.number(t.wordsOf(e.Metric, e.Scope), e, "as it is")
		}
	}
	t.page.Numbers = append(t.page.Numbers, page.Number{Label: "points", Value: whole(len(t.configurations())),
		Interval: "up to " + plural(t.folder.Manifest.Replications, "replication") + " each"})
	t.page.Reasons = append(t.page.Reasons, fmt.Sprintf("How sure: up to %s at each point, on the same random numbers, "+
		"with intervals at %s. %s", plural(t.folder.Manifest.Replications, "replication"), t.confidence(),
		sentence(t.reached())))
}

// mostMoving says which setting has the largest effect on the metric of some rows that there is evidence of, and how
// large that is.
func mostMoving(of []result.EffectRow) string {
	var most *result.EffectRow
	for i := range of {
		row := &of[i]
		if row.Estimate == 0 || row.Measure == "difference" && row.Low <= 0 && row.High >= 0 ||
			!slices.Contains([]string{"difference", "mean size", "total"}, row.Measure) {
			continue
		}
		if most == nil || math.Abs(row.Estimate) > math.Abs(most.Estimate) {
			most = row
		}
	}
	if most == nil {
		return "Nothing that was varied is shown to move " + aboutMetric(&of[0]) + "."
	}
	name := ""
	for _, d := range dimensions(of) {
		if d.rows[0].Path == most.Path {
			name = d.name
		}
	}
	cells := effectCells(most)
	how := cells[len(cells)-1]
	switch most.Measure {
	case "difference":
		how += " at " + most.Setting
	case "mean size":
		how = "a step over its range does " + how
	case "total":
		how += " of the variance together with the others"
	}
	return fmt.Sprintf("What moves %s most is %s: %s.", aboutMetric(most), name, how)
}

// moved is what each setting does to each metric.
func (t *telling) moved() error {
	if t.effects == nil || t.forInputs() {
		return nil
	}
	var blocks []page.Block
	for _, of := range t.effectsBy() {
		blocks = append(blocks, page.Heading(effectHeading(of)+t.asItIs(of)), tableOf(effectGrid(of), "nff", ""))
	}
	t.section("effects", "What matters", append(blocks, page.Text(effectKeys[t.effects[0].Measure]))...)
	return nil
}
