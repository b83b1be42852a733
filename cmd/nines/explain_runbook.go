package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"nines/models"
	"nines/policies/recovery"
	"nines/sim"
	"nines/sim/unit"
)

// mostColumns is how many actions stand side by side in a page; more of them stand one below the other.
const mostColumns = 6

// mostWide is how many columns of characters a page has.
const mostWide = 80

// clears says what clears what: fault, mode by mode, by action. Where no rule takes an action, or its scope lies below
// the place in which the cause sits, it says none.
func (x *explanation) clears() *grid {
	var mending []int // numbers of actions
	actions := x.Blueprint.Recoverer.Actions()
	for i := range actions {
		if !actions[i].Mitigates() {
			mending = append(mending, i)
		}
	}
	g := &grid{header: []string{"fault"}}
	wide := len(mending) <= mostColumns
	if wide {
		for _, i := range mending {
			g.header = append(g.header, actions[i].Name)
		}
		g.header = append(g.header, "hands-on repair", "by itself")
	} else {
		g.header = append(g.header, "action", "clears it")
	}
	for i := range x.Blueprint.Faults {
		f := &x.Blueprint.Faults[i]
		for m := range f.Kinds() {
			x.clearsMode(g, wide, mending, f, m)
		}
	}
	return g
}

// clearsMode appends a mode of a fault: as one row, or as one for each action that is tried.
func (x *explanation) clearsMode(g *grid, wide bool, mending []int, f *models.Fault, m int) {
	mode, actions := f.Mode(m), x.Blueprint.Recoverer.Actions()
	_, recorded := f.Failure.(models.Recorded)
	row := []string{modeName(f, &mode)}
	names := []string{}
	for _, i := range mending {
		names, row = append(names, actions[i].Name), append(row, x.chance(i, &actions[i], f, m))
	}
	names = append(names, "hands-on repair", "by itself")
	row = append(row, always(mode.Repair != nil && !recorded), always(mode.Heals != nil || recorded))
	if wide {
		g.add(row...)
		return
	}
	for i, name := range names {
		if row[i+1] != "–" {
			g.add(row[0], name, row[i+1])
		}
	}
}

// chance is the probability that an action clears a mode of a fault whose cause is known, "–" if it is not tried.
func (x *explanation) chance(number int, a *models.Action, f *models.Fault, m int) string {
	depth, _ := x.Blueprint.Topology.ScopeDepth(a.Scope)
	_, recorded := f.Failure.(models.Recorded)
	if recorded || x.Blueprint.Locus(f) < depth || !slices.Contains(x.doesOf(f), number) {
		return "–"
	}
	return unit.Ratio(x.Blueprint.Chance(a, f, m)).Percent()
}

func always(ends bool) string {
	if ends {
		return unit.Ratio(1).Percent()
	}
	return "–"
}

// modeName is a fault with one of its modes and the share of that.
func modeName(f *models.Fault, mode *models.Mode) string {
	if len(f.Modes) == 0 {
		return f.Name
	}
	return f.Name + ", " + mode.Name + " " + unit.Ratio(mode.Share).Percent()
}

// rules are those of the runbook, numbered as in paths; a short form is the rules that it is short for.
func (x *explanation) rules() *grid {
	g := &grid{}
	book, ok := x.Blueprint.Recoverer.(*recovery.Runbook)
	if !ok {
		return g
	}
	g.header = []string{"rule", "when", "does in turn", "guard", "probation"}
	for i, r := range book.Rules() {
		probation := unit.Duration(r.Probation).Human()
		if r.Alarm || r.Probation == 0 {
			probation = "–"
		}
		g.add(strconv.Itoa(i), whenever(&r), inTurn(r.Do), guarded(&r.Guard), probation)
	}
	return g.folded(mostWide)
}

// whenever says which diagnoses a rule is for.
func whenever(r *recovery.Rule) string {
	if r.Alarm {
		return "at the alarm"
	}
	w := &r.When
	var parts []string
	for _, x := range []struct {
		key   string
		names []string
	}{{"cause ", w.Causes}, {"on ", w.On}, {"effect ", w.Effects}} {
		if x.names != nil {
			parts = append(parts, x.key+strings.Join(x.names, " or "))
		}
	}
	if w.Change != nil && *w.Change {
		parts = append(parts, "a change")
	} else if w.Change != nil {
		parts = append(parts, "no change")
	}
	if w.Attempt > 1 {
		parts = append(parts, fmt.Sprintf("from treatment %d on", w.Attempt))
	}
	if parts == nil {
		return "always"
	}
	return strings.Join(parts, ", ")
}

// inTurn names steps, with how often each is tried.
func inTurn(steps []recovery.Step) string {
	var parts []string
	for _, s := range steps {
		name, times := s.Name, s.Action.Attempts
		if s.Attempts > 0 {
			times = s.Attempts
		}
		if times > 1 {
			name += " ×" + strconv.Itoa(times)
		}
		parts = append(parts, name)
	}
	return strings.Join(parts, ", ")
}

// guarded says what keeps a rule from acting at once.
func guarded(g *recovery.Guard) string {
	var parts []string
	human := func(t sim.Duration) string { return unit.Duration(t).Human() }
	if g.Limited {
		text := "at most " + unit.Ratio(g.AtMost).Percent() + " suspected, else "
		if len(g.Instead) > 0 {
			text += inTurn(g.Instead)
		} else {
			text += "again after " + human(g.Again)
		}
		parts = append(parts, text)
	}
	if g.Batch > 1 {
		parts = append(parts, fmt.Sprintf("%d together", g.Batch))
	}
	if g.Every > 0 {
		parts = append(parts, "a visit every "+human(g.Every))
	}
	if g.Per != "" {
		parts = append(parts, "one at a time per "+g.Per)
	}
	if parts == nil {
		return "–"
	}
	return strings.Join(parts, ", ")
}
