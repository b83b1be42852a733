package verify

import (
	"fmt"
	"math"
	"slices"

	gonum "gonum.org/v1/gonum/stat"

	"nines/experiments"
	"nines/experiments/result"
	"nines/sim/stat"
)

// confidence of the intervals that are shown.
const confidence = 0.95

// question reads a number off a run and says how likely one so far from the exact value is, if that is the true one.
type question func(r *run, exact float64) (answer, error)

type answer struct {
	simulated, low, high float64
	unit                 string
	p                    float64 // two-sided
	n                    int     // values that it rests on
}

// run is a finished run with the tables that questions ask for, made when first wanted.
type run struct {
	*experiments.Result
	histograms []result.HistogramRow
}

// values of a metric by replication; those that have none are left out.
func (r *run) values(metric, scope string) []float64 {
	return slices.DeleteFunc(r.Sample.Values(metric, scope), math.IsNaN)
}

// estimated asks for the estimate of a mean or a ratio, by Student's t with the standard deviation that the estimate
// itself states, or with skewness taken into account, whichever is less surprised. Where all replications agree to ten
// digits nothing is random, and the answer is right or wrong.
func estimated(metric, scope string) question {
	return func(r *run, exact float64) (answer, error) {
		e, ok := r.Find(metric, scope)
		if !ok {
			return answer{}, unmeasured(metric, scope)
		}
		a := answer{simulated: e.Mean, low: e.Low, high: e.High, unit: e.Unit, n: e.N}
		if e.SD <= rounding*math.Abs(e.Mean) {
			a.p = indicator(math.Abs(e.Mean-exact) <= rounding*math.Abs(exact))
			return a, nil
		}
		t := (e.Mean - exact) / e.SD * math.Sqrt(float64(e.N))
		a.p = max(stat.StudentP(t, e.N-1), stat.StudentP(unskewed(t, r.values(metric, scope)), e.N-1))
		return a, nil
	}
}

// quantiled asks for the estimate of a quantile of all replications together, whose error only its interval tells.
func quantiled(metric, scope string) question {
	return func(r *run, exact float64) (answer, error) {
		e, ok := r.Find(metric, scope)
		if !ok {
			return answer{}, unmeasured(metric, scope)
		}
		a := answer{simulated: e.Mean, low: e.Low, high: e.High, unit: e.Unit, n: e.N}
		a.p = stat.StudentP((e.Mean-exact)/(e.High-e.Low)*2*stat.StudentQuantile((1+e.Confidence)/2, e.N-1), e.N-1)
		return a, nil
	}
}

// rounding is how far two computations of one number may differ, relative to it.
const rounding = 1e-10

// each asks how much of one metric there is for each of another, both rates of the same runs. If it is the exact value,
// what each replication has of the one less that much for each of the other is 0 on average.
func each(metric, scope, of, ofScope string) question {
	return func(r *run, exact float64) (answer, error) {
		ones, others := r.values(metric, scope), r.values(of, ofScope)
		if len(ones) == 0 || len(others) != len(ones) {
			return answer{}, unmeasured(metric, scope)
		}
		e := stat.Ratio(ones, others, confidence)
		a := answer{simulated: e.Point, low: e.Low, high: e.High, unit: "each", n: len(ones)}
		for i := range ones {
			ones[i] -= exact * others[i]
		}
		m, sd := gonum.MeanStdDev(ones, nil)
		if sd <= rounding*exact*gonum.Mean(others, nil) {
			a.p = indicator(math.Abs(e.Point-exact) <= rounding*exact)
			return a, nil
		}
		t := m / sd * math.Sqrt(float64(len(ones)))
		a.p = max(stat.StudentP(t, len(ones)-1), stat.StudentP(unskewed(t, ones), len(ones)-1))
		return a, nil
	}
}

// atMost asks for the share of replications in which a metric is at most x: a number of successes in independent
// trials, judged exactly.
func atMost(metric, scope string, x float64) question {
	return func(r *run, exact float64) (answer, error) {
		values := r.values(metric, scope)
		if len(values) == 0 {
			return answer{}, unmeasured(metric, scope)
		}
		successes := 0
		for _, v := range values {
			if v <= x*(1+rounding) {
				successes++
			}
		}
		return trials(successes, len(values), exact), nil
	}
}

// drawn asks for the share of the durations in a distribution that are at most x. The durations are independent; where
// x falls inside a cell of the histogram, 0.8 % wide, the cell counts in part.
func drawn(metric, scope string, x float64) question {
	return func(r *run, exact float64) (answer, error) {
		below, all := 0.0, 0.0
		for _, cell := range r.cells(metric, scope) {
			all += cell.Weight
			switch {
			case cell.Upper <= x:
				below += cell.Weight
			case cell.Lower < x:
				below += cell.Weight * (x - cell.Lower) / (cell.Upper - cell.Lower)
			}
		}
		if all == 0 {
			return answer{}, unmeasured(metric, scope)
		}
		return trials(int(math.Round(below)), int(all), exact), nil
	}
}

func (r *run) cells(metric, scope string) []result.HistogramRow {
	if r.histograms == nil {
		r.histograms = r.Sample.HistogramRows(result.Key{})
	}
	var cells []result.HistogramRow
	for _, cell := range r.histograms {
		if cell.Metric == metric && cell.Scope == scope {
			cells = append(cells, cell)
		}
	}
	return cells
}

func trials(successes, n int, exact float64) answer {
	e := stat.Wilson(successes, n, confidence)
	p := stat.BinomialP(successes, n, min(max(exact, 0), 1))
	return answer{simulated: e.Point, low: e.Low, high: e.High, unit: "ratio", p: p, n: n}
}

func unmeasured(metric, scope string) error {
	return fmt.Errorf("%s of %s: the scenario does not measure it", metric, scope)
}

func indicator(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
