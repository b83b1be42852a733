package verify

import (
	"fmt"

	"nines/models/exact"
)

// Unequal nodes.

var lemonCases = []Case{{
	Name:   "lemons",
	About:  "failures of a node whose rate is drawn from a gamma law: more nodes with none and with many",
	Source: "Greenwood and Yule 1920: negative binomial counts; Vaupel, Manton and Stallard 1979: first lives",
	Scenario: `version: 1
time: { horizon: 300h }
topology: [ { level: node, count: 1 } ]
faults: { crash: { on: node, lemons: 1.5, time_to_failure: 100h, repair: { dist: constant, value: 1ms } } }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 2500, max: 2500 } }
`,
	checks: lemonChecks,
}}

// lemonChecks: the repairs of a millisecond, which the exact answer takes for none, put off one failure in 10⁸.
func lemonChecks() []check {
	const horizon = 300.0 // hours
	fleet := exact.Frailty{Rate: 0.01, Theta: 1.5}
	rate := fleet.Rate * year / hour
	all := []check{mean("failures per year", "incidents", "fault:crash", rate).to(rate / 5)}
	reached := 0.0
	for n := range 13 {
		reached += fleet.CountProbability(n, horizon)
		if n == 0 || n == 1 || n == 3 || n == 6 || n == 12 {
			most := (float64(n) + 0.5) * year / (horizon * hour)
			all = append(all, share(fmt.Sprintf("at most %d failures", n), "incidents", "fault:crash", most, reached))
		}
	}
	return append(all, share("first failure by 30 h", "time_to_first_outage", "service:app", 30*hour,
		1-fleet.FirstSurvival(30)))
}
