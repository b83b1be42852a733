package experiments

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"nines/experiments/scenario"
	"nines/models/exact"
)

// brokenText is ten machines and one repairman: nine must be up, which takes some 60 days to come to its 43 %.
const brokenText = `
version: 1
name: repair
time: { horizon: 10000h, warmup: auto }
topology: [ { level: node, count: 10 } ]
faults: { crash: { on: node, effect: down, time_to_failure: 1000h, repair: 100h, needs: { crew: hands } } }
resources: { crews: { hands: { count: 1 } } }
services: { api: { runs_on: node, up_when: { at_least: 9 } } }
run: { replications: { min: 40 } }
`

// found is the warm-up of a scenario that says auto.
func found(t *testing.T, s *scenario.Scenario, workers int) scenario.WarmupSpec {
	t.Helper()
	w, err := FindWarmup(t.Context(), s, Options{Workers: workers})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// brokenUnavailability is what the machines come to over 10,000 h after a warm-up, on average, and for ever.
func brokenUnavailability(warmup float64) (measured, forever float64) {
	const nodes, mttf, mttr, horizon = 10, 1000.0, 100.0, 10000.0
	c := exact.NewChain(nodes + 1)
	for down := range nodes {
		c.Add(down, down+1, float64(nodes-down)/mttf)
		c.Add(down+1, down, 1/mttr)
	}
	start := make([]float64, nodes+1)
	start[0] = 1
	bad := func(down int) bool { return down > 1 }
	measured = (exact.Mass(c.Occupancy(start, warmup+horizon), bad) - exact.Mass(c.Occupancy(start, warmup),
		bad)) / horizon
	return measured, exact.Mass(exact.Repairman{Nodes: nodes, Crews: 1, MTTF: mttf, MTTR: mttr}.Down(), bad)
}

// What is left of the bias, which is known exactly, lies within the interval of as many replications as the warm-up was
// found for; without a warm-up it does not. By seeds that the rule was not tried on.
func TestFoundWarmupRemovesBias(t *testing.T) {
	const replications, deviation = 400, 0.115 // of the unavailability of one replication, measured
	half := 1.96 * deviation / math.Sqrt(replications)
	cold, forever := brokenUnavailability(0)
	if math.Abs(cold-forever) < 1.5*half {
		t.Fatalf("a bias of %.2g would not be seen in an interval of ±%.2g", cold-forever, half)
	}
	for _, seed := range []int{11, 12, 13, 14} {
		w := found(t, compiled(t, brokenText, fmt.Sprintf("run={replications: {min: %d}, seed: %d}", replications, seed)), 0)
		warm, _ := brokenUnavailability(float64(w.Length) / 3600)
		if math.Abs(warm-forever) > half {
			t.Errorf("seed %d: after %s a bias of %.2g is left, of %.2g; the interval is ±%.2g", seed, w.Length.Human(),
				warm-forever, cold-forever, half)
		}
	}
}

// The warm-up does not depend on the number of workers; once it stands in the place of the word, the run is that with
// the same warm-up by hand; and nothing is played before.
func TestFoundWarmupIsOneByHand(t *testing.T) {
	s := compiled(t, brokenText)
	if _, err := Run(t.Context(), s, Options{}); err == nil || !strings.Contains(err.Error(), "not known yet") {
		t.Errorf("played without: %v", err)
	}
	w := found(t, s, 1)
	if other := found(t, s, 3); other != w {
		t.Errorf("one worker finds %v, three %v", w, other)
	}
	document := written(t, brokenText)
	if !document.FindsWarmup() {
		t.Fatal("the document does not say auto")
	}
	document.Warm(w)
	warm, err := document.Compile(scenario.DefaultCatalogs())
	if err != nil || document.FindsWarmup() {
		t.Fatal(err, document.FindsWarmup())
	}
	again := compiled(t, string(warm.Resolved)) // which says how it was found
	byHand := compiled(t, brokenText, "time.warmup="+w.Length.String())
	if again.Hash != warm.Hash || again.Spec.Time.Warmup.Found != w.Found {
		t.Errorf("read back, %+v is %+v", warm.Spec.Time.Warmup, again.Spec.Time.Warmup)
	}
	if a, b := saved(t, mustRun(t, warm, 2)), saved(t, mustRun(t, byHand, 1)); a != b {
		t.Error("a warm-up that was found leads to other numbers than the same by hand")
	}
}

// What is watched, and what a pilot says where there is nothing to see or no end to it.
func TestFindWarmup(t *testing.T) {
	const queue = "traffic={service: api, fidelity: request, arrivals: {rate: 7/s}, service_time: 100ms}"
	for _, c := range []struct {
		name string
		sets []string
		want string // of how it was found, or of the error
	}{
		{"a service that is often down", nil, "unavailability of service:api"},
		{"one that is seldom down", []string{"services.api.up_when.at_least=1"}, "nodes down"},
		{"a queue", []string{"faults={}", "resources={}", "time.horizon=200s", "topology.node.count=1",
			"services.api.up_when.at_least=1", queue}, "requests to service:api under way"},
		{"pilot runs that are lengthened", []string{"time.horizon=300h"}, "in 20 pilot runs of "},
		{"what does not settle", []string{"time.horizon=100h", "run.budget=1"}, "has not settled (MSER-5)"},
	} {
		w, err := FindWarmup(t.Context(), compiled(t, brokenText, c.sets...), Options{})
		if err != nil {
			w.Found = err.Error()
		}
		if !strings.Contains(w.Found, c.want) || (err != nil) != strings.HasPrefix(c.want, "has not") {
			t.Errorf("%s: %v, %q; want %q", c.name, w.Length, w.Found, c.want)
		}
	}
}

// The check rings for a system that starts new, whose first tenth of the time is not like the last, and seldom for one
// that has settled: of 150, each doubted with a chance of 1 in 1000 at most, two would surprise.
func TestUnsettled(t *testing.T) {
	cold := mustRun(t, compiled(t, brokenText, "time.warmup=0s", "run.replications.min=100"), 0)
	if text := cold.unsettled(); !strings.Contains(text, "service:api had not settled when measuring began") {
		t.Errorf("of a system that starts new: %q", text)
	}
	changing := mustRun(t, compiled(t, brokenText, "time.warmup=0s", "run.replications.min=100",
		"faults.drill={on: node, at: 1h, for: 1h}"), 0)
	if text := changing.unsettled(); text != "" {
		t.Errorf("of a system that is meant to change: %q", text)
	}
	const systems, most = 150, 1
	doubted := 0
	for seed := range systems {
		s := compiled(t, brokenText, "time={horizon: 2000h, warmup: 2000h}", "faults.crash.repair=20h",
			"run.replications.min=20", fmt.Sprintf("run.seed=%d", seed+1))
		if mustRun(t, s, 0).unsettled() != "" {
			doubted++
		}
	}
	if doubted > most {
		t.Errorf("%d of %d systems that have settled are doubted", doubted, systems)
	}
}
