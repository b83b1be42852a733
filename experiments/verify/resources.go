package verify

import (
	"math"

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
	{
		Name:   "crew-each",
		About:  "racks of five nodes, each with a crew of its own",
		Source: "birth–death chain; Palm 1947",
		Scenario: `version: 1
time: { warmup: 500h, horizon: 5000h }
topology: [ { level: rack, count: 4 }, { level: node, count: 5 } ]
faults: { crash: { on: node, time_to_failure: 50h, repair: 5h, needs: { crew: hands } } }
resources: { crews: { hands: { count: 1, per: rack } } }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			const racks = 4
			r := exact.Repairman{Nodes: 5, Crews: 1, MTTF: 50, MTTR: 5}
			return []check{
				mean("mean down", "faults_active", "fault:crash", racks*exact.MeanCount(r.Down())),
				mean("wait for crew", "wait", "crew:hands", r.MeanWait()*hour),
				mean("crew busy", "utilization", "crew:hands", r.MeanBusy()),
			}
		},
	},
	{
		Name:   "restore-grace",
		About:  "nodes that mostly come back by themselves before the 15 min are over after which they are restored",
		Source: "exponential return: e^(−15/10)",
		Scenario: `version: 1
time: { warmup: 100h, horizon: 2000h }
topology: [ { level: node, count: 20 } ]
faults: { loss: { on: node, time_to_failure: 60h, heals: 10m } }
recovery: { policy: restore, grace: 15m, data: 1MB, needs: { bandwidth: repair } }
resources: { bandwidth: { repair: { rate: 1GB/s } } }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 100, max: 100 } }
`,
		checks: func() []check {
			late := math.Exp(-1.5)
			return []check{
				{"restores per incident", late, late / 20, each("restores", "bandwidth:repair", "incidents", "fleet")},
				mean("time to restore", "mttr", "fault:loss", 10*minute*(1-late)),
			}
		},
	},
	dispatchCase("crew-priority", "two classes of nodes and one crew, which turns to the slow repairs first",
		"{ policy: priority, order: [slow] }", exact.Priority{First: slowly, Second: quickly}, "slow", "quick"),
	dispatchCase("crew-shortest", "two classes of nodes and one crew, which turns to the quick repairs first",
		"{ policy: shortest }", exact.Priority{First: quickly, Second: slowly}, "quick", "slow"),
	{
		Name:   "batched",
		About:  "repairs that begin when four of ten nodes are down",
		Source: "Markov chain of the number on hold",
		Scenario: `version: 1
time: { warmup: 500h, horizon: 10000h }
topology: [ { level: node, count: 10 } ]
faults: { crash: { on: node, time_to_failure: 50h, repair: { dist: constant, value: 1s } } }
recovery: { policy: batched, size: 4 }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 60, max: 60 } }
`,
		checks: batchedChecks,
	},
	{
		Name:   "lazy",
		About:  "repairs that wait for a weekly visit",
		Source: "arithmetic: half a week",
		Scenario: `version: 1
time: { horizon: 364d }
topology: [ { level: node, count: 1000 } ]
faults: { crash: { on: node, time_to_failure: 20000h, repair: { dist: constant, value: 1s } } }
recovery: { policy: lazy, every: 7d, offset: 9h }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check { return []check{mean("wait for the visit", "wait", "fault:crash", 3.5*day)} },
	},
	{
		Name:   "spares-lots",
		About:  "a stock of 12 parts that is filled up when 6 are left or on order",
		Source: "uniform inventory position; Hadley and Whitin 1963",
		Scenario: `version: 1
time: { warmup: 1000h, horizon: 8000h }
topology: [ { level: node, count: 1000 } ]
faults:
  break: { on: node, time_to_failure: 10000h, repair: { dist: constant, value: 1s }, needs: { spare: part } }
resources: { spares: { part: { stock: 12, reorder: 6, lead_time: { dist: constant, value: 60h } } } }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 120, max: 120 } }
`,
		checks: lotChecks,
	},
	sparesCase("spares", "constant", "{ dist: constant, value: 60h }"),
	sparesCase("spares-gamma", "gamma", "{ dist: gamma, shape: 0.5, mean: 60h }"),
	shiftsCase("shifts", "1s", "", "failures at random moments that wait for a shift", "arithmetic: Σ gap²/(2·week)",
		shiftChecks),
	shiftsCase("call-out", "1s", "\n      call_out: { dist: gamma, shape: 2, mean: 90m }",
		"hands that come when they are called or when their shift begins, whichever is earlier",
		"arithmetic: Σ ∫ E[min(call-out, u)] du/week, u from 0 to each gap", callOutChecks),
	shiftsCase("shift-finish", "9h", "\n      at_end: finish", "nine hours of work that go on after the shift",
		"arithmetic: Σ 9²/2 and 8·9 − 8²/2 + gap·1, per week", func() []check {
			const down = 20000.0 // hours of a life
			restore := roster().MeanWait() + nine
			overtime := roster().MeanOverrun(nine) / (down + restore)
			return append(waitsOf(roster().MeanWait()), mean("overtime", "overtime", "crew:hands", overtime),
				mean("time to restore", "mttr", "fault:break", restore*hour))
		}),
	shiftsCase("shift-stop", "9h", "\n      at_end: stop", "nine hours of work that lie at the end of the shift",
		"arithmetic: Σ gap·(moments from which work reaches over it)/week", func() []check {
			wait := roster().MeanWait() + roster().MeanPauses(nine)
			return append(waitsOf(wait), mean("time to restore", "mttr", "fault:break", (wait+nine)*hour))
		}),
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

// slowly and quickly are repaired, in hours.
var (
	slowly  = exact.Machines{Nodes: 6, MTTF: 200, MTTR: 10}
	quickly = exact.Machines{Nodes: 8, MTTF: 80, MTTR: 2}
)

// dispatchCase has one crew repair both, one of them first.
func dispatchCase(name, about, policy string, p exact.Priority, faults ...string) Case {
	return Case{
		Name:   name,
		About:  about,
		Source: "Markov chain of both queues; Cobham 1954, with a finite source",
		Scenario: `version: 1
time: { warmup: 1000h, horizon: 14000h }
topology: [ { level: node, classes: { big: 6, small: 8 } } ]
faults:
  slow: { on: big, time_to_failure: 200h, repair: 10h, needs: { crew: hands } }
  quick: { on: small, time_to_failure: 80h, repair: 2h, needs: { crew: hands } }
resources: { crews: { hands: { count: 1, dispatch: ` + policy + ` } } }
services: { app: { runs_on: big, up_when: { at_least: 1 } } }
run: { replications: { min: 80, max: 80 } }
`,
		checks: func() (checks []check) {
			down, wait := p.Solve()
			for class, fault := range faults {
				checks = append(checks,
					mean("mean down, "+fault, "faults_active", "fault:"+fault, down[class]),
					mean("wait for crew, "+fault, "wait", "fault:"+fault, wait[class]*hour))
			}
			return checks
		},
	}
}

// batchedChecks: with k on hold the next comes at the rate (10−k)/50 h, and the fourth frees all.
func batchedChecks() []check {
	const nodes, size, life = 10, 4, 50.0
	held, cycle := 0.0, 0.0
	for k := range size {
		stays := life / float64(nodes-k)
		held += float64(k) * stays
		cycle += stays
	}
	return []check{
		mean("wait for others", "wait", "fault:crash", held/size*hour),
		mean("failures per year", "incidents", "fault:crash", size/cycle*year/hour),
	}
}

// lotChecks: of a thousand nodes so few wait for a part that failures come as a Poisson process. What is on the shelf
// or on order, less what is waited for, is one of 7 … 12 parts, each as often.
func lotChecks() []check {
	const reorder, stock, rate = 6, 12, 0.1
	waits, backorders := 0.0, 0.0
	for position := reorder + 1; position <= stock; position++ {
		s := exact.Spares{Stock: position, Rate: rate, Lead: 60}
		waits += s.StockOut() / (stock - reorder)
		backorders += s.Backorders() / (stock - reorder)
	}
	const position, onOrder = (reorder + 1 + stock) / 2.0, rate * 60
	return []check{
		mean("parts on the shelf", "on_shelf", "spare:part", position-onOrder+backorders),
		mean("share that waits", "waited", "spare:part", waits),
		mean("wait for a part", "wait", "spare:part", backorders/rate*hour),
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
	empty, shelf := 1-exact.Below(f.OnOrder(), f.Stock), 0.0
	for x, p := range f.OnOrder()[:f.Stock] {
		shelf += p * float64(f.Stock-x)
	}
	return []check{
		mean("parts on the shelf", "on_shelf", part, shelf),
		mean("shelf empty", "stock_out", part, empty),
		mean("share that waits", "waited", part, f.StockOut()),
		mean("wait for a part", "wait", part, f.MeanWait()*hour),
		mean("nodes that wait", "faults_active", "fault:break", 20*f.Unavailability()),
	}
}

// shiftsCase has a crew for each node, so that none waits for another's, and nodes that fail so rarely that their
// failures come at random moments.
func shiftsCase(name, repair, more, about, source string, checks func() []check) Case {
	return Case{
		Name:   name,
		About:  about + "; shifts on weekdays from 8 to 18 h and Saturday night",
		Source: source,
		Scenario: `version: 1
time: { horizon: 364d }
topology: [ { level: site, count: 1000 }, { level: node, count: 1 } ]
faults:
  break:
    { on: node, time_to_failure: 20000h, repair: { dist: constant, value: ` + repair + ` }, needs: { crew: hands } }
resources:
  crews:
    hands:
      count: 1
      per: site` + more + `
      shifts: [ { days: mon-fri, from: 8h, to: 18h }, { days: sat, from: 22h, to: 6h } ]
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 100, max: 100 } }
`,
		checks: checks,
	}
}

// nine hours are longer than the shift of Saturday night.
const nine = 9.0

// roster is the shifts of shiftsCase, in hours.
func roster() exact.Shifts {
	week := exact.Weekly(8, 18, 0, 1, 2, 3, 4)
	week.Spans = append(week.Spans, exact.Weekly(22, 6, 5).Spans...)
	return week
}

func shiftChecks() []check { return waitsOf(roster().MeanWait()) }

// callOutChecks: the call-out has two phases of 45 min each.
func callOutChecks() []check {
	const phases = 2 / 1.5 // per hour
	later := func(x float64) float64 { return math.Exp(-phases*x) * (1 + phases*x) }
	return waitsOf(roster().MeanWaitOnCall(later, 1.5))
}

func waitsOf(hours float64) []check {
	return []check{
		mean("wait for hands", "wait", "fault:break", hours*hour),
		mean("the same, per job", "wait", "crew:hands", hours*hour),
		mean("share off duty", "waited", "crew:hands", 1-roster().Attended()),
	}
}
