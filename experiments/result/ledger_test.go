package result_test

import (
	"bytes"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"nines/experiments/result"
)

// entered puts n replications of each of two configurations into a ledger.
func entered(t *testing.T, l *result.Ledger, n int) {
	t.Helper()
	for i := range n {
		for point := range 2 {
			c := result.Configuration{Point: point, Params: []result.Param{{Path: "a", Value: strings.Repeat("x", point)}},
				Columns: []result.Column{{Metric: "downtime", Scope: "service:api", Unit: "s/y", Scale: 2},
					{Metric: "availability", Scope: "service:api", Unit: "ratio"}}}
			x := result.Contribution{Point: point, Replication: i, Work: 1e5, Record: recordOf(point, i),
				Numbers: []result.Number{{Top: float64(i), Bottom: 4, Events: i}, {Top: 1, Bottom: float64(i % 2), Censored: 1}}}
			if err := errors.Join(l.Name(c), l.Add(&x)); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// recordOf is a record like no other.
func recordOf(point, replication int) []byte {
	return bytes.Repeat([]byte{byte(point), byte(replication)}, 30+replication)
}

// killedAfter leaves a ledger as a program does that is killed after so many replications, and names its file.
func killedAfter(t *testing.T, dir string, n int) string {
	t.Helper()
	w, err := result.Create(dir, head(), result.Fresh)
	if err != nil {
		t.Fatal(err)
	}
	entered(t, w.Ledger(), n)
	w.Abandon()
	return filepath.Join(dir, ".nines-unfinished", result.LedgerFile)
}

// recalled counts the replications that a ledger knows, each of which has its own record.
func recalled(t *testing.T, l *result.Ledger, n int) (known int) {
	t.Helper()
	for i := range n {
		for point := range 2 {
			record, ok := l.Recall(point, i)
			if ok && !bytes.Equal(record, recordOf(point, i)) {
				t.Fatalf("replication %d of point %d has another record than it was given", i, point)
			}
			if ok {
				known++
			}
		}
	}
	return known
}

// Whatever has become of the bytes of a ledger, what is taken from it is what was entered; what is cut off or damaged
// is played again.
func TestDamagedLedger(t *testing.T) {
	const n = 40
	whole, err := os.ReadFile(killedAfter(t, t.TempDir(), n))
	if err != nil {
		t.Fatal(err)
	}
	random, used := rand.New(rand.NewPCG(1, 1)), 0
	for range 400 {
		data, dir := bytes.Clone(whole), t.TempDir()
		path := killedAfter(t, dir, 1)
		switch at := random.IntN(len(data)); random.IntN(4) {
		case 0:
			data = data[:at]
		case 1:
			data[at] ^= byte(1 + random.IntN(255))
		case 2:
			data = append(data[:at:at], data[min(at+1+random.IntN(20), len(data)):]...)
		case 3:
			data = append(append(data[:at:at], byte(random.IntN(256))), data[at:]...)
		}
		if err := os.WriteFile(path, data, 0o666); err != nil {
			t.Fatal(err)
		}
		w, err := result.Create(dir, head(), result.Resume)
		if err != nil {
			continue // its head is now that of another experiment
		}
		if known := recalled(t, w.Ledger(), n); known > 0 {
			used++
		}
		if err := w.Discard(); err != nil {
			t.Fatal(err)
		}
	}
	if used < 200 {
		t.Errorf("of 400 damaged ledgers the sound part of %d was used, want it of most", used)
	}
}

// A folder that holds finished replications of a killed run is not taken for an empty one, nor for one of another
// experiment; who begins anew on purpose leaves nothing of them.
func TestBegunFolder(t *testing.T) {
	dir := t.TempDir()
	killedAfter(t, dir, 20)
	var begun *result.BegunError
	if _, err := result.Create(dir, head(), result.Fresh); !errors.As(err, &begun) || begun.Replications < 20 ||
		begun.Head != head() {
		t.Fatalf("claimed as if it were empty: %v", err)
	}
	if _, err := result.Open(dir); err == nil || !strings.Contains(err.Error(), "ended after") {
		t.Errorf("a reader is told %v", err)
	}
	other := head()
	other.Seed++
	var foreign *result.ForeignError
	if _, err := result.Create(dir, other, result.Resume); !errors.As(err, &foreign) || foreign.Head != head() {
		t.Errorf("another experiment goes on with it: %v", err)
	}
	w, err := result.Create(dir, other, result.Replace)
	if err != nil || w.Ledger().Kept() != 0 {
		t.Fatalf("begun anew: %v", err)
	}
	if err := w.Publish(manifest()); err != nil {
		t.Fatal(err)
	}
	if got := entries(dir); len(got) != 2 {
		t.Errorf("the folder holds %v", got)
	}
}

// An attempt that is stopped before it has come to what earlier ones have finished loses none of it.
func TestStoppedResumeLosesNothing(t *testing.T) {
	dir := t.TempDir()
	killedAfter(t, dir, 40)
	w, err := result.Create(dir, head(), result.Resume)
	if err != nil {
		t.Fatal(err)
	}
	known := recalled(t, w.Ledger(), 40)
	entered(t, w.Ledger(), 2)
	m := manifest()
	m.Status = result.Interrupted
	if err := w.Publish(m); err != nil {
		t.Fatal(err)
	}
	again, err := result.Create(dir, head(), result.Resume)
	if err != nil {
		t.Fatal(err)
	}
	if got := recalled(t, again.Ledger(), 40); got != known || known < 40 {
		t.Errorf("%d replications are left of %d", got, known)
	}
	if err := again.Discard(); err != nil {
		t.Fatal(err)
	}
}

// What was begun in place of another experiment's results goes on; results of which no ledger is kept are not replaced
// by going on with them.
func TestResumeInPlaceOfOthers(t *testing.T) {
	dir := t.TempDir()
	if err := filled(t, dir, result.Fresh, "1").Publish(manifest()); err != nil {
		t.Fatal(err)
	}
	other := head()
	other.Seed++
	w, err := result.Create(dir, other, result.Replace)
	if err != nil {
		t.Fatal(err)
	}
	entered(t, w.Ledger(), 20)
	w.Abandon()
	if w, err = result.Create(dir, other, result.Resume); err != nil || w.Ledger().Kept() < 20 {
		t.Fatalf("what was begun cannot go on: %v", err)
	}
	if err := w.Discard(); err != nil {
		t.Fatal(err)
	}

	old := t.TempDir()
	text := `{"format_version": 2, "run_id": "x", "files": [{"name": "replications.csv"}]}`
	if err := os.WriteFile(filepath.Join(old, result.ManifestFile), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := result.Create(old, head(), result.Resume); !errors.Is(err, fs.ErrExist) {
		t.Errorf("results of an older format: %v", err)
	}
}

// What many ledgers hold is found whichever is asked, though not all are held open, nor all frames: with 5 MB in each
// replication some have to go. It would catch a frame that is taken for another, or one that is not read again.
func TestManyLedgers(t *testing.T) {
	const ledgers, large = 9, 5 << 20
	var paths []string
	for i := range ledgers {
		w, record := create(t), append([]byte{byte(i)}, make([]byte, min(i, 1)*large)...)
		err := errors.Join(w.Ledger().Name(result.Configuration{}),
			w.Ledger().Add(&result.Contribution{Replication: i, Record: record, Work: 1e9})) // which ends a frame
		if err != nil {
			t.Fatal(err)
		}
		w.Abandon()
		paths = append(paths, filepath.Join(w.Dir(), ".nines-unfinished", result.LedgerFile))
	}
	others := slices.Repeat(paths[:1], 250) // small ones, of which the last is read
	w, err := result.Create(t.TempDir(), head(), result.Fresh, append(paths, others...)...)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		for i := range ledgers {
			if record, ok := w.Ledger().Recall(0, i); !ok || record[0] != byte(i) || len(record) != 1+min(i, 1)*large {
				t.Fatalf("the record of replication %d has %d bytes, found: %t", i, len(record), ok)
			}
		}
	}
	if err := w.Discard(); err != nil {
		t.Fatal(err)
	}
}
