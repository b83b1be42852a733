package main_test

import (
	"regexp"
	"strings"
	"testing"
)

// TestReach lists the files that speak of one thing a fault may do, tests apart. The next of its kind touches as many
// at most, and whoever changes one has read all of it after as many.
func TestReach(t *testing.T) {
	const most = 8
	files := sources(t)
	for _, c := range []struct{ what, words string }{
		{"effects that come and go", `(?i)flap`},
		{"rollouts", `(?i)rollout|stagesCourse|StageSpec`},
		{"planned work", `(?i)planned|turnsOccasion|AtATime`},
	} {
		words := regexp.MustCompile(c.words)
		var speak []string
		for _, f := range files {
			if !f.test() && words.MatchString(f.text) {
				speak = append(speak, f.path)
			}
		}
		if len(speak) > most || len(speak) == 0 {
			t.Errorf("%d files speak of %s, want 1 to %d:\n\t%s", len(speak), c.what, most, strings.Join(speak, "\n\t"))
		}
	}
}
