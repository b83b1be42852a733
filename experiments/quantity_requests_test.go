package experiments

import (
	"math"
	"strings"
	"testing"

	"nines/experiments/result"
	"nines/models/exact"
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

// The points of the time series add up to what the run counts, and a fault is active in those points in which it is: a
// step of 18 s that was booked in the one before, or counts with the warm-up, would tell.
func TestSeriesOfRequests(t *testing.T) {
	slowed := strings.Replace(oneServer, "traffic:",
		"faults: { slowness: { at: 6m, on: node, for: 549s, effect: { slow: 1.5x } } }\ntraffic:", 1)
	r := mustRun(t, compiled(t, slowed), 0)
	means := map[string]float64{}
	for _, row := range r.Sample.SeriesRows(result.Key{}) {
		means[row.Metric] += row.Mean / 200
		want := 0.0
		switch {
		case row.T > 360 && row.T <= 900:
			want = 1
		case row.T == 918: // the half of it
			want = 0.5
		}
		if row.Metric == "faults_active" && math.Abs(row.Mean-want) > 1e-9 {
			t.Errorf("%s at %g s: %g active, want %g", row.Scope, row.T, row.Mean, want)
		}
	}
	for _, metric := range []string{"arrival_rate", "try_rate", "goodput", "lost_rate"} {
		if want := point(t, r, metric, "service:api"); math.Abs(means[metric]-want) > 1e-9 {
			t.Errorf("%s is %g over the points of time, %g over all", metric, means[metric], want)
		}
	}
	e, _ := r.Find("arrival_rate", "service:api")
	stattest.Check(t, "arrivals per second", stattest.Normal(e.Mean, 5, e.SD/math.Sqrt(float64(e.N))))
	mean := point(t, r, "in_progress", "service:api")
	if math.Abs(means["in_progress"]/mean-1) > 0.1 { // 200 points of 40 runs tell it to 2 %
		t.Errorf("%g requests are under way at the points of time, %g on average", means["in_progress"], mean)
	}
}

// The cells of latencies hold every request that was served, and those below the threshold are as many as are fast.
func TestLatencyCells(t *testing.T) {
	r := mustRun(t, compiled(t, oneServer), 0)
	seconds := 3600 * float64(r.Sample.Len())
	all, least, most := 0.0, 0.0, 0.0
	for _, cell := range r.Sample.HistogramRows(result.Key{}) {
		if cell.Metric != "latency" {
			continue
		}
		all += cell.Weight
		if cell.Upper <= 0.4 {
			least += cell.Weight
		}
		if cell.Lower <= 0.4 {
			most += cell.Weight
		}
	}
	if want := point(t, r, "goodput", "service:api") * seconds; math.Abs(all-want) > 0.5 {
		t.Errorf("%g requests in the cells, %g served", all, want)
	}
	fast := point(t, r, "fast_requests", "service:api") * all // none was cut off by the end that would count
	if fast < least*0.999 || fast > most*1.001 || most > 1.01*least {
		t.Errorf("%g to %g requests in the cells are fast, %g are", least, most, fast)
	}
}

// What requests cost is told of those that are served alone: of 20 a second, a node that serves three at a time and
// lets none wait turns Erlang's share away. It costs 9 an hour; counting all that come would make it a fifth too cheap.
// What windows show stands for the whole run.
func TestCostOfRequests(t *testing.T) {
	lossy := strings.NewReplacer("5/s }", "20/s }\n  queues: { concurrency: 3, limit: 0 }",
		"traffic:", "classes: { node: { cost: 9/h } }\ntraffic:").Replace(oneServer)
	arrived, served := 0.0025/20*1e6, 1-exact.ErlangB(3, 2)
	windows := []string{"time.horizon=1d", "traffic.fidelity=windows",
		"traffic.windows={length: 1m, lead: 1m, count: 20}",
		"slo=[]"}
	for name, set := range map[string][]string{"request": nil, "windows": windows} {
		r := mustRun(t, compiled(t, lossy, set...), 0)
		e, ok := r.Find("cost_per_million", "service:api")
		if !ok || math.Abs(e.High-e.Low) > 0.02*e.Mean {
			t.Fatalf("%s: %v, interval %g to %g", name, ok, e.Low, e.High)
		}
		off := (e.High - e.Low) / (2 * 1.96)
		stattest.Check(t, name, stattest.Normal(e.Mean, arrived/served, off))
		stattest.Alarm(t, name+", of all that come", stattest.Normal(e.Mean, arrived, off))
	}
}

// A sweep may ask for the share of periods that meet an objective, where there is one.
func TestMeasuresObjectives(t *testing.T) {
	s := compiled(t, oneServer)
	for scope, want := range map[string]bool{"": true, "service:api@fast_requests>=1%/10m": true, "service:api": false} {
		if got := Measures(s, "slo_met", scope); got != want {
			t.Errorf("slo_met of %q: measured %v, want %v", scope, got, want)
		}
	}
	if none := strings.Split(oneServer, "slo:")[0]; Measures(compiled(t, none), "slo_met", "") {
		t.Error("slo_met is measured without any objective")
	}
}

// What a request takes of a node says its throughput: ten nodes that take 100 ms each reach 100 requests per second,
// and 50 while they are twice as slow, for a minute of ten.
func TestCapacityOfRequests(t *testing.T) {
	ten := strings.NewReplacer("count: 1", "count: 10", "1h, warmup: 1m", "10m", "over: 10m", "over: 5m", "traffic:",
		"faults: { slowness: { at: 2m, on: node, for: 1m, effect: { slow: 2x } } }\ntraffic:").Replace(oneServer)
	r := mustRun(t, compiled(t, ten), 0)
	if got := point(t, r, "capacity", "service:api"); math.Abs(got-95) > 1e-9 {
		t.Errorf("capacity %g per second, want 95", got)
	}
}
