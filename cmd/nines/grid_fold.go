package main

import (
	"fmt"
	"io"
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
		for i, line := range fold(cell, widths[c]) {
			if i == len(rows) {
				rows = append(rows, make([]string, len(row)))
			}
			rows[i][c] = line
		}
	}
	return rows
}

// paragraph writes a text in lines that fit the page, all of them indented.
func paragraph(w io.Writer, indent, text string) {
	for _, line := range fold(text, mostWide-len(indent)) {
		fmt.Fprintln(w, indent+line)
	}
}

// fold breaks a text at spaces into lines that are no wider than a width, or of one word.
func fold(cell string, width int) []string {
	lines := []string{""}
	for word := range strings.SplitSeq(cell, " ") {
		last := &lines[len(lines)-1]
		switch {
		case *last == "":
			*last = word
		case text.StringWidthWithoutEscSequences(*last)+1+text.StringWidthWithoutEscSequences(word) <= width:
			*last += " " + word
		default:
			lines = append(lines, word)
		}
	}
	return lines
}
