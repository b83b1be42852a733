package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
)

// grid is a table of texts, to be written as aligned columns, CSV, Markdown or JSON.
type grid struct {
	header []string
	above  [][]string // lines of the header above its last, in text alone
	rows   [][]string
}

func (g *grid) add(cells ...string) { g.rows = append(g.rows, cells) }

// write writes the grid in one of gridFormats.
func (g *grid) write(w io.Writer, format string, ink paint) error {
	switch format {
	case "json":
		return g.json(w)
	case "csv":
		out := csv.NewWriter(w)
		if err := out.WriteAll(append([][]string{g.header}, g.rows...)); err != nil {
			return err
		}
		return out.Error()
	case "md":
		return g.markdown(w)
	}
	return g.text(w, "", ink)
}

// text writes columns with two spaces between them and the header in bold; a row may be shorter than the header.
func (g *grid) text(w io.Writer, indent string, ink paint) error {
	rows := g.rows
	headers := 0
	if g.header != nil {
		rows = slices.Concat(g.above, [][]string{g.header}, rows)
		headers = len(g.above) + 1
	}
	widths := g.widths(rows)
	for i, row := range rows {
		var line strings.Builder
		line.WriteString(indent)
		for c, cell := range row {
			line.WriteString(text.Pad(ink.cleanedIn(cell), widths[c]+2, ' '))
		}
		out := strings.TrimRight(line.String(), " ")
		if i < headers {
			out = ink.bold(out)
		}
		if _, err := fmt.Fprintln(w, out); err != nil {
			return err
		}
	}
	return nil
}

func (g *grid) widths(rows [][]string) []int {
	var widths []int
	for _, row := range rows {
		for c, cell := range row {
			if c == len(widths) {
				widths = append(widths, 0)
			}
			widths[c] = max(widths[c], text.StringWidthWithoutEscSequences(cell))
		}
	}
	return widths
}

// width is that of the grid as text with an indent of two.
func (g *grid) width() int {
	total := 0
	for _, w := range g.widths(slices.Concat(g.above, [][]string{g.header}, g.rows)) {
		total += w + 2
	}
	return total
}

func (g *grid) markdown(w io.Writer) error {
	line := func(cells []string) string {
		escaped := make([]string, len(g.header))
		for i, cell := range cells {
			escaped[i] = markdown(cell)
		}
		return "| " + strings.Join(escaped, " | ") + " |\n"
	}
	out := line(g.header) + "|" + strings.Repeat(" --- |", len(g.header)) + "\n"
	for _, row := range g.rows {
		out += line(row)
	}
	_, err := io.WriteString(w, out)
	return err
}

// jsonText is a text as JSON, with < and > as they are.
func jsonText(s string) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(s) // text always encodes
	return strings.TrimSuffix(b.String(), "\n")
}

// json writes an array of objects whose members are the columns, in their order.
func (g *grid) json(w io.Writer) error {
	var b strings.Builder
	b.WriteString("[")
	for i, row := range g.rows {
		if i > 0 {
			b.WriteString(",")
		}
		b.WriteString("\n{")
		for c, cell := range row {
			if c > 0 {
				b.WriteString(",")
			}
			b.WriteString(jsonText(g.header[c]) + ":" + jsonText(cell))
		}
		b.WriteString("}")
	}
	b.WriteString("\n]\n")
	_, err := io.WriteString(w, b.String())
	return err
}
