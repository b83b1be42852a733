package experiments

import (
	"fmt"
	"math"
	"slices"

	"nines/experiments/result"
	"nines/experiments/scenario"
	"nines/models"
	"nines/sim/unit"
)

// Judgment is what a run says about one objective.
type Judgment struct {
	Objective scenario.Objective
	Estimate  result.Estimate // of the mean, or, for an objective with In, of the share that meets it
	Met       result.Estimate // share of replications, or of windows, that meet the objective
	Verdict   result.Verdict
	// Confidence is the highest at which the verdict stands of the one asked for, 90, 95, 99 and 99.9 %; 0 if undecided.
	Confidence float64
}

// objectiveQuantity is the share of replications (or, with Over, of the whole windows of each) that meet an objective.
func objectiveQuantity(b *models.Blueprint, all []quantity, o scenario.Objective) (quantity, error) {
	at := slices.IndexFunc(all, func(q quantity) bool { return q.metric == o.Metric.Name && q.scope == o.Scope })
	if at < 0 {
		return quantity{}, fmt.Errorf("objective on %s of %s: the scenario does not measure it", o.Metric.Name, o.Scope)
	}
	q := quantity{metric: "slo_met", scope: o.Scope + "@" + objectiveName(o), unit: "ratio", family: chance}
	base := all[at]
	q.read = func(out *models.Outcome) (top, bottom float64) { return count(meets(o, base.value(out))), 1 }
	if o.Over > 0 {
		window := slices.Index(b.Windows, o.Over)
		service := slices.IndexFunc(b.Services, func(s models.Service) bool { return "service:"+s.Name == o.Scope })
		q.family = share
		q.read = func(out *models.Outcome) (top, bottom float64) {
			for _, w := range out.Windows[window] {
				top += count(meets(o, windowValue(o.Metric.Name, w, service, float64(o.Over))))
			}
			return top, float64(len(out.Windows[window]))
		}
	}
	return q, nil
}

// objectiveName says an objective in one word: "request_success>=99.9%/30d".
func objectiveName(o scenario.Objective) string {
	sign := "<="
	if o.AtLeast {
		sign = ">="
	}
	name := o.Metric.Name + sign + o.Text
	if o.Over > 0 {
		name += "/" + unit.Duration(o.Over).String()
	}
	return name
}

// meets reports whether a value meets the bound; where there is none (no outage, hence no mean outage) nothing is
// violated.
func meets(o scenario.Objective, value float64) bool {
	switch {
	case math.IsNaN(value):
		return true
	case o.AtLeast:
		return value >= o.Bound
	}
	return value <= o.Bound
}

// windowValue is a metric of one window, in the metric's unit.
func windowValue(metric string, w models.Window, service int, length float64) float64 {
	switch metric {
	case "request_success":
		return 1 - w.Lost/w.Arrived
	case "availability":
		return 1 - w.Downtime[service]/length
	case "downtime":
		return w.Downtime[service] / length * year
	}
	return w.Downtime[service] / length
}

// judge compares the estimates with the objectives and marks the rows of the summary that an objective is about.
func (r *Result) judge() {
	for i, o := range r.Scenario.Objectives {
		mean, met := r.Sample.find(o.Metric.Name, o.Scope), r.Sample.objective(i)
		j := Judgment{Objective: o, Met: r.Estimates[met], Estimate: r.Estimates[mean]}
		row, bound, atLeast := mean, o.Bound, o.AtLeast
		if o.In > 0 {
			j.Estimate, row, bound, atLeast = j.Met, met, o.In, true
		}
		j.Verdict = verdict(j.Estimate.Low, j.Estimate.High, bound, atLeast)
		if j.Verdict != result.Undecided {
			j.Confidence = r.surest(row, bound, atLeast)
		}
		r.mark(row, bound, j)
		if row != met {
			r.mark(met, math.NaN(), j)
		}
		r.Judgments = append(r.Judgments, j)
	}
}

// surest is the highest of the confidence asked for and some customary ones at which an estimate decides on a bound, if
// it does so at the one asked for.
func (r *Result) surest(row int, bound float64, atLeast bool) float64 {
	surest := r.Estimates[row].Confidence
	for _, confidence := range [...]float64{0.9, 0.95, 0.99, 0.999} {
		if confidence <= surest {
			continue
		}
		if e := r.Sample.estimate(row, confidence); verdict(e.Low, e.High, bound, atLeast) == result.Undecided {
			break
		}
		surest = confidence
	}
	return surest
}

// mark enters a judgment into a row of the summary. The row of a mean may carry several objectives: the gravest verdict
// stands there, while each objective has a row of its own under slo_met.
func (r *Result) mark(row int, bound float64, j Judgment) {
	e := &r.Estimates[row]
	grave := map[result.Verdict]int{result.None: 0, result.Met: 1, result.Undecided: 2, result.Violated: 3}
	if grave[j.Verdict] > grave[e.SLOVerdict] {
		e.SLOBound, e.SLOVerdict, e.SLOConfidence = bound, j.Verdict, j.Confidence
	}
}

// verdict says on which side of a bound an interval lies.
func verdict(low, high, bound float64, atLeast bool) result.Verdict {
	switch {
	case atLeast && low >= bound, !atLeast && high <= bound:
		return result.Met
	case atLeast && high < bound, !atLeast && low > bound:
		return result.Violated
	}
	return result.Undecided
}
