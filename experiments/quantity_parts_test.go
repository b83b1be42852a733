package experiments

import (
	"fmt"
	"math"
	"testing"

	"nines/sim/stat/stattest"
)

// twoZones is two zones of two nodes each, of which a random half of 12 requests a second goes to either; zone b is ill
// in some way, which nobody notices.
const twoZones = `
version: 1
time: { horizon: 20m, warmup: 1m }
topology: [ { level: zone, count: 2, names: [ a, b ] }, { level: node, count: 2 } ]
faults: { ill: { at: 0s, on: zone b, for: 2h, effect: %s } }
detection: { people: { policy: human, delay: { dist: constant, value: 10d } } }
balancing: { policy: random, balancers: 3 }
traffic:
  service: api
  fidelity: request
  arrivals: { rate: 12/s }
  service_time: { dist: exponential, mean: 100ms }
  by_zone: true
  by_balancer: true
services: { api: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 40, max: 40 } }
`

// expect holds estimates to what is known, and raises an alarm where it would not tell a tenth more from it.
func expect(t *testing.T, r *Result, scope string, want map[string]float64) {
	t.Helper()
	for metric, x := range want {
		e, ok := r.Find(metric, scope)
		off := (e.High - e.Low) / (2 * 1.96)
		if !ok || !(off > 0) {
			t.Errorf("%s of %s: %v to %v", metric, scope, e.Low, e.High)
			continue
		}
		stattest.Check(t, metric+" of "+scope, stattest.Normal(e.Mean, x, off))
		if metric != "latency_p99" {
			stattest.Alarm(t, metric+" of "+scope+", a tenth more", stattest.Normal(e.Mean, 1.1*x, off))
		}
	}
}

// Each node is M/M/1 with 3 requests a second, those of zone b at half the speed; balancers have a third of all each,
// and the same mixture.
func TestRequestsApart(t *testing.T) {
	r := mustRun(t, compiled(t, fmt.Sprintf(twoZones, "{ slow: 2x }")), 0)
	expect(t, r, "zone:a@api", map[string]float64{"goodput": 6, "latency": 1. / 7, "latency_p99": math.Log(100) / 7,
		"utilization": 0.3})
	expect(t, r, "zone:b@api", map[string]float64{"goodput": 6, "latency": 1. / 2, "latency_p99": math.Log(100) / 2,
		"utilization": 0.6})
	for _, balancer := range []string{"1", "2", "3"} {
		expect(t, r, "balancer:"+balancer+"@api", map[string]float64{"goodput": 4, "latency": (1./7 + 1./2) / 2})
	}
}

// What fails at the nodes of a zone fails in that zone alone, as does what is given up there.
func TestFailuresApart(t *testing.T) {
	for effect, client := range map[string]string{"down": "", "hang": "{ timeout: 10s }",
		"partition": "{ deadline: 10s }"} {
		sets := []string{}
		if client != "" {
			sets = append(sets, "traffic.client="+client)
		}
		r := mustRun(t, compiled(t, fmt.Sprintf(twoZones, effect), append(sets, "run.replications.min=2")...), 0)
		for scope, want := range map[string]float64{"zone:a@api": 1, "zone:b@api": 0} {
			if got := point(t, r, "request_success", scope); got != want {
				t.Errorf("%s: %v of the requests of %s are served, want %v", effect, got, scope, want)
			}
		}
		if got := point(t, r, "request_success", "service:api"); math.Abs(got-0.5) > 0.02 {
			t.Errorf("%s: %v of all requests are served", effect, got)
		}
	}
}
