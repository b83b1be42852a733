package scenario

import (
	"math"
	"slices"
	"strconv"

	"nines/models"
	"nines/policies/recovery"
	"nines/sim/dist"
	"nines/sim/unit"
)

// whens holds the names in rules to what there is, and warns of rules that are for nothing.
func (c *compiler) whens(book *recovery.Runbook) {
	causes := c.causes()
	for i, r := range book.Rules() {
		path := join("recovery", strconv.Itoa(i))
		if c.given[path] == nil {
			return // the short form has no names
		}
		for _, x := range []struct {
			key, kind    string
			names, known []string
		}{{"cause", "cause", r.When.Causes, causes}, {"on", "level or class", r.When.On, c.places()},
			{"effect", "effect", r.When.Effects, effectNames()}} {
			for _, name := range x.names {
				if !slices.Contains(x.known, name) {
					c.failAt(join(join(path, "when"), x.key), hint(name, x.kind+" here", x.known), "unknown %s %s", x.kind,
						quote(name))
				}
			}
		}
		if level := r.Guard.Per; level != "" && !slices.Contains(c.levelNames(), level) {
			c.failAt(join(path, "guard.per"), hint(level, "levels", c.levelNames()), "unknown level %s", quote(level))
		}
	}
	c.unused(book)
}

// unused warns of rules that no fault comes to, and of steps that help against none that does.
func (c *compiler) unused(book *recovery.Runbook) {
	if len(c.problems.Errors()) > 0 {
		return
	}
	used := map[int][]*models.Fault{}
	for i := range c.blueprint.Faults {
		f := &c.blueprint.Faults[i]
		x := c.blueprint.Suspected(f)
		for _, at := range book.Comes(&x) {
			used[at] = append(used[at], f)
		}
	}
	for i, r := range book.Rules() {
		path := join("recovery", strconv.Itoa(i))
		if !r.Alarm && used[i] == nil {
			c.warnAt(path, "move it up, widen its when, or take it out",
				"no fault comes to %s: a rule before it applies to all that it is for, or there is no such fault", path)
			continue
		}
		for k := range r.Do {
			may := func(f *models.Fault) bool { return c.mayHelp(&r.Do[k].Action, f) }
			if at := join(join(path, "do"), strconv.Itoa(k)); !r.Alarm && !slices.ContainsFunc(used[i], may) {
				c.warnAt(at, "take it out, or have it clear what comes to the rule",
					"%s helps against nothing that comes to %s", r.Do[k].Name, path)
			}
		}
	}
}

// mayHelp reports whether an action is of any use against a fault whose cause is known.
func (c *compiler) mayHelp(a *recovery.Action, f *models.Fault) bool {
	if a.IsRepair() {
		return f.Repairable()
	}
	chance := func(m int) bool {
		return a.Elsewhere && a.Clearing(f, m) > 0 || c.blueprint.Chance(&a.Action, f, m) > 0
	}
	for m := range f.Kinds() {
		if chance(m) && (f.Change || !a.ForChanges) {
			return true
		}
	}
	return false
}

// mostTries is how often the last action of a rule may be expected to come for one incident. One in ten thousand is
// below any chance that a judgment could tell from none, and a run of many such incidents would not end.
const mostTries = 10_000

// tries refuses a fault against which what comes last, when all else has failed, comes again and again with next to no
// chance, or with none: what is tried before it is tried as often as is written.
func (c *compiler) tries(book *recovery.Runbook, f *models.Fault) {
	if _, recorded := f.Failure.(models.Recorded); recorded {
		return
	}
	x := c.blueprint.Suspected(f)
	actions := book.Actions()
	actions = actions[:min(len(actions), models.MaxActions)] // more are refused
	for i := range actions {
		depth, _ := c.blueprint.Topology.ScopeDepth(actions[i].Scope)
		if actions[i].Promises(f) && c.blueprint.Locus(f) >= depth {
			x.Helps.Add(i)
		}
	}
	x.Attempt, x.Tries = math.MaxInt32, math.MaxInt32
	d := book.Recover(models.Sketch(), x)
	for m := range f.Kinds() {
		sure := slices.ContainsFunc(c.does(f), func(a models.Action) bool { return c.blueprint.Chance(&a, f, m) >= 1 })
		if n := c.expected(d, actions, f, m); n > mostTries && !sure {
			c.hopeless(d, actions, f, m, n)
			return
		}
	}
}

// expected is how often what comes last is to be expected for one incident in a mode, at least.
func (c *compiler) expected(d models.Decision, actions []models.Action, f *models.Fault, m int) float64 {
	mode := f.Mode(m)
	if d.Action < 0 {
		if mode.Heals != nil || d.Action == models.Repair && mode.Repair != nil {
			return 1
		}
		return math.Inf(1)
	}
	last, turn := &actions[d.Action], float64(d.After)
	for _, law := range []dist.Law{last.Takes, last.Verify} {
		if law != nil {
			turn += law.Mean()
		}
	}
	n := 1 / c.blueprint.Chance(last, f, m)
	if mode.Heals != nil {
		n = min(n, mode.Heals.Mean()/turn)
	}
	return n
}

// hopeless reports a mode of a fault that what comes last does not end.
func (c *compiler) hopeless(d models.Decision, actions []models.Action, f *models.Fault, m int, n float64) {
	path := join("faults", f.Name)
	what, name := path, f.Mode(m).Name
	if len(f.Modes) > 0 {
		what = "the mode " + name + " of " + path
	}
	if d.Action < 0 {
		c.failAt(path, "add repair: 40m, or heals: 40m", "%s may never end: when all else has failed it has neither repair "+
			"nor heals", what)
		return
	}
	often := "about " + unit.SI(n) + " times"
	if math.IsInf(n, 1) {
		often = "without end"
	}
	last := actions[d.Action].Name
	c.failAt(path, "add a repair, or raise what "+last+" clears of "+name,
		"when all else has failed, %s comes %s for one incident of %s; 10,000 times are the most", last, often, what)
}
