package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"nines/experiments/result"
	"nines/sim/unit"
)

// shownCauses is how many causes of downtime are named before the rest is called other.
const shownCauses = 4

// writeCauses says for each service what its downtime is made of.
func (r *report) writeCauses(w io.Writer) {
	services := scopesOf(r.summary.Estimates, "service")
	fmt.Fprintln(w)
	for _, service := range services {
		label := "Downtime by cause"
		if len(services) > 1 {
			label = "Downtime of " + service
		}
		padding := strings.Repeat(" ", max(0, len("Where repair time goes")-len(label)))
		fmt.Fprintf(w, "%s%s  %s\n", r.ink.bold(label), padding, r.causes(service, len(services) > 1))
	}
}

// causes is "zone-net 46 %  rack-power 21 %  other 5 %".
func (r *report) causes(service string, several bool) string {
	var shares []result.Estimate
	for _, e := range r.summary.Estimates {
		_, of, named := strings.Cut(e.Scope, "@")
		if e.Metric == "downtime_share" && e.Mean > 0 && (!several || named && of == service) {
			shares = append(shares, e)
		}
	}
	if len(shares) == 0 {
		return "no outage was seen"
	}
	slices.SortStableFunc(shares, func(a, b result.Estimate) int { return compareDown(a.Mean, b.Mean) })
	var parts []string
	other := 0.0
	for i, e := range shares {
		name, _, _ := strings.Cut(strings.TrimPrefix(e.Scope, "fault:"), "@")
		if i < shownCauses || i == shownCauses && len(shares) == shownCauses+1 {
			parts = append(parts, name+" "+wholePercent(e.Mean))
			continue
		}
		other += e.Mean
	}
	if other > 0 {
		parts = append(parts, "other "+wholePercent(other))
	}
	return strings.Join(parts, "  ")
}

// compareDown puts the larger first.
func compareDown(a, b float64) int {
	switch {
	case a > b:
		return -1
	case a < b:
		return 1
	}
	return 0
}

// wholePercent calls nothing none or all that is not.
func wholePercent(x float64) string {
	switch {
	case x < 0.005 && x > 0:
		return "< 1 %"
	case x > 0.995 && x < 1:
		return "> 99 %"
	}
	return fmt.Sprintf("%.0f %%", 100*x)
}

// writeParts says what the time from the onset of a fault to its end is spent on.
func (r *report) writeParts(w io.Writer) {
	whole := r.find("mttr", "fleet")
	if whole == nil || !(whole.Mean > 0) || math.IsInf(whole.Mean, 0) {
		return
	}
	var parts []string
	for _, part := range []struct{ metric, label string }{
		{"detect", "detect"}, {"locate", "locate"}, {"wait", "wait for crew"}, {"repair", "repair"},
	} {
		if e := r.find(part.metric, "fleet"); e != nil {
			parts = append(parts, part.label+" "+wholePercent(e.Mean/whole.Mean))
		}
	}
	fmt.Fprintf(w, "%s  %s\n", r.ink.bold("Where repair time goes"), strings.Join(parts, "  "))
}

// objective is one service level objective as the scope of its slo_met rows tells it: "api@downtime<=60m per 1y/30d".
type objective struct {
	metric, scope string
	atLeast       bool
	bound         string // as written
	over          string // window; "" for the horizon
	met           *result.Estimate
}

func (r *report) objectives() []objective {
	var all []objective
	for i := range r.summary.Estimates {
		e := &r.summary.Estimates[i]
		scope, text, ok := strings.Cut(e.Scope, "@")
		if e.Metric != "slo_met" || !ok {
			continue
		}
		o := objective{scope: scope, met: e}
		if o.metric, o.bound, o.atLeast = strings.Cut(text, ">="); !o.atLeast {
			o.metric, o.bound, _ = strings.Cut(text, "<=")
		}
		o.bound, o.over, _ = strings.Cut(o.bound, "/")
		all = append(all, o)
	}
	return all
}

func (o *objective) sign() string { return map[bool]string{true: "≥", false: "≤"}[o.atLeast] }

// objectiveRows are the chances to meet each objective of a scope, which are headlines of their own.
func (r *report) objectiveRows(g *grid, scope string) {
	for _, o := range r.objectives() {
		if o.scope != scope {
			continue
		}
		span := o.over
		if span == "" {
			span = unit.Duration(r.recipe.Time.Horizon).String()
		}
		point, interval := plainly.estimate(o.met)
		g.add(fmt.Sprintf("P(%s %s %s in %s)", titled(o.metric), o.sign(), o.bound, span), point, interval, "")
	}
}

// writeObjectives says which objectives are met.
func (r *report) writeObjectives(w io.Writer) {
	g := &grid{}
	for _, o := range r.objectives() {
		e, claim := r.find(o.metric, o.scope), o.sign()+" "+o.bound
		if !math.IsNaN(o.met.SLOBound) {
			e, claim = o.met, claim+" in "+unit.Ratio(o.met.SLOBound).Percent()+" of "+o.windows()
		}
		if e == nil {
			continue
		}
		point, interval := pointAndInterval(e)
		switch {
		case e.SLOVerdict != result.Undecided:
		case interval == "":
			point += ", which does not decide"
		default:
			point += ", interval " + interval + " straddles the bound"
		}
		g.add(r.mark(e.SLOVerdict), titled(o.metric), claim, point, r.decision(e))
	}
	if len(g.rows) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", r.ink.bold("SLO"))
	_ = g.text(w, "  ", r.ink) // the closing line reports what writing meets
}

func (o *objective) windows() string {
	if o.over == "" {
		return "runs"
	}
	return "windows of " + o.over
}

func (r *report) mark(v result.Verdict) string {
	switch v {
	case result.Met:
		return r.ink.good("✓")
	case result.Violated:
		return r.ink.bad("✗")
	}
	return r.ink.unsure("?")
}

func (r *report) decision(e *result.Estimate) string {
	if e.SLOVerdict == result.Undecided {
		return "undecided"
	}
	return fmt.Sprintf("%s with %s confidence", e.SLOVerdict, unit.Ratio(e.Confidence).Percent())
}
