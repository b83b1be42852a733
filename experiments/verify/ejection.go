package verify

import (
	"fmt"

	"nines/models/exact"
)

// Balancers that eject a share of their nodes and no more.

var ejectionCases = []Case{
	ejection("ejection-one", "at_most: 10%", 1),
	ejection("ejection-three", "at_most: 39%", 3),
	ejection("ejection-none", "at_most: 9%, always_one: false", 0),
}

// ejection is a configuration that takes each of ten nodes with 40 %, in which a balancer ejects so many at most. What
// it does not eject fails all that it is sent.
func ejection(name, limit string, places int) Case {
	return Case{
		Name:   name,
		About:  fmt.Sprintf("requests lost where ten nodes may fail and %d of them can be ejected", places),
		Source: "binomial mixture of (failing − ejected) / (nodes − ejected)",
		Scenario: fmt.Sprintf(`version: 1
time: { horizon: 1y, start: new }
topology: [ { level: node, count: 10 } ]
classes: { node: { throughput: 1k/s } }
faults:
  bad-config:
    { on: fleet, hits: 40%%, effect: { lossy: 100%% }, rate: 50/y, heals: { dist: constant, value: 30m } }
detection:
  outlier: { policy: outlier, requests: 200/s, errors: 0.01%%, sweep: 1s, ejection: 1s, longest: 1s, %s }
services: { api: { runs_on: node, up_when: { at_least: 1 } } }
traffic: { service: api, arrivals: { rate: 2k/s } }
run: { replications: { min: 100, max: 100 } }
`, limit),
		checks: func() []check {
			const nodes, faulty = 10, 0.5 / (year/hour/50 + 0.5)
			lost := 0.0
			for up, p := range exact.EqualUpCount(nodes, 1-0.4) {
				failing := nodes - up
				ejected := min(failing, places)
				lost += p * float64(failing-ejected) / float64(nodes-ejected)
			}
			return []check{mean("lost per second", "lost_rate", "service:api", 2000*faulty*lost)}
		},
	}
}
