package localization

import (
	"math"
	"strings"
	"testing"

	"nines/models"
	"nines/models/exact"
	"nines/sim"
	"nines/sim/stat/stattest"
	"nines/sim/unit"
)

// ranks counts the places at which a graph of so many candidates has the culprit.
func ranks(t *testing.T, candidates int, accuracy unit.Ratio) []int {
	l := build(t, DependencyGraphConfig{Candidates: &candidates, Takes: law("1m"), Coverage: everything(1),
		Accuracy: accuracy, Wasted: law("5m")}, NewDependencyGraph)
	places := make([]int, candidates)
	for _, d := range diagnoses(l, models.Alarm{}, 8, 40_000) {
		if !d.Right || d.Wrong > 0 && d.Wasted < 0 {
			t.Fatalf("the answer is %+v", d)
		}
		places[d.Wrong]++
	}
	return places
}

// ranking is the truncated geometric law that has the culprit first with a probability.
func ranking(accuracy float64, candidates int) exact.Ranking {
	low, high := 0.0, 1.0
	for range 60 {
		if p := (low + high) / 2; (exact.Ranking{Step: p, Candidates: candidates}).Top(1) < accuracy {
			low = p
		} else {
			high = p
		}
	}
	return exact.Ranking{Step: low, Candidates: candidates}
}

// The place of the culprit is truncated geometric, the accuracy that of the first place; a blind order is uniform. Not
// to renormalize what is truncated is seen, and so is an accuracy that is 4 % off.
func TestRanks(t *testing.T) {
	p := func(got []int, want exact.Ranking) float64 {
		expected := want.Ranks()
		for i := range expected {
			expected[i] *= 40_000
		}
		return stattest.ChiSquare(got, expected, 0)
	}
	stattest.Check(t, "ten", p(ranks(t, 10, 0.3), ranking(0.3, 10)))
	stattest.Check(t, "two", p(ranks(t, 2, 0.7), ranking(0.7, 2)))
	stattest.Check(t, "blind", p(ranks(t, 7, 1.0/7), exact.Ranking{Candidates: 7}))
	stattest.Check(t, "hundred", p(ranks(t, 101, 0.05), ranking(0.05, 101)))
	stattest.Alarm(t, "not truncated", p(ranks(t, 5, 0.3), exact.Ranking{Step: 0.3, Candidates: 5}))
	stattest.Alarm(t, "4 % off", p(ranks(t, 10, 0.3), ranking(0.312, 10)))
	if got := ranks(t, 5, 1); got[0] != 40_000 {
		t.Errorf("a perfect ranking has the culprit at %v", got)
	}
}

// The time to the culprit is that of the ranking and of all innocents before it.
func TestMeanTimeOfRanking(t *testing.T) {
	n := 10
	l := build(t, DependencyGraphConfig{Candidates: &n, Takes: law("1m"), Coverage: everything(1), Accuracy: 0.3,
		Wasted: law("5m")}, NewDependencyGraph)
	xs := searches(l, models.Alarm{}, 40_000)
	want := ranking(0.3, n).MeanTime(60, 300)
	stattest.Check(t, "mean", stattest.Mean(xs, want))
	stattest.Alarm(t, "the culprit is tested too", stattest.Mean(xs, want+300))
}

func TestCandidatesOfGraphs(t *testing.T) {
	graph := map[string][]string{"api": {"db", "auth"}, "db": {"disk"}, "auth": {"disk"}, "batch": {"db"}}
	for from, want := range map[string]int{"": 5, "api": 4, "db": 2, "disk": 1, "batch": 3} {
		if n, err := reach(graph, from); n != want || err != nil {
			t.Errorf("from %q %d components can be reached (%v), want %d", from, n, err, want)
		}
	}
	deep := map[string][]string{}
	for i := range 2000 {
		deep[strings.Repeat("a", i+1)] = []string{strings.Repeat("a", i+2)}
	}
	for want, c := range map[string]struct {
		graph map[string][]string
		from  string
	}{
		"graph has the cycle b → c → b; leave out":    {map[string][]string{"a": {"b"}, "b": {"c"}, "c": {"b"}}, "a"},
		"graph has the cycle a → a; leave out":        {map[string][]string{"a": {"a"}}, ""},
		`from is "web", which is not in the graph; w`: {graph, "web"},
		"graph has more than 1000 components; leave":  {deep, "a"},
	} {
		if _, err := reach(c.graph, c.from); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("the error is %v, want %q", err, want)
		}
	}
}

// A change is suspected if it is recent, rightly if it is the cause.
func TestRecentChange(t *testing.T) {
	l := build(t, RecentChangeConfig{Window: 100, Takes: law("1m"), Coverage: 0.7, Wasted: law("5m")}, NewRecentChange)
	for name, c := range map[string]struct {
		alarm        models.Alarm
		right, named float64
	}{
		"guilty":        {models.Alarm{Change: true, Since: 100}, 0.7, 0.7},
		"long ago":      {models.Alarm{Change: true, Since: 101}, 0, 0},
		"innocent":      {models.Alarm{Since: 50}, 0, 0.7},
		"no change":     {models.Alarm{Since: sim.Duration(math.Inf(1))}, 0, 0},
		"a false alarm": {models.Alarm{Since: 50, False: true}, 0, 0.7},
	} {
		ds := diagnoses(l, c.alarm, 9, 40_000)
		stattest.Check(t, name+" right", share(ds, c.right, right))
		stattest.Check(t, name+" named", share(ds, c.named, named))
		if o := l.Diagnose(c.alarm); o.Named != c.named || o.Named*o.Right != c.right {
			t.Errorf("%s: names somebody with probability %g, and rightly with %g", name, o.Named, o.Right)
		}
	}
}
