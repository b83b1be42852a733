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
}}

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
		mean("goodput", "goodput", "service:app", (arrived-lost)/(5*day)),
		mean("unavailability", "unavailability", "service:app", 10*hour/(5*day)),
	}
}
