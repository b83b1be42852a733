package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Severity tells an error, which refuses a scenario, from a warning, which does not.
type Severity uint8

const (
	Error   Severity = iota // the scenario cannot be run
	Warning                 // it can, but the answer may not be what its author thinks
)

// String returns the word that opens a report.
func (s Severity) String() string { return [...]string{"error", "warning"}[s] }

// Problem is one thing wrong or doubtful in a file, with its place and, where one is known, its remedy.
type Problem struct {
	Severity  Severity
	File      string // as the user named it, or "--set path=value" for what came from a flag
	Line, Col int    // from 1, in characters; 0 where no line of a file is meant
	Span      int    // characters concerned, at least 1
	Message   string // "unknown key "maen" in faults.crash.repair"
	Help      string // "did you mean "mean"?"; may be empty
	source    string // the line, where there is one
}

// String renders a problem as a report of several lines without a newline at the end:
//
//	error: unknown key "maen" in faults.crash.repair
//	  --> cluster.yaml:7:7
//	  7 |       maen: 30d
//	    |       ^^^^
//	 help: did you mean "mean"? known keys here: dist, mean
func (p Problem) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n  --> %s", p.Severity, printable(p.Message), printable(p.File))
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", p.Line, p.Col)
	}
	if p.source != "" {
		text, col, span := window(p.source, p.Col, p.Span)
		number := strconv.Itoa(p.Line)
		blank := strings.Repeat(" ", max(len(number), 3))
		fmt.Fprintf(&b, "\n%*s | %s\n%s | %s%s", len(blank), number, text,
			blank, strings.Repeat(" ", col-1), strings.Repeat("^", span))
	}
	if p.Help != "" {
		b.WriteString("\n help: " + printable(p.Help))
	}
	return b.String()
}

// window cuts a long line to what fits a terminal around the marks, and moves the marks along.
func window(line string, col, span int) (text string, at, width int) {
	const limit = 72 // which leaves room on a page for the number of the line
	runes := []rune(printable(line))
	col = min(col, len(runes)+1)
	from := 0
	if len(runes) > limit {
		from = max(0, min(col-1-limit/4, len(runes)-limit))
		runes = runes[from:min(from+limit, len(runes))]
	}
	at = col - from
	return string(runes), at, max(1, min(span, len(runes)-at+1))
}

// printable replaces what would move the cursor or color the terminal; files come from strangers.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case !unicode.IsPrint(r):
			return '?'
		}
		return r
	}, text)
}

// maxReported bounds how many problems are rendered; the rest are only counted.
const maxReported = 20

// Problems is everything that was found, in the order of the places. As an error it renders all, up to a bound.
type Problems []Problem

// Error renders the problems one after the other, with blank lines between them.
func (p Problems) Error() string {
	shown, more := p.Shown()
	parts := make([]string, 0, len(shown)+1)
	for _, problem := range shown {
		parts = append(parts, problem.String())
	}
	if more > 0 {
		parts = append(parts, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(parts, "\n\n")
}

// Shown are the problems to be rendered, and how many more there are.
func (p Problems) Shown() (shown Problems, more int) {
	n := min(len(p), maxReported)
	return p[:n], len(p) - n
}

// Errors returns the problems that refuse the scenario, and nil if there are none.
func (p Problems) Errors() Problems { return p.of(Error) }

// Warnings returns the problems that do not.
func (p Problems) Warnings() Problems { return p.of(Warning) }

func (p Problems) of(severity Severity) Problems {
	return slices.DeleteFunc(slices.Clone(p), func(x Problem) bool { return x.Severity != severity })
}

// sorted orders by place: lines of files first, file by file in the order of the first problem of each, then what came
// from flags, in the order in which it was found.
func (p Problems) sorted() Problems {
	files := map[string]int{}
	for i, problem := range p {
		if _, ok := files[problem.File]; !ok && problem.Line > 0 {
			files[problem.File] = i
		}
	}
	slices.SortStableFunc(p, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(min(1, b.Line), min(1, a.Line)), cmp.Compare(files[a.File], files[b.File]),
			cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
	})
	return p
}

// once says warnings that are word for word alike once, at the first of their places, with the number of the others.
func (p Problems) once() (kept Problems) {
	type words struct{ message, help string }
	first, more := map[words]int{}, map[words]int{}
	for _, x := range p {
		w := words{x.Message, x.Help}
		if _, said := first[w]; said && x.Severity == Warning {
			more[w]++
			continue
		}
		if x.Severity == Warning {
			first[w] = len(kept)
		}
		kept = append(kept, x)
	}
	for w, n := range more {
		kept[first[w]].Message += fmt.Sprintf(" (and at %s more)", plural(n, "place"))
	}
	return kept
}

// asError is nil for no problems; an empty Problems in an error would not be.
func (p Problems) asError() error {
	if len(p) == 0 {
		return nil
	}
	return p.sorted()
}
