package experiments

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"nines/experiments/result"
	"nines/models/exact"
)

// unequalText is three nodes of which two are needed; one crew mends them in the order in which they failed.
const unequalText = `
version: 1
name: unequal
time: { warmup: 400h, horizon: 20000h }
topology: [ { level: node, classes: { a: 1, b: 1, c: 1 } } ]
faults:
  a: { on: a, time_to_failure: 50h, repair: 10h, needs: { crew: hands } }
  b: { on: b, time_to_failure: 80h, repair: 20h, needs: { crew: hands } }
  c: { on: c, time_to_failure: 30h, repair: 4h, needs: { crew: hands } }
resources: { crews: { hands: { count: 1 } } }
detection: { all: { policy: instant } }
localization: { policy: exact }
services: { api: { runs_on: [a, b, c], up_when: { at_least: 2 } } }
run: { replications: { min: 60, max: 60 } }
`

var unequal = []exact.TwoState{{MTTF: 50, MTTR: 10}, {MTTF: 80, MTTR: 20}, {MTTF: 30, MTTR: 4}} // hours

// lines are all orders in which some of three nodes can wait for the crew.
func lines() [][]int {
	all := [][]int{nil}
	for i := 0; i < len(all); i++ {
		for node := range 3 {
			if !slices.Contains(all[i], node) {
				all = append(all, append(slices.Clone(all[i]), node))
			}
		}
	}
	return all
}

// inLine is the long-run share of time of each line.
func inLine(all [][]int) []float64 {
	number := func(line []int) int {
		return slices.IndexFunc(all, func(other []int) bool { return slices.Equal(line, other) })
	}
	chain := exact.NewChain(len(all))
	for i, line := range all {
		if len(line) > 0 {
			chain.Add(i, number(line[1:]), 1/unequal[line[0]].MTTR)
		}
		for node := range 3 {
			if !slices.Contains(line, node) {
				chain.Add(i, number(append(slices.Clone(line), node)), 1/unequal[node].MTTF)
			}
		}
	}
	return chain.Stationary()
}

// TestImportanceWithOneCrew holds the measures to a chain of who waits behind whom: independence is nowhere used, and a
// node that the crew is busy with makes the others wait.
func TestImportanceWithOneCrew(t *testing.T) {
	all := lines()
	p := inLine(all)
	var down, outages float64
	var saved, begun, struck [3]float64
	for i, line := range all {
		for node := range 3 {
			switch rate := p[i] / unequal[node].MTTF; {
			case !slices.Contains(line, node):
				if struck[node] += rate; len(line) == 1 {
					begun[node] += rate
					outages += rate
				}
			case len(line) == 2:
				saved[node] += p[i]
			}
		}
		if len(line) >= 2 {
			down += p[i]
		}
	}
	r := mustRun(t, compiled(t, unequalText), 2)
	for node, name := range []string{"a", "b", "c"} {
		for metric, want := range map[string]float64{"risk_reduction": saved[node] / down,
			"outage_share": begun[node] / outages, "downing": begun[node] / struck[node]} {
			near(t, r.Estimates, metric, "fault:"+name, want, 0.02)
		}
	}
	for i, row := range r.Sample.ComponentRows(result.Key{}, 0.9999) {
		if !(row.RiskLow < saved[i]/down && saved[i]/down < row.RiskHigh && row.RiskHigh-row.RiskLow < 0.08) ||
			!(row.OutageLow < begun[i]/outages && begun[i]/outages < row.OutageHigh && row.OutageHigh-row.OutageLow < 0.08) {
			t.Errorf("%+v, want %.4f saved and %.4f begun", row, saved[i]/down, begun[i]/outages)
		}
	}
}

// near asks that an estimate hits an exact answer within four of its half-widths, and that those are small.
func near(t *testing.T, all []result.Estimate, metric, scope string, want, within float64) {
	t.Helper()
	i := slices.IndexFunc(all, func(e result.Estimate) bool { return e.Metric == metric && e.Scope == scope })
	if i < 0 {
		t.Fatalf("no %s of %s", metric, scope)
	}
	half := (all[i].High - all[i].Low) / 2
	if !(half < within) || !(all[i].Mean-2*half < want && want < all[i].Mean+2*half) {
		t.Errorf("%s of %s is %.4f (%.4f – %.4f), want %.4f", metric, scope, all[i].Mean, all[i].Low, all[i].High, want)
	}
}

// TestWhatToMakeBetterFirst: on common random numbers, what makes the most difference to outages is the node that
// begins the most, and to downtime the one without which the most would be gone; the shares of downtime by cause would
// not have told. Repairs are independent.
func TestWhatToMakeBetterFirst(t *testing.T) {
	free := []string{"resources.crews.hands.count=3"}
	base := mustRun(t, compiled(t, unequalText, free...), 2)
	for measure, of := range map[string]string{"outage_share": "outages", "risk_reduction": "downtime"} {
		said, gained := "", ""
		best, most := 0.0, 0.0
		for node, name := range []string{"a", "b", "c"} {
			better := fmt.Sprintf("faults.%s.time_to_failure=%gh", name, 1.25*unequal[node].MTTF)
			r := mustRun(t, compiled(t, unequalText, append(free, better)...), 2)
			if x := meanIn(base, measure, "fault:"+name); x > best {
				best, said = x, name
			}
			if x := meanIn(base, of, "service:api") - meanIn(r, of, "service:api"); x > most {
				most, gained = x, name
			}
		}
		if said != gained || said == "" {
			t.Errorf("%s says %q, and %q gains the most %s", measure, said, gained, of)
		}
	}
}

func meanIn(r *Result, metric, scope string) float64 {
	for _, e := range r.Estimates {
		if e.Metric == metric && e.Scope == scope {
			return e.Mean
		}
	}
	return nan
}

// Without the only fault all downtime is gone, whoever moves roles, stands in or works on the wrong node; where a
// service follows the demand, or faults are too many to be told apart, nothing is said.
func TestGoneWithoutTheOnlyFault(t *testing.T) {
	if x := meanIn(mustRun(t, compiled(t, pairText), 1), "risk_reduction", "fault:crash"); x != 1 {
		t.Errorf("%g of the downtime of a pair is gone", x)
	}
	many := "faults:\n"
	for i := range 64 {
		many += fmt.Sprintf("  f%d: { on: web, effect: down, time_to_failure: 170h, repair: 5h }\n", i)
	}
	before, rest, _ := strings.Cut(pairText, "faults:")
	_, after, _ := strings.Cut(rest, "\n")
	r := mustRun(t, compiled(t, before+many+after), 1)
	if x := meanIn(r, "risk_reduction", "fault:f0"); !math.IsNaN(x) {
		t.Errorf("of 64 faults one saves %g", x)
	}
}
