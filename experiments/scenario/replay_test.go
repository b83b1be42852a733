package scenario

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"nines/models/failure"
	"nines/sim"
)

// incidents is a sheet as people keep them: in the local time of its authors, with services and causes.
const incidents = "Began;Resolved;Root cause;Service;Notes\r\n" +
	"31.12.2024 23:30;01.01.2025 00:30;database;login;new year\r\n" +
	"02.01.2025 10:00;02.01.2025 10:25;database;login;\r\n" +
	"03.01.2025 10:00;03.01.2025 12:00;network;search;\r\n" +
	"04.01.2025 08:00;;database;login;still open\r\n"

// replayed compiles a replay of incidents, as more keys say, over 10 days, and returns its strikes.
func replayed(t *testing.T, keys, warmup string) ([]failure.Strike, *Scenario, error) {
	t.Helper()
	folder := t.TempDir()
	must(os.WriteFile(filepath.Join(folder, "i.csv"), []byte(incidents), 0o644))
	text := fmt.Sprintf(frame, "{on: fleet, replay: {file: i.csv"+keys+"}}") +
		"time: {horizon: 10d, warmup: " + warmup + "}\n"
	d, err := Parse(filepath.Join(folder, "s.yaml"), []byte(text))
	must(err)
	s, err := d.Compile(DefaultCatalogs())
	if err != nil {
		return nil, nil, err
	}
	return s.Blueprint.Faults[0].Failure.(failure.Record).Strikes[0], s, nil
}

// A sheet with dates strikes at the time since the day of its first incident, or since what from says: what had begun
// before is in progress then, and what is not over lasts. Filters leave the others out.
func TestReplayOfASheet(t *testing.T) {
	const hour, day = 3600, 86400
	strike := func(at, lasts float64) failure.Strike {
		return failure.Strike{At: sim.Time(at), Lasts: sim.Duration(lasts), Loss: 1}
	}
	for _, c := range []struct {
		keys, warmup string
		want         []failure.Strike
	}{
		{"", "0s", []failure.Strike{strike(23.5*hour, hour), strike(2*day+10*hour, 25*60), strike(3*day+10*hour, 2*hour),
			strike(4*day+8*hour, 5*day+16*hour)}},
		{", service: login, from: 2025-01-01", "0s", []failure.Strike{strike(0, hour/2), strike(day+10*hour, 25*60),
			strike(3*day+8*hour, 6*day+16*hour)}},
		{", service: login, from: 2025-01-01", "15m", []failure.Strike{strike(0, 3*hour/4),
			strike(15*60+day+10*hour, 25*60), strike(15*60+3*day+8*hour, 6*day+16*hour)}},
		{", cause: [network, database], service: [search], from: 2025-01-01, to: 2025-01-11", "0s",
			[]failure.Strike{strike(2*day+10*hour, 2*hour)}},
		{", cause: network, zone: Europe/Berlin, from: 2025-01-01T00:00Z", "0s",
			[]failure.Strike{strike(2*day+9*hour, 2*hour)}},
		{", columns: {start: began, end: RESOLVED}, cause: network", "0s", []failure.Strike{strike(3*day+10*hour, 2*hour)}},
	} {
		got, _, err := replayed(t, c.keys, c.warmup)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v, %v", c.keys, got, c.want, err)
		}
	}
}

// What a reader of the numbers must know of a record is said: where it begins, how far it reaches, what of it is not
// used, and whose incidents strike.
func TestReplaySays(t *testing.T) {
	_, s, err := replayed(t, "", "0s")
	must(err)
	_, chosen, err := replayed(t, ", service: login, from: 2025-01-03", "0s")
	must(err)
	_, short, err := replayed(t, ", to: 2025-03-01", "0s")
	must(err)
	for _, c := range []struct {
		in   *Scenario
		want string
	}{
		{s, "the measured time begins at 2024-12-31 00:00 in the zone UTC, the start of the day of the first outage"},
		{s, "1 row without an end, later than all else that the record says (line 5): still open, for no time within it"},
		{s, "i.csv: the outages of all 2 services strike alike"},
		{s, `i.csv: not used: the column "Notes"`},
		{s, "i.csv: the record spans 4.33 d of the horizon of 10d, and nothing strikes in the rest"},
		{chosen, "2 rows outside of the record's window (lines 2 and 3): left out"},
		{short, "the record spans 60 d"},
	} {
		if found := c.in.Warnings.Error(); !strings.Contains(found, c.want) && c.in != short {
			t.Errorf("%s\nwant %s", found, c.want)
		} else if c.in == short && strings.Contains(found, c.want) {
			t.Errorf("%s\nof a record that is long enough", found)
		}
	}
}

// Keys of a replay are as strict as any.
func TestReplayKeys(t *testing.T) {
	for keys, want := range map[string]string{
		", zone: Mars":               `there is no zone "Mars"`,
		", dates: american":          `replay.dates cannot be "american"`,
		", service: mail":            `no row has the service "mail"`,
		", from: 2026-01-01":         "the record's window ends at 2025-01-04 08:00, before it begins at 2026-01-01 00:00",
		", colums: {start: Began}":   `unknown key "colums"`,
		", columns: {target: Notes}": `nothing is called "new year"`,
		", columns: {start: Onset}":  `there is no column "Onset" for the start`,
	} {
		if _, _, err := replayed(t, keys, "0s"); !strings.Contains(fmt.Sprint(err), want) {
			t.Errorf("%s: %v, want %s", keys, err, want)
		}
	}
}

// A script without a time is refused, whatever ends what it does.
func TestScriptsNeedATime(t *testing.T) {
	for _, ends := range []string{"repair: 1h", "heals: 1h", "for: 1h"} {
		d, err := Parse("x.yaml", []byte("version: 1\ntopology: [ { level: node, count: 2 } ]\n"+
			"faults: { x: { on: node, at: null, "+ends+" } }\n"))
		must(err)
		if _, err := d.Compile(DefaultCatalogs()); err == nil ||
			!strings.Contains(err.Error(), "faults.x.at has no value") {
			t.Errorf("%s: got %v", ends, err)
		}
	}
}

// A row without an end that would outlast all others is asked about. What is over for nobody knows how long is not
// played, and is if the scenario says how long it lasts.
func TestReplayAsksForForgottenEnds(t *testing.T) {
	folder := t.TempDir()
	must(os.WriteFile(filepath.Join(folder, "i.csv"), []byte("start,end\n0,10\n1000,\n9000,9010\n"), 0o644))
	for _, c := range []struct {
		fault, want string
		strikes     int
	}{
		{"{on: fleet, replay: i.csv}", "i.csv:3:6", 0},
		{"{on: fleet, replay: {file: i.csv, open: unknown}}", "1 outage of unknown length left out", 2},
		{"{on: fleet, replay: {file: i.csv, open: lasting}}", "1 row without an end (line 3): taken to be still open", 3},
		{"{on: fleet, replay: i.csv, heals: 1m}", "", 3},
	} {
		d, err := Parse(filepath.Join(folder, "s.yaml"), []byte(fmt.Sprintf(frame, c.fault)+"time: {horizon: 10d}\n"))
		must(err)
		s, err := d.Compile(DefaultCatalogs())
		said, strikes := fmt.Sprint(err), 0
		if err == nil {
			said = fmt.Sprint(s.Warnings)
			switch f := s.Blueprint.Faults[0].Failure.(type) {
			case failure.Record:
				strikes = len(f.Strikes[0])
			case failure.Scheduled:
				strikes = len(f.Times[0])
			}
		}
		if !strings.Contains(said, c.want) || strikes != c.strikes {
			t.Errorf("%s: %d strikes, %s\nwant %d, %s", c.fault, strikes, said, c.strikes, c.want)
		}
	}
}
