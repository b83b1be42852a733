package experiments

import (
	"math"
	"slices"

	"nines/experiments/result"
	"nines/experiments/scenario"
)

// Judgment is what a run says about one objective.
type Judgment struct {
	Objective scenario.Objective
	Mean      result.Estimate // of the metric over all the time
	Met       result.Estimate // share of the periods that meet the objective
	Verdict   result.Verdict
	// Confidence is the highest at which the verdict stands of the one asked for, 90, 95, 99 and 99.9 %; 0 if undecided,
	// and if nothing is left to chance.
	Confidence float64
}

// judge compares the estimates with the objectives and marks the rows of the summary that an objective is about.
func (r *Result) judge() {
	for i, o := range r.Scenario.Objectives {
		mean, met := r.Sample.find(o.Metric.Name, o.Of()), r.Sample.objective(i)
		j := Judgment{Objective: o, Mean: r.Estimates[mean], Met: r.Estimates[met]}
		row, bound, atLeast := r.Sample.decisive(i, o)
		j.Verdict = verdict(r.Estimates[row].Low, r.Estimates[row].High, bound, atLeast)
		switch {
		case r.Sample.unsampled.record: // which says nothing of the next
			j.Verdict = result.Undecided
		case j.Verdict != result.Undecided && r.Estimates[row].Method != result.NoChance:
			j.Confidence = r.surest(row, bound, atLeast)
		}
		open := o.In == 0 && !o.Mean && r.Sample.quantities[mean].family != chance // the mean of a chance is all it has
		if open && j.Verdict == result.Met && j.Met.Mean < 1 {
			j.Verdict = result.OnAverage
		}
		r.mark(row, bound, j)
		if row != met {
			r.mark(met, math.NaN(), j)
		}
		r.Judgments = append(r.Judgments, j)
	}
}

// decisive is the quantity that decides on the i-th objective, and the bound that it has to meet.
func (s *Sample) decisive(i int, o scenario.Objective) (q int, bound float64, atLeast bool) {
	if o.In > 0 {
		return s.objective(i), o.In, true
	}
	return s.find(o.Metric.Name, o.Of()), o.Bound, o.AtLeast
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
	gravity := []result.Verdict{result.None, result.Met, result.OnAverage, result.Undecided, result.Violated}
	if slices.Index(gravity, j.Verdict) > slices.Index(gravity, e.SLOVerdict) {
		e.SLOBound, e.SLOVerdict, e.SLOConfidence = bound, j.Verdict, j.Confidence
	}
}

// verdict says on which side of a bound an interval lies, either of whose ends may miss it by a rounding.
func verdict(low, high, bound float64, atLeast bool) result.Verdict {
	slack := rounding(bound)
	switch {
	case atLeast && low >= bound-slack, !atLeast && high <= bound+slack:
		return result.Met
	case atLeast && high < bound-slack, !atLeast && low > bound+slack:
		return result.Violated
	}
	return result.Undecided
}

// rounding is by how much what is exactly at a bound may miss it: 60 minutes in 7 days, brought to a year, are not the
// same bits as 60 m per 7d.
func rounding(bound float64) float64 { return float64(1e-12 * math.Abs(bound)) }
