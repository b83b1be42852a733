package main

import (
	"cmp"
	"math"
	"slices"

	"nines/experiments"
	"nines/experiments/result"
	"nines/sim/unit"
)

// drawn reports a sweep whose points were drawn from what is known of inputs: none is more than one among others.
func (t *telling) drawn() bool {
	return t.folder.Manifest.Verb == "sweep" && t.folder.Manifest.Base == nil
}

// searched are the incidents among which the worst was looked for, of some configurations.
func searched(weighed int, of string) string {
	if weighed > 0 {
		return plural(weighed, "incident") + of + " that were played again"
	}
	return "the longest incidents" + of
}

// harmless are the longest incidents of the timeline, as rows of the other table.
func (t *telling) harmless() ([]result.IncidentRow, error) {
	if !result.Has(t.folder, result.Timelines) {
		return nil, nil
	}
	byIncident := map[int]*result.IncidentRow{}
	var order []*result.IncidentRow
	for row, err := range result.Rows(t.folder, result.Timelines) {
		if err != nil {
			return nil, err
		}
		if row.Incident == 0 || !row.SameConfiguration(&t.shown) {
			continue
		}
		x := byIncident[row.Incident]
		if x == nil {
			nan := math.NaN()
			x = &result.IncidentRow{Key: row.Key, Replication: row.Replication, Incident: row.Incident, Start: row.Start,
				Detect: nan, Switchover: nan, Locate: nan, Wait: nan, Repair: nan, Verify: nan, Cause: row.Cause,
				CapacityLost: nan, RequestsFailed: nan}
			byIncident[row.Incident] = x
			order = append(order, x)
		}
		x.End = row.End
		part := map[string]*float64{"detect": &x.Detect, "switchover": &x.Switchover, "locate": &x.Locate, "wait": &x.Wait,
			"repair": &x.Repair, "heal": &x.Repair, "verify": &x.Verify}[row.Stage]
		if part != nil {
			if math.IsNaN(*part) {
				*part = 0
			}
			*part += t.ended(&row) - row.Start
		}
	}
	slices.SortStableFunc(order, func(a, b *result.IncidentRow) int { return cmp.Compare(t.lasted(b), t.lasted(a)) })
	var rows []result.IncidentRow
	for _, x := range order[:min(len(order), mostTold)] {
		rows = append(rows, *x)
	}
	return rows, nil
}

// ended is when a stage was over, or its run.
func (t *telling) ended(row *result.TimelineRow) float64 {
	if math.IsNaN(row.End) {
		return t.horizon(&row.Key)
	}
	return row.End
}

// reason enters what lies behind the answer, before how sure that is.
func (t *telling) reason(text string) {
	t.page.Reasons = slices.Insert(t.page.Reasons, max(0, len(t.page.Reasons)-1), text)
}

// episode is an incident with what was played again of it, and the outage that it began; nil: nothing, and not looked
// for.
type episode struct {
	row   *result.IncidentRow
	story *story
	found *experiments.Outage
}

func (t *telling) episode(row *result.IncidentRow, found *experiments.Outage) episode {
	e := episode{row: row, found: found}
	e.story = t.replayed(e)
	return e
}

// outage is how long the main service was down for that the episode is about, in seconds; 0 where that is not known.
func (e *episode) outage() float64 {
	switch {
	case e.found != nil:
		return e.found.Length
	case e.story != nil && e.story.service == e.story.main && !math.IsInf(e.story.outage, 1):
		return e.story.outage
	}
	return 0
}

// human is a length of time as people say it.
func human(seconds float64) string { return unit.Duration(seconds).Human() }
