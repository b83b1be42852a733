package experiments

import (
	"fmt"
	"math"
	"slices"

	"nines/sim/stat"
)

// warnings says what a reader of the headline numbers has to know, each with its remedy and none twice.
func (r *Result) warnings() []string {
	var all []string
	add := func(format string, args ...any) {
		if text := fmt.Sprintf(format, args...); !slices.Contains(all, text) {
			all = append(all, text)
		}
	}
	for i, k := range r.Sample.quantities {
		if headline(k.metric) {
			for _, w := range r.Estimates[i].Warnings {
				add("%s of %s: %s", k.metric, k.scope, w)
			}
		}
	}
	switch r.Reason {
	case OutOfTime:
		add("the time allowed was over after %d replications; the results are those of these (--max-wall)", r.Sample.Len())
	case Interrupted:
		add("interrupted after %d replications; the results are those of these", r.Sample.Len())
	case Exhausted:
		add("%s", r.imprecise())
	}
	if p := &r.Sample.pooled; p.incidents > 0 && float64(p.open) > 0.1*float64(p.incidents) {
		add("%d incidents were not over at the end of their run (%d struck after the warm-up); their means "+
			"allow for it (product limit), what they did to services does not: simulate a longer horizon", p.open, p.incidents)
	}
	if p := &r.Sample.pooled; float64(p.held) > 0.01*float64(p.incidents) {
		add("%d cases were on hold when their runs ended, and wait for what the recovery policy waits for: a limit that "+
			"lets nothing be repaired never ends; raise it, or give it instead: {policy: repair}", p.held)
	}
	for f, stuck := range r.Sample.pooled.stuck {
		if name := r.Sample.blueprint.Faults[f].Name; stuck > 0 {
			add("%d of the incidents of faults.%s were never put right: the recovery policy gave them up, and they do not "+
				"heal; give the fault a repair, or the policy a step that fixes it", stuck, name)
		}
	}
	return all
}

// imprecise says how far the precision was missed and what it would take.
func (r *Result) imprecise() string {
	run := r.Scenario.Spec.Run
	p := stat.Precision{Relative: float64(run.Precision.Relative), Min: 2}
	e := r.Sample.relevant(r.Sample.find(run.Precision.Metric, run.Precision.Scope), float64(run.Confidence))
	return fmt.Sprintf("%s is known to ±%s, not to the ±%s asked for; that would take about %s replications "+
		"(--max-replications)",
		run.Precision.Metric, percent(r.Reached), run.Precision.Relative, approximately(p.Needed(e)))
}

// headline are the metrics whose warnings are for everybody; the others' are in summary.json.
func headline(metric string) bool {
	return slices.Contains([]string{"availability", "request_success"}, metric)
}

func percent(x float64) string { return fmt.Sprintf("%.2g %%", 100*x) }

func approximately(n float64) string {
	if math.IsInf(n, 1) {
		return "very many"
	}
	if n >= 1e6 {
		return fmt.Sprintf("%.2g", n)
	}
	step := math.Pow(10, math.Floor(math.Log10(math.Max(n, 1)))-1)
	return fmt.Sprintf("%.0f", math.Ceil(n/math.Max(step, 1))*math.Max(step, 1))
}
