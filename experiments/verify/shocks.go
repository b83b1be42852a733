package verify

import (
	"fmt"
	"strings"

	"nines/models/exact"
)

// A domain whose members fail each for itself and, when a shock strikes it, together.

var shocks = exact.Shocks{Members: 6, Hit: 0.4, Quiet: 60, Length: 5, Own: exact.Fault{MTTF: 100, MTTR: 8}} // hours

var shockCases = []Case{{
	Name:     "shocks",
	About:    "number of members up, outages and first outage under common shocks that hit each member with 40 %",
	Source:   "Marshall and Olkin 1967, with repair; Markov chain",
	Scenario: shockYAML(),
	checks:   shockChecks,
}}

func shockYAML() string {
	var services strings.Builder
	for k := 1; k <= shocks.Members; k++ {
		fmt.Fprintf(&services, "  need-%d: { runs_on: node, up_when: { at_least: %d } }\n", k, k)
	}
	return `version: 1
time: { warmup: 500h, horizon: 6000h }
topology: [ { level: rack, count: 1 }, { level: node, count: 6 } ]
faults:
  shock: { on: rack, hits: 40%, time_to_failure: 60h, repair: 5h }
  crash: { on: node, time_to_failure: 100h, repair: 8h }
services:
` + services.String() + `run: { replications: { min: 200, max: 200 } }
`
}

func shockChecks() []check {
	up, chain := shocks.Up(), shocks.Chain()
	var all []check
	for k := 1; k <= shocks.Members; k++ {
		scope, below := fmt.Sprintf("service:need-%d", k), exact.Below(up, k)
		precision := 0.1
		if k <= 2 { // rare
			precision = 0.5
		}
		rate := chain.OutageRate(k) * year / hour
		all = append(all,
			mean(fmt.Sprintf("fewer than %d up", k), "unavailability", scope, below).to(precision*below),
			mean(fmt.Sprintf("outages with need %d", k), "outages", scope, rate).to(precision*rate))
	}
	first := chain.MeanFirstOutage(4) * hour
	return append(all, mean("first outage with need 4", "time_to_first_outage", "service:need-4", first).to(first/3))
}
