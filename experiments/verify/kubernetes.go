package verify

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
}}

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
