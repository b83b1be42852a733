package verify

import (
	"fmt"
	"math"
)

// The death of a Kubernetes node, from the last renewal of its lease to the start of its replacement.

var kubernetesCases = []Case{{
	Name: "node-death",
	About: "a node is not ready 30 to 45 s after it dies and its replacement starts 330 to 345 s after, " +
		"with the usual settings",
	Source: "grace − U(0, interval) + U(0, look) + toleration; Kubernetes documentation",
	Scenario: `version: 1
time: { horizon: 2h }
topology: [ { level: node, count: 2 } ]
faults: { death: { on: node-1, time_to_failure: { dist: constant, value: 1h }, repair: { dist: constant, value: 1h } } }
detection: { lease: { policy: node-lease, interval: 10s, look: 5s, grace: 40s } }
recovery: { policy: evict, toleration: 300s, takes: { dist: constant, value: 0s } }
services: { app: { runs_on: node, up_when: { at_least: 2 } } }
run: { replications: { min: 3000, max: 3000 } }
`,
	checks: nodeDeathChecks,
},
	evictions("zone-eviction", "all of a zone are evicted one after the other", 20, "instant", func() []check {
		return []check{restored("one", 300), restored("ten", 390), restored("all", 490)}
	}),
	evictions("zone-eviction-ten", "ten of twenty nodes of a zone are no reason to stop", 10, "instant", func() []check {
		return []check{restored("one", 300), restored("all", 390)}
	}),
	evictions("zone-eviction-stop", "eleven of twenty stop it until they are back", 11, "instant", func() []check {
		return []check{restored("one", 3600), restored("all", 3600)}
	}),
	evictions("zone-eviction-lease", "twenty nodes are found to be lost by and by: evictions stop until all are", 20,
		"node-lease", zoneDeathChecks),
}

// evictions is a zone of twenty nodes, so many of which are lost for an hour. Each service needs some of them, or what
// stands in for them in another zone.
func evictions(name, about string, hits int, detection string, checks func() []check) Case {
	return Case{
		Name:   name,
		About:  about,
		Source: "toleration + (k − 1)/rate; Kubernetes documentation",
		Scenario: fmt.Sprintf(`version: 1
time: { horizon: 3h }
topology: [ { level: zone, count: 2, names: [a, b] }, { level: node, count: 20 } ]
faults: { dark: { on: zone a, hits: %d, at: 1h, for: 1h, effect: down } }
detection: { lease: { policy: %s } }
recovery: { policy: evict, takes: { dist: constant, value: 0s } }
services:
  one: { runs_on: node, up_when: { at_least: %d } }
  ten: { runs_on: node, up_when: { at_least: %d } }
  all: { runs_on: node, up_when: { at_least: 40 } }
run: { replications: { min: 1000, max: 1000 } }
`, hits, detection, 41-hits, 50-hits),
		checks: checks,
	}
}

// restored checks when a service is back after the loss, in seconds.
func restored(service string, after float64) check {
	return mean("restored: "+service, "mttr", "service:"+service, after).to(0.2)
}

// zoneDeathChecks: of twenty nodes with the law of nodeDeathChecks the first to be found has its turn at once. When 11
// are, which is before the next turn but for one run in 100,000, there is none until the last is found. The second turn
// is ten seconds later, and the last 180 s after that.
func zoneDeathChecks() []check {
	const nodes, step = 20, 1e-3
	notReady := func(t float64) float64 { // share of nodes that are by then
		inside := func(x float64) float64 { return max(0, x) * max(0, x) / 2 }
		return (inside(t-30) - inside(t-35) - inside(t-40) + inside(t-45)) / (5 * 10)
	}
	first, last := 30.0, 30.0
	for t := 30 + step/2; t < 60; t += step {
		first += step * math.Pow(1-notReady(t), nodes)
		last += step * (1 - math.Pow(notReady(t), nodes))
	}
	return []check{restored("one", first+300), restored("all", last+10+18*10+300)}
}

// nodeDeathChecks: each replication has one death. With u the time since the last renewal, over 10 s, and v that until
// it is seen, over 5 s, the node is not ready after 40 − 10u + 5v seconds.
func nodeDeathChecks() []check {
	const fault = "fault:death"
	all := []check{
		mean("mean time to detect", "detect", fault, 37.5).to(0.2),
		mean("service restored", "mttr", "service:app", 337.5).to(0.2),
	}
	for _, x := range []struct{ after, exact float64 }{{30, 0}, {33, 0.09}, {37, 0.45}, {42, 0.91}, {45, 1}} {
		s := seconds(x.after)
		all = append(all,
			share("not ready by "+s, "detect", fault, x.after, x.exact).to(0.02),
			share("replaced by 300 s + "+s, "mttr", "service:app", 300+x.after, x.exact).to(0.02))
	}
	return all
}
