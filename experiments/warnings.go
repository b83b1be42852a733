package experiments

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"nines/experiments/result"
	"nines/experiments/scenario"
	"nines/sim/num"
	"nines/sim/stat"
	"nines/sim/unit"
)

// Roughly takes back the warnings that say how little is known of a result by itself: it is one of many points, which
// are judged together.
func (r *Result) Roughly() { r.Warnings = r.warnings(true) }

// warnings says what a reader of the headline numbers has to know, each with its remedy and none twice.
func (r *Result) warnings(roughly bool) []string {
	var all []string
	add := func(format string, args ...any) {
		if text := fmt.Sprintf(format, args...); !slices.Contains(all, text) {
			all = append(all, text)
		}
	}
	if !roughly {
		for _, text := range r.headlineWarnings() {
			add("%s", text)
		}
	}
	for _, why := range r.Scenario.Plan.Unmet() {
		add("%s", why)
	}
	switch r.Reason {
	case OutOfTime:
		add("the time allowed was over after %s; the results are those of these (--max-wall)", r.played())
	case Interrupted:
		add("interrupted after %s; the results are those of these", r.played())
	case Exhausted:
		for _, g := range r.Scenario.Spec.Run.Precision.Goals() {
			if text := r.imprecise(g); text != "" {
				add("%s", text)
			}
		}
	case Complete:
		if text, vague := r.vague(); vague && !roughly {
			add("%s", text)
		}
	}
	if p := &r.Sample.pooled; p.incidents > 0 && float64(p.open) > 0.1*float64(p.incidents) {
		add("%d incidents were not over at the end of their run (%d struck after the warm-up); their means "+
			"allow for it (product limit), what they did to services does not: simulate a longer horizon", p.open, p.incidents)
	}
	if p := &r.Sample.pooled; float64(p.held) > 0.01*float64(p.incidents) {
		add("%d cases were on hold when their runs ended, and wait for what the recovery policy waits for: a limit that "+
			"lets nothing be repaired never ends; raise it, or give it instead: {policy: repair}", p.held)
	}
	for flow := range r.Sample.pooled.failing {
		if text, misleads := r.Sample.failing(flow); misleads {
			add("%s", text)
		}
	}
	for _, text := range r.Sample.glimpsed() {
		add("%s", text)
	}
	if text := r.unsettled(); text != "" {
		add("%s", text)
	}
	for f, stuck := range r.Sample.pooled.stuck {
		if name := r.Sample.blueprint.Faults[f].Name; stuck > 0 {
			add("%d of the incidents of faults.%s were never put right: the recovery policy gave them up, and they do not "+
				"heal; give the fault a repair, or the policy a step that fixes it", stuck, name)
		}
	}
	return all
}

// failing says for how long users of a flow are failed by a service that counts as up, where that is more than a tenth
// of its downtime: who reads availability alone is misled.
func (s *Sample) failing(flow int) (text string, misleads bool) {
	scope := "service:" + s.blueprint.Services[s.blueprint.Flows()[flow]].Name
	c := s.column(s.find("downtime", scope))
	if s.pooled.failing[flow] <= 0.1*sum(c.tops) {
		return "", false
	}
	why := "up_when judges what nodes could serve, not what reaches them"
	if s.blueprint.Panic.Closed {
		why += ", so with fail_closed it does not see that balancers refuse all work"
	}
	each := unit.Duration(s.pooled.failing[flow] / sum(c.bottoms) * year).Human()
	return fmt.Sprintf("%s counts as up for %s a year in which it loses more than half of its requests: %s; go by "+
		"request_success, and state objectives on it", scope, each, why), true
}

// reads reports whether people look at a metric first.
func (r *Result) reads(metric, scope string) bool {
	if r.read != nil {
		return r.read(metric, scope)
	}
	return headline(metric, scope)
}

// headlineWarnings are those of the metrics that people read first, each said once of all metrics of a scope that it is
// about.
func (r *Result) headlineWarnings() []string {
	type about struct{ scope, warning string }
	var all []about
	metrics := map[about][]string{}
	for i, k := range r.Sample.quantities {
		if !r.reads(k.metric, k.scope) || k.metric == "mttr" && math.IsNaN(r.Estimates[i].Mean) {
			continue
		}
		for _, w := range r.Estimates[i].Warnings {
			x := about{k.scope, w}
			if metrics[x] == nil {
				all = append(all, x)
			}
			metrics[x] = append(metrics[x], result.Words(k.metric))
		}
	}
	texts := make([]string, len(all))
	for i, x := range all {
		texts[i] = fmt.Sprintf("%s of %s: %s", strings.Join(metrics[x], " and "), x.scope, x.warning)
	}
	return texts
}

// played is how many replications there are.
func (r *Result) played() string { return unit.Plural(r.Sample.Len(), "replication") }

// vague says how little is known where nothing was said of how well it should be, and what more would take.
func (r *Result) vague() (text string, vague bool) {
	const well, better = 0.1, 0.05
	run := r.Scenario.Spec.Run
	watch, several := r.watched("unavailability")
	if run.Precision != nil || run.Replications.Max > 0 || watch < 0 {
		return "", false
	}
	e := r.Sample.relevant(watch, float64(run.Confidence))
	needed := stat.Precision{Relative: better, Min: 2}.Needed(e)
	if got := e.Relative(); got <= well || math.IsInf(needed, 1) {
		return "", false
	}
	scope := r.Sample.quantities[watch].scope
	goal := "unavailability"
	if several {
		goal += "@" + scope
	}
	return fmt.Sprintf("unavailability of %s is known to ±%s after %s; --precision %s:5%% would take about %s of them, "+
		"%s events", scope, percent(e.Relative()), r.played(), goal, approximately(needed),
		unit.SI(roundUp(needed*r.Sample.workEach()))), true
}

// watched is where a metric stands that somebody will want to know better: of what an objective is on, else the first;
// −1 where it is not measured. It also says whether it is measured for several, so that one has to be named.
func (r *Result) watched(metric string) (at int, several bool) {
	at = -1
	promised := func(scope string) bool {
		return slices.ContainsFunc(r.Scenario.Objectives, func(o scenario.Objective) bool { return o.Scope == scope })
	}
	for i, q := range r.Sample.quantities {
		if q.metric != metric {
			continue
		}
		several = at >= 0
		if at < 0 || promised(q.scope) && !promised(r.Sample.quantities[at].scope) {
			at = i
		}
	}
	return at, several
}

// imprecise says how far a precision was missed and what it would take; "" where it was reached.
func (r *Result) imprecise(g scenario.GoalSpec) string {
	run := r.Scenario.Spec.Run
	p := stat.Precision{Relative: float64(g.Relative), Min: 2}
	e := r.Sample.relevant(r.Sample.find(g.Metric, g.Scope), float64(run.Confidence))
	if p.Met(e) {
		return ""
	}
	needed := p.Needed(e)
	if math.IsInf(needed, 1) {
		return fmt.Sprintf("%s is not known to ±%s after %s events: all that was seen says how large it may be, and "+
			"nothing how large it is, so that nothing says how many replications would do; simulate a longer horizon, or raise "+
			"the budget (--budget)", g.Metric, g.Relative, unit.SI(roundUp(r.Sample.work)))
	}
	remedy := "--max-replications"
	if work := needed * r.Sample.workEach(); r.Sample.Len() < run.Replications.Most() {
		remedy = "--budget " + strings.ReplaceAll(unit.SI(roundUp(work)), " ", "")
	}
	longer := ""
	if most := 0.5; r.Sample.keeping() > most*r.Sample.workEach() {
		longer = "; most of the budget goes into setting up short replications and keeping their numbers, so a longer " +
			"horizon, where the question allows one, costs little"
	}
	asked := "not to the ±" + g.Relative.String() + " asked for"
	if asks := float64(g.Relative); e.Relative() <= asks { // of the estimate, but the truth may be smaller
		return fmt.Sprintf("%s is known to ±%.3g %% of its estimate after %s events, just short of the ±%.3g %% that "+
			"±%s of the truth takes; that would take about %s replications (%s)%s", g.Metric, 100*e.Relative(),
			unit.SI(roundUp(r.Sample.work)), 100*asks/(1+asks), g.Relative, approximately(needed), remedy, longer)
	}
	return fmt.Sprintf("%s is known to ±%s after %s events, %s; that would take about %s replications (%s)%s", g.Metric,
		percent(e.Relative()), unit.SI(roundUp(r.Sample.work)), asked, approximately(needed), remedy, longer)
}

// roundUp gives a number of events two digits.
func roundUp(x float64) float64 {
	step := num.Pow(10, math.Floor(num.Log10(max(x, 1)))-1)
	return math.Ceil(x/step) * step
}

// headline are the metrics whose warnings are for everybody; the others' are in summary.json.
func headline(metric, scope string) bool {
	return metric == "availability" || metric == "request_success" ||
		metric == "mttr" && strings.HasPrefix(scope, "service:")
}

// percent writes a share with two digits, and in full where they are in front of the point.
func percent(x float64) string {
	if x >= 1 {
		return fmt.Sprintf("%.0f %%", 100*x)
	}
	return fmt.Sprintf("%.2g %%", 100*x)
}

func approximately(n float64) string {
	if math.IsInf(n, 1) {
		return "very many"
	}
	if n >= 1e6 {
		return fmt.Sprintf("%.2g", n)
	}
	step := num.Pow(10, math.Floor(num.Log10(math.Max(n, 1)))-1)
	return fmt.Sprintf("%.0f", math.Ceil(n/math.Max(step, 1))*math.Max(step, 1))
}
