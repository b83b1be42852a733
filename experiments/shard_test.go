package experiments

import (
	"context"
	"errors"
	"slices"
	"testing"

	"nines/experiments/result"
	"nines/experiments/scenario"
)

func TestParseShards(t *testing.T) {
	for text, want := range map[string][]int{"1/1": {1}, "3/64": {3}, "1,4-6/64": {1, 4, 5, 6}, "6,4-5/9": {4, 5, 6}} {
		got, err := ParseShards(text)
		if err != nil || !slices.Equal(got.Mine, want) {
			t.Errorf("%s is %v, %v; want %v", text, got, err, want)
		}
		if back, err := ParseShards(got.String()); err != nil || !slices.Equal(back.Mine, want) {
			t.Errorf("%s is written as %s", text, got)
		}
	}
	for _, text := range []string{"", "3", "/3", "0/3", "4/3", "2-1/3", "1,1/3", "1-2,2/3", "1/0", "1/20000", "a/3",
		"1/b", "1-/3"} {
		if got, err := ParseShards(text); err == nil {
			t.Errorf("%q is taken as %v", text, got)
		}
	}
}

// However an experiment is cut, each replication of each point is played by one shard, and none is played by two; what
// they have kept gives the results of the whole.
func TestShardsAreTheWhole(t *testing.T) {
	texts := []string{"10d", "20d", "30d"}
	compile := func(i int) (*scenario.Scenario, error) {
		return compiled(t, pairText, "time.horizon="+texts[i], "run.replications={min: 11, max: 11}"), nil
	}
	for _, c := range []struct{ fixed, of int }{{11, 1}, {11, 2}, {11, 5}, {11, 40}, {0, 2}, {0, 7}} {
		var ledgers []string
		played := 0
		for n := 1; n <= c.of; n++ {
			w, keep := keepIn(t, t.TempDir(), result.Fresh)
			finished, err := PlayShards(t.Context(), Whole{Points: 3, Compile: compile, Fixed: c.fixed},
				Shards{[]int{n}, c.of}, Options{Keep: keep})
			if err != nil || !finished {
				t.Fatalf("shard %d of %d: finished %v, %v", n, c.of, finished, err)
			}
			played += keep.Ledger.Added()
			if err := w.Publish(shardManifest(n, c.of)); err != nil {
				t.Fatal(err)
			}
			ledgers = append(ledgers, w.Dir()+"/"+result.LedgerFile)
		}
		if played != 33 {
			t.Errorf("%d shards have played %d replications of 33", c.of, played)
		}
		joined, err := result.Create(t.TempDir(), keptHead, result.Fresh, ledgers...)
		if err != nil {
			t.Fatal(err)
		}
		key := func(point int) result.Key { return result.Key{Point: point} }
		keep := Keep{Ledger: joined.Ledger(), Whole: true, Key: key}
		var got []string
		deliver := func(_ int, r *Result) error { got = append(got, saved(t, r)); return nil }
		if _, err := Sweep(t.Context(), Points{N: 3, Compile: compile, Deliver: deliver}, Options{Keep: keep}); err != nil {
			t.Fatal(err)
		}
		for i := range got {
			s, _ := compile(i)
			if got[i] != saved(t, mustRun(t, s, 1)) {
				t.Errorf("point %d of %d shards has other results than the whole", i, c.of)
			}
		}
		if err := joined.Discard(); err != nil {
			t.Fatal(err)
		}
	}
}

func shardManifest(n, of int) result.Manifest {
	return result.Manifest{RunID: "x", Scenario: "s", Verb: "sweep", Status: result.Finished, Confidence: 0.95, Horizon: 1,
		Shards: []int{n}, ShardsOf: of}
}

// Where a replication is missing nothing is played in its place.
func TestMissingReplication(t *testing.T) {
	w, keep := keepIn(t, t.TempDir(), result.Fresh)
	keep.Whole = true
	var missing *MissingError
	if _, err := Run(context.Background(), compiled(t, pairText), Options{Keep: keep}); !errors.As(err, &missing) {
		t.Errorf("a run of which nothing was kept ends with %v", err)
	}
	if err := w.Discard(); err != nil {
		t.Fatal(err)
	}
}
