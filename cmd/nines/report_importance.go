package main

import (
	"fmt"
	"math"
	"strings"

	"nines/experiments/result"
	"nines/plots/page"
)

// saysMore is how far what would be gone of the downtime without a fault must be from the fault's share of it to be
// worth a line: where nothing is redundant the two are the same.
const saysMore = 0.05

// gone says how much of a service's downtime there would not be without each fault, the worst first; nothing where that
// is the fault's share of it.
func (r *report) gone(service string, several bool) []labeled {
	if !r.overlaps(service, several) {
		return nil
	}
	var parts []string
	for _, e := range r.largest("risk_reduction", "fault:", service, several) {
		if len(parts) < shownCauses {
			parts = append(parts, nameIn(e.Scope)+" "+wholePercent(e.Mean)+wholeInterval(&e))
		}
	}
	return []labeled{{"  gone without it", strings.Join(parts, "  ")}}
}

// overlaps reports whether faults have downtime of a service in common that either alone would have saved, or that
// neither would.
func (r *report) overlaps(service string, several bool) bool {
	for _, e := range r.largest("risk_reduction", "fault:", service, several) {
		if x := r.find("downtime_share", e.Scope); x != nil && math.Abs(e.Mean-x.Mean) > saysMore {
			return true
		}
	}
	return false
}

// redundant is overlaps for a scope such as service:api.
func (r *report) redundant(scope string) bool {
	name, of := strings.CutPrefix(scope, "service:")
	return of && r.overlaps(name, r.several())
}

// wholeInterval is " (85 – 91)", in percent; "" where there is none.
func wholeInterval(e *result.Estimate) string {
	if math.IsNaN(e.Low) || math.IsNaN(e.High) {
		return ""
	}
	return " (" + strings.TrimSuffix(wholePercent(e.Low), " %") + " – " + strings.TrimSuffix(wholePercent(e.High), " %") +
		")"
}

// importances are what to make better first: what would be gone of the downtime of the main service without each fault,
// and without all that strikes a class or a level, beside its part in what was. Nil where it was never down, and where
// that is not told apart, as under a rule that asks for the demand.
func (t *telling) importances() page.Block {
	main := t.mainScope()
	g := t.importancesOf(strings.TrimPrefix(main, "service:"))
	if len(g.rows) == 0 {
		return nil
	}
	return page.Fold{Summary: fmt.Sprintf("What to make better first: what of the %s%s would be gone without it",
		t.wordsOf("downtime", main), t.ofShown()), Open: true, Blocks: []page.Block{tableOf(g, "nf", "")}}
}

func (t *telling) importancesOf(service string) *grid {
	g := &grid{header: []string{"without", "downtime gone", t.confidence() + " CI", "its share of it", "outages begun",
		"incidents that took it down", "share of lost requests"}}
	told := map[string]bool{}
	for _, kind := range []string{"fault:", "class:", "level:"} {
		for _, e := range t.one.largest("risk_reduction", kind, service, t.several()) {
			name, _, _ := strings.Cut(strings.TrimPrefix(e.Scope, "fault:"), "@")
			if kind != "fault:" {
				name = "all on " + strings.Replace(name, ":", " ", 1)
			}
			point, interval := pointAndInterval(&e)
			row := []string{name, point, interval}
			for _, metric := range []string{"downtime_share", "outage_share", "downing", "lost_share"} {
				text := ""
				if x := t.one.find(metric, e.Scope); x != nil {
					text, _ = pointAndInterval(x)
				}
				row = append(row, text)
			}
			told[e.Scope] = true
			g.add(row...)
		}
	}
	lost := t.one.largest("lost_share", "fault:", service, t.several())
	for _, e := range lost { // of what loses requests and takes nothing down
		if !told[e.Scope] && len(g.rows) > 0 {
			point, _ := pointAndInterval(&e)
			g.add(nameIn(e.Scope), "–", "", "", "", "", point)
		}
	}
	if len(lost) == 0 {
		g.header = g.header[:len(g.header)-1]
		for i := range g.rows {
			g.rows[i] = g.rows[i][:len(g.header)]
		}
	}
	return g
}
