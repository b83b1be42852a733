package result_test

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
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

// folder makes a folder with a manifest and opens it.
func folder(t *testing.T) (*result.Writer, *result.Folder) {
	t.Helper()
	w, err := result.Create(filepath.Join(t.TempDir(), "runs", "web"), false)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Manifest(manifest()); err != nil {
		t.Fatal(err)
	}
	f, err := result.Open(w.Dir())
	if err != nil {
		t.Fatal(err)
	}
	return w, f
}

func TestFolderRoundTrip(t *testing.T) {
	w, f := folder(t)
	want := manifest()
	want.FormatVersion = result.FormatVersion
	same(t, want, f.Manifest)
	if result.Has(f, result.Replications) {
		t.Error("a table that was not written is there")
	}
	rows := replications()
	if err := result.Save(w, result.Replications, slices.Values(rows)); err != nil {
		t.Fatal(err)
	}
	if err := w.Scenario([]byte("version: 1\n")); err != nil {
		t.Fatal(err)
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
	names, _ := filepath.Glob(filepath.Join(w.Dir(), ".*"))
	if len(names) > 0 {
		t.Errorf("temporary files left: %v", names)
	}
}

func TestFolderErrors(t *testing.T) {
	w, f := folder(t)
	foreign := replications()
	for i := range foreign {
		foreign[i].RunID = "other"
	}
	check := func(name string, err error, want string) {
		t.Helper()
		var bad *result.FolderError
		if !errors.As(err, &bad) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want a FolderError with %q", name, err, want)
		}
	}
	_, err := result.Open(filepath.Join(t.TempDir(), "absent"))
	check("absent", err, "no results folder")
	_, err = result.Load(f, result.Series)
	check("no table", err, filepath.Join(w.Dir(), "timeseries.csv")+": missing")
	if err := result.Save(w, result.Replications, slices.Values(foreign)); err != nil {
		t.Fatal(err)
	}
	_, err = result.Load(f, result.Replications)
	check("other run", err, `run "other"; the manifest is of run "3f9a1c"`)
	write(t, f.Path(result.SummaryFile), `{"estimates":[{"run_id":"3f9a1c"}]}`)
	_, err = f.Summary()
	check("summary", err, `summary.json: row 1: "scenario" is missing`)
	write(t, f.Path(result.ManifestFile), `{"format_version": 99}`)
	_, err = result.Open(w.Dir())
	check("version", err, "format version 99")
	write(t, f.Path(result.ManifestFile), `{"format_ver`)
	_, err = result.Open(w.Dir())
	check("cut manifest", err, "not a manifest: no JSON from byte 12 on")
	write(t, f.Path(result.ManifestFile), `{"format_version": "1"}`)
	_, err = result.Open(w.Dir())
	check("odd manifest", err, `"format_version" holds a string`)
	_, err = result.Open(f.Path(result.ManifestFile))
	check("a file", err, "it is a file")
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestCreateRefusesAndForces(t *testing.T) {
	w, _ := folder(t)
	write(t, filepath.Join(w.Dir(), "compare.csv"), "old")
	write(t, filepath.Join(w.Dir(), result.PlanFile), "old")
	write(t, filepath.Join(w.Dir(), "notes.txt"), "mine")
	if _, err := result.Create(w.Dir(), false); !errors.Is(err, fs.ErrExist) {
		t.Errorf("existing results: %v, want fs.ErrExist", err)
	}
	names := func() (names []string) {
		entries, _ := os.ReadDir(w.Dir())
		for _, e := range entries {
			names = append(names, e.Name())
		}
		return names
	}
	before := names()
	for _, publish := range []bool{false, true} {
		again, err := result.Create(w.Dir(), true)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(again.Scenario([]byte("version: 1\n")), again.Manifest(manifest())); err != nil {
			t.Fatal(err)
		}
		if !publish {
			if err := again.Discard(); err != nil || !slices.Equal(names(), before) {
				t.Errorf("giving up leaves %v, want %v; %v", names(), before, err)
			}
			continue
		}
		if old, _ := os.ReadFile(filepath.Join(w.Dir(), "compare.csv")); string(old) != "old" {
			t.Error("the old results are gone before the new ones are there")
		}
		want := []string{result.ManifestFile, "notes.txt", result.ScenarioFile}
		if err := again.Publish(); err != nil || !slices.Equal(names(), want) {
			t.Errorf("after --force the folder holds %v, want %v; %v", names(), want, err)
		}
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
