package verify

import "nines/models/exact"

// Causes, the modes in which they are present, and the rules of a runbook.

const causesTop = `version: 1
time: { warmup: 100h, horizon: 3000h }
topology: [ { level: zone, count: 2 }, { level: rack, count: 2 }, { level: node, count: 5 } ]
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 90, max: 90 } }
`

var runbookCases = []Case{
	{
		Name:   "causes-apart",
		About:  "competing causes, each with an action of its own: a crash that a restart clears, a disk that is replaced",
		Source: "absorbing Markov chains: geometric numbers of restarts and of replacements",
		Scenario: causesTop + `faults:
  crash: { on: node, rate: 1/100h }
  disk: { on: node, rate: 1/200h }
actions:
  restart: { clears: { crash: 80% }, takes: { dist: constant, value: 10m }, attempts: 1000 }
  swap: { clears: { disk: 50% }, takes: 2h, attempts: 1000 }
recovery:
  - { when: { cause: disk }, do: [swap] }
  - { do: [restart] }
`,
		checks: func() []check {
			crash, disk := 10*minute/0.8, 2*hour/0.5
			up := 1 / (1 + crash/(100*hour)) / (1 + disk/(200*hour))
			return []check{
				mean("crash", "mttr", "fault:crash", crash), mean("disk", "mttr", "fault:disk", disk),
				perIncident("restarts", "treatments", "fault:crash", 1/0.8),
				perIncident("replacements", "treatments", "fault:disk", 1/0.5),
				mean("node availability", "node_availability", "fleet", up).to((1 - up) / 20),
			}
		},
	},
	{
		Name:   "modes-ladder",
		About:  "one cause in two modes, which nobody can tell apart: restarts help against the one, a swap against both",
		Source: "mixture of two ladders: absorbing Markov chains",
		Scenario: causesTop + `faults:
  crash: { on: node, rate: 1/100h, repair: 5h, modes: { process: 70%, disk: 30% } }
actions:
  restart: { clears: { process: 90% }, takes: 10m, attempts: 2 }
  swap: { clears: { crash: 100%, disk: 60% }, takes: 2h }
recovery: [ { do: [restart, swap] } ]
`,
		checks: func() []check {
			ladder := func(restart, swap float64) exact.Ladder {
				return exact.Ladder{Repair: 5 * hour, Steps: []exact.Step{
					{Action: 10 * minute, Success: restart, Attempts: 2}, {Action: 2 * hour, Success: swap, Attempts: 1},
				}}
			}
			process, disk := ladder(0.9, 1), ladder(0, 0.6)
			tries := 0.7*(process.MeanTries()[0]+process.MeanTries()[1]) + 0.3*(disk.MeanTries()[0]+disk.MeanTries()[1]+0.4)
			return []check{
				mean("time to restore", "mttr", "fault:crash", 0.7*process.Mean()+0.3*disk.Mean()),
				perIncident("treatments", "treatments", "fault:crash", tries),
			}
		},
	},
	{
		Name:   "modes-repair",
		About:  "a repair whose length depends on the mode that is found",
		Source: "mixture of two repair times",
		Scenario: causesTop + `faults:
  crash:
    on: node
    rate: 1/100h
    repair: { dist: constant, value: 1h }
    modes: { quick: 75%, long: { share: 25%, repair: { dist: constant, value: 9h } } }
`,
		checks: func() []check {
			return []check{
				mean("time to restore", "mttr", "fault:crash", 0.75*hour+0.25*9*hour),
				{"restored within 2 h", 0.75, 0.02, drawn("mttr", "fault:crash", 2*hour)},
			}
		},
	},
	{
		Name:   "wrong-cause",
		About:  "a diagnosis that names the wrong one of two causes in two cases of five: its action runs and clears nothing",
		Source: "geometric number of wrong runs, (1 − a)/a, each with its diagnosis",
		Scenario: causesTop + `faults:
  crash: { on: node, rate: 1/100h }
  leak: { on: node, rate: 1/300h }
localization: { policy: log-analysis, collection: { dist: constant, value: 60s },
  takes: { dist: constant, value: 240s }, coverage: 100%, accuracy: 60%, noise: 0 }
actions:
  restart: { clears: { crash: 100% }, takes: 10m }
  rebuild: { clears: { leak: 100% }, takes: 1h }
recovery:
  - { when: { cause: leak }, do: [rebuild] }
  - { do: [restart] }
`,
		checks: func() []check {
			const wrong = 0.4 / 0.6
			return []check{
				mean("crash", "mttr", "fault:crash", (1+wrong)*5*minute+wrong*hour+10*minute),
				mean("leak", "mttr", "fault:leak", (1+wrong)*5*minute+wrong*10*minute+hour),
				perIncident("wrong runs", "wrong_targets", "fault:crash", wrong),
			}
		},
	},
	{
		Name:   "levels-apart",
		About:  "an action for releases, one for what is on nodes, and hands for racks: their power is nothing to nodes",
		Source: "alternating renewals",
		Scenario: causesTop + `faults:
  crash: { on: node, rate: 1/100h }
  power: { on: rack, rate: 1/300h, repair: { dist: constant, value: 3h } }
  release: { on: zone, hits: 50%, rate: 1/30h, repair: 6h }
actions:
  restart: { clears: { down: 100% }, takes: { dist: constant, value: 6m } }
  rollback: { on: zone, clears: { release: 75% }, takes: { dist: constant, value: 20m } }
recovery:
  - { when: { cause: release }, do: [rollback] }
  - { do: [restart] }
`,
		checks: func() []check {
			return []check{
				mean("crash", "mttr", "fault:crash", 6*minute).to(1),
				mean("power", "mttr", "fault:power", 3*hour),
				mean("release", "mttr", "fault:release", 20*minute+0.25*6*hour),
			}
		},
	},
}
