package verify

// One fault that raises many alarms, with and without a correlator.

var stormCases = []Case{
	stormCase("alarm-storm", "of which none is grouped", "none", 39),
	stormCase("alarm-grouped", "of which 80 % are grouped with the first", "window, groups: 80%, window: 5m", 39*0.2),
	{
		Name:   "storm-crew",
		About:  "one crew that goes to each of the 40 nodes behind one switch, whose alarms nobody groups",
		Source: "arithmetic: 40 repairs in a row for each incident",
		Scenario: `version: 1
time: { warmup: 1000h, horizon: 20000h }
topology: [ { level: rack, count: 1 }, { level: node, count: 40 } ]
faults:
  switch:
    on: rack
    time_to_failure: { dist: uniform, min: 100h, max: 300h }
    repair: { dist: constant, value: 1h }
    needs: { crew: hands }
correlation: { policy: none }
resources: { crews: { hands: { count: 1 } } }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 40, max: 40 } }
`,
		checks: func() []check {
			const crew, nodes, cycle = "crew:hands", 40, 200 + 1
			return []check{
				mean("crew busy", "utilization", crew, nodes/float64(cycle)),
				mean("wait for crew", "wait", crew, (nodes-1)/2.0*hour),
				mean("time to restore", "mttr", "fault:switch", hour),
				mean("node availability", "node_availability", "fleet", 1-(nodes+nodes-1)/float64(nodes*cycle)),
			}
		},
	},
}

// stormCase strikes racks so rarely that what is done about an alarm is over before the next; heartbeats notice all
// nodes within ten seconds.
func stormCase(name, about, policy string, strays float64) Case {
	return Case{
		Name:   name,
		About:  "cases about nothing when the 40 nodes behind one switch raise alarms " + about,
		Source: "arithmetic: (1 − share grouped) × 39",
		Scenario: `version: 1
time: { horizon: 2y }
topology: [ { level: rack, count: 5 }, { level: node, count: 40 } ]
faults:
  switch: { on: rack, time_to_failure: { dist: uniform, min: 20d, max: 40d }, repair: { dist: constant, value: 2h } }
detection: { heartbeat: { policy: heartbeat, interval: 1s, timeout: 10s } }
correlation: { policy: ` + policy + ` }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 40, max: 40 } }
`,
		checks: func() []check {
			return []check{{"cases about nothing per incident", strays, strays / 20,
				each("stray_cases", "fleet", "incidents", "fleet")}}
		},
	}
}
