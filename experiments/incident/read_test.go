package incident

import (
	"fmt"
	"io"
	"math"
	"runtime"
	"strings"
	"testing"
	"time"
)

// read reads rows that are right.
func read(t *testing.T, rows string, o Options) *Record {
	t.Helper()
	r, bad := Read(strings.NewReader(rows), o)
	if bad != nil {
		t.Fatalf("%q: %v", rows, bad)
	}
	return r
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// What spreadsheets, trackers and monitors write is one and the same incident: 2025-03-14, 13:45 to 14:10.
func TestFormsOfTimes(t *testing.T) {
	const start, end = 1741959900, 1741961400
	for _, rows := range []string{
		"start,end\n2025-03-14 13:45,2025-03-14 14:10\n",
		"\ufeffStart time;End time\r\n2025-03-14T13:45:00Z;2025-03-14T14:10:00Z\r\n",
		"sep=;\r\nStarted at;Resolved\r\n2025-03-14T14:45:00+01:00;2025-03-14T09:10:00.0-0500\r\n",
		"start\tend\n3/14/2025 13:45\t3/14/2025 14:10\n",
		"Begin,Finish\n3/14/2025 1:45 PM,3/14/25 2:10pm\n",
		"start,end\n14/3/2025 13:45,14.3.2025 14:10\n",
		"start,end\n\"14-Mar-25 13:45\",\"14 March 2025, 14:10:00\"\n",
		"start,end\n\"Mar 14, 2025 13:45\",\"March 14 2025 14:10 UTC\"\n",
		"start_s,end_s\n1741959900,1741961400\n",
		"start_ms,end\n1741959900000,1741961400000000\n",
		"start,duration_min\n2025/03/14 13:45,25\n",
		"start;Duration (h)\n2025-03-14 13:45;0,416666666666667\n",
		"start,duration\n2025-03-14 13:45,0:25\n",
		"start,duration\n2025-03-14 13:45,25 min\n",
		"start,duration\n2025-03-14 13:45,PT25M\n",
	} {
		r := read(t, rows, Options{})
		in := r.Incidents[0]
		if in.Start != start || math.Abs(in.End-end) > 1e-6 || !r.Dated {
			t.Errorf("%q: %s to %s", rows, r.Written(in.Start), r.Written(in.End))
		}
	}
}

// What the file does not tell is said: the order of day and month, the unit, the zone, which column is which.
func TestOptions(t *testing.T) {
	for _, c := range []struct {
		rows       string
		o          Options
		start, end string
	}{
		{"start,end\n3/4/2025 10:00,3/4/2025 11:00\n", Options{Dates: DayFirst}, "2025-04-03 10:00", "2025-04-03 11:00"},
		{"start,end\n3/4/2025 10:00,3/4/2025 11:00\n", Options{Dates: MonthFirst}, "2025-03-04 10:00", "2025-03-04 11:00"},
		{"start,end\n3/4/2025 10:00,13/4/2025 11:00\n", Options{}, "2025-04-03 10:00", "2025-04-13 11:00"},
		{"start,end\n45730.5,45730.75\n", Options{Dates: Serial}, "2025-03-14 12:00", "2025-03-14 18:00"},
		{"start,duration\n2025-03-14,90\n", Options{Unit: 60}, "2025-03-14 00:00", "2025-03-14 01:30"},
		{"a,b,start\n2025-03-14,2025-03-15,x\n", Options{Columns: Columns{Start: "A", End: "b"}}, "2025-03-14 00:00",
			"2025-03-15 00:00"},
		{"start,end\n2025-07-14 10:00,2025-07-14 09:00Z\n", Options{Zone: zone(t, "Europe/Berlin")}, "2025-07-14 10:00",
			"2025-07-14 11:00"},
	} {
		r := read(t, c.rows, c.o)
		if got := r.Written(r.Incidents[0].Start); got != c.start {
			t.Errorf("%q starts at %s, want %s", c.rows, got, c.start)
		}
		if got := r.Written(r.Incidents[0].End); got != c.end {
			t.Errorf("%q ends at %s, want %s", c.rows, got, c.end)
		}
	}
}

// Clocks that are moved: on 2025-03-30 Berlin skips 2:00 to 3:00, on 2025-10-26 it shows 2:00 to 3:00 twice.
func TestClocksThatAreMoved(t *testing.T) {
	r := read(t, "start,end\n2025-03-30 01:50,2025-03-30 03:10\n2025-03-30 02:30,2025-03-30 03:45\n"+
		"2025-10-26 02:50,2025-10-26 02:10\n2025-10-26 02:20,2025-10-26 03:30\n", Options{Zone: zone(t, "Europe/Berlin")})
	for i, minutes := range []float64{20, 15, 130, 20} { // the last two in order of their start
		in := r.Incidents[i]
		if got := (in.End - in.Start) / 60; got != minutes {
			t.Errorf("line %d lasts %g min, want %g", in.Line, got, minutes)
		}
	}
	notes := fmt.Sprint(r.Notes)
	for _, want := range []string{
		"1 row at a time that clocks in Europe/Berlin skip (line 3): read as if they had not been moved yet",
		"2 rows at a time that clocks in Europe/Berlin show twice (lines 4 and 5): the earlier is taken",
	} {
		if !strings.Contains(notes, want) {
			t.Errorf("%s lacks %s", notes, want)
		}
	}
}

// Whatever is odd is counted and said, with its first lines and with what was done.
func TestNotes(t *testing.T) {
	for _, c := range []struct {
		rows string
		o    Options
		kept int
		want string
	}{
		{"start,end\n1,2\n,\n3,4\n", Options{}, 2, "1 row with nothing in it (line 3): left out"},
		{"start,end,cause\n1,2,a\n,,b\n", Options{}, 1, "1 row with neither start nor end (line 3): left out"},
		{"start,end\n1,6\n5,\n7,9\n", Options{}, 3,
			"1 row without an end (line 3): taken to be still open at the end of the record"},
		{"start,end\n5,\n7,\n", Options{To: "9"}, 2,
			"2 rows without an end (lines 2 and 3): taken to be still open at the end of the record"},
		{"start,end\n1,2\n5,\n", Options{To: "9"}, 2,
			"1 row without an end (line 3): taken to be still open at the end of the record"},
		{"start,end\n1,2\n5,\n", Options{}, 2, "1 row without an end, later than all else that the record says (line 3): " +
			"still open, for no time within it; say how far it goes, as in to: 2026-01-01"},
		{"start,end\n1,2\n5,\n7,9\n", Options{Open: OpenLasting}, 3,
			"1 row without an end (line 3): taken to be still open at the end of the record"},
		{"start,end\n1,2\n5,\n7,9\n", Options{Open: OpenUnknown}, 3,
			"1 row without an end, which would outlast all that have one (line 3): taken to be over, nobody knows since when"},
		{"start,end\n1,2\n5,\n7,9\n", Options{LeaveOut: true}, 3,
			"1 row without an end, which would outlast all that have one (line 3): taken to be over, nobody knows since when"},
		{"start,end\n,2\n5,6\n", Options{}, 2, "1 row without a start (line 2): taken to have begun before the record"},
		{"start,end\n1,1\n5,6\n7,7\n8,8\n9,9\n", Options{}, 1, "4 rows that end as they start (lines 2, 4, 5, …): left out"},
		{"start,end,severity\n1,2,0\n5,6,0.5\n", Options{}, 1, "1 row of severity 0 (line 2): left out"},
		{"start,end,id\n1,2,a\n1,2,b\n1,2,a\n", Options{}, 2, "1 row that says what another says (line 4): left out"},
		{"start,end\n5,6\n1,2\n", Options{}, 2, "1 row that starts before the row above (line 3): put into order"},
		{"start,end\n2025-01-01 10:00Z,2025-01-02\n", Options{}, 1,
			"1 row with a time that names no zone, as others do (line 2): read in the zone UTC"},
		{"start,end\n1,2\n5,6\n50,60\n", Options{From: "4", To: "10s"}, 1,
			"2 rows outside of the record's window (lines 2 and 4): left out"},
		{"start,end\n1,2\n5,4\n6,x\n7\n8,9\n", Options{LeaveOut: true}, 2,
			"3 rows that cannot be understood (lines 3, 4 and 5): left out"},
	} {
		r := read(t, c.rows, c.o)
		if got := fmt.Sprint(r.Notes); len(r.Incidents) != c.kept || got != "["+c.want+"]" {
			t.Errorf("%q: %d kept, %s\nwant %d, %s", c.rows, len(r.Incidents), got, c.kept, c.want)
		}
	}
}

// What cannot be understood is refused, at its place and with a remedy, all of it at once.
func TestProblems(t *testing.T) {
	const head = "start,end,cause,service\n"
	for _, c := range []struct {
		rows  string
		o     Options
		wants []string
	}{
		{"", Options{}, []string{"1:1 there is no line of column names"}},
		{"a,b\n", Options{}, []string{"1:1 there is no column start", "there are: a, b"}},
		{"a,b\n", Options{Columns: Columns{Start: "x", End: "b"}}, []string{`there is no column "x" for the start`}},
		{"start,start_time,end\n", Options{}, []string{"the columns start and start_time mean the same", "keep one"}},
		{head + "yesterday,2025-01-01,,\n", Options{},
			[]string{`2:1 want a time, got "yesterday"`, "write 2025-03-14 13:45"}},
		{head + "2025-02-30,2025-03-01,,\n", Options{}, []string{`2:1 want a time, got "2025-02-30"`, "no such day"}},
		{head + "2025-13-14,2025-12-14,,\n", Options{}, []string{"2:1 want a time"}},
		{head + "2025-01-01 25:00,2025-01-02,,\n", Options{}, []string{"2:1 want a time"}},
		{head + "2025-01-01 10:00 CET,2025-01-02,,\n", Options{}, []string{"2:1 want a time", "zone: Europe/Berlin"}},
		{head + "2025-01-01,17,,\n", Options{}, []string{`2:12 "17" is a time of another kind than that on line 2`}},
		{head + "2025-01-02,2025-01-01,,\n", Options{},
			[]string{"2:12 the incident ends at 2025-01-01 00:00, before its start at 2025-01-02 00:00", "exchange them"}},
		{head + "3/4/2025,3/4/2025,,\n", Options{}, []string{"2:1 no date of the file shows", "dates: day-first"}},
		{head + "13/4/2025,4/14/2025,,\n", Options{},
			[]string{"the day comes first in the date on line 2, the month on line 2"}},
		{"start,end\n1,2\n5,\n6,\n9,10\n", Options{}, []string{"3:3 the incident has no end: still open, it would have " +
			"lasted 5 s, longer than any that has one, though others have begun since; fill its end in; or say open: " +
			"lasting if it is not over yet, open: unknown if it is", "4:3 the incident has no end"}},
		{"start,duration\n1,5\n", Options{}, []string{`2:3 want a duration, got "5"`, "duration_min"}},
		{"start,duration_s\n1,-5\n", Options{}, []string{`2:3 the incident lasts "-5", less than nothing`}},
		{"start,duration_s\n1,a while\n", Options{}, []string{"want a duration", "write 25m"}},
		{head + "1,2,db\n", Options{}, []string{"2:1 3 fields in a row, where the first line has 4 columns"}},
		{head + "\"1,2,a,b\n", Options{}, []string{"close the quotation"}},
		{head + "1,2,db,login\n", Options{Causes: []string{"disk"}},
			[]string{`no row has the cause "disk"`, "there are: db"}},
		{"start,end\n1,2\n", Options{Services: []string{"x"}}, []string{`service "x" is asked for, and there is no column`}},
		{head + "1,2,,\n", Options{From: "soon"}, []string{"from: want a time"}},
		{head + "1,2,,\n", Options{From: "2025-01-01"}, []string{"from: \"2025-01-01\" is a time of another kind"}},
		{head + "1,2,,\n", Options{From: "5", To: "4"}, []string{"window ends at 4 s, before it begins at 5 s"}},
		{"start,end,severity\n1,2,SEV1\n", Options{Shares: true}, []string{"2:5 want a severity from 0 to 1"}},
		{"\xff\xfes\x00t\x00", Options{}, []string{"UTF-16; save it as CSV in UTF-8"}},
		{"start," + strings.Repeat("c,", 1<<16) + "\n", Options{}, []string{"1:1 the line is longer than 64 KiB"}},
		{head + "1,2,a,b\n\"" + strings.Repeat("x", 1<<17), Options{}, []string{"3:1 the line is longer than 64 KiB"}},
		{head + strings.Repeat("x,y,,\n", 1000), Options{}, []string{"2:1", "2:3", "11:3"}},
	} {
		r, bad := Read(strings.NewReader(c.rows), c.o)
		text := ""
		for _, p := range bad {
			text += fmt.Sprintf("%d:%d %s; %s\n", p.Line, p.Col, p.Message, p.Help)
		}
		for _, want := range c.wants {
			if r != nil || !strings.Contains(text, want) || len(bad) > MaxProblems+1 {
				t.Errorf("%.60q: %swant %s", c.rows, text, want)
			}
		}
	}
}

// Whoever reads a file with flags is told of flags, not of keys that there are elsewhere.
func TestOptionsAsTheyAreWritten(t *testing.T) {
	flag := func(option, value string) string { return strings.TrimSpace("--" + option + " " + value) }
	for rows, wants := range map[string][]string{
		"start,end\n1,2\n5,\n6,\n9,10\n":                  {"say --open lasting if", "--open unknown if"},
		"start,end\n3/4/2025,3/4/2025\n":                  {"say --dates day-first or --dates month-first"},
		"start,end\n2025-01-01 10:00 CET,2025-01-02\n":    {"say --zone Europe/Berlin"},
		"start,duration\n1,5\n":                           {"say --unit 1m"},
		"from,till when\n1,5\n":                           {"--columns { start: Began }"},
		"start,end\n2025-01-01,2025-01-02\n2025-02-01,\n": {"as in --to 2026-01-01"},
	} {
		r, bad := Read(strings.NewReader(rows), Options{Say: flag})
		text := fmt.Sprint(bad)
		if r != nil {
			text = fmt.Sprint(r.Notes)
		}
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%.60q: %s want %s", rows, text, want)
			}
		}
	}
}

// generated is a file of so many lines, never held whole.
func generated(n int, line func(i int) string) io.Reader {
	from, to := io.Pipe()
	go func() {
		for i := range n {
			if _, err := io.WriteString(to, line(i)); err != nil {
				return
			}
		}
		to.Close()
	}()
	return from
}

// A line that never ends takes no more memory than its bound, and the columns of a long file no more than its rows.
func TestMemory(t *testing.T) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, bad := Read(generated(1000, func(int) string { return strings.Repeat("c,", 1<<14) }), Options{}); len(bad) != 1 {
		t.Error("32 MB of header are taken")
	}
	const rows = 50_000
	r, bad := Read(generated(rows, func(i int) string {
		if i == 0 {
			return "start,end,cause,service\n"
		}
		return fmt.Sprintf("2025-01-01 00:%02d:%02d,2025-01-02 %02d:00,disk,login\n", i/60%60, i%60, i%24)
	}), Options{})
	runtime.ReadMemStats(&after)
	if bad != nil || len(r.Incidents) == 0 {
		t.Fatal(bad)
	}
	if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 40 {
		t.Errorf("%d MiB for %d rows", used, rows)
	}
}

// Whatever a stranger's file holds, it is read or refused.
func FuzzRead(f *testing.F) {
	f.Add("start,end\n3/14/2025 13:45,\n")
	f.Add("sep=;\nstart;duration\n1,5;1:2:3\n")
	f.Fuzz(func(t *testing.T, rows string) {
		for _, o := range []Options{{}, {LeaveOut: true, Dates: DayFirst, Unit: 60}, {Dates: Serial}} {
			r, bad := Read(strings.NewReader(rows), o)
			if (r == nil) == (bad == nil) {
				t.Fatalf("a record %v, problems %v", r != nil, bad)
			}
			for i := 0; r != nil && i < len(r.Incidents); i++ {
				if in := r.Incidents[i]; r.Lasts() && !(in.End >= in.Start) {
					t.Fatalf("from %g to %g", in.Start, in.End)
				}
			}
		}
	})
}
