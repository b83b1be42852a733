package verify

import (
	"math"

	"nines/models/exact"
)

// Demand with a daily wave and growth against a capacity that changes: nothing here is random.

var demandCases = []Case{{
	Name:   "demand",
	About:  "requests in excess of capacity in five days of wave and growth, one of two nodes out for ten hours",
	Source: "integral of demand above capacity, by quadrature",
	Scenario: `version: 1
time: { horizon: 5d }
topology: [ { level: node, count: 2 } ]
classes: { node: { throughput: 100/s } }
faults: { drill: { on: node-1, at: 30h, for: 10h } }
services: { app: { runs_on: node, up_when: { at_least: 2 } } }
traffic:
  service: app
  arrivals: { rate: 150/s, profile: { peak_to_mean: 1.6, peak_at: 20h }, growth: 5% per 10d }
run: { replications: { min: 40, max: 40 } }
`,
	checks: demandChecks,
}, {
	Name:   "demand-rule",
	About:  "up while what is reachable meets the demand of the hour: three nodes that fail, under a daily wave",
	Source: "binomial law of the nodes up, over the share of a day in which demand exceeds what they serve",
	Scenario: `version: 1
time: { horizon: 10d, warmup: 2d }
topology: [ { level: node, count: 3 } ]
classes: { node: { throughput: 100/s } }
faults: { crash: { on: node, effect: down, time_to_failure: 20h, heals: 5h } }
services: { app: { runs_on: node, up_when: { capacity: demand } } }
traffic: { service: app, arrivals: { rate: 150/s, profile: { peak_to_mean: 1.6, peak_at: 20h } } }
run: { replications: { min: 400, max: 400 } }
`,
	checks: demandRuleChecks,
}, {
	Name:   "demand-growth",
	About:  "the same for nodes that never fail, while demand grows past what they serve",
	Source: "the share of the time in which demand exceeds what is installed, by bisection",
	Scenario: `version: 1
time: { horizon: 100d }
topology: [ { level: node, count: 3 } ]
classes: { node: { throughput: 100/s } }
faults: { drill: { on: node-1, at: 30d, for: 1d } }
services: { app: { runs_on: node, up_when: { capacity: demand } } }
traffic:
  service: app
  arrivals: { rate: 100/s, profile: { peak_to_mean: 1.6, peak_at: 20h }, growth: 30% per 10d }
run: { replications: { min: 40, max: 40 } }
`,
	checks: demandGrowthChecks,
}, {
	Name:   "demand-week",
	About:  "requests in excess of capacity in three weeks of wave and weekdays, one of two nodes out for a weekend",
	Source: "integral of demand above capacity, by quadrature",
	Scenario: `version: 1
time: { horizon: 21d, warmup: 3d }
topology: [ { level: node, count: 2 } ]
classes: { node: { throughput: 100/s } }
faults: { drill: { on: node-1, at: 11d, for: 3d } }
services: { app: { runs_on: node, up_when: { capacity: demand } } }
traffic:
  service: app
  arrivals: { rate: 150/s, profile: { peak_to_mean: 1.6, peak_at: 20h, days: { sat-sun: 0.5x, fri: 1.3x } } }
run: { replications: { min: 40, max: 40 } }
`,
	checks: demandWeekChecks,
}, {
	Name:   "demand-hours",
	About:  "requests beyond what the nodes up can serve, and a rule against demand, under factors by the hour",
	Source: "binomial law of the nodes up, over the hours of a week",
	Scenario: `version: 1
time: { horizon: 14d, warmup: 2d }
topology: [ { level: node, count: 3 } ]
classes: { node: { throughput: 100/s } }
faults: { crash: { on: node, effect: down, time_to_failure: 20h, heals: 5h } }
services: { app: { runs_on: node, up_when: { capacity: demand } } }
traffic:
  service: app
  arrivals:
    rate: 200/s
    profile:
      days: { sat-sun: 0.5x }
      hours: [ 0.4x, 0.4x, 0.4x, 0.4x, 0.4x, 0.4x, 0.4x, 0.4x, 1.3x, 1.3x, 1.3x, 1.3x,
               1.3x, 1.3x, 1.3x, 1.3x, 1.3x, 1.3x, 1.3x, 1.3x, 1.3x, 1.3x, 1.3x, 1.3x ]
run: { replications: { min: 400, max: 400 } }
`,
	checks: demandHoursChecks,
}}

func demandWeekChecks() []check {
	demand := exact.Demand{
		Mean: 150, Amplitude: 0.6, Period: day, PeakAt: 20 * hour,
		Level: func(n int) float64 { return [...]float64{1, 1, 1, 1, 1.3, 0.5, 0.5}[n%7] },
	}
	lost := demand.Overflow(1, 200, 0, 11*day) + demand.Overflow(1, 100, 11*day, 14*day) +
		demand.Overflow(1, 200, 14*day, 21*day)
	above := demand.TimeAbove(200, 0, 11*day) + demand.TimeAbove(100, 11*day, 14*day) +
		demand.TimeAbove(200, 14*day, 21*day)
	return []check{
		mean("request success", "request_success", "service:app", 1-lost/demand.Overflow(1, 0, 0, 21*day)),
		mean("unavailability", "unavailability", "service:app", above/(21*day)).to(1e-9),
	}
}

func demandHoursChecks() []check {
	asked, served, down := 0.0, 0.0, 0.0
	for h := range 7 * 24 {
		rate := 200 * 1.3
		if h%24 < 8 {
			rate = 200 * 0.4
		}
		if h/24 >= 5 {
			rate /= 2
		}
		asked += rate
		for up, p := range exact.EqualUpCount(3, 0.8) {
			served += p * min(rate, 100*float64(up))
			if rate > 100*float64(up) {
				down += p / (7 * 24)
			}
		}
	}
	return []check{
		mean("request success", "request_success", "service:app", served/asked).to(0.005),
		mean("unavailability", "unavailability", "service:app", down),
	}
}

func demandRuleChecks() []check {
	demand := exact.Demand{Mean: 150, Amplitude: 0.6, Period: day, PeakAt: 20 * hour}
	down := 0.0
	for up, p := range exact.EqualUpCount(3, 0.8) {
		down += p * demand.TimeAbove(100*float64(up), 0, day) / day
	}
	return []check{mean("unavailability", "unavailability", "service:app", down)}
}

func demandGrowthChecks() []check {
	demand := exact.Demand{
		Mean: 100, Amplitude: 0.6, Period: day, PeakAt: 20 * hour,
		Level: func(n int) float64 { // the average over day n of growth by 30 % in 10 d
			rate := math.Log(1.3) / 10
			return math.Exp(rate*float64(n)) * math.Expm1(rate) / rate
		},
	}
	down := demand.TimeAbove(300, 0, 30*day) + demand.TimeAbove(200, 30*day, 31*day) +
		demand.TimeAbove(300, 31*day, 100*day)
	drill := demand.TimeAbove(200, 30*day, 31*day) // which holds some of what is missing meanwhile
	return []check{
		mean("unavailability", "unavailability", "service:app", down/(100*day)).to(1e-9),
		mean("downtime in which nothing has failed", "downtime_share", "stage:(demand)", 1-drill/down).to(1e-9),
		mean("downtime in the drill", "downtime_share", "stage:repair", drill/down).to(1e-9),
	}
}

func demandChecks() []check {
	demand := exact.Demand{
		Mean: 150, Amplitude: 0.6, Period: day, PeakAt: 20 * hour,
		Level: func(n int) float64 { // the average over day n of growth by 5 % in 10 d
			rate := math.Log(1.05) / 10
			return math.Exp(rate*float64(n)) * math.Expm1(rate) / rate
		},
	}
	both := func(from, to float64) float64 { return 2 * demand.Overflow(0.5, 100, from, to) }
	lost := both(0, 30*hour) + demand.Overflow(1, 100, 30*hour, 40*hour) + both(40*hour, 5*day)
	arrived := demand.Overflow(1, 0, 0, 5*day)
	return []check{
		mean("request success", "request_success", "service:app", 1-lost/arrived),
		mean("lost per second", "lost_rate", "service:app", lost/(5*day)),
		mean("lost with nothing wrong", "lost_share", "fault:(demand)", both(0, 5*day)/lost).to(1e-9),
		mean("goodput", "goodput", "service:app", (arrived-lost)/(5*day)),
		mean("unavailability", "unavailability", "service:app", 10*hour/(5*day)),
	}
}
