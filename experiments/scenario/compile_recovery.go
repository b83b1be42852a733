package scenario

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"nines/models"
	"nines/policies/recovery"
)

// recovery holds the names that actions and rules use to what there is, and warns of faults that nothing is done about.
func (c *compiler) recovery() {
	if c.spec.Recovery == nil {
		return // an error is reported already
	}
	known := map[string][]string{"crew": names(c.spec.Resources.Crews), "spare": names(c.spec.Resources.Spares),
		"bandwidth": names(c.spec.Resources.Bandwidth), "service": names(c.spec.Services)}
	levels := append([]string{"fleet", "any", "node"}, c.levelNames()...)
	for _, a := range c.spec.Recovery.Actions() {
		for _, use := range []struct{ key, kind, name string }{
			{".needs.crew", "crew", a.Crew}, {".needs.spare", "spare", a.Spare},
			{".needs.bandwidth", "bandwidth", a.Pool}, {".service", "service", a.Service},
		} {
			if use.name != "" && !slices.Contains(known[use.kind], use.name) {
				c.failAt(c.saying(use.key, use.name), hint(use.name, use.kind+"s", known[use.kind]),
					"unknown %s %s, which %s needs", use.kind, quote(use.name), quote(a.Name))
			}
		}
		if on := string(a.Scope); on != "" && !slices.Contains(levels, on) {
			c.failAt(c.saying(".on", on), hint(on, "levels", levels), "unknown level %s, on which %s is done", quote(on),
				quote(a.Name))
		}
	}
	c.clearing()
	if book, ok := c.spec.Recovery.(*recovery.Runbook); ok {
		c.whens(book)
	}
	for _, f := range c.blueprint.Faults {
		c.untreated(&f)
		c.stalled(&f)
	}
	c.idle()
}

// clearing holds the names of what actions clear to the causes that there are.
func (c *compiler) clearing() {
	known := c.causes()
	for _, path := range slices.Sorted(maps.Keys(c.given)) {
		keys := strings.Split(path, ".")
		n := len(keys)
		if n < 3 || keys[0] != "recovery" && keys[0] != "actions" {
			continue
		}
		name, of := keys[n-1], known
		switch keys[n-2] {
		case "clears":
			of = slices.Concat(known, effectNames())
		case "fixes_fault":
		default:
			continue
		}
		if !slices.Contains(of, name) {
			c.failAt(path, hint(name, "causes and modes", known), "no fault has the cause or the mode %s", quote(name))
		}
	}
}

func effectNames() (all []string) {
	for e := range models.Effects {
		all = append(all, e.String())
	}
	return all
}

// whens holds the names in rules to what there is, and warns of rules that are for nothing.
func (c *compiler) whens(book *recovery.Runbook) {
	causes := c.causes()
	places := slices.Concat([]string{"fleet"}, c.levelNames(), names(c.spec.Classes))
	for i, r := range book.Rules() {
		at := join(join("recovery", strconv.Itoa(i)), "when")
		if c.given[join("recovery", strconv.Itoa(i))] == nil {
			return // the short form has no names
		}
		for _, x := range []struct {
			key, kind    string
			names, known []string
		}{{"cause", "cause", r.When.Causes, causes}, {"on", "level or class", r.When.On, places},
			{"effect", "effect", r.When.Effects, effectNames()}} {
			for _, name := range x.names {
				if !slices.Contains(x.known, name) {
					c.failAt(join(at, x.key), hint(name, x.kind+" here", x.known), "unknown %s %s", x.kind, quote(name))
				}
			}
		}
		if level := r.Guard.Per; level != "" && !slices.Contains(c.levelNames(), level) {
			c.failAt(join(join("recovery", strconv.Itoa(i)), "guard.per"), hint(level, "levels", c.levelNames()),
				"unknown level %s", quote(level))
		}
	}
	c.unused(book)
}

// unused warns of rules that no fault comes to.
func (c *compiler) unused(book *recovery.Runbook) {
	used := map[int]bool{}
	for i := range c.blueprint.Faults {
		x := c.blueprint.Suspected(&c.blueprint.Faults[i])
		for _, at := range book.Comes(&x) {
			used[at] = true
		}
	}
	for i, r := range book.Rules() {
		if path := join("recovery", strconv.Itoa(i)); !r.Alarm && !used[i] && len(c.problems.Errors()) == 0 {
			c.warnAt(path, "move it up, widen its when, or take it out",
				"no fault comes to %s: a rule before it applies to all that it is for, or there is no such fault", path)
		}
	}
}

// idle warns of resources that nothing waits for, such as a crew that a misspelled --vary has made.
func (c *compiler) idle() {
	used := map[string]bool{}
	for _, f := range c.spec.Faults {
		if needs := f.Value.Needs; needs != nil {
			used["crews."+needs.Crew], used["spares."+needs.Spare] = true, true
		}
	}
	for _, t := range append(c.spec.Recovery.Actions(), c.defined()...) {
		used["crews."+t.Crew], used["spares."+t.Spare], used["bandwidth."+t.Pool] = true, true, true
	}
	for _, section := range []struct {
		key   string
		names []string
	}{{"crews", names(c.spec.Resources.Crews)}, {"spares", names(c.spec.Resources.Spares)},
		{"bandwidth", names(c.spec.Resources.Bandwidth)}} {
		for _, name := range section.names {
			if path := join("resources."+section.key, name); !used[section.key+"."+name] {
				c.warnAt(path, "name it under needs of a fault or of an action, or take it out", "nothing needs %s", path)
			}
		}
	}
}

// stalled warns of a fault that keeps a guarded rule from ever beginning anything, that fault's end included.
func (c *compiler) stalled(f *models.Fault) {
	book, ok := c.spec.Recovery.(*recovery.Runbook)
	if !ok || f.Heals != nil || len(f.Targets) == 0 {
		return
	}
	first, last := c.blueprint.Topology.Span(f.Targets[0])
	hit := float64(last-first) * f.Hits
	all := float64(len(c.blueprint.Topology.Leaves))
	x := c.blueprint.Suspected(f)
	_, recorded := f.Failure.(models.Recorded)
	for _, at := range book.Comes(&x) {
		if g := &book.Rules()[at].Guard; !recorded && g.Limited && len(g.Instead) == 0 && hit > g.AtMost*all {
			c.warnAt("recovery", "raise at_most, or say who acts beyond it, as in instead: [repair]",
				"%s takes more than the limit at once and does not heal: from then on nothing is ever repaired",
				join("faults", f.Name))
			return
		}
	}
}

// defined are the actions that a scenario defines, whether or not a rule takes them.
func (c *compiler) defined() (all []models.Action) {
	for _, a := range c.spec.Actions {
		all = append(all, a.Value.Action.Action)
	}
	return all
}

// untreated warns of a fault that actions and repair leave to heal, where there are actions.
func (c *compiler) untreated(f *models.Fault) {
	_, recorded := f.Failure.(models.Recorded)
	if recorded || f.Repairable() || len(c.endlessModes(f, false)) == 0 || !c.mends() ||
		f.Symptom.Effect == models.Partition || !f.Each && c.isDomain(f) {
		return // a partition is the network's to mend, and a domain those who run it
	}
	c.warnAt(join("faults", f.Name),
		"say what ends it, as in fixes: { "+f.Symptom.Effect.String()+": 90% }, or add a repair",
		"nothing in recovery fixes %s and %s has no repair: it lasts until it heals", f.Symptom.Effect,
		join("faults", f.Name))
}

// mends reports whether recovery has actions that mend something.
func (c *compiler) mends() bool {
	return c.spec.Recovery != nil && slices.ContainsFunc(c.spec.Recovery.Actions(), func(a models.Action) bool {
		return !a.Mitigates()
	})
}

// endless refuses a fault, or a mode of it, that nothing ends.
func (c *compiler) endless(f *models.Fault, path string) {
	modes := c.endlessModes(f, true)
	if _, recorded := f.Failure.(models.Recorded); recorded || len(modes) == 0 {
		return
	}
	what := path
	if len(modes) < len(f.Modes) {
		what = "the mode " + modes[0] + " of " + path
	}
	elsewhere := slices.IndexFunc(c.does(f), func(a models.Action) bool { return a.Elsewhere })
	switch {
	case elsewhere >= 0 && len(modes) == f.Kinds():
		c.failAt(path, "add repair: 4h, or heals: 4h: what becomes of the lost node itself", "%s never ends: %s serves "+
			"elsewhere and leaves it as it is", what, c.does(f)[elsewhere].Name)
	case !f.Each && c.mends() && c.isDomain(f):
		c.failAt(path, "add repair: 40m, or heals: 40m; or say of an action that puts right more than nodes: on: any",
			"%s never ends: it has neither repair nor heals, and what recovery does to nodes does not end it", what)
	case len(modes) < len(f.Modes):
		c.failAt(path, "add repair: 40m, or heals: 40m, or an action that clears it", "%s never ends: it has neither "+
			"repair nor heals, and nothing that is done about it clears it", what)
	default:
		c.failAt(path, "add repair: 40m, or heals: 40m", "%s never ends: it has neither repair nor heals", what)
	}
}

// endlessModes are the modes of a fault that nothing in recovery clears, without those that end otherwise if that
// counts, too.
func (c *compiler) endlessModes(f *models.Fault, otherwise bool) (modes []string) {
	does := c.does(f)
	for m := range f.Kinds() {
		mode := f.Mode(m)
		if otherwise && (mode.Repair != nil || mode.Heals != nil) {
			continue
		}
		if !slices.ContainsFunc(does, func(a models.Action) bool { return c.blueprint.Chance(&a, f, m) > 0 }) {
			modes = append(modes, mode.Name)
		}
	}
	return modes
}

// does is what may be done about a fault whose cause is known.
func (c *compiler) does(f *models.Fault) []models.Action {
	if c.spec.Recovery == nil {
		return nil
	}
	x := c.blueprint.Suspected(f)
	return recovery.Does(c.spec.Recovery, &x)
}

// isDomain reports whether a fault is on domains, not on nodes.
func (c *compiler) isDomain(f *models.Fault) bool {
	_, leaf := c.blueprint.Topology.Leaf(f.Targets[0])
	return !leaf
}

// clearable reports whether an action may clear some mode of a fault.
func (c *compiler) clearable(f *models.Fault) bool {
	return len(c.endlessModes(f, false)) < max(1, len(f.Modes))
}

// saying is the first place in recovery or actions whose key ends like that and whose value is that text.
func (c *compiler) saying(key, text string) string {
	var found []string
	for path, n := range c.given {
		below := strings.HasPrefix(path, "recovery.") || strings.HasPrefix(path, "actions.")
		if below && strings.HasSuffix(path, key) && n.Value == text {
			found = append(found, path)
		}
	}
	if len(found) == 0 {
		return "recovery"
	}
	return slices.Min(found)
}
