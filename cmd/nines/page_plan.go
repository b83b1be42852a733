package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"nines/experiments/result"
	"nines/plots/page"
)

// answerPlan says what a plan has chosen, or why nothing.
func (t *telling) answerPlan() error {
	plan, err := t.plan()
	if err != nil {
		return err
	}
	names := t.variables()
	metric, _ := result.CutScope(plan.Minimize)
	open := len(t.open())
	chosen := t.chosen()
	switch {
	case chosen != nil && open == 0:
		t.page.Answer = fmt.Sprintf("Least %s that meets the objectives: %s (%s).", result.Words(metric),
			pointName(&chosen.Key, names), price(chosen))
	case chosen != nil:
		t.page.Answer = fmt.Sprintf("These meet the objectives: %s; but %s that would be cheaper could not be decided.",
			pointName(&chosen.Key, names), plural(open, "point"))
	default:
		t.page.Answer = t.noChoice()
	}
	t.judge()
	t.page.Reasons = append(t.page.Reasons, sentence(asked(plan, names)), sentence(t.why(plan)),
		sentence(t.spent(plan)))
	if nearest := t.nearest(); chosen == nil && nearest != nil {
		t.page.Reasons = append(t.page.Reasons, "Nearest: "+pointName(&nearest.Key, names)+t.fails(nearest)+".")
	}
	t.numbersOfPlan(names)
	return nil
}

// judge enters the verdicts on the configuration that is shown, and returns how many there are of each.
func (t *telling) judge() map[result.Verdict]int {
	counts := map[result.Verdict]int{}
	for _, o := range t.one.objectives() {
		counts[o.verdict()]++
		mean, met := o.measured(t.one)
		t.page.Verdicts = append(t.page.Verdicts, page.Verdict{Tone: tones[o.verdict()], Mark: t.mark(o.verdict()),
			Claim: o.claim(t.one), Decision: sentence(o.decision()), Details: []string{sentence(mean), sentence(met)}})
		if text := t.one.runwayOf(&o); text != "" {
			v := &t.page.Verdicts[len(t.page.Verdicts)-1]
			v.Details = append(v.Details, sentence("runway: "+text))
		}
	}
	return counts
}

// numbersOfPlan are what the chosen costs and is worth, the next best, and what one step less would do.
func (t *telling) numbersOfPlan(names map[string]string) {
	add := func(label, value, note string) {
		t.page.Numbers = append(t.page.Numbers, page.Number{Label: label, Value: value, Note: note})
	}
	if chosen := t.chosen(); chosen != nil {
		add(result.Words(chosen.Metric), price(chosen), "of "+pointName(&chosen.Key, names))
		if nines, _, ok := strings.Cut(t.ninesOf(chosen), " nines"); ok {
			interval := ""
			if !math.IsInf(chosen.NinesHigh, 1) {
				interval = fmt.Sprintf("%s CI %.2f – %.2f", t.confidence(), chosen.NinesLow, chosen.NinesHigh)
			}
			t.page.Numbers = append(t.page.Numbers, page.Number{Label: "nines", Value: nines, Interval: interval,
				Note: "of " + result.Words(chosen.Measure)})
		}
	}
	if next := t.inRole("runner-up"); next != nil {
		add("runner-up", price(next), pointName(&next.Key, names))
	}
	if today := t.inRole("today"); today != nil {
		note := pointName(&today.Key, names)
		if nines := t.ninesOf(today); nines != "" {
			note += ", " + nines
		}
		add("as it is today", price(today), note)
	}
	for i := range t.worths {
		if x := &t.worths[i]; x.Standing == "infeasible" && names[x.Path] != "" {
			add("one step less", more(inNines, x.Nines, x.NinesLow, x.NinesHigh)+" nines",
				pointName(&x.Key, names)+": "+t.misses(x.Point))
			break
		}
	}
	judged, decided, played := 0, 0, 0
	for i := range t.looked {
		p := &t.looked[i]
		judged, played = judged+p.Judged, played+p.Replications
		if p.Judged > 0 {
			decided++
		}
	}
	note := "of " + plural(len(t.looked), "point")
	if judged < played {
		note += fmt.Sprintf(": %s of %s to decide, the others to tell what a step is worth", whole(judged),
			plural(decided, "point"))
	}
	add("replications", whole(played), note)
}

// choice are the points that a plan has looked at, and what a step from the chosen one is worth.
func (t *telling) choice() error {
	plan, err := t.plan()
	if err != nil {
		return err
	}
	names := t.variables()
	points := t.pointsTable(names)
	for i, row := range points.rows { // the verdict before the figures, so that a narrow screen shows it
		last := len(row) - 1
		points.rows[i] = slices.Concat([]string{whole(t.looked[i].Point), row[last]}, row[:last])
	}
	points.header = slices.Concat([]string{"point", "verdict"}, points.header[:len(points.header)-1])
	blocks := []page.Block{
		page.Text("In the order of their numbers; ✓ meets the objectives, ✗ was ruled out, ? is not decided."),
		tableOf(points, strings.Repeat("n", 2+len(plan.Decide))+"f", "")}
	if len(t.worths) > 0 {
		blocks = append(blocks, page.Heading("One step from what was chosen, on the same random numbers"),
			tableOf(t.worthTable(names), "nf", ""), page.Text(sentence("per nine: what each nine costs that a step adds, or "+
				"saves that it loses; ~ where the step may do neither")))
	}
	if front := t.frontTable(names); len(front.rows) > 0 {
		blocks = append(blocks, page.Heading("Cost and nines"), tableOf(front, "nf", ""),
			page.Text(sentence("per nine more: against the row above; ~ where the intervals of the two overlap; of one step "+
				"from what was chosen, as above")))
	}
	blocks = append(blocks, t.runwayBlocks(t.runwaysOfPlan(plan, names))...)
	t.section("choice", "The choice", blocks...)
	return nil
}

// lookedAt are the keys of the points that a plan has looked at, the one first that it is about: what it has chosen,
// else what comes nearest.
func lookedAt(f *result.Folder) (keys []result.Key, err error) {
	looked, err := result.Load(f, result.Plans)
	if err != nil {
		return nil, err
	}
	r := &report{looked: looked}
	if row := cmp.Or(r.chosen(), r.nearest()); row != nil {
		keys = append(keys, row.Key)
	}
	for i := range looked {
		keys = append(keys, looked[i].Key)
	}
	return keys, nil
}
