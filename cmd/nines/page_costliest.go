package main

import (
	"cmp"
	"fmt"
	"slices"

	"nines/experiments/result"
	"nines/plots/page"
)

// mostPriced is how many incidents are played again at most to find the one that lost most requests: fewer where each
// takes long.
const mostPriced = 8

// tellCostliest adds to the incidents the one that lost users of the main service most requests, in the replication in
// which most were lost: the longest outage may have cost them little. It is looked for among those that held most nodes
// for longest.
func (t *telling) tellCostliest() error {
	e := t.estimateOf("request_success", t.mainScope())
	if e == nil || !(e.SD > 0) || len(t.page.Sections) == 0 || !t.playable(&t.shown) {
		return nil
	}
	values, err := t.valuesOf(&t.shown, "request_success", t.mainScope())
	if err != nil || len(values) == 0 {
		return err
	}
	s, err := t.struckIn(&t.shown, values[0].replication)
	if err != nil {
		return err
	}
	held := func(row *result.IncidentRow) float64 { return float64(row.NodesAffected) * t.lasted(row) }
	slices.SortStableFunc(s.rows, func(a, b result.IncidentRow) int { return cmp.Compare(held(&b), held(&a)) })
	var worst episode
	most := 0.0
	wanted := max(1, min(mostPriced, int(mostReplayed/estimate(t.systemOf(&t.shown).Blueprint).work)))
	for i := range s.rows[:min(len(s.rows), wanted)] {
		e := t.episode(&s.rows[i], nil)
		if e.story != nil && e.story.ofUsers().Lost > most {
			worst, most = e, e.story.ofUsers().Lost
		}
	}
	if worst.story == nil {
		return nil
	}
	title := fmt.Sprintf("What cost users most, in the replication with most requests lost%s", t.ofShown())
	t.reason(fmt.Sprintf("%s (%d): %s. %s", title, worst.row.Replication, t.called(worst, ", "), worst.story.lost()))
	section := &t.page.Sections[len(t.page.Sections)-1]
	section.Blocks = append(section.Blocks, page.Heading(title+": "+t.called(worst, ", ")))
	section.Blocks = append(section.Blocks, t.incident(0, worst)[1:]...)
	return nil
}
