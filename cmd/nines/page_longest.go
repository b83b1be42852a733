package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

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

// longestOutage enters the longest outage of the main service in any configuration, unless an incident is told to have
// begun one as long.
func (t *telling) longestOutage(told *episode) error {
	if !result.Has(t.folder, result.Histograms) {
		return nil
	}
	var longest *result.HistogramRow
	for row, err := range result.Rows(t.folder, result.Histograms) {
		if err != nil {
			return err
		}
		if row.Metric == "mttr" && row.Scope == t.mainScope() && (longest == nil || row.Upper > longest.Upper) {
			longest = &row
		}
	}
	if longest == nil || told.tells(longest, strings.TrimPrefix(t.mainScope(), "service:")) {
		return nil
	}
	at, of := strings.TrimSpace(t.named(longest.Scope)), ""
	if name := t.nameOf(&longest.Key); name != "" {
		of = ", of " + name
	}
	if at != "" {
		at = " of " + at
	}
	t.reason(fmt.Sprintf("The longest outage%s that was seen, whatever began it: %s%s.", at, human(longest.Upper), of))
	return nil
}

// tells reports whether the episode is about an outage of that service and length.
func (e *episode) tells(outage *result.HistogramRow, service string) bool {
	const near = 0.01
	return e != nil && e.story != nil && e.story.service == service &&
		math.Abs(outage.Upper-e.story.outage) <= near*outage.Upper
}

// reason enters what lies behind the answer, before how sure that is.
func (t *telling) reason(text string) {
	t.page.Reasons = slices.Insert(t.page.Reasons, len(t.page.Reasons)-1, text)
}

// episode is an incident with what was played again of it; nil: nothing.
type episode struct {
	row   *result.IncidentRow
	story *story
}

// human is a length of time as people say it.
func human(seconds float64) string { return unit.Duration(seconds).Human() }
