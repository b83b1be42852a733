package main

import (
	"bufio"
	"bytes"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jedib0t/go-pretty/v6/text"

	"nines/experiments/gallery"
)

// TestPages would catch a text for people that does not fit a page, of all that is printed without a run: what
// scenarios mean, what is doubtful or wrong about them, what can be named. Only places of files, quoted lines of them,
// YAML and single words may be wider.
func TestPages(t *testing.T) {
	lines := [][]string{{"describe"}, {"describe", "standby"}, {"list"}, {"nonsense"}}
	for _, kind := range kinds() {
		lines = append(lines, []string{"list", kind})
	}
	for _, name := range thingNames() {
		lines = append(lines, []string{"describe", name})
	}
	for _, template := range gallery.Table().Rows() {
		file := filepath.Join("../../experiments/gallery", template.Name(), "scenario.yaml")
		lines = append(lines, []string{"explain", file})
	}
	mistakes, _ := filepath.Glob("../../experiments/scenario/testdata/bad-*.yaml")
	for _, file := range mistakes {
		lines = append(lines, []string{"check", file})
	}
	for _, line := range lines {
		var out, errs bytes.Buffer
		a := &app{out: bufio.NewWriter(&out), err: &errs, clock: time.Now, color: "never"}
		root := a.root()
		root.SetArgs(line)
		if err := root.Execute(); err != nil {
			complain(&errs, paint(false), err)
		}
		_ = a.out.Flush()
		for wide := range strings.Lines(out.String() + errs.String()) {
			if wide = strings.TrimRight(wide, "\n"); text.StringWidthWithoutEscSequences(wide) > mostWide && !unbreakable(wide) {
				t.Errorf("nines %s: %d columns: %s", strings.Join(line, " "), len(wide), wide)
			}
		}
	}
}

// unbreakable tells lines that are as they are: a place, a quoted line or an example of YAML, or one word.
func unbreakable(line string) bool {
	body := strings.TrimSpace(line)
	return strings.HasPrefix(body, "--> ") || strings.HasPrefix(body, "example: ") || !strings.Contains(body, " ")
}
