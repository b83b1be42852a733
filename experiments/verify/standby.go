package verify

import (
	"strings"

	"nines/models/exact"
)

// A pair of units, one of which suffices if the switchover succeeds.

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
		Name:   "standby-role",
		About:  "outages of a pair of which one unit has the role, whose failure is covered with 80 %",
		Source: "Markov chain",
		Scenario: strings.Replace(standbyYAML("", ""), "active: 0", "active: 1", 1) +
			`time: { warmup: 100h, horizon: 4000h }
run: { replications: { min: 200, max: 200 } }
`,
		checks: func() []check {
			const app = "service:app"
			x := roleChain(standby(exact.Standby{}))
			return []check{
				mean("unavailability", "unavailability", app, x[0]),
				mean("outages per year", "outages", app, x[1]*year/hour),
				mean("mean outage", "mttr", app, x[0]/x[1]*hour),
			}
		},
	},
	{
		Name:   "standby-active",
		About:  "rare failures of an active unit, of which a switchover of 2 min to the standby covers half",
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
	{
		Name: "standby-behind",
		About: "work that is lost as the role moves to a standby that is an exponential time behind: not where the " +
			"switchover fails, nor of a unit that has no role",
		Source: "arithmetic: nine of ten outages of the one that has the role; both are down together in 1 of 10,000",
		Scenario: `version: 1
time: { horizon: 200y }
topology: [ { level: node, count: 2 } ]
faults: { crash: { on: node, time_to_failure: 20000h, repair: { dist: constant, value: 2h } } }
recovery:
  policy: failover
  service: app
  active: 1
  coverage: 90%
  takes: { dist: constant, value: 2m }
  lag: { dist: exponential, mean: 4s }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			return []check{
				mean("work lost each time", "work_lost", "fault:crash", 4),
				mean("losses of work", "work_losses", "fault:crash", 0.9*year/(20002*hour)),
			}
		},
	},
	{
		Name:   "standby-switchover",
		About:  "half of all switchovers of 10 min succeed, beside a search of 20 min and a repair of 1 h",
		Source: "E min(S, L+R) = s·(1 − s/(s+l)·s/(s+r)) of exponential times",
		Scenario: `version: 1
time: { horizon: 20000h }
topology: [ { level: node, classes: { primary: 1, replica: 1 } } ]
classes: { primary: {}, replica: {} }
faults: { crash: { on: primary, time_to_failure: 100h, repair: 1h } }
localization: { policy: log-analysis, takes: 20m, accuracy: 100% }
recovery: { policy: failover, service: app, active: 0, coverage: 50%, takes: 10m }
services: { app: { runs_on: [primary, replica], up_when: { at_least: 1 } } }
run: { replications: { min: 60, max: 60 } }
`,
		checks: switchoverChecks,
	},
}

// switchoverChecks: what the switchover takes is no part of the search and the repair that go on beside it, so that the
// parts sum to the whole. A service whose role has not been moved is out until the end.
func switchoverChecks() []check {
	const fault, app, s, l, r = "fault:crash", "service:app", 10 * minute, 20 * minute, hour
	var (
		moves  = s * (1 - s/(s+l)*s/(s+r))
		search = l - s*l/(s+l)
		mend   = l + r - moves - search
		outage = (moves + l + r) / 2
	)
	return []check{
		mean("switchover", "switchover", fault, moves),
		mean("time to locate", "locate", fault, search),
		mean("repair", "repair", fault, mend),
		mean("mean time to restore", "mttr", fault, l+r),
		mean("mean outage", "mttr", app, outage),
		mean("outage spent on the switchover", "downtime_share", "stage:switchover", moves/outage),
		mean("outage spent on the search", "downtime_share", "stage:locate", search/2/outage),
	}
}

// roleChain is a pair of which one has the role, and only its failure needs a switchover. States: both up; the one
// with the role up; uncovered, the other up; uncovered, the other down too; both down since the last that was left
// failed, so that the first to return serves.
func roleChain(s exact.Standby) []float64 {
	const both, one, uncovered, stranded, none, states = 0, 1, 2, 3, 4, 5
	fails, back := 1/s.MTTF, 1/s.MTTR
	c := exact.NewChain(states)
	c.Add(both, one, fails+s.Coverage*fails)
	c.Add(both, uncovered, (1-s.Coverage)*fails)
	c.Add(one, both, back)
	c.Add(one, none, fails)
	c.Add(uncovered, both, back)
	c.Add(uncovered, stranded, fails)
	c.Add(stranded, uncovered, back)
	c.Add(stranded, one, back)
	c.Add(none, one, 2*back)
	p := c.Stationary()
	down := func(state int) bool { return state >= uncovered }
	return []float64{exact.Mass(p, down), c.Flow(p, down)}
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
