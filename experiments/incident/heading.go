package incident

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Meaning is what a column says.
type Meaning uint8

// The meanings of columns.
const (
	Start Meaning = iota
	End
	Lasting // how long it was from start to end
	Cause
	Service
	Target
	Severity

	meanings = iota
)

// String is the word by which people name a column.
func (m Meaning) String() string {
	return [...]string{"start", "end", "duration", "cause", "service", "target", "severity"}[m]
}

// headings lead from words to meanings, for each in falling order of certainty: of two columns that may mean the same,
// that with the earlier word is taken.
var headings = [meanings][][]string{
	Start: {{"start", "started", "begin", "began", "onset"},
		{"opened", "timestamp", "failure", "created", "time", "date"}},
	End:      {{"end", "ended", "finish", "finished"}, {"resolved", "restored", "recovered", "closed"}},
	Lasting:  {{"duration", "lasted", "length"}, {"downtime", "ttr", "minutes", "hours", "seconds"}},
	Cause:    {{"cause", "root_cause"}, {"category", "reason"}},
	Service:  {{"service"}, {"service_id", "application", "app", "product"}},
	Target:   {{"target"}},
	Severity: {{"severity"}, {"status"}},
}

// trimmings are what stands around the word that says what a time or a duration is of.
var trimmings = []string{"s", "ms", "sec", "secs", "seconds", "min", "mins", "minutes", "h", "hr", "hrs", "hours", "d",
	"days", "utc", "gmt", "at", "time", "date", "datetime", "timestamp", "ts", "epoch", "unix", "incident", "outage",
	"impact"}

// ColumnsHelp says what columns are looked for.
func (o *Options) ColumnsHelp() string {
	return "columns are recognized by headings such as start, end or duration, cause, service, target and severity; " +
		"name others, as in " + o.say("columns", "{ start: Began }")
}

// plain is a heading in small letters with single underscores for all else.
func plainly(heading string) string {
	words := strings.FieldsFunc(strings.ToLower(heading), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	return strings.Join(words, "_")
}

// meaningOf is what a heading seems to mean and how certain that is: 0 is best. Not ok if nothing.
func meaningOf(heading string) (m Meaning, rank int, ok bool) {
	name := plainly(heading)
	words := slices.DeleteFunc(strings.Split(name, "_"), func(w string) bool { return slices.Contains(trimmings, w) })
	core := strings.Join(words, "_")
	for m := range Meaning(meanings) {
		for rank, known := range headings[m] {
			if slices.Contains(known, name) || m <= Lasting && slices.Contains(known, core) {
				return m, rank, true
			}
		}
	}
	return 0, 0, false
}

// columns are where in a row each meaning stands; −1 where nowhere.
type columns struct {
	at      [meanings]int
	names   []string // of all columns
	ignored []string
}

func (c *columns) has(m Meaning) bool { return c.at[m] >= 0 }

// lasts reports whether the file says how long incidents lasted.
func (c *columns) lasts() bool { return c.has(End) || c.has(Lasting) }

// columnsOf finds the columns by the names that the user gives and, where none is given, by their headings.
func columnsOf(header []string, named *Columns) (*columns, []string) {
	c, bad := &columns{}, []string(nil)
	for _, name := range header {
		c.names = append(c.names, strings.TrimSpace(name))
	}
	taken := make([]bool, len(header))
	for m := range Meaning(meanings) {
		c.at[m] = -1
		if want := named.of(m); want != "" {
			if c.at[m] = slices.IndexFunc(c.names, func(n string) bool { return strings.EqualFold(n, want) }); c.at[m] < 0 {
				bad = append(bad, fmt.Sprintf("there is no column %q for the %s", want, m))
				continue
			}
			taken[c.at[m]] = true
		}
	}
	var ranks [meanings]int
	for i, name := range c.names {
		m, rank, ok := meaningOf(name)
		before := -1
		if ok {
			before = c.at[m]
		}
		switch {
		case taken[i]:
		case !ok, named.of(m) != "", before >= 0 && ranks[m] < rank:
			c.ignored = append(c.ignored, name)
		case before >= 0 && ranks[m] == rank:
			bad = append(bad, fmt.Sprintf("the columns %s and %s mean the same", c.names[before], name))
		default:
			if before >= 0 {
				c.ignored = append(c.ignored, c.names[before])
			}
			c.at[m], ranks[m] = i, rank
		}
	}
	if !c.has(Start) && named.Start == "" {
		bad = append(bad, "there is no column start")
	}
	return c, bad
}
