package scenario

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"nines/models/failure"
)

// A scenario from a stranger reads nothing but regular files in its own folder.
func TestDataFilesStayInTheFolder(t *testing.T) {
	outside := t.TempDir()
	folder := filepath.Join(outside, "scenario")
	must(os.MkdirAll(filepath.Join(folder, "data"), 0o755))
	must(os.WriteFile(filepath.Join(outside, "secret.csv"), []byte("1\n"), 0o644))
	must(os.WriteFile(filepath.Join(folder, "data", "good.csv"), []byte("\ufeffseconds\r\n60\r\n120\r\n"), 0o644))
	must(os.WriteFile(filepath.Join(folder, "bad.csv"), []byte("60\n-1\n"), 0o644))
	must(os.Symlink("../secret.csv", filepath.Join(folder, "link.csv")))
	must(os.Symlink("data/good.csv", filepath.Join(folder, "inner.csv")))
	large, err := os.Create(filepath.Join(folder, "large.csv"))
	must(err)
	must(large.Truncate(maxData + 1))
	must(large.Close())
	for name, want := range map[string]string{
		"data/good.csv":            "",
		"inner.csv":                "",
		"data/../data/good.csv":    "",
		"../secret.csv":            "must lie in the scenario's folder or below",
		"link.csv":                 "must lie in the scenario's folder or below",
		outside + "/secret.csv":    "must lie in the scenario's folder or below",
		"data":                     "is not a regular file",
		"absent.csv":               "does not exist in the scenario's folder",
		"large.csv":                "is larger than 64 MiB",
		"bad.csv":                  `bad.csv:2: want a number of seconds, got "-1"`,
		strings.Repeat("x/", 5000): "does not exist",
	} {
		text := fmt.Sprintf(frame, "{on: zone, rate: 1/y, repair: {dist: empirical, file: '"+name+"'}}")
		d, err := Parse(filepath.Join(folder, "s.yaml"), []byte(text))
		must(err)
		_, err = d.Compile(DefaultCatalogs())
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%.40s: %v, want %q", name, err, want)
		}
	}
}

// compileRecord compiles a replay of the given CSV on two zones after a warm-up of 1000 s.
func compileRecord(t *testing.T, rows string) (*Scenario, error) {
	t.Helper()
	folder := t.TempDir()
	must(os.WriteFile(filepath.Join(folder, "r.csv"), []byte(rows), 0o644))
	text := fmt.Sprintf(frame, "{on: zone, replay: r.csv}") + "time: {warmup: 1000s}\n"
	d, err := Parse(filepath.Join(folder, "s.yaml"), []byte(text))
	must(err)
	return d.Compile(DefaultCatalogs())
}

// Recorded outages count from the start of the measured time, strike the target named or else every one, and come in
// order of time whatever the order of the rows.
func TestReplay(t *testing.T) {
	s, err := compileRecord(t, "start_time,end_time,target,status,service\n500,600,zone-2,,x\n100,200,,0.5,x\n")
	if err != nil {
		t.Fatal(err)
	}
	both := failure.Strike{At: 1100, Lasts: 100, Loss: 0.5}
	got := s.Blueprint.Faults[0].Failure.(failure.Record).Strikes
	want := [][]failure.Strike{{both}, {both, {At: 1500, Lasts: 100, Loss: 1}}}
	if !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("got %v, want %v", got, want)
	}
	if !strings.Contains(s.Warnings.Error(), `r.csv: the column "service" is not used`) {
		t.Errorf("no warning of the unused column: %v", s.Warnings)
	}
}

func TestReplayRefuses(t *testing.T) {
	for rows, want := range map[string]string{
		"":                                       "r.csv has no line of column names",
		"begin,end_s\n":                          "r.csv:1: there is no column start_s",
		"start_s,end_s\n5,x\n":                   `r.csv:2: want a number of seconds, got "x"`,
		"start_s,end_s\n1,2\n5,4\n":              "r.csv:3: the outage ends at 4, before its start at 5",
		"start_s,end_s\n1\n":                     "wrong number of fields",
		"start_s,end_s,target\n1,2,zone-9\n":     `r.csv:2: the fault is not on "zone-9"`,
		"start_s,end_s,severity\n1,2,1.5\n":      "r.csv:2: want a severity from 0 to 1",
		"start_s,end_s\n1,Inf\n":                 `r.csv:2: want a number of seconds, got "Inf"`,
		"start_s,end_s\n\"1,2\n":                 "r.csv: ",
		"start_s,end_s\n1,2\n\x00\xff,\x1b[2J\n": "r.csv:3: want a number of seconds",
	} {
		if _, err := compileRecord(t, rows); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", rows, err, want)
		}
	}
}
