package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
)

// narrowest is how far a column is narrowed, unless its words are wider.
const narrowest = 12

// folded is the grid with cells broken at spaces over several rows, the widest columns first, so that it is no wider
// than most with an indent of two, where its words let it be.
func (g *grid) folded(most int) *grid {
	widths := g.widths(append([][]string{g.header}, g.rows...))
	total := 2 * len(widths) // the indent and what stands between columns
	for _, w := range widths {
		total += w
	}
	for ; total > most; total-- {
		widest := 0
		for c, w := range widths {
			if w > widths[widest] {
				widest = c
			}
		}
		if widths[widest] <= narrowest {
			break
		}
		widths[widest]--
	}
	out := &grid{header: g.header}
	for _, row := range g.rows {
		out.rows = append(out.rows, foldedRow(row, widths)...)
	}
	return out
}

// foldedHeader is the grid with headers broken at spaces over several lines where they are wider than what stands below
// them and than least.
func (g *grid) foldedHeader(least int) *grid {
	widths := g.widths(g.rows)
	for i := range widths {
		widths[i] = max(widths[i], least)
	}
	lines := foldedRow(g.header, widths)
	return &grid{header: lines[len(lines)-1], above: lines[:len(lines)-1], rows: g.rows}
}

// foldedRow is a row as several, each cell below the first of its column.
func foldedRow(row []string, widths []int) (rows [][]string) {
	for c, cell := range row {
		lines := []string{cell} // with its indent, if it fits
		if text.StringWidthWithoutEscSequences(cell) > widths[c] {
			lines = fold(cell, widths[c])
		}
		for i, line := range lines {
			if i == len(rows) {
				rows = append(rows, make([]string, len(row)))
			}
			rows[i][c] = line
		}
	}
	return rows
}

// noted writes the grid without its last column, whose texts stand behind their rows where they fit the page, and
// below them where they do not.
func (g *grid) noted(w io.Writer, ink paint) error {
	last := len(g.rows[0]) - 1
	bare, notes := &grid{header: g.header}, []string{}
	for _, row := range g.rows {
		bare.rows, notes = append(bare.rows, row[:last]), append(notes, row[last])
	}
	var b strings.Builder
	if err := bare.text(&b, "", ink); err != nil {
		return err
	}
	behind := bare.width()
	for i, line := range strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n") {
		note := ""
		if i > 0 {
			note = ink.cleanedIn(notes[i-1])
		}
		wide, takes := text.StringWidthWithoutEscSequences(line), text.StringWidthWithoutEscSequences(note)
		switch {
		case note == "":
		case behind+takes <= mostWide:
			line += strings.Repeat(" ", behind-wide) + note
		case wide+2+takes <= mostWide:
			line += "  " + note
		default:
			line += "\n      " + note
		}
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	return nil
}

// listed writes the grid in lines that fit the page: its last column folded or, where it would be too narrow to read,
// below its rows.
func (g *grid) listed(w io.Writer, ink paint) error {
	const readable = 30
	last := len(g.header) - 1
	bare := &grid{header: g.header[:last]}
	for _, row := range g.rows {
		bare.rows = append(bare.rows, row[:last])
	}
	if mostWide-bare.width() >= readable {
		return g.folded(mostWide).text(w, "", ink)
	}
	var b strings.Builder
	if err := bare.text(&b, "", ink); err != nil {
		return err
	}
	for i, line := range strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n") {
		fmt.Fprintln(w, line)
		if i > 0 {
			paragraph(w, "      ", ink.cleanedIn(g.rows[i-1][last]))
		}
	}
	return nil
}

// paragraph writes a text in lines that fit the page, all of them indented.
func paragraph(w io.Writer, indent, text string) {
	for _, line := range fold(text, mostWide-len(indent)) {
		fmt.Fprintln(w, indent+line)
	}
}

// hanging writes a text in lines that fit the page, all but the first of them indented further.
func hanging(w io.Writer, text string) {
	words := strings.TrimLeft(text, " ")
	lead := text[:len(text)-len(words)]
	for i, line := range fold(words, mostWide-len(lead)-1) {
		if i == 1 {
			lead += " "
		}
		fmt.Fprintln(w, lead+line)
	}
}

// fold breaks a text at spaces into lines that are no wider than a width, or of one word. A percent sign and a unit of
// time stay with their number.
func fold(cell string, width int) []string {
	const bound = '\u00a0'
	words := strings.Split(cell, " ")
	var b strings.Builder
	for i, word := range words {
		switch {
		case i == 0:
		case isMeasure(words[i-1], word):
			b.WriteRune(bound)
		default:
			b.WriteByte(' ')
		}
		b.WriteString(word)
	}
	lines := foldAt(b.String(), " ", width)
	for i := range lines {
		lines[i] = strings.ReplaceAll(lines[i], string(bound), " ")
	}
	return lines
}

// isMeasure reports whether two words are a number and its unit.
func isMeasure(number, of string) bool {
	if number == "" || number[len(number)-1] < '0' || number[len(number)-1] > '9' {
		return false
	}
	return slices.Contains([]string{"%", "s", "ms", "min", "h", "d", "y"}, strings.TrimRight(of, ".,;:)"))
}

// foldAt is fold for words with something else between them.
func foldAt(cell, between string, width int) []string {
	lines, wide := []string{""}, text.StringWidthWithoutEscSequences
	for word := range strings.SplitSeq(cell, between) {
		last := &lines[len(lines)-1]
		switch {
		case *last == "":
			*last = word
		case wide(*last)+len(between)+wide(word) <= width:
			*last += between + word
		default:
			lines = append(lines, word)
		}
	}
	return lines
}
