package page

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed page.tmpl
var layout string

//go:embed page.css
var sheet string

// longest is how much of a text a page shows, in characters: one that a stranger made endless would fill it.
const longest = 20_000

var parsed = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Funcs(template.FuncMap{"kind": Block.kind, "short": short,
		"prose": prose, "column": column, "bar": bar}).Parse(layout))
})

// Write writes the page. Equal pages give equal bytes.
func Write(w io.Writer, p *Page) error {
	if err := p.check(); err != nil {
		return err
	}
	return parsed().Execute(w, struct {
		*Page
		Sheet template.CSS
	}{p, template.CSS(p.sheet())})
}

// check refuses what would make links of the page lead elsewhere.
func (p *Page) check() error {
	var seen []string
	for _, s := range p.Sections {
		if s.ID == "" || strings.Trim(s.ID, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || slices.Contains(seen, s.ID) {
			return fmt.Errorf("page: %q is no id of a section, or is one twice", s.ID)
		}
		seen = append(seen, s.ID)
	}
	return nil
}

// sheet is the style with the tints of the pictures.
func (p *Page) sheet() string {
	var light, dark strings.Builder
	for _, t := range p.Tints {
		fmt.Fprintf(&light, "--%s:%s;", t.Name, t.Light)
		fmt.Fprintf(&dark, "--%s:%s;", t.Name, t.Dark)
	}
	return strings.NewReplacer("/*light*/", light.String(), "/*dark*/", dark.String(), "/*font*/", p.Font).Replace(sheet)
}

// short is a text without its end where that is far away.
func short(s string) string {
	if len(s) <= longest {
		return s
	}
	end := longest
	for !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + "…"
}

// What belongs on one line: a figure and its unit, and the ends of a range.
var (
	united = regexp.MustCompile(`(\d) (%|(?:ms|s|min|h|d|y|k|M|G)\b)`)
	ranged = regexp.MustCompile(`(\d) – (\d)`)
)

// prose is a text as it reads best: short, with figures and their units on one line.
func prose(s string) string {
	return ranged.ReplaceAllString(united.ReplaceAllString(short(s), "$1\u00a0$2"), "$1\u00a0–\u00a0$2")
}

// column is the class of a cell of a table.
func column(t *Table, i int) string {
	if t.Kinds == "" {
		return "name"
	}
	return map[byte]string{'n': "name", 'f': "figure", 't': "text", 'c': "code"}[t.Kinds[min(i, len(t.Kinds)-1)]]
}

// bar is how long the bar in a cell is, in ems; "" where it has none.
func bar(t *Table, row, column int) string {
	const longest = 12
	if column != t.Bar || row >= len(t.Bars) || !(t.Bars[row] > 0) {
		return ""
	}
	return strconv.FormatFloat(longest*min(1, t.Bars[row]), 'f', 2, 64)
}
