package scenario

import (
	"fmt"
	"io"
	"path/filepath"
	"reflect"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"nines/experiments/incident"
	"nines/models"
	"nines/models/failure"
	"nines/sim"
	"nines/sim/unit"
)

var replayOccasion = occasion{
	key:     "replay",
	compile: (*compiler).replay,
}

// ReplaySpec is the name of a file of incidents or {file: incidents.csv, service: checkout, from: 2025-01-01}: which of
// them, and how the file is to be read.
type ReplaySpec struct {
	File     string           `key:"file" required:"true"`
	Service  WordsSpec        `key:"service"`
	Cause    WordsSpec        `key:"cause"`
	Target   WordsSpec        `key:"target"`
	From     string           `key:"from"`
	To       string           `key:"to"`
	Columns  incident.Columns `key:"columns" omit:"zero"`
	Dates    string           `key:"dates" oneof:"day-first month-first serial"`
	Zone     string           `key:"zone"`
	Unit     unit.Duration    `key:"unit" omit:"zero"`
	LeaveOut bool             `key:"leave_out" omit:"zero"` // rows that cannot be understood
	Open     string           `key:"open" oneof:"lasting unknown"`
	Resample ResampleSpec     `key:"resample" omit:"zero"`
}

func (ReplaySpec) notes() notes {
	return notes{
		"file":    {"CSV file in the folder of the scenario or below.", "outages.csv", ""},
		"service": {"Only incidents of these services, one or several.", "checkout", ""},
		"cause":   {"Only incidents of these causes, one or several.", "[ database, network ]", ""},
		"target":  {"Only incidents of what these name, one or several.", "zone-a", ""},
		"from":    {"Leaves out what is before; the measured time begins here.", "2025-01-01", ""},
		"to":      {"Leaves out what is after.", "2026-01-01", ""},
		"columns": {"Headings of the columns, where they are not among the known ones.",
			"{ start: opened, end: closed }", ""},
		"dates": {"How dates are written, where they do not tell: day-first, month-first, or serial, as the day " +
			"numbers of spreadsheets.", "day-first", ""},
		"zone":      {"Zone of the times that name none; UTC if not given.", "Europe/Berlin", ""},
		"unit":      {"Unit of times and durations that are bare numbers.", "1m", ""},
		"leave_out": {"Drops rows that cannot be understood, instead of refusing the file.", "true", ""},
		"open": {"What rows without an end are that would outlast all others, though more has begun since: lasting, so " +
			"that they are still open at the end of the record, or unknown, over for nobody knows how long, so that they are " +
			"not played; without it they are refused. Where repair or heals says how long they last, the word is unknown.",
			"lasting", ""},
		"resample": {"Draws each run from the record, in blocks of this length from random places of it, one after the " +
			"other (circular block bootstrap). A record played as it was is one observation: how often such a year comes, it " +
			"does not say, and no objective is met with confidence. Blocks keep what follows closely upon what, on all " +
			"targets and in all faults that replay the file; auto makes them hold the cube root of the number of outages.",
			"auto", ""},
	}
}

func (s *ReplaySpec) form(g *grammar) Form {
	long := g.structure(reflect.TypeFor[ReplaySpec]())
	return choice("name of a CSV file, or mapping", &Form{Kind: Text, Name: "name of a CSV file"}, &long)
}

func (s *ReplaySpec) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	if n.Kind == yaml.ScalarNode {
		s.File = n.Value
		return textNode(n.Value)
	}
	return d.structure(n, reflect.ValueOf(s).Elem(), path)
}

// options are how the file is to be read.
func (s *ReplaySpec) options() (incident.Options, error) {
	o := incident.Options{Columns: s.Columns, Dates: s.Dates, Unit: s.Unit, Services: s.Service, Causes: s.Cause,
		Targets: s.Target, From: s.From, To: s.To, LeaveOut: s.LeaveOut, Open: s.Open}
	zone, err := time.LoadLocation(s.Zone)
	if err != nil || s.Zone == "Local" {
		return o, fmt.Errorf("there is no zone %s", quote(s.Zone))
	}
	o.Zone = zone
	return o, nil
}

// Bounds of a replay, which keeps all of its strikes in memory.
const (
	maxReplayed = 100_000    // targets
	maxStrikes  = 10_000_000 // over all targets
)

// replay reads recorded outages. One without a target strikes everything that the fault is on.
func (c *compiler) replay(f *FaultSpec, out *models.Fault, path string) {
	at, targets, mended := join(path, "replay"), out.Targets, endsApart(f)
	if mended {
		c.onCalendar(f, path)
	} else {
		c.endsByItself(f, path)
	}
	if c.given[join(path, "for")] != nil {
		c.failAt(join(path, "for"), "leave it out", "a replay takes from its file how long its outages last")
	}
	if f.Effect.Effect != models.Down && !mended {
		c.failAt(join(path, "effect"), "put it into the column severity of the file",
			"a replay takes its effect from its file")
	}
	if len(targets) > maxReplayed {
		c.failAt(at, "put the fault on an outer level", "a replay on %d components; at most %d are possible",
			len(targets), maxReplayed)
		return
	}
	if f.Replay == nil {
		return // it could not be read, and is reported
	}
	find, unknown := c.finder(targets)
	record := c.incidents(f.Replay, mended, unknown, at)
	if record == nil {
		return
	}
	if !mended && !record.Lasts() {
		c.failAt(at, new(incident.Options).ColumnsHelp()+"; or say repair: 2h for what is mended as others are",
			"%s has no column end, nor one of durations", printable(f.Replay.File))
		return
	}
	p := playback{record: record, measured: c.measured, horizon: float64(c.spec.Time.Horizon), find: find,
		strikes: make([][]failure.Strike, len(targets)), mended: mended}
	drawn := f.Replay.Resample.drawn()
	if drawn && mended {
		c.failAt(join(at, "resample"), "leave it out, or leave repair and heals out to draw outages as long as recorded",
			"%s draws outages with their lengths", at)
		return
	}
	if drawn { // then it is the record that is played, and not a run
		p.measured, p.horizon = func(t float64) sim.Time { return sim.Time(t) }, record.To-record.From
	}
	p.play()
	c.judge(&p, f, at)
	switch {
	case mended:
		out.Failure = failure.Scheduled{Times: p.times(), Observed: true}
	case !drawn:
		out.Failure = failure.Record{Strikes: p.strikes, Observed: true}
	default:
		if r, ok := c.resampled(out, &p, f.Replay, at); ok {
			out.Failure = r
		}
	}
}

// incidents reads the file of a replay, of which only the times count if the fault is mended; nil after an error.
func (c *compiler) incidents(s *ReplaySpec, mended bool, unknown func(string) (_, _ string),
	at string) *incident.Record {
	options, err := s.options()
	if err != nil {
		c.failAt(join(at, "zone"), "write a name of the time zone database, as in zone: Europe/Berlin", "%s: %s", at, err)
		return nil
	}
	options.Known, options.Shares = unknown, !mended
	if mended {
		options.Open = incident.OpenUnknown
	}
	file, err := c.open(s.File)
	if err != nil {
		c.failAt(at, "name a CSV file of incidents, with columns such as start and end", "%s: %s", at, err)
		return nil
	}
	defer file.Close()
	record, bad := incident.Read(io.TeeReader(io.LimitReader(file, maxData), c.digest), options)
	for _, e := range bad {
		c.bad[c.node(at)] = true
		c.problems = append(c.problems, Problem{File: filepath.Join(c.document.folder, s.File), Line: e.Line, Col: e.Col,
			Span: 1, Message: at + ": " + e.Message, Help: e.Help})
	}
	return record
}

// playback turns incidents into strikes.
type playback struct {
	record   *incident.Record
	measured func(float64) sim.Time
	horizon  float64
	find     func(target string) []int // what a text names, as indices of targets
	mended   bool                      // only the times count: what is under way at the start is left out

	strikes [][]failure.Strike // by target
	unknown int                // incidents that are left out because nobody knows how long they lasted
	within  int                // incidents that strike within the horizon
	endless int                // incidents that begin where the record ends, and are open
	before  int                // of them, those that had begun before
	total   int                // strikes on all targets
	partial bool               // some incident fails only a share of the requests
}

// play enters every incident at the time since the start of the record at which it began, or at the start of the run if
// that is later: it is in progress then. What is open when the record ends lasts until the end of the horizon.
func (p *playback) play() {
	targets := p.record.Names(incident.Target)
	for i := range p.record.Incidents {
		in := &p.record.Incidents[i]
		start, end := in.Start-p.record.From, in.End-p.record.From
		if in.Open {
			end = max(end, p.horizon)
		}
		at, until := max(0, p.measured(start)), p.measured(end)
		if p.mended && start < 0 || !p.mended && until <= at {
			switch {
			case in.Unknown:
				p.unknown++
			case in.Open && start >= 0:
				p.endless++
			}
			continue // over before the run begins
		}
		if start < p.horizon {
			p.within++
		}
		if start < 0 || in.Early {
			p.before++
		}
		p.partial = p.partial || in.Severity < 1 && !p.mended
		struck := p.find(targets[in.Target])
		if p.total += len(struck); p.total > maxStrikes {
			return
		}
		for _, target := range struck {
			p.strikes[target] = append(p.strikes[target],
				failure.Strike{At: at, Lasts: sim.Duration(until - at), Loss: in.Severity})
		}
	}
}

// times are when the strikes come, by target.
func (p *playback) times() [][]sim.Time {
	times := make([][]sim.Time, len(p.strikes))
	for i, list := range p.strikes {
		for _, strike := range list {
			times[i] = append(times[i], strike.At)
		}
	}
	return times
}

// judge says what is doubtful about a record that could be read.
func (c *compiler) judge(p *playback, f *FaultSpec, at string) {
	name, rec, n := printable(f.Replay.File), p.record, len(p.record.Incidents)
	switch {
	case p.total > maxStrikes:
		c.failAt(at, "name targets, or put the fault on an outer level", "%s: more than %d outages, counted on every target",
			name, maxStrikes)
	case !c.flowing() && p.partial:
		c.failAt(at,
			"describe the traffic at fidelity flow, or leave the column severity out to take every outage for whole",
			"%s has outages of a severity below 1, which lose requests, and there are none at structural fidelity", name)
	case p.endless > 0 && f.Replay.Resample.drawn():
		c.failAt(join(at, "to"), "say until when the record reaches, as in to: 2026-01-01, or when the last outage was over",
			"%s: an outage is open where the record ends, at its own start, so that it has no length to be drawn", name)
	case n == 0:
		c.warnAt(at, "add rows to it, or leave the fault out", "%s has no outages: the fault never strikes", name)
	case p.within == 0:
		c.warnAt(at, "begin the record later with from, or lengthen the horizon",
			"no outage of %s begins within the horizon of %s: the fault never strikes", name, unit.Duration(p.horizon))
	case !f.Replay.Resample.drawn():
		c.coverage(p, name, at)
	}
	if len(rec.Notes) > 0 {
		var notes []string
		for _, note := range rec.Notes {
			notes = append(notes, note.String())
		}
		c.warnAt(at, "", "%s has %s", name, strings.Join(notes, "; "))
	}
	if p.unknown > 0 {
		c.warnAt(at, "fill their ends in, or say repair: 2h or heals: 2h for how long they last",
			"%s: %s of unknown length left out", name, plural(p.unknown, "outage"))
	}
	if p.before > 0 {
		c.warnAt(at, "", "%s: %s in progress when the record begins, and so from the start of the measured time on", name,
			plural(p.before, "outage"))
	}
	if len(rec.Ignored) > 0 {
		c.warnAt(at, new(incident.Options).ColumnsHelp(), "%s: not used: %s", name, columnsNamed(rec.Ignored))
	}
	if all := rec.Names(incident.Service); len(all) > 2 && f.Replay.Service == nil {
		c.warnAt(at, fmt.Sprintf("write replay: { file: %s, service: %s } for those of one", name, printable(all[1])),
			"%s: the outages of all %d services strike alike", name, len(all)-1)
	}
}

// coverage compares what a record spans with what is simulated.
func (c *compiler) coverage(p *playback, name, at string) {
	rec := p.record
	span, n := rec.To-rec.From, len(rec.Incidents)
	if rec.Dated && !rec.Chosen {
		c.warnAt(join(at, "from"), "write replay: { file: …, from: 2025-01-01 } to begin elsewhere, zone for another zone",
			"%s: the measured time begins at %s in the zone %s, the start of the day of the first outage", name,
			rec.Written(rec.From), rec.Zone)
	}
	switch {
	case p.within < n:
		c.warnAt(at, "lengthen the horizon, or choose a part of the record with from",
			"%s: %d of %d outages begin within the horizon of %s; the record spans %s", name, p.within, n,
			c.spec.Time.Horizon, unit.Duration(span).Human())
	case span < 0.95*p.horizon:
		c.warnAt(at, "shorten the horizon; or, if nothing happened after the last outage, say until when with to: 2026-01-01",
			"%s: the record spans %s of the horizon of %s, and nothing strikes in the rest", name,
			unit.Duration(span).Human(), c.spec.Time.Horizon)
	}
}

// columnsNamed lists columns: `the columns "a", "b"`.
func columnsNamed(names []string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = quote(name)
	}
	if len(names) == 1 {
		return "the column " + quoted[0]
	}
	return "the columns " + some(quoted, 8)
}
