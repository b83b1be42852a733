package scenario

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"nines/experiments/incident"
	"nines/models/failure"
	"nines/policies/placement"
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
		"bad.csv":                  `bad.csv:2: want a number, got "-1"`,
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

// The first line of a file of durations is a heading only if it is a word: a number that is misspelt is an observation
// that would be lost.
func TestFirstDurationIsNotLost(t *testing.T) {
	for first, want := range map[string]string{
		"seconds": "", `"time to repair (h)"`: "", "30": "",
		"2h": "r.csv:1", `"1,000"`: "r.csv:1", "100;": "r.csv:1", "100 s": "r.csv:1", "0x1g": "r.csv:1", "1e400": "r.csv:1",
		"nan": "r.csv:1", "-3": "r.csv:1", ".": "r.csv:1",
	} {
		_, err := compileLives(t, first+"\n10\n20\n", "")
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", first, err, want)
		}
	}
}

// compileLives compiles an empirical law of the given file with more of its keys, and returns its mean.
func compileLives(t *testing.T, lines, more string) (float64, error) {
	t.Helper()
	folder := t.TempDir()
	must(os.WriteFile(filepath.Join(folder, "r.csv"), []byte(lines), 0o644))
	text := fmt.Sprintf(frame, "{on: zone, rate: 1/y, repair: {dist: empirical, file: r.csv"+more+"}}")
	d, err := Parse(filepath.Join(folder, "s.yaml"), []byte(text))
	must(err)
	s, err := d.Compile(DefaultCatalogs())
	if err != nil {
		return 0, err
	}
	return s.Blueprint.Faults[0].Repair.Mean(), nil
}

// Files of durations may count in any unit and hold durations that were cut, here after Kaplan and Meier; and any law
// may be stretched.
func TestMeanOfDurations(t *testing.T) {
	for _, c := range []struct {
		lines, more string
		want        float64
	}{
		{"1\n2\n6\n", "", 3},
		{"1\n2\n6\n", ", unit: 1h", 10800},
		{"hours\n1\n2\n6\n", ", unit: 1h, scale: 50%", 5400},
		{"1\n2\n6\n", ", scale: 2", 6},
		{"1\n2+\n6\n", "", 1.0/3 + 6*2.0/3},
		{"2\n6+\n", ", scale: 3x", 12},
	} {
		got, err := compileLives(t, c.lines, c.more)
		if err != nil || math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%q%s: mean %g, want %g, %v", c.lines, c.more, got, c.want, err)
		}
	}
	for more, want := range map[string]string{
		", scale: 2h":  `faults.x.repair.scale: want a factor, got "2h"`,
		", scale: 0":   "write a factor from 1e-6 to 1e6",
		", scale: -1":  "scale is -1",
		", scale: nan": "scale is NaN",
		", unit: 0s":   "unit is 0 s",
	} {
		if _, err := compileLives(t, "1\n", more); err == nil || !strings.Contains(fmt.Sprint(err), want) {
			t.Errorf("%s: %v, want %s", more, err, want)
		}
	}
}

// Where a family has a duration called scale, one with a unit is that, and a factor stretches the law.
func TestScaleOfEveryLaw(t *testing.T) {
	for law, want := range map[string]float64{
		"{dist: weibull, shape: 1, scale: 4h}":                                    4,
		"{dist: weibull, shape: 2, mean: 4h, scale: 50%}":                         2,
		"{dist: exponential, mean: 4h, scale: 0.25}":                              1,
		"{dist: mixture, of: [{weight: 1, dist: constant, value: 4h, scale: 2}]}": 8,
		"{preset: lanl.repair, scale: 200%}":                                      2 * 5.155,
	} {
		d, err := Parse("s.yaml", []byte(fmt.Sprintf(frame, "{on: zone, rate: 1/y, repair: "+law+"}")))
		must(err)
		s, err := d.Compile(DefaultCatalogs())
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Blueprint.Faults[0].Repair.Mean() / 3600; math.Abs(got-want) > 0.01 {
			t.Errorf("%s: mean %g h, want %g", law, got, want)
		}
		if again, err := Parse("s.yaml", s.Resolved); err != nil {
			t.Error(err)
		} else if second, err := again.Compile(DefaultCatalogs()); err != nil || second.Hash != s.Hash {
			t.Errorf("%s: the resolved scenario is another: %v\n%s", law, err, s.Resolved)
		}
	}
	d, err := Parse("s.yaml", []byte(fmt.Sprintf(frame, "{on: zone, rate: 1/y, repair: 4h}")))
	must(err)
	must(d.Set("faults.x.repair.scale", "50%"))
	s, err := d.Compile(DefaultCatalogs())
	if err != nil || s.Blueprint.Faults[0].Repair.Mean() != 7200 {
		t.Errorf("half of 4h is %v, %v", s.Blueprint.Faults[0].Repair, err)
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
	s, err := compileRecord(t, "start_time,end_time,target,status,note\n500,600,zone-2,,x\n100,200,,0.5,x\n")
	if err != nil {
		t.Fatal(err)
	}
	both := failure.Strike{At: 1100, Lasts: 100, Loss: 0.5}
	got := s.Blueprint.Faults[0].Failure.(failure.Record).Strikes
	want := [][]failure.Strike{{both}, {both, {At: 1500, Lasts: 100, Loss: 1}}}
	if !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("got %v, want %v", got, want)
	}
	if !strings.Contains(s.Warnings.Error(), `r.csv: not used: the column "note"`) {
		t.Errorf("no warning of the unused column: %v", s.Warnings)
	}
}

// The report stands at the row of the file of data, with a remedy that fits the mistake.
func TestReplayRefuses(t *testing.T) {
	const head = "start_s,end_s,target,severity\n"
	for rows, wants := range map[string][]string{
		"":                                  {"faults.x.replay: there is no line of column names", "r.csv:1:1"},
		"onward,end_s\n":                    {"there is no column start", "r.csv:1:1"},
		"start_s,start_time,end_s\n1,1,2\n": {"the columns start_s and start_time mean the same", "keep one"},
		head + "5,x,,\n":                    {`want a time, got "x"`, "r.csv:2:3", "as in 3600"},
		head + "1,2,,\n5,4,,\n":             {"the incident ends at 4 s, before its start at 5 s", "r.csv:3:3"},
		head + "1\n":                        {"1 field in a row, where the first line has 4 columns", "r.csv:2:1"},
		head + "1,2,zone-9,\n":              {`nothing is called "zone-9"`, "r.csv:2:5", `did you mean "zone-1"?`},
		head + "1,2,fleet,\n":               {`the fault is not on "fleet"`, "known targets of the fault: zone-1, zone-2"},
		head + "1,2,zone-1/node-1,\n":       {"the fault is not on"},
		head + "1,2,,1.5\n":                 {"want a severity from 0 to 1", "r.csv:2:6", "0.2 where a fifth"},
		head + "1,Inf,,\n":                  {`want a time, got "Inf"`},
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
	if n := strings.Count(fmt.Sprint(err), "error:"); n != incident.MaxProblems {
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
		"start_s,end_s\n5,5\n1,2\n99e9,99e9\n": "2 rows that end as they start (lines 2 and 4): left out",
		"start_s,end_s\n5,5\n1,2\n":            "1 row that ends as it starts (line 2): left out",
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

// A table of a placement may have headings; what is wrong in it is told by the line in the file. It counts for what the
// scenario is: another table is another scenario.
func TestPlacementFile(t *testing.T) {
	compile := func(rows string) (*Scenario, error) {
		folder := t.TempDir()
		must(os.WriteFile(filepath.Join(folder, "p.csv"), []byte(rows), 0o644))
		d, err := Parse(filepath.Join(folder, "s.yaml"), []byte(`version: 1
topology: [ { level: node, count: 3 } ]
stores: { s: { on: node, holds: 1TB, groups: 2, replicas: 2, placement: { policy: table, file: p.csv } } }
`))
		must(err)
		return d.Compile(DefaultCatalogs())
	}
	const rows = "a, node-1\na, node-2\nb, node-3\nb, node-1\n"
	bare, err := compile(rows)
	must(err)
	headed, err := compile("\ufeffGroup,Node\n" + rows)
	must(err)
	laid := func(s *Scenario) []placement.Row { return s.Blueprint.Stores[0].Placer.(placement.Listed).File.Rows }
	if a, b := laid(bare), laid(headed); len(a) != 4 || len(b) != 4 || a[3] != (placement.Row{Line: 4, Group: "b",
		Node: "node-1", Cells: 2}) || b[3].Line != 5 || bare.Hash == headed.Hash {
		t.Errorf("read %v and %v, of %s and %s", a, b, bare.Hash, headed.Hash)
	}
	if _, err := compile("a,\"node-1\n"); err == nil || !strings.Contains(err.Error(), "p.csv: ") {
		t.Errorf("a file that is no table: %v", err)
	}
}
