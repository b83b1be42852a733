package main

import (
	"io"
	"os"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/term"
)

// paint colors text where the reader can see it; false leaves text as it is.
type paint bool

func (p paint) with(code, text string) string {
	if !p || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (p paint) bold(text string) string   { return p.with("1", text) }
func (p paint) good(text string) string   { return p.with("32", text) }
func (p paint) bad(text string) string    { return p.with("31", text) }
func (p paint) unsure(text string) string { return p.with("33", text) }

// painter decides for one stream: when is "auto", "always" or "never".
func painter(w io.Writer, when string) paint {
	switch when {
	case "always":
		return true
	case "never":
		return false
	}
	return paint(isTerminal(w) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb")
}

func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// painted finds what paint adds.
var painted = regexp.MustCompile(`\x1b\[(0|1|31|32|33)m`)

// cleanedIn is a cell of a table cleaned, but for the colors that paint gave it.
func (p paint) cleanedIn(cell string) string {
	if !p {
		return cleaned(cell)
	}
	var b strings.Builder
	from := 0
	for _, at := range painted.FindAllStringIndex(cell, -1) {
		b.WriteString(cleaned(cell[from:at[0]]) + cell[at[0]:at[1]])
		from = at[1]
	}
	return b.String() + cleaned(cell[from:])
}

// cleaned is a text of unknown origin on one line, without what would move the cursor, color the terminal or turn the
// direction of writing: files and folders come from strangers.
func cleaned(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r):
			return '?'
		}
		return r
	}, text)
}
