package incident

import (
	"fmt"
	"strconv"
	"strings"
)

// Oddity is a kind of thing that a file has and that a reader should know of.
type Oddity uint8

// The oddities, each with what is done about it.
const (
	Unreadable Oddity = iota
	Empty
	Timeless
	StillOpen
	OpenAtEnd
	Forgotten
	BeforeRecord
	NoLength
	Harmless
	Duplicate
	Unsorted
	Zoneless
	Skipped
	Twice
	Outside

	oddities = iota
)

// said is what is said of each: what the rows are, and what was done.
var said = [oddities][2]string{
	Unreadable: {"that cannot be understood", "left out"},
	Empty:      {"with nothing in it", "left out"},
	Timeless:   {"with neither start nor end", "left out"},
	StillOpen:  {"without an end", "taken to be still open at the end of the record"},
	OpenAtEnd: {"without an end, later than all else that the record says", "still open, for no time within it; say how " +
		"far it goes, as in %s"},
	Forgotten:    {"without an end, which would outlast all that have one", "taken to be over, nobody knows since when"},
	BeforeRecord: {"without a start", "taken to have begun before the record"},
	NoLength:     {"that ends as it starts", "left out"},
	Harmless:     {"of severity 0", "left out"},
	Duplicate:    {"that says what another says", "left out"},
	Unsorted:     {"that starts before the row above", "put into order"},
	Zoneless:     {"with a time that names no zone, as others do", "read in the zone %s"},
	Skipped:      {"at a time that clocks in %s skip", "read as if they had not been moved yet"},
	Twice: {"at a time that clocks in %s show twice", "the earlier is taken, or the later for an end that it would " +
		"put before its start"},
	Outside: {"outside of the record's window", "left out"},
}

// Note counts the rows of one oddity.
type Note struct {
	Oddity Oddity
	Count  int
	Lines  []int  // the first few
	named  string // the zone in which times are read, or the option that would help
}

const fewLines = 3

// String is one line: "2 rows without an end (lines 5 and 9): taken to be still open at the end of the record".
func (n Note) String() string {
	rows, lines := "rows", make([]string, len(n.Lines))
	if n.Count == 1 {
		rows = "row"
	}
	for i, line := range n.Lines {
		lines[i] = strconv.Itoa(line)
	}
	where := "line " + lines[0]
	switch last := len(lines) - 1; {
	case n.Count > len(lines):
		where = "lines " + strings.Join(lines, ", ") + ", …"
	case last > 0:
		where = "lines " + strings.Join(lines[:last], ", ") + " and " + lines[last]
	}
	text := fmt.Sprintf("%d %s %s (%s): %s", n.Count, rows, said[n.Oddity][0], where, said[n.Oddity][1])
	if n.Count > 1 {
		text = strings.NewReplacer("that ends as it starts", "that end as they start", "that says what", "that say what",
			"that starts", "that start").Replace(text)
	}
	return strings.ReplaceAll(text, "%s", n.named)
}

// note counts one row.
func (r *reader) note(what Oddity, line int) {
	n := &r.notes[what]
	if n.Oddity, n.named = what, r.zone().String(); what == OpenAtEnd {
		n.named = r.say("to", "2026-01-01")
	}
	if n.Count++; len(n.Lines) < fewLines {
		n.Lines = append(n.Lines, line)
	}
}

func (r *reader) noteIf(is bool, what Oddity, in *Incident) {
	if is {
		r.note(what, int(in.Line))
	}
}
