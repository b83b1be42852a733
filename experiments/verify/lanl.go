package verify

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Repairs as recorded at Los Alamos: a heavy-tailed mixture.

var lanlCases = []Case{{
	Name:   "lanl-repairs",
	About:  "300,000 repairs drawn from the preset lanl.repair: quantiles, and the mean as loosely as its tail demands",
	Source: "distribution function of the fitted mixture of two lognormals; quantiles rounded to the minute",
	// Lives of exactly ten years in nineteen give every node one repair, which is over by the end but for one in ten
	// million, so no repair is favored for being short.
	Scenario: `version: 1
time: { horizon: 19y }
topology: [ { level: node, count: 5000 } ]
faults:
  crash: { on: node, time_to_failure: { dist: constant, value: 10y }, repair: { preset: lanl.repair } }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 60, max: 60 } }
`,
	checks: lanlChecks,
}}

// lanl is the mixture, in minutes.
var lanl = []struct {
	weight float64
	law    distuv.LogNormal
}{{0.80132, distuv.LogNormal{Mu: 4.0313, Sigma: 1.0914}}, {0.19868, distuv.LogNormal{Mu: 4.6475, Sigma: 2.1888}}}

// mixed averages a number over the two laws.
func mixed(of func(distuv.LogNormal) float64) float64 {
	total := 0.0
	for _, part := range lanl {
		total += part.weight * of(part.law)
	}
	return total
}

func lanlChecks() []check {
	var all []check
	for _, x := range []float64{60.25, 335, 3811, 29158} { // the median, the 90th, 99th and 99.9th percentiles
		exact := mixed(func(l distuv.LogNormal) float64 { return l.CDF(x) })
		name := fmt.Sprintf("within %g min", x)
		all = append(all, check{name, exact, 0.005, drawn("mttr", "fault:crash", x*minute)})
	}
	expected := mixed(distuv.LogNormal.Mean)
	return append(all, check{"mean", expected * minute, 60 * minute, heavyMean})
}

// heavyMean judges the mean repair by the standard error of theory, 12 min, since with a tail like this that of the
// sample is worth little. Beyond what a normal law allows, a sum of subexponential variables is as large as one of them
// makes it (A. V. Nagaev 1969), so the p-value is the normal one plus the chance of one such repair.
func heavyMean(r *run, exact float64) (answer, error) {
	e, ok := r.Find("mttr", "fault:crash")
	if !ok {
		return answer{}, unmeasured("mttr", "fault:crash")
	}
	n := 0.0
	for _, cell := range r.cells("mttr", "fault:crash") {
		n += cell.Weight
	}
	expected := mixed(distuv.LogNormal.Mean)
	square := mixed(func(l distuv.LogNormal) float64 { return math.Exp(2*l.Mu + 2*l.Sigma*l.Sigma) })
	se := minute * math.Sqrt((square-expected*expected)/n)
	far := math.Abs(e.Mean - exact)
	huge := mixed(func(l distuv.LogNormal) float64 { return l.Survival(expected + n*far/minute) })
	p := min(1, math.Erfc(far/se/math.Sqrt2)+n*huge)
	wide := 1.96 * se
	return answer{simulated: e.Mean, low: e.Mean - wide, high: e.Mean + wide, unit: e.Unit, p: p, n: int(n)}, nil
}
