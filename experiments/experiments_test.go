package experiments

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"nines/experiments/result"
	"nines/experiments/scenario"
	"nines/models"
	"nines/models/exact"
	"nines/sim/stat/stattest"
)

// pairText is two nodes of which one suffices, with a hundred incidents a year and about five outages of half an hour.
const pairText = `
version: 1
name: pair
time: { horizon: 1y }
topology: [ { level: node, count: 2, class: web } ]
classes: { web: { throughput: 100/s, cost: 10/month } }
faults: { crash: { on: web, effect: down, time_to_failure: 170h, repair: 5h } }
detection: { all: { policy: instant } }
localization: { policy: exact }
services: { api: { runs_on: web, up_when: { at_least: 1 } } }
run: { replications: { min: 40, max: 40 } }
`

// written is a document with settings of its own.
func written(t testing.TB, text string, sets ...string) *scenario.Document {
	t.Helper()
	d, err := scenario.Parse("test.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range sets {
		path, value, _ := strings.Cut(set, "=")
		if err := d.Set(path, value); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func compiled(t testing.TB, text string, sets ...string) *scenario.Scenario {
	t.Helper()
	s, err := written(t, text, sets...).Compile(scenario.DefaultCatalogs())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func mustRun(t testing.TB, s *scenario.Scenario, workers int) *Result {
	t.Helper()
	r, err := Run(t.Context(), s, Options{Workers: workers})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// saved is every table of a result as bytes.
func saved(t testing.TB, r *Result) string {
	t.Helper()
	var tables Tables
	tables.Add(context.Background(), result.Key{RunID: "x", Scenario: "s"}, r)
	w, err := result.Create(t.TempDir(), result.LedgerHead{}, result.Fresh)
	if err != nil {
		t.Fatal(err)
	}
	if err := tables.Write(w); err != nil {
		t.Fatal(err)
	}
	var all bytes.Buffer
	fmt.Fprintln(&all, r.Sample.numbers)
	written := 0
	err = filepath.WalkDir(w.Dir(), func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".csv") {
			return err
		}
		text, err := os.ReadFile(path)
		fmt.Fprintln(&all, d.Name(), string(text))
		written++
		return err
	})
	if err := errors.Join(err, w.Discard()); err != nil || written < 7 {
		t.Fatalf("%d tables: %v", written, err)
	}
	return all.String()
}

func TestWorkersChangeNothing(t *testing.T) {
	s := compiled(t, pairText,
		"run.precision={metric: availability, relative: 20%}", "run.replications={min: 10, max: 200}")
	one, eight := mustRun(t, s, 1), mustRun(t, s, 8)
	if one.Sample.Len() != eight.Sample.Len() {
		t.Fatalf("%d replications with one worker, %d with eight", one.Sample.Len(), eight.Sample.Len())
	}
	if saved(t, one) != saved(t, eight) {
		t.Error("eight workers give other bytes than one")
	}
}

func TestSequentialStopping(t *testing.T) {
	s := compiled(t, pairText,
		"run.precision={metric: availability, relative: 10%}", "run.replications={min: 10, max: 2000}")
	r := mustRun(t, s, 0)
	if r.Reason != Precise || r.Reached > 0.1/1.1 || r.Sample.Len() <= 10 {
		t.Errorf("reason %d at ±%.3g after %d replications; want the precision reached", r.Reason, r.Reached, r.Sample.Len())
	}
	s = compiled(t, pairText,
		"run.precision={metric: availability, relative: 0.1%}", "run.replications={min: 10, max: 30}")
	r = mustRun(t, s, 0)
	if r.Reason != Exhausted || r.Sample.Len() != 30 {
		t.Errorf("reason %d after %d replications; want the budget of 30 used", r.Reason, r.Sample.Len())
	}
	if !slices.ContainsFunc(r.Warnings, func(w string) bool { return strings.Contains(w, "not to the ±0.1% asked for") }) {
		t.Errorf("nobody is warned that the precision was not reached: %q", r.Warnings)
	}
}

// A run that is interrupted keeps a gapless beginning, and its numbers are those of a shorter run.
func TestInterruptionKeepsABeginning(t *testing.T) {
	s := compiled(t, pairText, "run.replications={min: 20000, max: 20000}")
	ctx, cancel := context.WithCancel(t.Context())
	r, err := Run(ctx, s, Options{Workers: 4, Progress: func(p Progress) {
		if p.Done == 25 {
			cancel()
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	n := r.Sample.Len()
	if r.Reason != Interrupted || n < 25 || n == 20000 {
		t.Fatalf("reason %d after %d replications", r.Reason, n)
	}
	short := mustRun(t, compiled(t, pairText, fmt.Sprintf("run.replications={min: %d, max: %d}", n, n)), 1)
	a, _ := r.Find("availability", "service:api")
	b, _ := short.Find("availability", "service:api")
	if a.Mean != b.Mean || a.Low != b.Low || a.High != b.High {
		t.Errorf("%d replications interrupted give %v; played on purpose, %v", n, a, b)
	}
}

// coverage is the share of 1000 experiments of 40 replications whose 95 % interval holds the exact unavailability.
func coverage(t *testing.T, s *scenario.Scenario, metric string, exact float64) float64 {
	experiments, covered := 1000, 0
	runner := newRunner(Options{})
	for range experiments {
		s.Spec.Run.Seed++
		r, err := runner.run(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		if e, _ := r.Find(metric, "service:api"); e.Low <= exact && exact <= e.High {
			covered++
		}
	}
	return float64(covered) / float64(experiments)
}

// One node with about 20 outages a replication: the intervals hold what they promise. It would catch an interval that
// treats outages as independent of their number, or a t-interval with the normal's quantile (1 % less coverage).
func TestIntervalsCover(t *testing.T) {
	if testing.Short() {
		t.Skip("40,000 replications")
	}
	text := strings.Replace(pairText, "count: 2", "count: 1", 1)
	s := compiled(t, text, "time.horizon=3500h", "time.start=equilibrium")
	want := exact.TwoState{MTTF: 170, MTTR: 5}
	mean := want.MeanDowntime(3500) / 3500
	got := coverage(t, s, "unavailability", mean)
	t.Logf("covered in %.1f %%", 100*got)
	if got < 0.93 || got > 0.97 {
		t.Errorf("the 95 %% intervals cover the truth in %.1f %% of 1000 experiments", 100*got)
	}
}

func TestSkewedSamplesWarn(t *testing.T) {
	s := compiled(t, pairText, "faults.crash.time_to_failure=2000h",
		"faults.crash.repair={ dist: lognormal, median: 1h, sigma: 2.2 }", "topology.node.count=1")
	r := mustRun(t, s, 0)
	if !slices.ContainsFunc(r.Warnings, func(w string) bool { return strings.Contains(w, "skewed") }) {
		t.Errorf("few outages with heavy repair tails raise no warning: %q", r.Warnings)
	}
}

func TestSimulatedPairAgreesWithItsChain(t *testing.T) {
	r := mustRun(t, compiled(t, pairText, "run.replications={min: 200, max: 200}"), 0)
	k := exact.KofN{Repairman: exact.Repairman{Nodes: 2, Crews: 0, MTTF: 170, MTTR: 5}, Need: 1}
	q := r.Sample.find("unavailability", "service:api")
	values := r.Sample.values(q)
	stattest.Check(t, "unavailability of a pair", stattest.Mean(values, k.MeanUnavailability(8760)))
}

// An interrupted comparison keeps what every variant has.
func TestInterruptedComparison(t *testing.T) {
	versus := Versus{
		Variants: []Variant{{Name: "base", Scenario: compiled(t, pairText, "run.replications={min: 20000, max: 20000}")},
			{Name: "faster", Scenario: compiled(t, pairText, "faults.crash.repair=4.8h")}},
		Criteria: []Criterion{{Metric: "unavailability", Scope: "service:api"}}, Confidence: 0.95,
	}
	ctx, cancel := context.WithCancel(t.Context())
	c, err := Compare(ctx, versus, Options{Progress: func(p Progress) {
		if p.Point == 1 && p.Done > 20 {
			cancel()
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	if c.Reason != Interrupted || len(c.Differences) != 1 || c.Differences[0].Pairs < 16 {
		t.Errorf("reason %d, differences %+v", c.Reason, c.Differences)
	}
}

// A comparison that cannot tell its variants apart within the budget says so, and each variant is estimated all the
// same.
func TestCompareWithinABudget(t *testing.T) {
	versus := Versus{
		Variants: []Variant{{Name: "base", Scenario: compiled(t, pairText)},
			{Name: "faster", Scenario: compiled(t, pairText, "faults.crash.repair=4.8h")}},
		Criteria:   []Criterion{{Metric: "unavailability", Scope: "service:api", Primary: true, Smallest: 1e-9}},
		Confidence: 0.95,
	}
	c, err := Compare(t.Context(), versus, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if c.Reason != Exhausted || len(c.Warnings) != 1 || len(c.Results[1].Estimates) == 0 {
		t.Errorf("reason %d, warnings %q", c.Reason, c.Warnings)
	}
}

// Variants share their random numbers, so a small change shows in few replications; identical variants are identical.
func TestComparePairs(t *testing.T) {
	versus := Versus{
		Variants: []Variant{
			{Name: "base", Scenario: compiled(t, pairText)},
			{Name: "same", Scenario: compiled(t, pairText)},
			{Name: "faster", Scenario: compiled(t, pairText, "faults.crash.repair=4.8h")},
		},
		Criteria:   []Criterion{{Metric: "unavailability", Scope: "service:api", Primary: true}},
		Confidence: 0.95, Holm: true,
	}
	c, err := Compare(t.Context(), versus, Options{})
	if err != nil {
		t.Fatal(err)
	}
	same, faster := c.Differences[0], c.Differences[1]
	if !same.Identical || same.Evident(0.95) {
		t.Errorf("a system differs from itself: %+v", same)
	}
	if faster.Identical || faster.Estimate.Point >= 0 || faster.VarianceReduction < 0.5 {
		t.Errorf("4 %% faster repair: difference %v, variance reduction %.2f", faster.Estimate, faster.VarianceReduction)
	}
	if math.Abs(c.Differences[0].ProbBest-faster.ProbBest) < 0.1 {
		t.Errorf("the faster variant is no likelier to be best: %v", c.Differences)
	}
}

// brittle panics when it is asked.
type brittle struct{}

func (brittle) Next(models.Occurrence) models.Wait { panic("brittle") }

// A mistake in somebody's policy reaches the caller instead of ending the program from within a worker.
func TestPanicsReachTheCaller(t *testing.T) {
	s := compiled(t, pairText)
	s.Blueprint.Faults[0].Failure = brittle{}
	defer func() {
		if crash := recover(); crash != "brittle" {
			t.Errorf("recovered %v", crash)
		}
	}()
	_, _ = Run(t.Context(), s, Options{Workers: 2})
}
