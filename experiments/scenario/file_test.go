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

// The report stands at the row of the file of data, with a remedy that fits the mistake.
func TestReplayRefuses(t *testing.T) {
	const head = "start_s,end_s,target,severity\n"
	for rows, wants := range map[string][]string{
		"":                                  {"faults.x.replay: there is no line of column names", "r.csv:1:1"},
		"begin,end_s\n":                     {"there is no column start_s", "r.csv:1:1"},
		"start_s,start_time,end_s\n1,1,2\n": {"the columns start_s and start_time mean the same", "keep one"},
		head + "5,x,,\n":                    {`want a number of seconds, got "x"`, "r.csv:2:3", "as in 3600"},
		head + "1,2,,\n5,4,,\n":             {"the outage ends at 4, before its start at 5", "r.csv:3:3"},
		head + "1\n":                        {"1 field in a row, where the first line has 4 columns", "r.csv:2:1"},
		head + "1,2,zone-9,\n":              {`nothing is called "zone-9"`, "r.csv:2:5", `did you mean "zone-1"?`},
		head + "1,2,fleet,\n":               {`the fault is not on "fleet"`, "known targets of the fault: zone-1, zone-2"},
		head + "1,2,zone-1/node-1,\n":       {"the fault is not on"},
		head + "1,2,,1.5\n":                 {"want a severity from 0 to 1", "r.csv:2:6", "0.2 where a fifth"},
		head + "1,Inf,,\n":                  {`want a number of seconds, got "Inf"`},
		head + "\"1,2\n":                    {"quote", "close the quotation"},
		head + "x,y,a,b\n1,z,,\n": {`"x"`, "r.csv:2:1", `"y"`, "r.csv:2:3", `"a"`, "r.csv:2:5", `"b"`, "r.csv:2:7",
			`"z"`, "r.csv:3:3"},
		"start_s,end_s\n1,2\n\x00\xff,\x1b[2J\n": {"r.csv:3:1"},
	} {
		_, err := compileRecord(t, rows)
		for _, want := range wants {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%q: %v, want %s", rows, err, want)
			}
		}
	}
	_, err := compileRecord(t, head+strings.Repeat("x,1,,\n", 1000))
	if n := strings.Count(fmt.Sprint(err), "error:"); n != maxBadRows {
		t.Errorf("%d errors of a file that is all wrong", n)
	}
}

// Members may be spelled as the key `on` spells them.
func TestReplayOfMembers(t *testing.T) {
	s, err := compileRecord(t, "start_s,end_s,target\n100,200,zone 2\n")
	if err != nil {
		t.Fatal(err)
	}
	got := s.Blueprint.Faults[0].Failure.(failure.Record).Strikes
	if len(got[0]) != 0 || len(got[1]) != 1 {
		t.Errorf("zone 2 is struck as %v", got)
	}
}

// A record that has no effect is no mistake of the language, but hardly what its author wants.
func TestReplayWithoutEffect(t *testing.T) {
	for rows, want := range map[string]string{
		"start_s,end_s\n":                      "r.csv has no outages: the fault never strikes",
		"start_s,end_s\n31536000,31536001\n":   "no outage of r.csv begins within the horizon of 1y",
		"start_s,end_s\n31535999,31536001\n":   "",
		"start_s,end_s\n5,5\n1,2\n99e9,99e9\n": "2 outages of severity 0 or no length left out",
		"start_s,end_s\n5,5\n1,2\n":            "1 outage of severity 0 or no length left out",
	} {
		s, err := compileRecord(t, rows)
		if err != nil {
			t.Fatal(err)
		}
		found := s.Warnings.Error()
		if want == "" && strings.Contains(found, "r.csv") || !strings.Contains(found, want) {
			t.Errorf("%q: %s\nwant %s", rows, found, want)
		}
	}
}
