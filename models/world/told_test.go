package world_test

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

// The policies in this file do as they are told in advance and write down all that they are told themselves. The tests
// of what each port is told hold a diary to one written by hand, so that a question about the wrong node, a count that
// is one off and a time that is measured from elsewhere are found, whatever becomes of the answer.

// diary is what the policies of one run are told, in the order in which they are told it, with the hour and minute.
// What is asked twice at one time stands in it once: some answers the world does not remember, and asks for again.
type diary struct {
	clock *sim.Calendar
	lines []string
}

// note writes a line; a diary of nil takes none.
func (d *diary) note(format string, args ...any) {
	if d == nil {
		return
	}
	line := clockTime(float64(d.clock.Now())) + " " + fmt.Sprintf(format, args...)
	if !slices.Contains(d.lines, line) {
		d.lines = append(d.lines, line)
	}
}

// clockTime writes seconds as hours and minutes, which tests use whole ones of.
func clockTime(s float64) string {
	switch {
	case math.IsInf(s, 1):
		return "never"
	case s < 0:
		return "-" + clockTime(-s)
	}
	minutes := int(math.Round(s / 60))
	return fmt.Sprintf("%d:%02d", minutes/60, minutes%60)
}

// holds plays a blueprint whose policies write a diary and compares it with one that was written by hand: a line for
// each line, whatever their indentation.
func (d *diary) holds(t *testing.T, b *models.Blueprint, want string) *models.Outcome {
	t.Helper()
	plan := prepared(t, b)
	d.clock, d.lines = sim.NewCalendar(), nil
	o := play(new(world.World), d.clock, plan, 0)
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

// script strikes each of its targets at its hours. A strike that is due before the last one is over comes then.
type script struct {
	*diary
	hours [][]float64 // by target
}

// at is a script of one target, which nobody reads.
func at(hours ...float64) script { return script{nil, [][]float64{hours}} }

func (f script) Next(o models.Occurrence) models.Wait {
	f.note("next of target %d after %d strikes, free from %s, pace %g, age %s", o.Target, o.Count,
		clockTime(float64(o.Now)), o.Pace, clockTime(float64(o.Age)))
	if list := f.hours[o.Target]; o.Count < len(list) {
		return models.Wait{Plus: max(0, sim.Duration(list[o.Count]*hour)-sim.Duration(o.Now))}
	}
	return models.Never()
}

// described is a symptom in words; a cut is both ways and a pace that of health if it is not said.
func described(x models.Symptom) string {
	words := fmt.Sprintf("%s, loss %g, impact %.4g", x.Effect, x.Loss, x.Impact)
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

// eye is a detector that sees everything, after its delays in turn, the last again and again; it clears at once and
// errs once on each node, where it errs at all.
type eye struct {
	*diary
	name   string
	delays []float64 // hours; none: at once
	asked  *int      // delays asked for
	errs   float64   // hour after which it errs, for half an hour; 0: never
}

func newEye(d *diary, name string, delays ...float64) eye {
	return eye{diary: d, name: name, delays: delays, asked: new(int)}
}

func (e eye) Sees(x models.Symptom) float64 {
	e.note("%s: seen? %s", e.name, described(x))
	return 1
}

func (e eye) Delay(x models.Symptom) models.Wait {
	e.note("%s: when? %s", e.name, described(x))
	if len(e.delays) == 0 {
		return models.Wait{}
	}
	*e.asked++
	return models.Wait{Plus: sim.Duration(e.delays[min(*e.asked, len(e.delays))-1] * hour)}
}

func (e eye) Clear() models.Wait {
	e.note("%s: well again", e.name)
	return models.Wait{}
}

func (e eye) Mistake() models.Mistakes {
	if e.errs == 0 {
		return models.Unerring{}
	}
	return renewed{constant(e.errs), constant(0.5)}
}

// finder is a localizer that gives its diagnoses in turn, the last again and again.
type finder struct {
	*diary
	name    string
	answers []models.Diagnosis
	asked   *int
}

func newFinder(d *diary, name string, answers ...models.Diagnosis) finder {
	return finder{d, name, answers, new(int)}
}

func (f finder) Diagnose(x models.Alarm) models.Odds {
	f.note("%s: why? %s%s; %d nodes, %d others, attempt %d, change %s ago", f.name, described(x.Symptom),
		flags(map[string]bool{"false": x.False, "by change": x.Change}), x.Nodes, x.Others, x.Attempt,
		clockTime(float64(x.Since)))
	*f.asked++
	return certainly(f.answers[min(*f.asked, len(f.answers))-1])
}

// certainly is the odds of one diagnosis.
func certainly(d models.Diagnosis) models.Odds {
	o := models.Odds{Takes: models.Wait{Plus: d.Takes}, Before: innocents(d.Wrong)}
	if d.Right {
		o.Named, o.Right = 1, 1
	}
	return o
}

// grouper is a correlator that groups what comes within a time.
type grouper struct {
	*diary
	within sim.Duration
}

func (g grouper) Joins(later sim.Duration) float64 {
	g.note("joins the first, %s later?", clockTime(float64(later)))
	if later <= g.within {
		return 1
	}
	return 0
}

// decider is a recoverer that gives its decisions in turn, the last again and again, and remembers for its probation.
type decider struct {
	*diary
	actions   []models.Action
	answers   []models.Decision
	asked     *int
	probation sim.Duration
}

func newDecider(d *diary, actions []models.Action, answers ...models.Decision) decider {
	return decider{diary: d, actions: actions, answers: answers, asked: new(int)}
}

func (r decider) Actions() []models.Action { return r.actions }

func (r decider) Remembers() bool { return r.probation > 0 }

func (r decider) Probation(models.Suspect) sim.Duration { return r.probation }

func (r decider) Recover(v models.View, x models.Suspect) models.Decision {
	r.note("what about %d? %s of node %d%s, attempt %d; %s", x.Component, x.Effect, x.Node,
		flags(map[string]bool{"by change": x.Change, "repairable": x.Repairable}), x.Attempt, viewed(v))
	*r.asked++
	return r.answers[min(*r.asked, len(r.answers))-1]
}

// viewed is what a decider can see.
func viewed(v models.View) string {
	var untrusted []int
	for i := range v.Nodes() {
		if !v.Trusted(i) {
			untrusted = append(untrusted, i)
		}
	}
	return fmt.Sprintf("clock %s, %d held, %d of %d untrusted %v", clockTime(float64(v.Clock())), v.Held(0), v.Untrusted(),
		v.Nodes(), untrusted)
}

// helper is a decider that does something at the alarm, too.
type helper struct {
	decider
	first models.Relief
}

func (r helper) Mitigate(v models.View, about models.ComponentID, dst []models.Relief) []models.Relief {
	r.note("what first about %d? %s", about, viewed(v))
	return append(dst, r.first)
}

// splitter sends all groups the same and tells of which there are.
type splitter struct{ *diary }

func (s splitter) Split(v models.View, groups []models.Group, share []float64) {
	s.note("to whom? %v; %s", groups, viewed(v))
	for i := range share {
		share[i] = 1 / float64(len(share))
	}
}

var (
	_ models.Failure    = script{}
	_ models.Detector   = eye{}
	_ models.Localizer  = finder{}
	_ models.Correlator = grouper{}
	_ models.Mitigator  = helper{}
	_ models.Patient    = decider{}
	_ models.Splitter   = splitter{}
)
