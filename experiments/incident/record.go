package incident

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Incident is one occurrence. Times are in seconds: since 1970 where the record is dated, else since its start.
type Incident struct {
	Start, End             float64 // End is that of the record where the incident is open
	Severity               float64 // share of requests that failed, in (0, 1]
	Line                   int32   // of the file
	Cause, Service, Target int32   // indices into the names of the record
	Early                  bool    // it began before the record, nobody says when; Start is that of the record
	Open                   bool    // it was not over when the record ended
	Unknown                bool    // it was, and nobody says since when; End is Start

	begin, finish stamp
	lasts         float64 // in place of finish, which is then a copy of begin
	mark          hash    // of all cells of the row
	col           int     // of the later of its times
}

// Record is a file of incidents in order of their start, within the window of the record.
type Record struct {
	Incidents []Incident
	Dated     bool             // times count from 1970
	From, To  float64          // the window: what happened in it is in the record
	Bounded   bool             // To was given, or something was open then: durations were cut there
	Chosen    bool             // From was given; else it is the midnight before the first incident, or 0
	Zone      *time.Location   // of times that name none
	Zoneless  bool             // there are such
	Columns   [meanings]string // headings by meaning; "": not there
	Ignored   []string         // headings of other columns
	Notes     []Note

	causes, services, targets []string // "" first
}

// Names are the causes, services or targets of a file by their numbers; number 0 is "", for none.
func (r *Record) Names(m Meaning) []string { return *r.list(m) }

func (r *Record) list(m Meaning) *[]string {
	switch m {
	case Cause:
		return &r.causes
	case Service:
		return &r.services
	}
	return &r.targets
}

// Lasts reports whether the file says how long incidents lasted.
func (r *Record) Lasts() bool { return r.Columns[End] != "" || r.Columns[Lasting] != "" }

// Written is a time of the record for people: a date in its zone, or seconds.
func (r *Record) Written(at float64) string {
	if !r.Dated {
		return strconv.FormatFloat(at, 'f', -1, 64) + " s"
	}
	return time.Unix(int64(math.Floor(at)), 0).In(r.Zone).Format("2006-01-02 15:04")
}

// finish turns rows into a record: times into seconds, in order, those of other services left out, within the window.
func (r *reader) finish() {
	rec := r.record
	rec.Zone, rec.Dated = r.zone(), r.kind != relative
	r.turn()
	r.decode()
	for i := range rec.Incidents {
		r.resolve(&rec.Incidents[i])
	}
	r.window()
	r.choose()
	if r.problems == nil {
		r.close()
	}
	if r.problems != nil {
		return
	}
	r.sort()
	for what := range r.notes {
		if r.notes[what].Count > 0 {
			slices.Sort(r.notes[what].Lines)
			rec.Notes = append(rec.Notes, r.notes[what])
		}
	}
}

// turn settles which way round days and months stand.
func (r *reader) turn() {
	o := r.order
	switch {
	case o.dayFirst > 0 && o.monthFirst > 0:
		r.fail(max(o.dayFirst, o.monthFirst), 1, "write dates as 2025-03-14",
			"the day comes first in the date on line %d, the month on line %d", o.dayFirst, o.monthFirst)
	case o.either > 0 && o.dayFirst == 0 && o.monthFirst == 0:
		r.fail(o.either, 1, "say "+r.say("dates", DayFirst)+" or "+r.say("dates", MonthFirst),
			"no date of the file shows whether the day or the month comes first")
	}
	for i := range r.record.Incidents {
		in := &r.record.Incidents[i]
		for _, s := range []*stamp{&in.begin, &in.finish} {
			if s.swaps && o.dayFirst > 0 {
				s.at = swapped(s.at+60*float64(s.ahead)) - 60*float64(s.ahead)
			}
		}
	}
}

// decode takes every incident for whole where severities are no shares.
func (r *reader) decode() {
	if !r.codes {
		return
	}
	r.record.Ignored, r.record.Columns[Severity] = append(r.record.Ignored, r.record.Columns[Severity]), ""
	for i := range r.record.Incidents {
		r.record.Incidents[i].Severity = 1
	}
}

// resolve sets the times of an incident.
func (r *reader) resolve(in *Incident) {
	in.Early, in.Open = in.begin.kind == absent, in.finish.kind == absent
	mixed, skipped, twice := false, false, false
	place := func(s stamp, least float64) float64 {
		if s.kind != dated || s.zoned {
			return s.at
		}
		mixed, r.record.Zoneless = mixed || r.zoned, true
		at, later, none := local(s.at, r.record.Zone)
		skipped, twice = skipped || none, twice || later > at
		if at < least && later >= least {
			return later
		}
		return at
	}
	in.Start = place(in.begin, math.Inf(-1))
	in.End = in.Start + in.lasts
	if in.lasts == 0 {
		in.End = place(in.finish, in.Start)
	}
	r.noteIf(mixed, Zoneless, in)
	r.noteIf(skipped, Skipped, in)
	r.noteIf(twice, Twice, in)
	if !in.Early && !in.Open && in.End < in.Start {
		r.spoiled = false
		r.spoil(int(in.Line), in.col, "exchange them, or leave the row out",
			"the incident ends at %s, before its start at %s", r.record.Written(in.End), r.record.Written(in.Start))
		in.Start, in.End = math.NaN(), math.NaN() // taken out below
	}
}

// window finds the window of the record and gives its ends to what has none of its own.
func (r *reader) window() {
	rec := r.record
	rec.Incidents = slices.DeleteFunc(rec.Incidents, func(in Incident) bool { return math.IsNaN(in.Start) })
	first, last := math.Inf(1), math.Inf(-1)
	for i := range rec.Incidents {
		in := &rec.Incidents[i]
		if !in.Early {
			first, last = min(first, in.Start), max(last, in.Start)
		}
		if !in.Open {
			last = max(last, in.End)
		}
	}
	rec.From, rec.To = 0, last
	if rec.Dated && !math.IsInf(first, 0) {
		t := time.Unix(int64(math.Floor(first)), 0).In(rec.Zone)
		rec.From = float64(time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, rec.Zone).Unix())
	}
	r.edge(&rec.From, r.From, "from")
	r.edge(&rec.To, r.To, "to")
	rec.Chosen, rec.Bounded = r.From != "", r.To != ""
	if len(rec.Incidents) > 0 && !(rec.To > rec.From) && len(r.problems) == 0 && (r.From != "" || r.To != "") {
		r.fail(1, 1, "choose "+r.say("from", "")+" and "+r.say("to", "")+" again",
			"the record's window ends at %s, before it begins at %s", rec.Written(rec.To), rec.Written(rec.From))
	}
	for i := range rec.Incidents {
		in := &rec.Incidents[i]
		if in.Early {
			in.Start = min(rec.From, in.End)
		}
		if in.Open {
			in.End = max(rec.To, in.Start)
		}
		r.noteIf(in.Early, BeforeRecord, in)
	}
}

// edge reads an end of the window that the user gives.
func (r *reader) edge(to *float64, text, which string) {
	if text == "" {
		return
	}
	s, help, ok := r.stamp(trimmed(text))
	if !r.record.Dated && !ok {
		s.at, help, ok = r.span(trimmed(text))
		s.kind = relative
	}
	switch {
	case !ok:
		r.fail(1, 1, help, "%s: want a time, got %s", r.say(which, ""), quote(text))
	case (s.kind == relative) == r.record.Dated:
		r.fail(1, 1, "the file's times are "+map[bool]string{true: "dates", false: "seconds from its start"}[r.record.Dated],
			"%s: %s is a time of another kind than those of the file", r.say(which, ""), quote(text))
	case s.swaps && r.order.dayFirst == 0 && r.order.monthFirst == 0:
		r.fail(1, 1, "write "+r.say(which, "2025-03-14"), "%s: day and month of %s cannot be told", r.say(which, ""),
			quote(text))
	default:
		if *to = s.at; s.kind == dated && !s.zoned {
			*to, _, _ = local(s.at, r.record.Zone)
		}
	}
}

// choose keeps the services, causes and targets asked for.
func (r *reader) choose() {
	kept := func(m Meaning, names []string) func(int32) bool {
		if len(names) == 0 {
			return func(int32) bool { return true }
		}
		if !r.columns.has(m) {
			r.fail(1, 1, r.ColumnsHelp(), "%s %s is asked for, and there is no column of %ss", m, quote(names[0]), m)
			return nil
		}
		wanted := map[int32]bool{}
		for _, name := range names {
			i, ok := r.names[m][strings.TrimSpace(name)]
			if wanted[i] = true; !ok {
				r.fail(1, 1, "there are: "+few(slices.Sorted(slices.Values(r.record.Names(m)[min(1, len(r.record.Names(m))):]))),
					"no row has the %s %s", m, quote(name))
			}
		}
		return func(i int32) bool { return wanted[i] }
	}
	service, cause, target := kept(Service, r.Services), kept(Cause, r.Causes), kept(Target, r.Targets)
	if len(r.problems) > 0 {
		return
	}
	r.record.Incidents = slices.DeleteFunc(r.record.Incidents, func(in Incident) bool {
		return !service(in.Service) || !cause(in.Cause) || !target(in.Target)
	})
}

// sort puts the incidents into order and takes out those that are none.
func (r *reader) sort() {
	rec, before := r.record, math.Inf(-1)
	for i := range rec.Incidents {
		if in := &rec.Incidents[i]; in.Start < before {
			r.note(Unsorted, int(in.Line))
		}
		before = rec.Incidents[i].Start
	}
	slices.SortFunc(rec.Incidents, func(a, b Incident) int { return cmp.Or(compare(&a, &b), cmp.Compare(a.Line, b.Line)) })
	ends := r.columns.lasts()
	var last Incident
	rec.Incidents = slices.DeleteFunc(rec.Incidents, func(in Incident) bool {
		what := Oddity(oddities)
		switch {
		case last.Line > 0 && compare(&last, &in) == 0:
			what = Duplicate
		case r.beyond(&in) || ends && in.End < rec.From:
			what = Outside
		case in.Severity == 0:
			what = Harmless
		case ends && in.End == in.Start && !in.Open && !in.Unknown:
			what = NoLength
		}
		if last = in; what < oddities {
			r.note(what, int(in.Line))
		}
		return what < oddities
	})
}

// compare orders by time; equal are rows that say the same in every cell.
func compare(a, b *Incident) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.mark, b.mark))
}
