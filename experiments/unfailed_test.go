package experiments

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"nines/experiments/result"
	"nines/experiments/scenario"
)

const queue = `version: 1
time: { warmup: 10s, horizon: 200s }
topology: [ { level: node, count: 2 } ]
detection: { all: { policy: instant } }
localization: { policy: exact }
services: { api: { runs_on: node, up_when: { at_least: 1 } } }
traffic: { service: api, fidelity: request, arrivals: { rate: 100/s }, service_time: { dist: exponential, mean: 10ms } }
slo: [ { metric: request_success, at_least: 99% } ]
run: { replications: { min: 5, max: 5 } }
`

func played(t *testing.T, yaml string) *Result {
	t.Helper()
	d, err := scenario.Parse("test.yaml", []byte(yaml))
	if err != nil {
		t.Fatal(err)
	}
	s, err := d.Compile(scenario.DefaultCatalogs())
	if err != nil {
		t.Fatal(err)
	}
	r, err := Run(context.Background(), s, Options{Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestNothingCanFail would catch a bound on what is certain, and certainty where a request could have failed though
// none did.
func TestNothingCanFail(t *testing.T) {
	r := played(t, strings.Replace(queue, "10ms } }", "10ms }, latency_threshold: 5ms }", 1))
	for scope, metrics := range map[string][]string{"service:api": {"availability", "request_success", "lost_rate"},
		"fleet": {"node_availability"}, "failure:late@api": {"failed_requests"}} {
		for _, metric := range metrics {
			if e, _ := r.Find(metric, scope); e.Low != e.High || e.Low != e.Mean || e.Method != result.NoChance {
				t.Errorf("%s of %s is %v to %v (%s), want it certain", metric, scope, e.Low, e.High, e.Method)
			}
		}
	}
	if e, _ := r.Find("latency_p99", "service:api"); !(e.Low < e.High) {
		t.Errorf("p99 is %v to %v", e.Low, e.High)
	}
	for what, yaml := range map[string]string{
		"limit":   strings.Replace(queue, "10ms } }", "10ms }, queues: { limit: 1000 } }", 1),
		"timeout": strings.Replace(queue, "10ms } }", "10ms }, client: { timeout: 9s } }", 1),
		"fault":   queue + "faults: { crash: { on: node, time_to_failure: 10y, repair: 1ms } }\n",
	} {
		e, _ := played(t, yaml).Find("request_success", "service:api")
		if e.Mean != 1 || e.High != 1 || e.Low >= 1 || e.Low < 0.99 {
			t.Errorf("with a %s that was not met: %v to %v (%s)", what, e.Low, e.High, e.Method)
		}
	}
	e, _ := played(t, strings.Replace(queue, "10ms } }", "10ms }, queues: { limit: 2 } }", 1)).
		Find("request_success", "service:api")
	if e.Mean >= 1 || e.Low >= e.Mean || e.High <= e.Mean {
		t.Errorf("with some lost: %v, %v to %v", e.Mean, e.Low, e.High)
	}
}

// TestWaysToFail would catch a bound on a way of failing that there is not, and certainty of one that there is. Of what
// there may be, nothing seen in 1000 s bounds the share by −ln 0.05 spells as long as the longest latency.
func TestWaysToFail(t *testing.T) {
	with := func(more string) string { return strings.Replace(queue, "10ms } }", "10ms }, "+more+" }", 1) }
	crash := queue + "faults: { crash: { on: node, time_to_failure: 10y, repair: 1ms } }\n"
	for yaml, may := range map[string]string{
		with("queues: { limit: 1000 }"):                                      "full wasted_work",
		with("queues: { shedding: { policy: linear, from: 100k, to: 1M } }"): "shed wasted_work",
		with("client: { timeout: 9s }"):                                      "late wasted_work",
		crash:                                                                "broken error lost wrong wasted_work",
		queue:                                                                "",
	} {
		r := played(t, yaml)
		for _, e := range r.Estimates {
			if e.Metric != "failed_requests" && e.Metric != "wasted_work" {
				continue
			}
			how, _, _ := strings.Cut(strings.TrimPrefix(e.Scope, "failure:"), "@")
			if e.Metric == "wasted_work" {
				how = e.Metric
			}
			bounded := slices.Contains(strings.Fields(may), how)
			most := -math.Log(0.05) * r.Sample.longestLatency("service:api") / 1000
			if how != "refused" && bounded != (e.High > 0) || bounded && math.Abs(e.High/most-1) > 1e-9 {
				t.Errorf("may be %q: %s is %v to %v (%s), want at most %v", may, how, e.Low, e.High, e.Method, most)
			}
		}
	}
}

// TestSpared would catch a bound on the downtime of a service that no fault can reach, and certainty for one that a
// fault has not reached yet.
func TestSpared(t *testing.T) {
	r := played(t, `version: 1
time: { horizon: 1d }
topology: [ { level: node, classes: { web: 3, db: 1 } } ]
faults: { crash: { on: web, effect: down, time_to_failure: 100y, repair: 1m } }
detection: { all: { policy: instant } }
localization: { policy: exact }
services:
  api: { runs_on: web, up_when: { at_least: 1 } }
  store: { runs_on: db, up_when: { at_least: 1 } }
  shop: { needs: [api], runs_on: db, up_when: { at_least: 1 } }
run: { replications: { min: 5, max: 5 } }
`)
	for _, c := range []struct {
		service string
		certain bool
	}{{"store", true}, {"api", false}, {"shop", false}} {
		e, _ := r.Find("availability", "service:"+c.service)
		if e.Mean != 1 || (e.Low == 1) != c.certain {
			t.Errorf("%s is up for %v, at least %v (%s)", c.service, e.Mean, e.Low, e.Method)
		}
	}
}
