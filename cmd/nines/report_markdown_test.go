package main

import (
	"strings"
	"testing"
)

// TestMarkdown would catch a name that becomes HTML, a column, emphasis or a formula where a report is pasted.
func TestMarkdown(t *testing.T) {
	for _, c := range [][2]string{
		{"<img src=x>", "&lt;img src=x>"}, {"&lt;", "&amp;lt;"}, {"a|b", `a\|b`}, {"=SUM(A1)", `\=SUM(A1)`},
		{"@all", `\@all`},
		{"  # title", `\# title`}, {"a*b_c`d", "a\\*b\\_c\\`d"}, {"[x](y)", `\[x\](y)`}, {"~ +1", `\~ +1`},
		{`\|`, `\\\|`},
		{"a\nb\x1b[1m", `a b?\[1m`}, {"99.95 % (x = 1)", "99.95 % (x = 1)"}, {"", ""},
	} {
		if got := markdown(c[0]); got != c[1] {
			t.Errorf("%q is %q, want %q", c[0], got, c[1])
		}
	}
	var b strings.Builder
	g := grid{header: []string{"name"}, rows: [][]string{{"<b>|"}}}
	if err := g.markdown(&b); err != nil || b.String() != "| name |\n| --- |\n| &lt;b>\\| |\n" {
		t.Errorf("%q, %v", b.String(), err)
	}
}
