package incident

import (
	"time"

	"nines/sim/unit"
)

// Columns name the columns of a file by their headings; "" leaves it to the reader to recognize one.
type Columns struct {
	Start    string `key:"start" doc:"heading of the column that says when an incident began"`
	End      string `key:"end" doc:"heading of the column that says when it was over; an empty cell: still open"`
	Duration string `key:"duration" doc:"heading of the column that says how long it lasted, in place of its end"`
	Cause    string `key:"cause" doc:"heading of the column of causes"`
	Service  string `key:"service" doc:"heading of the column of services"`
	Target   string `key:"target" doc:"heading of the column of what was struck"`
	Severity string `key:"severity" doc:"heading of the column of the share of requests that failed, from 0 to 1"`
}

func (c *Columns) of(m Meaning) string {
	return [meanings]string{c.Start, c.End, c.Duration, c.Cause, c.Service, c.Target, c.Severity}[m]
}

// The words for how dates are written, where the dates themselves do not tell.
const (
	DayFirst   = "day-first"   // 3/4/2025 is the third of April
	MonthFirst = "month-first" // 3/4/2025 is the fourth of March
	Serial     = "serial"      // 45751.5 is noon of that day, counted as spreadsheets do, from 1899-12-30
)

// The words for rows without an end that seem to be forgotten: taken as still open they would outlast all others.
const (
	OpenLasting = "lasting" // they last still
	OpenUnknown = "unknown" // they are over, nobody says since when: their start counts, and their length does not
)

// Options say how to read a file. Their zero value recognizes what can be recognized, and takes everything.
type Options struct {
	Columns  Columns
	Dates    string         // DayFirst, MonthFirst or Serial; "" leaves it to the dates
	Zone     *time.Location // of times that name none; nil: UTC
	Unit     unit.Duration  // of durations that are bare numbers under a heading that names no unit; 0: none
	Services []string       // to take; none: all
	Causes   []string       // likewise
	Targets  []string       // likewise
	From, To string         // the window of the record, as times are written or as durations; "": all of it
	LeaveOut bool           // leave out rows that cannot be understood, and count them, in place of refusing the file
	Open     string         // OpenLasting or OpenUnknown; "" refuses what seems to be forgotten, unless LeaveOut
	Shares   bool           // severities are needed: one that is no share from 0 to 1 is a mistake, not another column

	// Say is how whoever asks writes an option, with its value or, where that is "", without: "--open lasting". Nil says
	// it as in YAML, "open: lasting".
	Say func(option, value string) string

	// Known judges a target that the file names; a message says why there is no such thing, and help the remedy. Nil
	// knows all.
	Known func(target string) (message, help string)
}

func (o *Options) say(option, value string) string {
	switch {
	case o.Say != nil:
		return o.Say(option, value)
	case value == "":
		return option
	}
	return option + ": " + value
}

func (o *Options) zone() *time.Location {
	if o.Zone == nil {
		return time.UTC
	}
	return o.Zone
}

// Problem is one thing wrong in a file.
type Problem struct {
	Line, Col     int // from 1; Col in bytes
	Message, Help string
}
