package experiments

import (
	"math"
	"strings"
	"testing"

	"nines/sim/stat/stattest"
)

// idleText is nodes of two speeds, of which some are down, lossy, slow or hang, unnoticed.
const idleText = `
version: 1
time: { horizon: 300s, warmup: 30s }
topology: [ { level: node, classes: { web: 12, old: 6 } } ]
classes: { web: { throughput: 10/s }, old: { throughput: 5/s } }
faults:
  crash: { on: node 3, effect: down, at: 0s, for: 2000s }
  gray:  { on: node 7, effect: { lossy: 40% }, at: 0s, for: 2000s }
  slow:  { on: node 9, effect: { slow: 3x }, at: 0s, for: 2000s }
  hang:  { on: node 10, effect: hang, at: 0s, for: 2000s }
detection: { heartbeat: { policy: heartbeat, interval: 1s, timeout: 3s, sees: { down: 0%, hang: 0% } } }
localization: { policy: exact }
services: { api: { runs_on: [web, old], up_when: { at_least: 1 } } }
traffic: { service: api, fidelity: F, arrivals: { rate: 90/s } }
balancing: { policy: P }
run: { replications: { min: 40, max: 40 } }
`

// TestIdleNodesAgree would catch nodes that are bad in some way and sent another part of all requests at flow fidelity
// than they are one by one, and a request to a node that hangs that is sent again and again.
func TestIdleNodesAgree(t *testing.T) {
	for _, policy := range []string{"least-connections", "idle-queue", "least-work"} {
		text := strings.Replace(idleText, "policy: P", "policy: "+policy, 1)
		fidelitiesAgree(t, policy, text)
	}
}

// TestDrawnNodesAgree would catch the same where some nodes are drawn, and a share of a bad node that leaves out how
// many others there are to be drawn with it. One node hangs only where none is drawn twice: what it is sent is lost
// at flow fidelity and, without a timeout, never over one by one.
func TestDrawnNodesAgree(t *testing.T) {
	text := strings.NewReplacer("web: 12, old: 6", "web: 24, old: 8", "rate: 90/s", "rate: 170/s").Replace(idleText)
	for _, policy := range []string{"power-of-choices", "power-of-choices, of: 3", "power-of-choices, different: false"} {
		text := strings.Replace(text, "policy: P", "policy: "+policy, 1)
		if strings.HasSuffix(policy, "false") {
			text = strings.Replace(text, "effect: hang,", "effect: { slow: 2x },", 1)
			text = strings.Replace(text, ", hang: 0%", "", 1)
		}
		fidelitiesAgree(t, policy, text)
	}
}

// fidelitiesAgree holds what flow fidelity says of requests that succeed to what is played one by one.
func fidelitiesAgree(t *testing.T, policy, text string) {
	t.Helper()
	flow := mustRun(t, compiled(t, strings.Replace(text, "fidelity: F", "fidelity: flow", 1)), 2)
	played := mustRun(t, compiled(t, strings.Replace(text, "fidelity: F",
		"fidelity: request, service_time: { dist: exponential, mean: 100ms }", 1)), 2)
	want := point(t, flow, "request_success", "service:api")
	got, _ := played.Find("request_success", "service:api")
	stattest.Check(t, policy, stattest.Normal(got.Mean, want, got.SD/math.Sqrt(float64(got.N))))
	t.Logf("%s: %v, one by one %v ± %v", policy, want, got.Mean, got.SD/math.Sqrt(float64(got.N)))
}
