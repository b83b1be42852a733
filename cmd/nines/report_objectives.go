package main

import (
	"fmt"
	"io"
	"strings"

	"nines/experiments/result"
	"nines/sim/unit"
)

// objective is one service level objective of the scenario with what the summary says of it.
type objective struct {
	objectiveText
	met  *result.Estimate // share of the runs, or of the windows, that meet it
	mean *result.Estimate // of the metric; nil where it is not measured
}

// objectives lists them in the order of the scenario.
func (r *report) objectives() []objective {
	var all []objective
	for _, text := range r.recipe.SLO {
		o := objective{objectiveText: text}
		for i := range r.summary.Estimates {
			e := &r.summary.Estimates[i]
			scope, name, _ := strings.Cut(e.Scope, "@")
			if e.Metric == "slo_met" && name == o.name() && (o.Scope == "" || o.Scope == scope) {
				o.met, o.mean = e, r.find(o.Metric, scope)
				all = append(all, o)
				break
			}
		}
	}
	return all
}

// name is what the scope of slo_met calls the objective: "downtime<=60m per 1y", "availability>=99%/30d".
func (o *objective) name() string {
	name := o.Metric + ">=" + o.AtLeast
	if o.AtMost != "" {
		name = o.Metric + "<=" + o.AtMost
	}
	if o.Over != "" {
		name += "/" + o.Over
	}
	return name
}

// claim is the bound with its sign: "≥ 99.95%".
func (o *objective) claim() string {
	if o.AtMost != "" {
		return "≤ " + o.AtMost
	}
	return "≥ " + o.AtLeast
}

// judged is the estimate that the objective is about.
func (o *objective) judged() *result.Estimate {
	if o.In > 0 {
		return o.met
	}
	return o.mean
}

// verdict stands with the objective itself: the row of its metric has that of the gravest objective on it.
func (o *objective) verdict() result.Verdict { return o.met.SLOVerdict }

// objectiveRows are the chances to meet each objective of a scope, which are headlines of their own.
func (r *report) objectiveRows(g *grid, scope string) {
	for _, o := range r.objectives() {
		if !strings.HasPrefix(o.met.Scope, scope+"@") {
			continue
		}
		span := o.Over
		if span == "" {
			span = r.recipe.Time.Horizon.String()
		}
		point, interval := plainly.estimate(o.met)
		g.add(fmt.Sprintf("P(%s %s in %s)", result.Words(o.Metric), o.claim(), span), point, interval, "")
	}
}

// writeObjectives says which objectives are met.
func (r *report) writeObjectives(w io.Writer) {
	g := &grid{}
	for _, o := range r.objectives() {
		e, claim := o.judged(), o.claim()
		if e == nil {
			continue
		}
		if o.In > 0 {
			claim += " in " + o.In.Percent() + " of " + o.windows()
		}
		point, interval := pointAndInterval(e)
		decision := fmt.Sprintf("%s with %s", o.verdict(), o.confidence())
		if o.verdict() == result.Undecided {
			decision = "undecided"
			if interval != "" {
				point += ", interval " + interval + " straddles the bound"
			}
		}
		g.add(r.mark(o.verdict()), result.Words(o.Metric), claim, point, decision)
	}
	if len(g.rows) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", r.ink.bold("SLO"))
	_ = g.text(w, "  ", r.ink) // the closing line reports what writing meets
}

// confidence says how sure the verdict is.
func (o *objective) confidence() string {
	const surest = 0.999
	c := o.met.SLOConfidence
	if c >= surest {
		return "> 99.9 % confidence"
	}
	return unit.Ratio(c).Percent() + " confidence"
}

func (o *objective) windows() string {
	if o.Over == "" {
		return "runs"
	}
	return "windows of " + o.Over
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
