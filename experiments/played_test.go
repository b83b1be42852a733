package experiments

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"nines/models/exact"
	"nines/sim/stat/stattest"
)

// breaking is two servers that break down and are known to after some seconds, and clients that do not wait long.
const breaking = `
version: 1
name: breaking
time: { horizon: 40000s, warmup: 200s }
topology: [ { level: node, count: 2 } ]
faults: { crash: { on: node, effect: down, time_to_failure: 2000s, repair: 300s } }
detection: { heartbeat: { policy: heartbeat, interval: 1s, timeout: 5s } }
localization: { policy: exact }
balancing: { policy: least-connections }
traffic:
  service: api
  fidelity: request
  arrivals: { rate: 1.2/s, profile: { peak_to_mean: 1.3 } }
  service_time: { dist: exponential, mean: 1s }
  latency_threshold: 6s
  queues: { limit: 30 }
  client: { timeout: 10s, tries: 2, retry_budget: 10% }
services: { api: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 40, max: 40 }, seed: 3 }
`

// inWindows has some 60 of 800 windows played.
var inWindows = []string{"traffic.fidelity=windows", "traffic.windows.length=50s", "traffic.windows.lead=80s",
	"traffic.windows.count=60", "traffic.windows.each=2"}

// Windows come to what all requests come to, under the same faults, with nothing between them but chance; what nodes
// alone decide is the same to the last bit. Windows that stand for the wrong times, or are played from empty queues,
// would differ.
func TestWindowsAgree(t *testing.T) {
	all, some := mustRun(t, compiled(t, breaking), 0), mustRun(t, compiled(t, breaking, inWindows...), 0)
	for _, metric := range []string{"availability", "outages"} {
		if a, b := point(t, all, metric, "service:api"), point(t, some, metric, "service:api"); a != b {
			t.Errorf("%s is %v, and in windows %v", metric, a, b)
		}
	}
	for _, q := range [][2]string{{"request_success", "service:api"}, {"fast_requests", "service:api"},
		{"latency", "service:api"}, {"goodput", "service:api"}, {"lost_rate", "service:api"}, {"tries", "service:api"},
		{"utilization", "service:api"}, {"in_progress", "service:api"}, {"wasted_work", "service:api"},
		{"failed_requests", "failure:late@api"}, {"failed_requests", "failure:broken@api"}} {
		a, b := all.Sample.Values(q[0], q[1]), some.Sample.Values(q[0], q[1])
		for r := range a {
			b[r] -= a[r]
		}
		stattest.Check(t, q[0], stattest.Mean(b, 0))
	}
	for _, metric := range []string{"latency_p50", "latency_p90", "latency_p99"} {
		a, _ := all.Find(metric, "service:api")
		b, _ := some.Find(metric, "service:api")
		if a.Low > b.High || b.Low > a.High {
			t.Errorf("%s is from %v to %v, and in windows from %v to %v", metric, a.Low, a.High, b.Low, b.High)
		}
	}
	if texts := some.Sample.glimpsed(); texts != nil {
		t.Errorf("doubts %q", texts)
	}
}

// Windows that are played from empty queues show shorter ones than there are, and the run notices.
func TestShortLeads(t *testing.T) {
	all := mustRun(t, compiled(t, breaking), 0)
	short := mustRun(t, compiled(t, breaking, append(inWindows, "traffic.windows.lead=4s")...), 0)
	a, b := all.Sample.Values("in_progress", "service:api"), short.Sample.Values("in_progress", "service:api")
	for r := range a {
		b[r] -= a[r]
	}
	stattest.Alarm(t, "requests under way", stattest.Mean(b, 0))
	if texts := strings.Join(short.Warnings, "\n"); !strings.Contains(texts, "queues were still growing") ||
		!strings.Contains(texts, "were not over when they were followed no longer") {
		t.Errorf("nothing is said of it: %s", texts)
	}
}

// Results do not depend on who plays, nor on what else it has played.
func TestWindowsRepeat(t *testing.T) {
	few := append(inWindows, "run.replications.min=6", "run.replications.max=6")
	if a, b := saved(t, mustRun(t, compiled(t, breaking, few...), 1)), saved(t, mustRun(t, compiled(t, breaking, few...),
		3)); a != b {
		t.Error("three workers come to something else than one")
	}
}

// Intervals allow for the times that were not drawn: those of 95 % hold the exact answer in about as many studies of 20
// replications. A node breaks down and loses what it has; a handful of windows are played of 400.
func TestWindowsAreCovered(t *testing.T) {
	if testing.Short() {
		t.Skip("150 studies")
	}
	const studies, text = 150, `
version: 1
time: { horizon: 20000s, warmup: 100s }
topology: [ { level: node, count: 1 } ]
faults: { crash: { on: node, effect: down, time_to_failure: 500s, repair: 50s } }
traffic:
  service: api
  fidelity: windows
  arrivals: { rate: 0.5/s }
  service_time: { dist: exponential, mean: 1s }
  windows: { length: 50s, lead: 60s, count: 10, each: 1 }
services: { api: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 20, max: 20 } }
`
	share, sojourn := exact.Unreliable{Arrive: 0.5, Fail: 1. / 500, Repair: 1. / 50}.Lost(1, 80)
	truth, held := map[string]float64{"request_success": share, "latency": sojourn}, map[string]int{}
	for seed := range studies {
		r := mustRun(t, compiled(t, text, fmt.Sprintf("run.seed=%d", seed+1)), 0)
		for metric, want := range truth {
			if e, _ := r.Find(metric, "service:api"); e.Low <= want && want <= e.High {
				held[metric]++
			}
		}
	}
	for metric := range truth {
		got := float64(held[metric]) / studies
		t.Logf("%s: covered in %.1f %%", metric, 100*got)
		if got < 0.90 || got > 0.99 {
			t.Errorf("%s: %v is covered in %.1f %% of the studies", metric, truth[metric], 100*got)
		}
	}
}

// A share of the runs in which few requests were played is not known, nor how busy the busiest node is.
func TestWindowsDoNotTell(t *testing.T) {
	text := breaking + "slo: [ { metric: request_success, at_least: 50%, in: mean } ]\n"
	r := mustRun(t, compiled(t, text, append(inWindows, "run.replications.min=3", "run.replications.max=3")...), 0)
	if met := r.Judgments[0].Met.Mean; !math.IsNaN(met) {
		t.Errorf("the share of runs that meet the objective is %v", met)
	}
	if _, known := r.Find("imbalance", "service:api"); known {
		t.Error("the node that got the most is known")
	}
}
