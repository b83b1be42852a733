package experiments

import (
	"fmt"
	"math"
	"testing"

	"nines/models/exact"
	"nines/sim/stat/stattest"
)

// TestBestAge sweeps the age at which nodes are replaced. Of 20 whose lives have the shape 4 and a mean of 100 d, 73 a
// year fail where nobody replaces them, and 6.1 where they are renewed at 50 d. Failures cost ten times as much as
// work: what is cheapest is so in the exact answer too.
func TestBestAge(t *testing.T) {
	const text = `version: 1
time: { warmup: 1y, horizon: 20y }
topology: [ { level: node, count: 20 } ]
faults:
  wear:
    on: node
    time_to_failure: { dist: weibull, shape: 4, mean: 100d }
    repair: { dist: constant, value: 1h }
    cost: 1000
  renewal: { on: node, at_age: 50d, for: 1h, renews: wear, cost: 100 }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 12, max: 12 } }
`
	cheapest, best := [2]float64{}, [2]float64{math.Inf(1), math.Inf(1)}
	for _, age := range []float64{25, 35, 50, 70, 1e5} {
		r := mustRun(t, compiled(t, text, fmt.Sprintf("faults.renewal.at_age=%gd", age)), 0)
		want := exact.AgeReplacement{Life: exact.Weibull{Shape: 4, Mean: 100}, Age: age, Repair: 1. / 24, Replace: 1. / 24}
		fails, _ := want.Rates()
		n, perYear := float64(20*12), 20*365*fails // years of the fleet
		got := point(t, r, "incidents", "fault:wear")
		// Failures of what wears come more evenly than at random: the interval is too wide, if anything.
		stattest.Check(t, fmt.Sprintf("failures at %g d", age), stattest.Normal(got, perYear, math.Sqrt(perYear/n)))
		for i, cost := range [...]float64{point(t, r, "cost", "fleet"), want.Cost(1000, 100)} {
			if cost < best[i] {
				cheapest[i], best[i] = age, cost
			}
		}
	}
	if cheapest[0] != cheapest[1] || cheapest[0] != 50 {
		t.Errorf("replaced at %g d it costs the least, and by the formula at %g d", cheapest[0], cheapest[1])
	}
}
