package verify

import (
	"nines/models/exact"
)

// A pair of units, one of which suffices if the switch-over succeeds.

var standbyCases = []Case{
	standbyCase("standby", "each repaired by a crew of its own", "", exact.Standby{Crews: 2}),
	standbyCase("standby-crew", "both repaired by one crew", ", needs: { crew: hands }", exact.Standby{Crews: 1}),
	{
		Name:   "standby-new",
		About:  "time to the first outage of a new pair whose first failure is covered with 80 %",
		Source: "((λ+μ) + 2λc)/(2λ(λ + μ(1−c))); Arnold 1973",
		Scenario: standbyYAML("", "") + `time: { horizon: 200h }
run: { replications: { min: 4000, max: 4000 } }
`,
		checks: func() []check {
			first := standby(exact.Standby{}).MeanFirstOutage() * hour
			return []check{mean("first outage", "time_to_first_outage", "service:app", first)}
		},
	},
	{
		Name:   "standby-active",
		About:  "a switch-over of 2 min to a standby that succeeds in half of the failures of the active unit; rare failures",
		Source: "arithmetic: both are down together in 1 of 10,000 outages",
		Scenario: `version: 1
time: { horizon: 2000y }
topology: [ { level: node, count: 2 } ]
faults: { crash: { on: node, time_to_failure: 20000h, repair: { dist: constant, value: 2h } } }
recovery: { policy: failover, service: app, active: 1, coverage: 50%, takes: { dist: constant, value: 2m } }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			const app, outage = "service:app", (2*minute + 2*hour) / 2
			return []check{
				mean("outages per year", "outages", app, year/(20002*hour)),
				mean("mean outage", "mttr", app, outage),
			}
		},
	},
}

// standby is the pair, in hours.
func standby(s exact.Standby) exact.Standby {
	s.MTTF, s.MTTR, s.Coverage = 10, 2, 0.8
	return s
}

func standbyYAML(needs, resources string) string {
	return `version: 1
topology: [ { level: node, count: 2 } ]
faults: { crash: { on: node, time_to_failure: 10h, repair: 2h` + needs + ` } }
recovery: { policy: failover, service: app, active: 0, coverage: 80%, takes: { dist: constant, value: 0s } }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
` + resources
}

func standbyCase(name, about, needs string, s exact.Standby) Case {
	resources := ""
	if needs != "" {
		resources = "resources: { crews: { hands: { count: 1 } } }\n"
	}
	s = standby(s)
	return Case{
		Name:   name,
		About:  "outages of a pair whose first failure is covered with 80 %, " + about,
		Source: "Arnold 1973, Markov chain",
		Scenario: standbyYAML(needs, resources) + `time: { warmup: 100h, horizon: 4000h }
run: { replications: { min: 150, max: 150 } }
`,
		checks: func() []check {
			const app = "service:app"
			return []check{
				mean("unavailability", "unavailability", app, s.Unavailability()),
				mean("outages per year", "outages", app, s.OutageRate()*year/hour),
				mean("mean outage", "mttr", app, s.MeanOutage()*hour),
			}
		},
	}
}
