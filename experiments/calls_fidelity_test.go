package experiments

import (
	"math"
	"strings"
	"testing"

	"nines/sim/stat/stattest"
)

// callsText is three services, of which the first calls the others; nodes of two fail requests all the time.
const callsText = `
version: 1
time: { horizon: 1000s }
topology: [ { level: node, classes: { web: 2, auth: 2, db: 2 } } ]
classes: { web: { throughput: 50/s }, auth: { throughput: 50/s }, db: { throughput: 50/s } }
faults:
  gray:  { on: db, effect: { lossy: 20% }, at: 0s, for: 2000s }
  wrong: { on: auth, effect: { corrupt: 10% }, at: 0s, for: 2000s }
localization: { policy: exact }
services:
  api:  { runs_on: web, up_when: { at_least: 1 }, calls: { auth: 30%, db: 2.5 } }
  auth: { runs_on: auth, up_when: { at_least: 1 }, calls: { db: { per_request: 50%, needed: false } } }
  db:   { runs_on: db, up_when: { at_least: 1 } }
traffic:
  - { service: api, fidelity: F, arrivals: { rate: 5/s } }
  - { service: auth, fidelity: F, arrivals: { rate: 1/s } }
balancing: { policy: random }
run: { replications: { min: 40, max: 40 } }
`

// TestCallsAgree would catch calls of which a share means something else at request fidelity than at flow, and losses
// that are counted at one of them only.
func TestCallsAgree(t *testing.T) {
	flow := mustRun(t, compiled(t, strings.ReplaceAll(callsText, "fidelity: F", "fidelity: flow")), 2)
	text := strings.ReplaceAll(callsText, "fidelity: F", "fidelity: request, service_time: 40ms")
	text = strings.Replace(text, "balancing:", "  - { service: db, fidelity: request, service_time: 40ms }\nbalancing:", 1)
	played := mustRun(t, compiled(t, text), 2)
	for _, service := range []string{"service:api", "service:auth", "service:db"} {
		want := point(t, flow, "request_success", service)
		got, _ := played.Find("request_success", service)
		stattest.Check(t, service, stattest.Normal(got.Mean, want, got.SD/math.Sqrt(float64(got.N))))
		t.Logf("%s: %v, one by one %v", service, want, got.Mean)
	}
}
