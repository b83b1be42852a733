package scenario

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"nines/models/failure"
	"nines/sim"
)

// recordReader reads a CSV file of outages. It goes on after a bad row, so that its author sees them together.
type recordReader struct {
	find     func(target string) []int // what a text names, as indices of targets
	unknown  func(target string) (message, help string)
	measured func(float64) sim.Time
	horizon  float64

	strikes  [][]failure.Strike // by target
	columns  map[string]int
	ignored  []string
	bad      []rowError
	harmless int  // rows that say nothing failed
	early    int  // rows that begin within the horizon
	total    int  // strikes on all targets
	partial  bool // some outage fails only a share of the requests
}

// rowError is one thing wrong in a file of rows.
type rowError struct {
	line, col     int
	message, help string
}

// columnNames leads from the headings that records use to what they mean.
var columnNames = map[string]string{"start_s": "start", "start_time": "start", "end_s": "end", "end_time": "end",
	"target": "target", "severity": "severity", "status": "severity"}

const columnsHelp = "the columns are start_s, end_s and, if wanted, target and severity"

// Bounds of a replay, which keeps all of its strikes in memory.
const (
	maxReplayed = 100_000    // targets
	maxStrikes  = 10_000_000 // over all targets
	maxBadRows  = maxReported
)

// read reads the whole file, or as much as it takes to find maxBadRows mistakes.
func (r *recordReader) read(from io.Reader) {
	rows := csv.NewReader(from)
	rows.ReuseRecord = true
	first, err := rows.Read()
	header := slices.Clone(first)
	if err != nil {
		r.fail(1, 1, columnsHelp, "there is no line of column names")
		return
	}
	r.header(header)
	for len(r.bad) < maxBadRows && r.columns != nil {
		row, err := rows.Read()
		var syntax *csv.ParseError
		switch {
		case err == io.EOF:
			r.sort()
			return
		case errors.As(err, &syntax):
			if syntax.Err != csv.ErrFieldCount { // a quote that is never closed: the rows after it cannot be told
				r.fail(syntax.Line, max(1, syntax.Column), "close the quotation, or leave the quotes out", "%s", syntax.Err)
				return
			}
			r.fail(syntax.Line, max(1, syntax.Column), "give every row the columns of the first line",
				"%s in a row, where the first line has %s", plural(len(row), "field"), plural(len(header), "column"))
		case err != nil:
			r.fail(1, 1, "", "%s", cause(err))
			return
		default:
			r.row(row, rows.FieldPos)
		}
		if r.total > maxStrikes {
			line, _ := rows.FieldPos(0)
			r.fail(line, 1, "name targets, or put the fault on an outer level",
				"more than %d outages, counted on every target", maxStrikes)
			return
		}
	}
}

func (r *recordReader) fail(line, col int, help, message string, args ...any) {
	r.bad = append(r.bad, rowError{line, col, fmt.Sprintf(message, args...), help})
}

// header finds the columns; there are none after an error.
func (r *recordReader) header(names []string) {
	columns := map[string]int{}
	for i, name := range names {
		name = strings.TrimPrefix(name, "\ufeff")
		meaning, ok := columnNames[name]
		before, twice := columns[meaning]
		switch {
		case !ok:
			r.ignored = append(r.ignored, name)
		case twice:
			r.fail(1, 1, "keep one of them", "the columns %s and %s mean the same",
				strings.TrimPrefix(names[before], "\ufeff"), name)
		default:
			columns[meaning] = i
		}
	}
	for _, need := range []string{"start", "end"} {
		if _, ok := columns[need]; !ok {
			r.fail(1, 1, columnsHelp, "there is no column %s_s", need)
		}
	}
	if len(r.bad) == 0 {
		r.columns = columns
	}
}

// row adds one outage. One without a target strikes everything that the fault is on.
func (r *recordReader) row(row []string, position func(int) (line, col int)) {
	before := len(r.bad)
	failAt := func(column, help, message string, args ...any) {
		line, col := position(r.columns[column])
		r.fail(line, col, help, message, args...)
	}
	span := [2]float64{}
	for i, column := range []string{"start", "end"} {
		text := row[r.columns[column]]
		x, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
		if span[i] = x; err != nil || !(x >= 0) || math.IsInf(x, 0) {
			failAt(column, "write seconds from the start of the measured time, as in 3600",
				"want a number of seconds, got %s", quote(text))
		}
	}
	start, end := span[0], span[1]
	if end < start && len(r.bad) == before {
		failAt("end", "exchange them, or leave the row out", "the outage ends at %g, before its start at %g", end, start)
	}
	loss, ok := r.severity(row)
	if !ok {
		failAt("severity", "write 1 where everything failed, 0.2 where a fifth of the requests did",
			"want a severity from 0 to 1, got %s", quote(row[r.columns["severity"]]))
	}
	struck, ok := r.targets(row)
	if !ok {
		message, help := r.unknown(row[r.columns["target"]])
		failAt("target", help, "%s", message)
	}
	switch {
	case len(r.bad) > before:
		return
	case loss == 0 || end == start: // as rounded records have
		r.harmless++
		return
	case start < r.horizon:
		r.early++
	}
	r.partial = r.partial || loss < 1
	strike := failure.Strike{At: r.measured(start), Lasts: sim.Duration(end - start), Loss: loss}
	for _, target := range struck {
		r.strikes[target] = append(r.strikes[target], strike)
	}
	r.total += len(struck)
}

// targets are what a row strikes, as indices; not ok if it names nothing that the fault is on.
func (r *recordReader) targets(row []string) (struck []int, ok bool) {
	name := ""
	if i, ok := r.columns["target"]; ok {
		name = row[i]
	}
	struck = r.find(name)
	return struck, len(struck) > 0 || name == ""
}

// severity is the share of requests that fail; 1 where the file does not say.
func (r *recordReader) severity(row []string) (loss float64, ok bool) {
	i, given := r.columns["severity"]
	if !given || row[i] == "" {
		return 1, true
	}
	loss, err := strconv.ParseFloat(row[i], 64)
	return loss, err == nil && loss >= 0 && loss <= 1
}

// sort puts every target's strikes into the order of time.
func (r *recordReader) sort() {
	for _, list := range r.strikes {
		slices.SortStableFunc(list, func(a, b failure.Strike) int { return cmp.Compare(a.At, b.At) })
	}
}
