package verify

import (
	"nines/models/exact"
)

// Traffic as rates: what unequal nodes, faults nobody has noticed and partial faults cost in requests.

var flowCases = []Case{
	{
		Name:     "flow-equal",
		About:    "requests served by two unequal classes whose nodes fail, when every node is sent the same",
		Source:   "sum over the number of nodes up of each class",
		Scenario: flowYAML("round-robin"),
		checks:   func() []check { return flowChecks(1, 1) },
	},
	{
		Name:     "flow-weighted",
		About:    "the same when nodes are sent what they can serve",
		Source:   "sum over the number of nodes up of each class",
		Scenario: flowYAML("weighted"),
		checks:   func() []check { return flowChecks(1, 3) },
	},
	{
		Name:   "flow-undetected",
		About:  "requests sent to dead nodes until the heartbeat misses them",
		Source: "arithmetic: 3 outages × 60/s × mean detection time; no outage overlaps another",
		Scenario: `version: 1
time: { horizon: 1d }
topology: [ { level: node, count: 4 } ]
classes: { node: { throughput: 100/s } }
faults:
  one:   { on: node-1, at: 2h, for: 1h }
  two:   { on: node-2, at: 5h, for: 1h }
  three: { on: node-3, at: 8h, for: 1h }
detection: { heartbeat: { policy: heartbeat, interval: 2s, timeout: 10s, delay: { dist: constant, value: 500ms } } }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
traffic: { service: app, arrivals: { rate: 240/s } }
run: { replications: { min: 100, max: 100 } }
`,
		checks: func() []check {
			h := exact.Heartbeat{Interval: 2, Timeout: 10, Delay: 0.5}
			lost := 3 * 60 * h.DetectionMean() / day
			return []check{mean("lost per second", "lost_rate", "service:app", lost),
				mean("lost to the second", "lost_share", "fault:two", 1.0/3),
				mean("sent to ill nodes", "lost_share", "failure:ill nodes", 1).to(1e-9)}
		},
	},
	{
		Name:   "flow-lossy",
		About:  "requests failed by nodes that stay in service and lose a fifth of them",
		Source: "a fifth of the share of time in which a node is faulty",
		Scenario: `version: 1
time: { warmup: 200h, horizon: 2000h }
topology: [ { level: node, count: 5 } ]
classes: { node: { throughput: 100/s } }
faults:
  gray:
    on: node
    effect: { lossy: 20% }
    time_to_failure: 40h
    heals: { dist: gamma, shape: 2, mean: 10h }
detection: { heartbeat: { policy: heartbeat, interval: 1s, timeout: 5s } }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
traffic: { service: app, arrivals: { rate: 300/s } }
run: { replications: { min: 200, max: 200 } }
`,
		checks: func() []check {
			lost := 0.2 * exact.TwoState{MTTF: 40, MTTR: 10}.Unavailability()
			return []check{mean("request success", "request_success", "service:app", 1-lost).to(lost / 20)}
		},
	},
}

// A fleet of four small nodes and three large ones.
const (
	smallNodes, largeNodes           = 4, 3
	smallThroughput, largeThroughput = 100.0, 300.0 // per second
	offered                          = 900.0
)

func flowYAML(policy string) string {
	return `version: 1
time: { warmup: 500h, horizon: 5000h }
topology: [ { level: node, classes: { small: 4, large: 3 } } ]
classes:
  small: { throughput: 100/s }
  large: { throughput: 300/s, weight: 3 }
faults: { crash: { on: node, time_to_failure: 100h, repair: { dist: lognormal, mean: 10h, p95: 30h } } }
balancing: { policy: ` + policy + ` }
services: { app: { runs_on: [small, large], up_when: { capacity: 70% } } }
traffic: { service: app, arrivals: { rate: 900/s } }
run: { replications: { min: 100, max: 100 } }
`
}

// flowChecks sums over the states of the fleet, whose nodes fail independently and are noticed at once. The service is
// down while less than 70 % of the throughput is up.
func flowChecks(smallWeight, largeWeight float64) []check {
	node := exact.TwoState{MTTF: 100, MTTR: 10}
	small := exact.EqualUpCount(smallNodes, node.Availability())
	large := exact.EqualUpCount(largeNodes, node.Availability())
	const installed = smallNodes*smallThroughput + largeNodes*largeThroughput
	served, down := 0.0, 0.0
	for i, p := range small {
		for j, q := range large {
			s, l := float64(i), float64(j)
			if i+j > 0 {
				unit := offered / (s*smallWeight + l*largeWeight)
				served += p * q * (s*min(unit*smallWeight, smallThroughput) + l*min(unit*largeWeight, largeThroughput))
			}
			if s*smallThroughput+l*largeThroughput < 0.7*installed {
				down += p * q
			}
		}
	}
	capacity := node.Availability() * installed
	return []check{
		mean("request success", "request_success", "service:app", served/offered).to((1 - served/offered) / 10),
		mean("below 70 % of capacity", "unavailability", "service:app", down).to(down / 10),
		mean("capacity", "capacity", "service:app", capacity).to(capacity / 100),
		mean("mean margin", "capacity_margin", "service:app", capacity/offered-1).to(0.02),
	}
}
