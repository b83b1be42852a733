package result_test

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"nines/experiments/result"
)

func manifest() result.Manifest {
	return result.Manifest{ToolVersion: "0.1", RunID: "3f9a1c", Verb: "run", Command: []string{"nines", "run",
		"a & b.yaml"},
		Scenario: "web", ScenarioHash: "abc", Seed: 1<<64 - 1, Horizon: 31536000, Replications: 300, Confidence: 0.95,
		Axes:   []result.Axis{{Path: "detection.hb.timeout", Label: "time-out"}, {Path: "nodes"}},
		Status: result.Finished, Started: time.Unix(1e9, 0).UTC(), Finished: time.Unix(1e9+10, 0).UTC()}
}

// head is that of the ledger of the usual manifest.
func head() result.LedgerHead {
	m := manifest()
	return m.Head()
}

// create claims a folder of its own.
func create(t *testing.T) *result.Writer {
	t.Helper()
	w, err := result.Create(filepath.Join(t.TempDir(), "runs", "web"), head(), result.Fresh)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// published closes a folder with the usual manifest and opens it.
func published(t *testing.T, w *result.Writer) *result.Folder {
	t.Helper()
	if err := w.Publish(manifest()); err != nil {
		t.Fatal(err)
	}
	f, err := result.Open(w.Dir())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// entries are the names in a folder.
func entries(dir string) (names []string) {
	found, _ := os.ReadDir(dir)
	for _, e := range found {
		names = append(names, e.Name())
	}
	return names
}

func TestFolderRoundTrip(t *testing.T) {
	w := create(t)
	rows := replications()
	if err := result.Save(w, result.Replications, slices.Values(rows)); err != nil {
		t.Fatal(err)
	}
	if err := w.Scenario([]byte("version: 1\n")); err != nil {
		t.Fatal(err)
	}
	f := published(t, w)
	want := manifest()
	want.FormatVersion, want.Files = result.FormatVersion, f.Manifest.Files
	same(t, want, f.Manifest)
	if !result.Has(f, result.Replications) || result.Has(f, result.Series) {
		t.Error("a table that was written is not there, or one that was not is")
	}
	got, err := result.Load(f, result.Replications)
	if err != nil {
		t.Fatal(err)
	}
	same(t, rows, got)
	yaml, err := f.Scenario()
	if err != nil || string(yaml) != "version: 1\n" {
		t.Errorf("scenario %q, %v", yaml, err)
	}
	names := []string{result.LedgerFile, result.ManifestFile, "replications.csv", result.ScenarioFile}
	if got := entries(w.Dir()); !slices.Equal(got, names) {
		t.Errorf("the folder holds %v, want %v", got, names)
	}
}

func TestFolderErrors(t *testing.T) {
	check := func(name string, err error, want string) {
		t.Helper()
		var bad *result.FolderError
		if !errors.As(err, &bad) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want a FolderError with %q", name, err, want)
		}
	}
	_, err := result.Open(filepath.Join(t.TempDir(), "absent"))
	check("absent", err, "no results folder")
	w := create(t)
	_, err = result.Open(w.Dir())
	check("begun", err, "no results yet: process ")
	foreign := replications()
	for i := range foreign {
		foreign[i].RunID = "other"
	}
	if err := errors.Join(result.Save(w, result.Replications, slices.Values(foreign)),
		w.Raw(result.SummaryFile, `{"estimates":[{"run_id":"3f9a1c"}]}`)); err != nil {
		t.Fatal(err)
	}
	f := published(t, w)
	_, err = result.Load(f, result.Series)
	check("no table", err, filepath.Join(w.Dir(), "timeseries.csv")+": missing")
	write(t, f.Path(result.Series.File()), "somebody else's")
	_, err = result.Load(f, result.Series)
	check("a stranger's table", err, filepath.Join(w.Dir(), "timeseries.csv")+": missing")
	_, err = result.Load(f, result.Replications)
	check("other run", err, `run "other"; the manifest is of run "3f9a1c"`)
	_, err = f.Summary()
	check("summary", err, `summary.json: row 1: "scenario" is missing`)
	for text, want := range map[string]string{
		`{"format_version": 99}`:  "format version 99",
		`{"format_ver`:            "not a manifest: no JSON from byte 12 on",
		`{"format_version": "1"}`: `"format_version" holds a string`,
		`{"format_version": 3}`:   "manifest.json: not what was written: its seal is missing",
	} {
		write(t, f.Path(result.ManifestFile), text)
		_, err = result.Open(w.Dir())
		check(text, err, want)
	}
	_, err = result.Open(f.Path(result.ManifestFile))
	check("a file", err, "it is a file")
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// A failure in the middle must leave neither half a file nor lose the older one, and must name the file.
func TestWriteFileIsAllOrNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "summary.csv")
	write(t, path, "old")
	full := errors.New("no space left on device")
	err := result.WriteFile(path, func(w io.Writer) error {
		if _, err := w.Write(make([]byte, 1<<20)); err != nil {
			return err
		}
		return full
	})
	if !errors.Is(err, full) || !strings.Contains(err.Error(), path) {
		t.Errorf("error %v, want the cause and the file's name", err)
	}
	if got, _ := os.ReadFile(path); string(got) != "old" {
		t.Errorf("the old file was lost: %q", got)
	}
	if entries, _ := os.ReadDir(filepath.Dir(path)); len(entries) != 1 {
		t.Errorf("left behind: %v", entries)
	}
}

func TestTableAsJSON(t *testing.T) {
	var b strings.Builder
	rows := replications()
	if err := result.Replications.EncodeJSON(&b, slices.Values(rows)); err != nil {
		t.Fatal(err)
	}
	var got []map[string]any
	if err := json.Unmarshal([]byte(b.String()), &got); err != nil {
		t.Fatal(err)
	}
	if len(got) != len(rows) || got[9]["value"] != nil || got[10]["value"] != nil || got[6]["value"] != 31536000.0 ||
		got[0]["param_detection.hb.timeout"] != "30s" {
		t.Errorf("JSON rows %v", got[:11])
	}
}
