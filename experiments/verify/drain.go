package verify

import "nines/models/exact"

// Upkeep that takes one of a pair out of service, on time or when the other is up.

var drainCases = []Case{
	drainCase("drain-on-time", "upkeep that begins on time, whether the other of a pair is up or not", ""),
	drainCase("drain-budget", "upkeep that a disruption budget has wait until the other of a pair is up",
		", budget: { max_unavailable: 1, of: app }"),
}

func drainCase(name, about, budget string) Case {
	d := exact.Drain{MTTF: 100, MTTR: 10, Every: 50, Lasts: 4, Waits: budget != ""}
	return Case{
		Name:   name,
		About:  about,
		Source: "u² + A·u·(D − (1 − e^−sD)/s)/T if it waits, u² + A·u·D/T if not",
		Scenario: `version: 1
time: { warmup: 1000h, horizon: 20000h }
topology: [ { level: node, classes: { primary: 1, replica: 1 } } ]
classes: { primary: {}, replica: {} }
faults:
  crash:   { on: node, time_to_failure: 100h, repair: 10h }
  upgrade: { on: primary, every: 50h, for: 4h` + budget + ` }
services: { app: { runs_on: [primary, replica], up_when: { at_least: 1 } } }
run: { replications: { min: 200, max: 200 } }
`,
		checks: func() []check {
			return []check{mean("unavailability", "unavailability", "service:app", d.Unavailability())}
		},
	}
}
