package experiments

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"nines/experiments/result"
	"nines/experiments/scenario"
	"nines/sim/stat"
)

// kept plays a scenario into a folder and reads what its ledger keeps of it.
func kept(t testing.TB, s *scenario.Scenario) ([]result.Column, []result.Contribution) {
	t.Helper()
	dir := t.TempDir()
	w, err := result.Create(dir, keptHead, result.Fresh)
	if err != nil {
		t.Fatal(err)
	}
	keep := Keep{Ledger: w.Ledger(), Key: func(point int) result.Key { return result.Key{Point: point} }}
	r, err := Run(t.Context(), s, Options{Keep: keep})
	if err != nil {
		t.Fatal(err)
	}
	m := result.Manifest{RunID: "x", Scenario: "s", Verb: "run", Status: result.Finished, Confidence: 0.95, Horizon: 1,
		Replications: r.Sample.Len()}
	if err := w.Publish(m); err != nil {
		t.Fatal(err)
	}
	f, err := result.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	c, all, err := f.Kept(0)
	if err != nil {
		t.Fatal(err)
	}
	return c.Columns, all
}

// before is a scenario with what an earlier run has kept of it.
func before(t testing.TB, s *scenario.Scenario) Variant {
	t.Helper()
	columns, all := kept(t, s)
	e, err := NewEarlier(s, columns, all)
	if err != nil {
		t.Fatal(err)
	}
	return Variant{Name: "before", Scenario: s, Earlier: e}
}

// contested are a system and a changed one, compared by a mean, a count, a quantile over time and an objective.
var contested = []Criterion{{Metric: "unavailability", Scope: "service:api"}, {Metric: "mttr", Scope: "service:api"},
	{Metric: "capacity_p05", Scope: "service:api"}, {Metric: "slo_met", Scope: "service:api@downtime<=2h/30d"}}

const contestedSLO = "slo=[{metric: downtime, at_most: 2h per 30d, over: 30d, in: 50%}]"

// Against earlier results of the same seed, differences are to the last bit what a comparison of both systems gives, in
// every number, whatever the number of replications on either side beyond those that both have, and in whatever shards.
func TestEarlierResultsPair(t *testing.T) {
	old := compiled(t, pairText, contestedSLO, "run.seed=5", "run.replications={min: 24, max: 24}")
	now := compiled(t, pairText, contestedSLO, "run.seed=5", "faults.crash.repair=6h",
		"run.replications={min: 24, max: 24}")
	criteria := slices.Clone(contested)
	criteria[3].Scope = ObjectiveScopes(now)[0]
	v := Versus{Variants: []Variant{{Name: "before", Scenario: old}, {Name: "now", Scenario: now}}, Confidence: 0.95,
		Holm: true, Criteria: criteria}
	want, err := Compare(t.Context(), v, Options{})
	if err != nil {
		t.Fatal(err)
	}
	longer := compiled(t, pairText, contestedSLO, "run.seed=5", "run.replications={min: 30, max: 30}")
	for name, earlier := range map[string]Variant{"as many": before(t, old), "more": before(t, longer)} {
		v.Variants[0] = earlier
		plays := 0
		got, err := Compare(t.Context(), v, Options{Workers: 2, Progress: func(p Progress) { plays++ }})
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(bitsOf(got.Differences), bitsOf(want.Differences)) {
			t.Errorf("%s: %+v\nwant %+v", name, got.Differences, want.Differences)
		}
		if got.Warnings != nil || got.strange[0] {
			t.Errorf("%s: %q, strange %v", name, got.Warnings, got.strange)
		}
		a, b := got.Results[0].Estimates[0], want.Results[0].Estimates[0]
		if a.N != b.N || a.Mean != b.Mean || a.Low != b.Low || a.High != b.High || a.P95 != b.P95 {
			t.Errorf("%s: the earlier system has %+v, played %+v", name, a, b)
		}
	}
}

// bitsOf are the numbers of differences, to be compared where some are none.
func bitsOf(all []Difference) (bits [][]uint64) {
	for _, d := range all {
		row := []uint64{uint64(d.Variant), uint64(d.Baseline), uint64(d.Criterion), uint64(d.Pairs)}
		for _, x := range []float64{d.Estimate.Point, d.Estimate.Low, d.Estimate.High, d.Estimate.SD, d.P, d.Adjusted,
			d.VarianceReduction, d.ProbBest, d.Relative} {
			row = append(row, math.Float64bits(x))
		}
		bits = append(bits, row)
	}
	return bits
}

// Of what another seed has played nothing is shared: it is said, and no pairs are claimed.
func TestEarlierResultsOfAnotherSeed(t *testing.T) {
	old := before(t, compiled(t, pairText, "run.seed=5", "run.replications={min: 60, max: 60}"))
	v := Versus{Variants: []Variant{old, {Name: "now", Scenario: compiled(t, pairText, "run.seed=6",
		"run.replications={min: 20}")}}, Confidence: 0.95, Criteria: contested[:3]}
	c, err := Compare(t.Context(), v, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range c.Differences {
		if d.Pairs != 0 || !math.IsNaN(d.VarianceReduction) || d.Estimate.Method != "unpaired, Welch t" {
			t.Errorf("%+v", d)
		}
	}
	if n := c.Differences[0].Estimate.N; n != 120 {
		t.Errorf("rests on %d replications", n)
	}
	if text := strings.Join(c.Warnings, "\n"); !strings.Contains(text, "--seed 5 pairs them") {
		t.Errorf("warnings %q", text)
	}
}

// A program that draws other numbers is found out by the first replication, and its results are not paired; one whose
// records do not say what its ledger does is refused.
func TestStrangeResults(t *testing.T) {
	s, other := compiled(t, pairText, "run.seed=5"), compiled(t, pairText, "run.seed=6")
	strange := before(t, other)
	strange.Scenario, strange.Earlier.Seed = s, 5 // as if this seed had drawn that
	v := Versus{Variants: []Variant{strange, {Name: "now", Scenario: s}}, Confidence: 0.95, Criteria: contested[:1]}
	c, err := Compare(t.Context(), v, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !c.Results[0].Strange || c.Differences[0].Pairs != 0 ||
		!strings.Contains(c.Warnings[0], "draws other random numbers") {
		t.Errorf("%+v, %q", c.Differences[0], c.Warnings)
	}
	columns, all := kept(t, s)
	bigger := compiled(t, strings.Replace(pairText, "count: 2", "count: 3", 1))
	for name, spoil := range map[string]func(){
		"another number": func() { all[3].Numbers[2].Top = math.Nextafter(all[3].Numbers[2].Top, 2) },
		"a short record": func() { all[3].Record = all[3].Record[:9] },
		"no such metric": func() { columns = append(columns, result.Column{Metric: "luck", Scope: "service:api"}) },
		"other columns":  func() { columns[0].Unit = "h" },
		"nothing":        func() { all = nil },
		"another system": func() { s = bigger },
	} {
		columns, all = kept(t, s)
		spoil()
		if _, err := NewEarlier(s, columns, all); err == nil {
			t.Errorf("%s: not refused", name)
		}
	}
}

// remembered are so many replications of a system as an earlier run has kept them, without a folder.
func remembered(t testing.TB, v Variant, replications int) Variant {
	t.Helper()
	var w worker
	e := &Earlier{Seed: uint64(v.Scenario.Spec.Run.Seed)}
	for k := range replications {
		e.records = append(e.records, outcomes.Append(nil, w.play(t.Context(), v.Scenario.Plan, e.Seed, k)))
	}
	v.Earlier = e
	return v
}

// Of 200 comparisons with earlier results of another seed, of which there are more, 95 % of the intervals hold the
// difference that there is, and 5 % raise a false alarm about systems that only differ in the law of repair. It would
// catch intervals that claim pairs, which hold it as often but are no narrower, by their degrees of freedom alone, and
// a pooled variance, which does not.
func TestUnpairedDifferencesAreCovered(t *testing.T) {
	n, held, alarms := 200, 0, 0
	if testing.Short() {
		n = 40
	}
	now := loner(t, "run.replications={min: 14, max: 14}", "faults.crash.repair=6h")
	same := loner(t, "run.replications={min: 14, max: 14}", "faults.crash.repair={dist: constant, value: 5h}")
	old := loner(t, "run.replications={min: 14, max: 14}", "faults.crash.repair=5h")
	for i := range n {
		old.Scenario.Spec.Run.Seed = 1_000_000 + old.Scenario.Spec.Run.Seed%1_000_000 + 1
		now.Scenario.Spec.Run.Seed++
		same.Scenario.Spec.Run.Seed = now.Scenario.Spec.Run.Seed
		v := Versus{Variants: []Variant{remembered(t, old, 20), now, same}, Confidence: 0.95, Baselines: []int{0},
			Criteria: []Criterion{{Metric: "unavailability", Scope: "service:api"}}}
		c, err := Compare(t.Context(), v, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if e := c.Differences[0].Estimate; e.Low <= 6.0/176-5.0/175 && 6.0/176-5.0/175 <= e.High {
			held++
		}
		if c.Differences[1].P < 0.05 {
			alarms++
		}
		if i == 0 && (c.Differences[0].Pairs != 0 || c.Differences[0].Estimate.N != 28) {
			t.Fatalf("%+v", c.Differences[0])
		}
	}
	t.Logf("%d of %d intervals hold the difference; %d false alarms", held, n, alarms)
	if e := stat.ClopperPearson(held, n, 0.9999); e.Low > 0.95 || e.High < 0.95 {
		t.Errorf("%d of %d intervals of 95 %% hold the difference", held, n)
	}
	if e := stat.ClopperPearson(alarms, n, 0.9999); e.Low > 0.05 || e.High < 0.05 {
		t.Errorf("%d of %d false alarms of 5 %%", alarms, n)
	}
}

// Where the number of replications is open, no more are played than could tell more about the difference.
func TestEarlierResultsEndARace(t *testing.T) {
	v := Versus{Variants: []Variant{remembered(t, loner(t, "faults.crash.repair=5h"), 60),
		loner(t, "run.replications={min: 20}", "faults.crash.repair=6h")}, Confidence: 0.95,
		Criteria: []Criterion{{Metric: "unavailability", Scope: "service:api", Smallest: 1e-9}}}
	c, err := Compare(t.Context(), v, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if c.Reason != Exhausted || c.longest() != 60 || !strings.Contains(strings.Join(c.Warnings, "\n"),
		"play the earlier results anew with more") {
		t.Errorf("reason %d after %d replications, %q", c.Reason, c.longest(), c.Warnings)
	}
	v.Criteria[0].Smallest = 1
	if c, err = Compare(t.Context(), v, Options{}); err != nil || c.longest() != 20 {
		t.Errorf("%d replications tell a difference of 1, %v", c.longest(), err)
	}
	v.Criteria[0].Smallest = 0
	if c, err = Compare(t.Context(), v, Options{}); err != nil || c.Differences[0].Pairs != 60 {
		t.Errorf("%d pairs of the 60 that there can be, %v", c.Differences[0].Pairs, err)
	}
}

// In shards, what was played before is kept like the rest, and joined again it gives the same.
func TestEarlierResultsInShards(t *testing.T) {
	v := Versus{Variants: []Variant{remembered(t, loner(t, "faults.crash.repair=5h"), 17),
		loner(t, "run.replications={min: 20, max: 20}", "faults.crash.repair=6h")}, Confidence: 0.95,
		Criteria: []Criterion{{Metric: "unavailability", Scope: "service:api"}}}
	want, err := Compare(t.Context(), v, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var ledgers []string
	for n := 1; n <= 3; n++ {
		w, keep := keepIn(t, t.TempDir(), result.Fresh)
		finished, err := PlayShards(t.Context(), v.Whole(), Shards{[]int{n}, 3}, Options{Keep: keep})
		if err != nil || !finished {
			t.Fatal(err)
		}
		if err := w.Publish(shardManifest(n, 3)); err != nil {
			t.Fatal(err)
		}
		ledgers = append(ledgers, w.Dir()+"/"+result.LedgerFile)
	}
	w, err := result.Create(t.TempDir(), keptHead, result.Fresh, ledgers...)
	if err != nil {
		t.Fatal(err)
	}
	keep := Keep{Ledger: w.Ledger(), Key: func(point int) result.Key { return result.Key{Point: point} }, Whole: true}
	if w.Ledger().Kept() != 37 {
		t.Errorf("shards keep %d replications", w.Ledger().Kept())
	}
	v.Variants[0].Earlier.records = v.Variants[0].Earlier.records[:17:17]
	got, err := Compare(t.Context(), v, Options{Keep: keep})
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(bitsOf(got.Differences), bitsOf(want.Differences)) {
		t.Errorf("joined %+v\nwant %+v", got.Differences, want.Differences)
	}
}
