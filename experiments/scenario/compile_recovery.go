package scenario

import (
	"slices"
	"strings"

	"nines/models"
	"nines/policies/recovery"
)

// recovery holds the names that actions and rules use to what there is, and warns of faults that nothing is done about.
func (c *compiler) recovery() {
	if c.spec.Recovery == nil {
		return // an error is reported already
	}
	c.actionNames()
	c.clearing()
	if book, ok := c.spec.Recovery.(*recovery.Runbook); ok {
		c.whens(book)
		c.changeless(book)
		c.roles(book)
		c.unnamed(book)
		for i := range c.blueprint.Faults {
			c.tries(book, &c.blueprint.Faults[i])
		}
	}
	for _, f := range c.blueprint.Faults {
		c.untreated(&f)
		c.stalled(&f)
	}
	c.idle()
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
	for _, s := range c.spec.Stores {
		used["bandwidth."+s.Value.Repair.Pool] = true
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
	hit := f.MeanHit(int(last - first))
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
func (c *compiler) does(f *models.Fault) (all []models.Action) {
	if c.spec.Recovery == nil {
		return nil
	}
	x := c.blueprint.Suspected(f)
	actions := c.spec.Recovery.Actions()
	for _, i := range recovery.Does(c.spec.Recovery, &x) {
		all = append(all, actions[i])
	}
	return all
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
