package verify

import (
	"nines/models/exact"
)

// One component with several faults, and one fault with two ways to end.

var faultCases = []Case{
	{
		Name:     "faults-calendar",
		About:    "two faults of one node that age with the calendar and overlap",
		Source:   "product of their availabilities",
		Scenario: twoFaultsYAML("calendar"),
		checks: func() []check {
			return []check{mean("availability", "node_availability", "fleet", exact.AvailabilityCalendar(twoFaults...)).
				to(0.005)}
		},
	},
	{
		Name:     "faults-operating",
		About:    "two faults of one node that age only while it is up",
		Source:   "Barlow and Proschan 1975, suspended animation",
		Scenario: twoFaultsYAML("operating"),
		checks: func() []check {
			return []check{mean("availability", "node_availability", "fleet", exact.AvailabilityOperating(twoFaults...)).
				to(0.005)}
		},
	},
	{
		Name:   "downtime-by-cause",
		About:  "downtime that two faults cause together goes to the earlier one",
		Source: "Markov chain of two independent faults",
		Scenario: `version: 1
time: { warmup: 500h, horizon: 5000h }
topology: [ { level: node, count: 1 } ]
faults:
  a: { on: node, time_to_failure: 100h, repair: 25h }
  b: { on: node, time_to_failure: 30h, repair: 10h }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 400, max: 400 } }
`,
		checks: func() []check {
			a, b := exact.DowntimeShares(exact.Fault{MTTF: 100, MTTR: 25}, exact.Fault{MTTF: 30, MTTR: 10})
			return []check{
				mean("unavailability", "unavailability", "service:app", a+b),
				mean("share of a", "downtime_share", "fault:a", a/(a+b)),
				mean("share of b", "downtime_share", "fault:b", b/(a+b)),
			}
		},
	},
	{
		Name:   "heal-or-repair",
		About:  "a fault ends by repair or by itself, whichever comes first; what heals leaves the queue of its crew",
		Source: "birth–death chain: k down end at rate min(k, crews)/repair + k/heals",
		Scenario: `version: 1
time: { warmup: 300h, horizon: 5000h }
topology: [ { level: node, count: 12 } ]
faults:
  crash: { on: node, time_to_failure: 20h, repair: 5h, heals: 9h, needs: { crew: hands } }
resources: { crews: { hands: { count: 2 } } }
services:
  five: { runs_on: node, up_when: { at_least: 8 } }
run: { replications: { min: 100, max: 100 } }
`,
		checks: raceChecks,
	},
}

// twoFaults are the two faults of a node, in hours; their laws differ, which makes no difference.
var twoFaults = []exact.Fault{{MTTF: 100, MTTR: 25}, {MTTF: 100, MTTR: 25}}

func twoFaultsYAML(ages string) string {
	return `version: 1
time: { warmup: 2000h, horizon: 5000h }
topology: [ { level: node, count: 50 } ]
faults:
  a:
    on: node
    ages: ` + ages + `
    time_to_failure: { dist: weibull, shape: 2, mean: 100h }
    repair:          { dist: gamma, shape: 3, mean: 25h }
  b:
    on: node
    ages: ` + ages + `
    time_to_failure: { dist: exponential, mean: 100h }
    repair:          { dist: uniform, min: 10h, max: 40h }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 60, max: 60 } }
`
}

func raceChecks() []check {
	const nodes, crews, life, repair, heals = 12, 2, 20.0, 5.0, 9.0
	b := exact.BirthDeath{Birth: make([]float64, nodes), Death: make([]float64, nodes)}
	for k := range nodes {
		b.Birth[k] = float64(nodes-k) / life
		b.Death[k] = float64(min(k+1, crews))/repair + float64(k+1)/heals
	}
	down := b.Stationary()
	busy, waiting := 0.0, 0.0
	for k, p := range down {
		busy += p * float64(min(k, crews))
		waiting += p * float64(k-min(k, crews))
	}
	failures := (nodes - exact.MeanCount(down)) / life
	return []check{
		mean("mean down", "faults_active", "fault:crash", exact.MeanCount(down)),
		mean("five or more down", "unavailability", "service:five", 1-exact.Below(down, 5)),
		mean("time to restore", "mttr", "fault:crash", exact.MeanCount(down)/failures*hour),
		mean("crew busy", "utilization", "crew:hands", busy/crews),
		mean("wait for crew", "wait", "crew:hands", waiting/failures*hour),
	}
}
