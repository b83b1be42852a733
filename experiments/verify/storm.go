package verify

// One fault that raises many alarms, with and without a correlator.

var stormCases = []Case{
	stormCase("alarm-storm", "of which none is grouped", "none", 39),
	stormCase("alarm-grouped", "of which 80 % are grouped with the first", "window, groups: 80%, window: 5m", 39*0.2),
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
