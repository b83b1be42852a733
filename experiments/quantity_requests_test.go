package experiments

import (
	"math"
	"testing"

	"nines/sim/stat/stattest"
)

// oneServer is an M/M/1 queue at half its load: what is served within t is 1 − exp(−(μ − λ) t).
const oneServer = `
version: 1
name: one-server
time: { horizon: 1h, warmup: 1m }
topology: [ { level: node, count: 1 } ]
traffic:
  service: api
  fidelity: request
  arrivals: { rate: 5/s }
  service_time: { dist: exponential, mean: 100ms }
  latency_threshold: 400ms
services: { api: { runs_on: node, up_when: { at_least: 1 } } }
slo:
  - { metric: fast_requests, at_least: 1%, over: 10m }
  - { metric: fast_requests, at_least: 99%, over: 10m }
run: { replications: { min: 40 } }
`

// Requests are fast that are served within the threshold, in the whole run and in each of its windows, which a share
// between its bounds tells from one where all that are served are fast, or none.
func TestFastRequests(t *testing.T) {
	r := mustRun(t, compiled(t, oneServer), 0)
	e, _ := r.Find("fast_requests", "service:api")
	stattest.Check(t, "fast", stattest.Normal(e.Mean, 1-math.Exp(-2), e.SD/math.Sqrt(float64(e.N))))
	for objective, want := range map[string]float64{">=1%": 1, ">=99%": 0} {
		if got := point(t, r, "slo_met", "service:api@fast_requests"+objective+"/10m"); got != want {
			t.Errorf("fast requests %s in %v of the windows, want %v", objective, got, want)
		}
	}
}
