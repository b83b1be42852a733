package verify

import (
	"fmt"

	"nines/models/exact"
)

// A fixed number of nodes hit, and shocks that spare what is down.

var sparing = exact.Sparing{Members: 4, Hit: 0.5, Quiet: 60, MTTF: 100, MTTR: 20} // hours

var hitCases = []Case{
	{
		Name:   "hits-exactly",
		About:  "shocks of exactly 8 of 24 nodes: how many of them are of one class of 12",
		Source: "hypergeometric law",
		Scenario: `version: 1
time: { horizon: 4000h }
topology: [ { level: node, classes: { left: 12, right: 12 } } ]
faults: { shock: { on: fleet, hits: 8, time_to_failure: 30h, repair: 10h } }
services:
  most-left: { runs_on: left, up_when: { at_least: 10 } }
  half-left: { runs_on: left, up_when: { at_least: 8 } }
  few-left: { runs_on: left, up_when: { at_least: 6 } }
  left: { runs_on: [left, right], up_when: { at_least: 17 } }
run: { replications: { min: 100, max: 100 } }
`,
		checks: exactlyChecks,
	},
	{
		Name:   "strikes-up",
		About:  "members up where neither shocks nor crashes strike what is down already, and each is repaired by itself",
		Source: "Fleming 1975 (beta factor), Markov chain",
		Scenario: `version: 1
time: { warmup: 200h, horizon: 6000h }
topology: [ { level: node, count: 4 } ]
faults:
  shock: { on: fleet, hits: 50%, strikes: up, repair_each: true, time_to_failure: 60h, repair: 20h }
  crash: { on: node, strikes: up, time_to_failure: 100h, repair: 20h }
services:
  need-1: { runs_on: node, up_when: { at_least: 1 } }
  need-2: { runs_on: node, up_when: { at_least: 2 } }
  need-3: { runs_on: node, up_when: { at_least: 3 } }
  need-4: { runs_on: node, up_when: { at_least: 4 } }
run: { replications: { min: 100, max: 100 } }
`,
		checks: sparingChecks,
	},
}

func exactlyChecks() []check {
	const active = 10.0 / (30 + 10)
	hit := exact.Hypergeometric(24, 12, 8)
	down := func(service string, spare int) check {
		return mean(service, "unavailability", "service:"+service, active*(1-exact.Below(hit, spare+1)))
	}
	return []check{
		down("most-left", 2), down("half-left", 4).to(0.008), down("few-left", 6).to(0.005),
		mean("16 of 24 left", "unavailability", "service:left", active),
	}
}

func sparingChecks() []check {
	var all []check
	for need := 1; need <= sparing.Members; need++ {
		exactly := exact.Below(sparing.Up(), need)
		all = append(all, mean(fmt.Sprintf("fewer than %d up", need), "unavailability", fmt.Sprintf("service:need-%d", need),
			exactly).to(exactly/8))
	}
	return all
}
