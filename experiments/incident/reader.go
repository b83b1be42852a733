package incident

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"nines/sim/unit"
)

// Bounds of what is kept of a file in memory.
const (
	MaxIncidents = 2_000_000 // of 72 bytes each
	MaxNames     = 100_000   // different causes, services and targets
	MaxProblems  = 20
)

// reader reads a file. It goes on after a bad row, so that its author sees them together.
type reader struct {
	Options
	separator rune
	line      int  // of the row in hand
	spoiled   bool // the row in hand cannot be understood
	unit      unit.Duration
	columns   *columns
	order     order
	kind      stampKind // of the first time: whether times are relative
	kindLine  int
	zoned     bool // some time names its zone
	codes     bool // severities are codes of somebody's, not shares
	names     [meanings]map[string]int32
	record    *Record
	notes     [oddities]Note
	problems  []Problem
}

// Read reads a file of incidents, at most MaxIncidents. Where there are problems the record is nil. Cost: some 200
// bytes an incident, and a sort.
func Read(from io.Reader, options Options) (*Record, []Problem) {
	r := &reader{Options: options, record: &Record{}}
	for m := range r.names {
		r.names[m] = map[string]int32{}
	}
	r.read(from)
	if len(r.problems) == 0 {
		r.finish()
	}
	if len(r.problems) > 0 {
		return nil, r.problems
	}
	return r.record, nil
}

func (r *reader) fail(line, col int, help, message string, args ...any) {
	r.problems = append(r.problems, Problem{line, col, fmt.Sprintf(message, args...), help})
}

// spoil reports what is wrong with a row, or counts the row where such are left out.
func (r *reader) spoil(line, col int, help, message string, args ...any) {
	switch {
	case !r.LeaveOut:
		r.fail(line, col, help, message, args...)
	case !r.spoiled:
		r.note(Unreadable, line)
	}
	r.spoiled = true
}

func (r *reader) read(from io.Reader) {
	text, separator, skipped, err := opened(from)
	if r.separator = separator; err != nil {
		r.broken(err, skipped)
		return
	}
	rows := csv.NewReader(text)
	rows.Comma, rows.ReuseRecord, rows.TrimLeadingSpace = separator, true, separator != '\t'
	header, err := rows.Read()
	switch {
	case err == io.EOF:
		r.fail(1, 1, r.ColumnsHelp(), "there is no line of column names")
		return
	case err != nil:
		r.broken(err, skipped)
		return
	}
	r.header(header, skipped+1)
	for len(r.problems) < MaxProblems && r.columns != nil {
		row, err := rows.Read()
		r.spoiled = false
		switch {
		case err == io.EOF:
			return
		case errors.Is(err, csv.ErrFieldCount):
			line, _ := rows.FieldPos(0)
			r.spoil(line+skipped, 1, "give every row the columns of the first line",
				"%s in a row, where the first line has %s", plural(len(row), "field"), plural(len(r.columns.names), "column"))
		case err != nil:
			r.broken(err, skipped)
			return
		default:
			line, _ := rows.FieldPos(0)
			r.line = line + skipped
			r.row(row, rows.FieldPos)
		}
		if len(r.record.Incidents) > MaxIncidents {
			r.fail(r.line, 1, "split the file, or leave out what is older", "more than %d incidents", MaxIncidents)
			return
		}
	}
}

// broken reports that the rest of the file cannot be told.
func (r *reader) broken(err error, skipped int) {
	var syntax *csv.ParseError
	var long errLong
	switch {
	case errors.As(err, &long):
		r.fail(int(long), 1, "is this a table of incidents? A row is a line of its own", "%s", err)
	case errors.As(err, &syntax): // a quote that is never closed
		r.fail(syntax.Line+skipped, max(1, syntax.Column), "close the quotation, or leave the quotes out", "%s", syntax.Err)
	default:
		r.fail(1, 1, "", "%s", err)
	}
}

// header finds the columns; there are none after an error.
func (r *reader) header(names []string, line int) {
	c, bad := columnsOf(slices.Clone(names), &r.Columns)
	for _, message := range bad {
		help := fmt.Sprintf("%s; there are: %s", r.ColumnsHelp(), few(c.names))
		if strings.HasSuffix(message, "mean the same") {
			help = "keep one of them, or name one under columns"
		}
		r.fail(line, 1, help, "%s", message)
	}
	if len(bad) > 0 {
		return
	}
	if r.unit = r.Unit; c.has(Lasting) && r.unit == 0 {
		r.unit = unitOf(c.names[c.at[Lasting]])
	}
	if c.has(End) && c.has(Lasting) {
		c.ignored, c.at[Lasting] = append(c.ignored, c.names[c.at[Lasting]]), -1
	}
	r.columns, r.record.Ignored = c, c.ignored
	for m, at := range c.at {
		if at >= 0 {
			r.record.Columns[m] = c.names[at]
		}
	}
}

// few lists the first of many texts.
func few(all []string) string {
	const most = 8
	if len(all) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(all[:most], ", "), len(all)-most)
	}
	return strings.Join(all, ", ")
}

func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
