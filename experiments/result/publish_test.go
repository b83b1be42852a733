package result_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"nines/experiments/result"
)

// filled writes results that a number tells from others.
func filled(t *testing.T, dir string, way result.Way, number string) *result.Writer {
	t.Helper()
	w, err := result.Create(dir, head(), way)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(w.Scenario([]byte("number: "+number+"\n")), w.Plan([]byte("plan: "+number+"\n"))); err != nil {
		t.Fatal(err)
	}
	return w
}

// numberOf is which results a reader of a folder sees.
func numberOf(t *testing.T, dir string) string {
	t.Helper()
	f, err := result.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	scenario, err := f.Scenario()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(strings.TrimPrefix(string(scenario), "number: "))
}

// Whenever the program ends while it puts new results in the place of old ones, a reader sees one or the other, whole;
// afterwards nothing of the way is left.
func TestPublicationCutShort(t *testing.T) {
	for step, steps := -1, 0; step <= steps; step++ {
		dir := t.TempDir()
		if err := filled(t, dir, result.Fresh, "old").Publish(manifest()); err != nil {
			t.Fatal(err)
		}
		w, err := result.Create(dir, head(), result.Replace)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Scenario([]byte("number: new\n")); err != nil {
			t.Fatal(err)
		}
		want := "old"
		if step < 0 {
			w.Abandon()
		} else if steps, err = w.Commit(manifest(), step); err != nil {
			t.Fatal(err)
		} else {
			want = "new"
		}
		if got := numberOf(t, dir); got != want {
			t.Errorf("cut short before step %d of %d, a reader sees the %s results, want the %s", step, steps, got, want)
		}
		files := []string{result.LedgerFile, result.ManifestFile, result.ScenarioFile}
		if want == "old" {
			files = []string{result.LedgerFile, result.ManifestFile, result.PlanFile,
				result.ScenarioFile}
		}
		if got := entries(dir); !slices.Equal(got, files) {
			t.Errorf("cut short before step %d, the folder holds %v, want %v", step, got, files)
		}
	}
}

// A reader who may not write sees new results that are still on their way.
func TestReadersNeedNotWrite(t *testing.T) {
	for step := range 6 {
		dir := t.TempDir()
		if err := filled(t, dir, result.Fresh, "old").Publish(manifest()); err != nil {
			t.Fatal(err)
		}
		w := filled(t, dir, result.Replace, "new")
		if _, err := w.Commit(manifest(), step); err != nil {
			t.Fatal(err)
		}
		again, err := result.Claim(dir) // as good as a read-only disk: nothing can be put in order
		if err != nil {
			t.Fatal(err)
		}
		if got := numberOf(t, dir); got != "new" {
			t.Errorf("after step %d a reader sees the %s results", step, got)
		}
		again()
	}
}

// One writer at a time; who is killed holds nobody up.
func TestOneWriter(t *testing.T) {
	dir := t.TempDir()
	first := filled(t, dir, result.Fresh, "1")
	var busy *result.BusyError
	_, err := result.Create(dir, head(), result.Replace)
	if !errors.As(err, &busy) || !strings.HasPrefix(busy.Owner, "process ") {
		t.Errorf("a second writer: %v, want a BusyError that names the first", err)
	}
	first.Abandon()
	second := filled(t, dir, result.Fresh, "2") // the first has left no results
	if err := second.Publish(manifest()); err != nil {
		t.Fatal(err)
	}
	if got := numberOf(t, dir); got != "2" {
		t.Errorf("results %s", got)
	}
}

// Giving up leaves what was there before, and no folder that was not there.
func TestDiscard(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	if err := filled(t, dir, result.Fresh, "1").Discard(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder is still there: %v", err)
	}
	if err := filled(t, dir, result.Fresh, "1").Publish(manifest()); err != nil {
		t.Fatal(err)
	}
	if err := filled(t, dir, result.Replace, "2").Discard(); err != nil {
		t.Fatal(err)
	}
	if got := numberOf(t, dir); got != "1" {
		t.Errorf("results %s after giving up the second", got)
	}
}

// What nines did not write is not touched, wherever it lies, and no link is followed.
func TestStrangersStay(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	if err := filled(t, dir, result.Fresh, "1").Publish(manifest()); err != nil {
		t.Fatal(err)
	}
	if _, err := result.Create(dir, head(), result.Fresh); !errors.Is(err, fs.ErrExist) {
		t.Errorf("existing results: %v, want fs.ErrExist", err)
	}
	write(t, filepath.Join(dir, "notes.txt"), "mine")
	write(t, filepath.Join(elsewhere, "cat.svg"), "mine")
	write(t, filepath.Join(elsewhere, "charts.json"), `["cat.svg"]`)
	if err := os.Symlink(elsewhere, filepath.Join(dir, result.ChartsFolder)); err != nil {
		t.Skip(err)
	}
	if err := filled(t, dir, result.Replace, "2").Publish(manifest()); err != nil {
		t.Fatal(err)
	}
	if got := entries(elsewhere); !slices.Equal(got, []string{"cat.svg", "charts.json"}) {
		t.Errorf("behind the link there is %v", got)
	}
	if got := entries(dir); !slices.Contains(got, "notes.txt") {
		t.Errorf("the folder holds %v", got)
	}
	var stranger *result.StrangerError
	f, err := result.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.SaveChart("cat.svg", text("ours")); !errors.As(err, &stranger) {
		t.Errorf("a chart behind a link: %v, want a StrangerError", err)
	}
	for name, place := range map[string]func(path string) error{
		"summary.csv":  func(path string) error { return os.WriteFile(path, []byte("mine"), 0o666) },
		"timeline.csv": func(path string) error { return os.Symlink(filepath.Join(elsewhere, "cat.svg"), path) },
	} {
		path := filepath.Join(dir, name)
		if err := place(path); err != nil {
			t.Fatal(err)
		}
		if _, err := result.Create(dir, head(), result.Replace); !errors.As(err, &stranger) || stranger.Path != path {
			t.Errorf("%s: %v, want a StrangerError", name, err)
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

// New results take the charts of the old ones with them, and only those.
func TestChartsGoWithTheirResults(t *testing.T) {
	dir := t.TempDir()
	if err := filled(t, dir, result.Fresh, "1").Publish(manifest()); err != nil {
		t.Fatal(err)
	}
	f, err := result.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	charts := f.Path(result.ChartsFolder)
	for _, name := range []string{"causes.svg", "sweep.png", "causes.svg"} {
		if err := f.SaveChart(name, text(name)); err != nil {
			t.Fatal(err)
		}
	}
	write(t, filepath.Join(charts, "mine.svg"), "mine")
	var stranger *result.StrangerError
	if err := f.SaveChart("mine.svg", text("ours")); !errors.As(err, &stranger) {
		t.Errorf("over a stranger's picture: %v, want a StrangerError", err)
	}
	if err := filled(t, dir, result.Replace, "2").Publish(manifest()); err != nil {
		t.Fatal(err)
	}
	if got := entries(charts); !slices.Equal(got, []string{"mine.svg"}) {
		t.Errorf("charts holds %v, want what is not ours", got)
	}
}

// A program that is killed while it draws leaves a part of a picture: the next that draws removes it, whatever it is,
// and nothing of other people.
func TestPartsOfPicturesGo(t *testing.T) {
	dir := t.TempDir()
	if err := filled(t, dir, result.Fresh, "1").Publish(manifest()); err != nil {
		t.Fatal(err)
	}
	f, err := result.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	charts := f.Path(result.ChartsFolder)
	if err := f.SaveChart("phases.png", text("whole")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{".phases.png.tmp", ".charts.json.tmp", ".mine.png.tmp"} {
		write(t, filepath.Join(charts, name), "part")
	}
	if err := f.SaveChart("causes.svg", text("whole")); err != nil {
		t.Fatal(err)
	}
	want := []string{".mine.png.tmp", "causes.svg", "charts.json", "phases.png"}
	if got := entries(charts); !slices.Equal(got, want) {
		t.Errorf("charts holds %v", got)
	}
}

// Who looks at what was killed is told what it was, by everybody who looks, and the next writer needs no force.
func TestBegunAndKilled(t *testing.T) {
	dir := t.TempDir()
	w := filled(t, dir, result.Fresh, "1")
	looks := func(killed bool, want string) {
		t.Helper()
		var bad *result.FolderError
		_, err := result.Open(dir)
		if !errors.As(err, &bad) || bad.Killed != killed || bad.Busy == killed || !strings.Contains(bad.Reason, want) {
			t.Errorf("%v, want a FolderError that says %s", err, want)
		}
	}
	looks(false, "is at it")
	w.Abandon()
	looks(true, "the sweep that was begun there ended")
	looks(true, "the sweep that was begun there ended")
	if err := filled(t, dir, result.Fresh, "2").Publish(manifest()); err != nil {
		t.Fatal(err)
	}
	if got := numberOf(t, dir); got != "2" {
		t.Errorf("results %s", got)
	}
}

// text is a file's filler.
func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}
