package worldtest

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nines/models"
	"nines/models/world"
	"nines/sim"
)

// The policies of script.go do as they are told in advance and write down all that they are told themselves. The tests
// of what each port is told hold a diary to one written by hand, so that a question about the wrong node, a count that
// is one off and a time that is measured from elsewhere are found, whatever becomes of the answer.

// Diary is what the policies of one run are told, in the order in which they are told it, with the hour and minute.
// What is asked twice at one time stands in it once: some answers the world does not remember, and asks for again.
type Diary struct {
	clock *sim.Calendar
	lines []string
}

// Note writes a line; a diary of nil takes none.
func (d *Diary) Note(format string, args ...any) {
	if d == nil {
		return
	}
	line := ClockTime(float64(d.clock.Now())) + " " + fmt.Sprintf(format, args...)
	if !slices.Contains(d.lines, line) {
		d.lines = append(d.lines, line)
	}
}

// Holds plays a blueprint whose policies write a diary and compares it with one that was written by hand: a line for
// each line, whatever their indentation.
func (d *Diary) Holds(t *testing.T, b *models.Blueprint, want string) *models.Outcome {
	t.Helper()
	plan := Prepared(t, b)
	d.clock, d.lines = sim.NewCalendar(), nil
	o := Play(new(world.World), d.clock, plan, 0)
	var lines []string
	for line := range strings.Lines(want) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	if diff := cmp.Diff(lines, d.lines); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	return o
}

// ClockTime writes seconds as hours and minutes, which tests use whole ones of.
func ClockTime(s float64) string {
	switch {
	case math.IsInf(s, 1):
		return "never"
	case s < 0:
		return "-" + ClockTime(-s)
	}
	minutes := int(math.Round(s / 60))
	return fmt.Sprintf("%d:%02d", minutes/60, minutes%60)
}

// described is a symptom in words; a cut is both ways and a pace that of health if it is not said.
func described(x models.Symptom) string {
	words := fmt.Sprintf("%s, loss %g", x.Effect, x.Loss)
	if x.Slow != 1 {
		words += fmt.Sprintf(", slow %g", x.Slow)
	}
	if x.Cut != models.BothWays {
		words += ", " + x.Cut.String()
	}
	return words
}

// flags lists the names of those that are set, each behind a comma.
func flags(named map[string]bool) string {
	words := ""
	for _, name := range slices.Sorted(maps.Keys(named)) {
		if named[name] {
			words += ", " + name
		}
	}
	return words
}

// viewed is what a decider can see.
func viewed(v models.View) string {
	var untrusted []int
	for i := range v.Nodes() {
		if !v.Trusted(i) {
			untrusted = append(untrusted, i)
		}
	}
	return fmt.Sprintf("clock %s, %d held, %d of %d untrusted %v", ClockTime(float64(v.Clock())), v.Held(0), v.Untrusted(),
		v.Nodes(), untrusted)
}
