package verify

import (
	"nines/models/exact"
)

// What repairs share: one crew, bandwidth, parts, and hours of duty.

var resourceCases = []Case{
	{
		Name:   "crew-constant",
		About:  "20 nodes that share one crew whose repairs all take the same time",
		Source: "embedded Markov chain of the queue M/D/1 with a finite source; Takács 1962",
		Scenario: `version: 1
time: { warmup: 1000h, horizon: 6000h }
topology: [ { level: node, count: 20 } ]
faults: { crash: { on: node, time_to_failure: 60h, repair: { dist: constant, value: 2h }, needs: { crew: hands } } }
resources: { crews: { hands: { count: 1 } } }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 60, max: 60 } }
`,
		checks: constantChecks,
	},
	{
		Name:   "restore-shared",
		About:  "restores of lost nodes that share a bandwidth equally, none faster than a limit",
		Source: "processor sharing with a finite source; Kelly 1979",
		Scenario: `version: 1
time: { warmup: 1000h, horizon: 6000h }
topology: [ { level: node, count: 15 } ]
faults: { loss: { on: node, time_to_failure: 60h } }
recovery: { policy: restore, grace: 0s, data: 1.8TB, needs: { bandwidth: repair } }
resources: { bandwidth: { repair: { rate: 200MB/s, each: 125MB/s } } }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 60, max: 60 } }
`,
		checks: restoreChecks,
	},
	sparesCase("spares", "constant", "{ dist: constant, value: 60h }"),
	sparesCase("spares-gamma", "gamma", "{ dist: gamma, shape: 0.5, mean: 60h }"),
	shiftsCase("shifts", "", "", 0),
	shiftsCase("call-out", "\n      call_out: { dist: gamma, shape: 2, mean: 90m }", " or call hands out", 1.5),
}

func constantChecks() []check {
	r := exact.ConstantRepair{Nodes: 20, MTTF: 60, MTTR: 2}
	return []check{
		mean("mean down", "faults_active", "fault:crash", r.MeanDown()),
		mean("wait for crew", "wait", "crew:hands", r.MeanWait()*hour),
		mean("crew busy", "utilization", "crew:hands", r.MeanBusy()),
		mean("nodes up", "nodes_up", "fleet", 20-r.MeanDown()).to(r.MeanDown() / 20),
	}
}

func restoreChecks() []check {
	r := exact.SharedRestore{Nodes: 15, MTTF: 60 * hour, Size: 1.8e12, Total: 200e6, Each: 125e6}
	return []check{
		mean("time of a restore", "repair", "fault:loss", r.MeanRestore()),
		mean("restores under way", "faults_active", "fault:loss", exact.MeanCount(r.Active())),
		mean("bandwidth used", "utilization", "bandwidth:repair", r.Used()),
		mean("failures per year", "incidents", "fault:loss", r.FailureRate()*year),
	}
}

// sparesCase exchanges parts in a second, a hundred-thousandth of a life.
func sparesCase(name, law, lead string) Case {
	return Case{
		Name:   name,
		About:  "20 nodes that share 3 parts on the shelf, each reordered when it is used, with a " + law + " lead time",
		Source: "Palm 1938, with a finite source",
		Scenario: `version: 1
time: { warmup: 2000h, horizon: 10000h }
topology: [ { level: node, count: 20 } ]
faults:
  break: { on: node, time_to_failure: 400h, repair: { dist: constant, value: 1s }, needs: { spare: part } }
resources: { spares: { part: { stock: 3, lead_time: ` + lead + ` } } }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 100, max: 100 } }
`,
		checks: sparesChecks,
	}
}

func sparesChecks() []check {
	const part = "spare:part"
	f := exact.FleetSpares{Nodes: 20, Stock: 3, MTTF: 400, Lead: 60}
	empty := 1 - exact.Below(f.OnOrder(), f.Stock)
	return []check{
		mean("shelf empty", "stock_out", part, empty),
		mean("share that waits", "waited", part, f.StockOut()),
		mean("wait for a part", "wait", part, f.MeanWait()*hour),
		mean("nodes that wait", "faults_active", "fault:break", 20*f.Unavailability()),
	}
}

// shiftsCase has hands enough, and nodes that fail so rarely that their failures come at random moments.
func shiftsCase(name, callOut, about string, travel float64) Case {
	return Case{
		Name:   name,
		About:  "failures at random moments that wait for a shift, on weekdays from 8 to 18 h and Saturday night" + about,
		Source: "arithmetic: Σ gap²/(2·week)",
		Scenario: `version: 1
time: { horizon: 364d }
topology: [ { level: node, count: 1000 } ]
faults:
  break: { on: node, time_to_failure: 20000h, repair: { dist: constant, value: 1s }, needs: { crew: hands } }
resources:
  crews:
    hands:
      count: 1000` + callOut + `
      shifts: [ { days: mon-fri, from: 8h, to: 18h }, { days: sat, from: 22h, to: 6h } ]
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 100, max: 100 } }
`,
		checks: func() []check { return shiftChecks(travel) },
	}
}

func shiftChecks(travel float64) []check {
	week := exact.Weekly(8, 18, 0, 1, 2, 3, 4)
	week.Spans = append(week.Spans, exact.Weekly(22, 6, 5).Spans...)
	wait := week.MeanWait()
	if travel > 0 {
		wait = (1 - week.Attended()) * travel
	}
	return []check{
		mean("wait for hands", "wait", "fault:break", wait*hour),
		mean("share off duty", "waited", "crew:hands", 1-week.Attended()),
	}
}
