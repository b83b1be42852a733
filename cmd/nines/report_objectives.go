package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"nines/experiments/result"
	"nines/sim/unit"
)

// objective is one service level objective of the scenario with what the summary says of it.
type objective struct {
	objectiveText
	met  *result.Estimate // share of its periods that meet it
	mean *result.Estimate // of the metric
}

// objectives lists them in the order of the scenario.
func (r *report) objectives() []objective {
	var all []objective
	for _, text := range r.recipe.SLO {
		o := objective{objectiveText: text}
		for i := range r.summary.Estimates {
			e := &r.summary.Estimates[i]
			scope, named := strings.CutSuffix(e.Scope, "@"+o.name())
			if e.Metric != "slo_met" || !named || o.Scope != "" && o.Scope != scope {
				continue
			}
			if terms := o.Counts.words(); terms != "" {
				scope += "@" + terms
			}
			o.met, o.mean = e, r.find(o.Metric, scope)
			all = append(all, o)
			break
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
	if o.Rolling {
		name += " rolling"
	}
	if terms := o.Counts.words(); terms != "" {
		name += ", " + terms
	}
	return name
}

// claim is what must be met: "availability ≥ 99.95% in 95 % of windows of 30 d".
func (o *objective) claim(r *report) string {
	claim := o.whose(r) + result.Words(o.Metric)
	if o.AtMost != "" {
		claim += " ≤ " + o.AtMost
	} else {
		claim += " ≥ " + o.AtLeast
	}
	switch {
	case o.In.Mean && pooled(o.Metric):
		claim += " over all runs"
	case o.In.Mean:
		claim += " in the mean"
	case o.In.Share > 0:
		claim += " in " + o.In.Share.Percent() + " of " + o.periods(r)
	}
	if terms := o.Counts.words(); terms != "" {
		claim += " (" + terms + ")"
	}
	return claim
}

// whose is what an objective is about, where those of the scenario are about several, or there are several services.
func (o *objective) whose(r *report) string {
	scope, _, _ := strings.Cut(o.met.Scope, "@")
	if r.named(scope) == "" &&
		!slices.ContainsFunc(r.recipe.SLO, func(other objectiveText) bool { return other.Scope != o.Scope }) {
		return ""
	}
	if _, name, named := strings.Cut(scope, ":"); named {
		scope = name
	}
	return scope + " "
}

// periods are what the objective must be met in.
func (o *objective) periods(r *report) string {
	switch over, err := unit.ParseDuration(o.Over); {
	case o.Over == "" || err != nil:
		return "runs of " + r.recipe.Time.Horizon.Human()
	case o.Rolling:
		return "rolling windows of " + over.Human()
	default:
		return "consecutive windows of " + over.Human()
	}
}

// verdict stands with the objective itself: the row of its metric has that of the gravest objective on it.
func (o *objective) verdict() result.Verdict { return o.met.SLOVerdict }

// decision is the verdict in words, and what it is about where that is not the system but years drawn from its record.
func (o *objective) decision() string {
	if ofDraws(o.met) {
		return o.decided() + ", of years drawn from the record"
	}
	return o.decided()
}

func (o *objective) decided() string {
	chanceless := o.met.Method == result.NoChance
	switch o.verdict() {
	case result.Undecided:
		if givenRecord(o.met) {
			return "undecided: one record is one observation"
		}
		if o.In.Share > 0 {
			return "undecided: the share may lie on either side"
		}
		if pooled(o.Metric) {
			return "undecided: that of all runs may lie on either side"
		}
		return "undecided: the mean may lie on either side"
	case result.OnAverage:
		if chanceless {
			return "met on average only"
		}
		return "met on average only, with " + o.confidence()
	default:
		if chanceless {
			return fmt.Sprintf("%s; nothing of it is left to chance", o.verdict())
		}
		return fmt.Sprintf("%s with %s", o.verdict(), o.confidence())
	}
}

// measured says what was seen of the mean, and in how many of its periods the objective is met.
func (o *objective) measured(r *report) (mean, met string) {
	mean = "mean " + spanned(o.mean)
	if pooled(o.Metric) {
		mean = "over all runs " + spanned(o.mean)
	}
	if givenRecord(o.met) {
		return mean, "met in " + scaleFor(o.met.Unit, o.met.Mean).text(o.met.Mean) + " of " + o.periods(r) + " replayed"
	}
	switch _, bound, _ := strings.Cut(spanned(o.met), " "); {
	case math.IsNaN(o.met.Mean):
		return mean, "in how many " + o.periods(r) + " is not known from windows"
	case o.met.Mean == 1 && o.met.Low < 1:
		return mean, "met in all " + o.periods(r) + " seen (≥ " + bound + ")"
	case o.met.Mean == 0 && o.met.High > 0:
		return mean, "met in none of the " + o.periods(r) + " seen (≤ " + bound + ")"
	}
	return mean, "met in " + spanned(o.met) + " of " + o.periods(r)
}

// givenRecord reports an estimate of a run that plays a record as it was.
func givenRecord(e *result.Estimate) bool { return strings.HasSuffix(e.Method, result.GivenRecord) }

// ofDraws reports an estimate of a run whose years are drawn from a record.
func ofDraws(e *result.Estimate) bool { return strings.HasSuffix(e.Method, result.OfDraws) }

// spanned is an estimate with its interval: "99.967 % (99.965 – 99.969)".
func spanned(e *result.Estimate) string {
	point, interval := pointAndInterval(e)
	if interval != "" {
		point += " (" + interval + ")"
	}
	return point
}

// writeObjectives says which objectives are met: what is claimed with the verdict, then the mean and the share of the
// periods that meet it, whichever the verdict rests on.
func (r *report) writeObjectives(w io.Writer) {
	for i, o := range r.objectives() {
		if i == 0 {
			fmt.Fprintf(w, "\n%s\n", r.ink.bold("SLO"))
		}
		mean, met := o.measured(r)
		const indent = "     "
		between := ", "
		if utf8.RuneCountInString(indent+mean+between+met) > mostWide {
			between = "\n" + indent
		}
		const room = mostWide - len(indent)
		claim := []string{cleaned(o.claim(r)) + ": " + o.decision()}
		if utf8.RuneCountInString(claim[0]) > room {
			claim = append(fold(cleaned(o.claim(r))+":", room), fold(o.decision(), room)...)
		}
		fmt.Fprintf(w, "  %s  %s\n%s%s%s%s\n", r.mark(o.verdict()), strings.Join(claim, "\n"+indent), indent, mean,
			between, met)
		if text := r.runwayOf(&o); text != "" {
			fmt.Fprintf(w, "%s%s\n", indent, strings.Join(fold("runway: "+text, room), "\n"+indent))
		}
		if o.verdict() == result.OnAverage {
			fmt.Fprintf(w, "%sit does not say in how many: write in: 95%%, or in: mean\n", indent)
		}
	}
}

// objectivesTable is the same as a table.
func (r *report) objectivesTable() *grid {
	g := &grid{header: []string{"SLO", "objective", "verdict", "mean (" + r.confidence() + " CI)",
		"periods (" + r.confidence() + " CI)"}}
	for _, o := range r.objectives() {
		mean, met := o.measured(r)
		mean = strings.TrimPrefix(strings.TrimPrefix(mean, "mean "), "over all runs ")
		g.add(r.mark(o.verdict()), o.claim(r), o.decision(), mean, met)
	}
	return g
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

func (r *report) mark(v result.Verdict) string {
	switch v {
	case result.Met:
		return r.ink.good("✓")
	case result.OnAverage:
		return r.ink.unsure("!")
	case result.Violated:
		return r.ink.bad("✗")
	}
	return r.ink.unsure("?")
}
