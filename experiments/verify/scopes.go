package verify

import "math"

// What is done to nodes, where what is wrong sits above them.

var scopeCases = []Case{{
	Name:   "zone-outage-node-remedies",
	About:  "a zone is dark for 40 min, whatever is done to the nodes in it: nothing is gained",
	Source: "alternating renewal; of three independent zones all must be up",
	Scenario: `version: 1
time: { warmup: 1y, horizon: 10y }
topology: [ { level: zone, count: 3 }, { level: node, count: 8 } ]
faults: { dark: { on: zone, effect: down, rate: 12/y, heals: { dist: constant, value: 40m } } }
detection: { lb: { policy: probe, interval: 10s, fall: 3 } }
localization: { policy: exact }
recovery: { policy: ladder }
services: { web: { runs_on: node, up_when: { at_least: 17 } } }
run: { replications: { min: 60, max: 60 } }
`,
	checks: func() []check {
		dark := 40 * minute / (40*minute + year/12)
		down := 1 - math.Pow(1-dark, 3)
		return []check{
			mean("time to restore", "mttr", "fault:dark", 40*minute).to(1),
			mean("service down", "unavailability", "service:web", down).to(down / 20),
		}
	},
}, {
	Name:   "zone-outage-stand-ins",
	About:  "the same zones with stand-ins that come after 10 min: the service is restored, the fault lasts its 40 min",
	Source: "constant times; two zones in 8,760 h never overlap enough to count",
	Scenario: `version: 1
time: { horizon: 1y }
topology: [ { level: zone, count: 3 }, { level: node, count: 8 } ]
faults: { dark: { on: zone, effect: down, rate: 4/y, heals: { dist: constant, value: 40m } } }
localization: { policy: exact }
detection: { seen: { policy: instant } }
recovery: { policy: autoscale, lag: 2m, decision: 1m, takes: { dist: constant, value: 5m },
  verify: { dist: constant, value: 2m }, fixes: { down: 100% } }
services: { web: { runs_on: node, up_when: { at_least: 17 } }, all: { runs_on: node, up_when: { at_least: 24 } } }
run: { replications: { min: 60, max: 60 } }
`,
	checks: func() []check {
		return []check{
			mean("fault", "mttr", "fault:dark", 40*minute),
			mean("service", "mttr", "service:web", 10*minute),
			mean("every node served for", "mttr", "service:all", 10*minute),
			perIncident("tries", "treatments", "fault:dark", 1),
		}
	},
}}
