package experiments

import (
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"nines/experiments/result"
	"nines/experiments/scenario"
)

var keptHead = result.LedgerHead{RunID: "x", Scenario: "s"}

// keepIn claims a folder and keeps in its ledger.
func keepIn(t *testing.T, dir string, way result.Way) (*result.Writer, Keep) {
	t.Helper()
	w, err := result.Create(dir, keptHead, way)
	if err != nil {
		t.Fatal(err)
	}
	return w, Keep{Ledger: w.Ledger(), Key: func(point int) result.Key { return result.Key{Point: point} }}
}

// publishedAs ends a kept run and opens what it has left.
func publishedAs(t *testing.T, w *result.Writer, r *Result) *result.Folder {
	t.Helper()
	m := result.Manifest{RunID: "x", Scenario: "s", Verb: "run", Status: result.Finished, Confidence: 0.95, Horizon: 1,
		Replications: r.Sample.Len()}
	if err := w.Publish(m); err != nil {
		t.Fatal(err)
	}
	f, err := result.Open(w.Dir())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// What the ledger holds of each replication is what the estimates rest on, in the order of the table.
func TestLedgerHoldsWhatWasPlayed(t *testing.T) {
	w, keep := keepIn(t, t.TempDir(), result.Fresh)
	r, err := Run(t.Context(), compiled(t, pairText), Options{Keep: keep})
	if err != nil {
		t.Fatal(err)
	}
	var rows []result.ReplicationRow
	for row, err := range publishedAs(t, w, r).Replications() {
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	sorted := slices.Clone(rows)
	result.Replications.Sort(sorted)
	same := func(a, b result.ReplicationRow) bool {
		return a.Replication == b.Replication && a.Metric == b.Metric && a.Scope == b.Scope
	}
	if !slices.EqualFunc(rows, sorted, same) || len(rows) != r.Sample.Len()*len(r.Sample.quantities) {
		t.Errorf("%d rows for %d replications, or not in the order of the table", len(rows), r.Sample.Len())
	}
	for q := range r.Sample.quantities {
		k := &r.Sample.quantities[q]
		for i, want := range r.Sample.values(q) {
			at := slices.IndexFunc(rows, func(row result.ReplicationRow) bool {
				return row.Replication == i && row.Metric == k.metric && row.Scope == k.scope
			})
			if got := rows[at].Value; math.Float64bits(got) != math.Float64bits(want) {
				t.Fatalf("%s of %s is %g in replication %d, and the ledger says %g", k.metric, k.scope, want, i, got)
			}
		}
	}
}

// However often a run is killed, and after whatever replication, what it leaves in the end is what a run leaves that
// was never killed, byte for byte, and nothing that was finished is played twice.
func TestKilledRunsGoOn(t *testing.T) {
	s := compiled(t, pairText, "run.replications={min: 60, max: 60}")
	whole, keep := keepIn(t, t.TempDir(), result.Fresh)
	want, err := Run(t.Context(), s, Options{Keep: keep})
	if err != nil {
		t.Fatal(err)
	}
	wantBytes := ledgerOf(t, publishedAs(t, whole, want))
	for _, cuts := range [][]int{{1}, {7, 30}, {59}, {20, 20, 41}} {
		dir, way := t.TempDir(), result.Fresh
		for _, cut := range cuts {
			w, keep := keepIn(t, dir, way)
			ctx, kill := context.WithCancel(t.Context())
			_, err := Run(ctx, s, Options{Workers: 2, Keep: keep, Progress: func(p Progress) {
				if p.Done == cut {
					kill()
				}
			}})
			if err := errors.Join(err, w.Discard()); err != nil {
				t.Fatal(err)
			}
			way = result.Resume
		}
		w, keep := keepIn(t, dir, way)
		if kept := keep.Ledger.Kept(); kept < slices.Max(cuts) {
			t.Errorf("after runs of %v replications %d are known", cuts, kept)
		}
		got, err := Run(t.Context(), s, Options{Workers: 2, Keep: keep})
		if err != nil {
			t.Fatal(err)
		}
		if saved(t, got) != saved(t, want) || ledgerOf(t, publishedAs(t, w, got)) != wantBytes {
			t.Errorf("cut short at %v and gone on with, a run leaves other bytes", cuts)
		}
	}
}

func ledgerOf(t *testing.T, f *result.Folder) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(f.Dir(), result.LedgerFile))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// What a replication left is taken up again as it was, of every kind of system.
func TestRecordsAreWhole(t *testing.T) {
	for _, text := range []string{pairText, storyText} {
		s := compiled(t, text)
		var w worker
		o := w.play(t.Context(), s.Plan, 1, 3)
		record := outcomes.Append(nil, o)
		a, b := sampleOf(t, s), sampleOf(t, s)
		a.add(o)
		back := *o
		if err := outcomes.Read(record, &back); err != nil {
			t.Fatal(err)
		}
		b.add(&back)
		if string(outcomes.Append(nil, &back)) != string(record) {
			t.Error("a record that is read is not written alike again")
		}
	}
}

func sampleOf(t *testing.T, s *scenario.Scenario) *Sample {
	t.Helper()
	sample, err := newSample(s.Blueprint, s.Objectives)
	if err != nil {
		t.Fatal(err)
	}
	return sample
}
