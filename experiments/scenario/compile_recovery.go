package scenario

import (
	"maps"
	"slices"
	"strings"

	"nines/models"
	"nines/policies/recovery"
)

// recovery holds the names that treatments use to what there is, and warns of faults that nothing is done about.
func (c *compiler) recovery() {
	if c.spec.Recovery == nil {
		return // an error is reported already
	}
	known := map[string][]string{"crew": names(c.spec.Resources.Crews), "spare": names(c.spec.Resources.Spares),
		"bandwidth": names(c.spec.Resources.Bandwidth), "service": names(c.spec.Services)}
	faults := names(c.spec.Faults)
	for _, t := range c.spec.Recovery.Treatments() {
		for _, use := range []struct{ key, kind, name string }{
			{".needs.crew", "crew", t.Crew}, {".needs.spare", "spare", t.Spare},
			{".needs.bandwidth", "bandwidth", t.Pool}, {".service", "service", t.Service},
		} {
			if use.name != "" && !slices.Contains(known[use.kind], use.name) {
				c.failAt(c.saying("recovery", use.key, use.name), hint(use.name, use.kind+"s", known[use.kind]),
					"unknown %s %s, which %s needs", use.kind, quote(use.name), quote(t.Name))
			}
		}
		for _, name := range slices.Sorted(maps.Keys(t.FixesFault)) {
			if !slices.Contains(faults, name) {
				c.failAt(c.saying("recovery", ".fixes_fault."+name, ""), hint(name, "faults", faults),
					"unknown fault %s, which %s fixes", quote(name), quote(t.Name))
			}
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
	for _, t := range c.spec.Recovery.Treatments() {
		used["crews."+t.Crew], used["spares."+t.Spare], used["bandwidth."+t.Pool] = true, true, true
	}
	for _, section := range []struct {
		key   string
		names []string
	}{{"crews", names(c.spec.Resources.Crews)}, {"spares", names(c.spec.Resources.Spares)},
		{"bandwidth", names(c.spec.Resources.Bandwidth)}} {
		for _, name := range section.names {
			if path := join("resources."+section.key, name); !used[section.key+"."+name] {
				c.warnAt(path, "name it under needs of a fault or of a treatment, or take it out", "nothing needs %s", path)
			}
		}
	}
}

// stalled warns of a fault that keeps a limited policy from ever beginning anything, that fault's end included.
func (c *compiler) stalled(f *models.Fault) {
	limited, ok := c.spec.Recovery.(*recovery.Limited)
	if !ok || f.Heals != nil || len(f.Targets) == 0 {
		return
	}
	first, last := c.blueprint.Topology.Span(f.Targets[0])
	hit := float64(last-first) * f.Hits
	all := float64(len(c.blueprint.Topology.Leaves))
	if _, recorded := f.Failure.(models.Recorded); !recorded && limited.Stalls(hit, all) {
		c.warnAt("recovery", "raise at_most, or say who acts beyond it, as in instead: { policy: repair }",
			"%s takes more than the limit at once and does not heal: from then on nothing is ever repaired",
			join("faults", f.Name))
	}
}

// untreated warns of a fault that treatments and repair leave to heal, where there are treatments.
func (c *compiler) untreated(f *models.Fault) {
	_, recorded := f.Failure.(models.Recorded)
	if recorded || f.Repair != nil || c.treatable(f) ||
		!slices.ContainsFunc(c.spec.Recovery.Treatments(), mends) || f.Symptom.Effect == models.Partition ||
		!f.Each && c.isDomain(f) {
		return // a partition is the network's to mend, and a domain those who run it
	}
	c.warnAt(join("faults", f.Name),
		"say what ends it, as in fixes: { "+f.Symptom.Effect.String()+": 90% }, or add a repair",
		"nothing in recovery fixes %s and %s has no repair: it lasts until it heals", f.Symptom.Effect,
		join("faults", f.Name))
}

// mends reports whether a treatment is one, not a mitigation.
func mends(t models.Treatment) bool { return !t.Drains && t.Service == "" }

// endless refuses a fault that nothing ends.
func (c *compiler) endless(f *models.Fault, path string) {
	_, recorded := f.Failure.(models.Recorded)
	switch {
	case recorded || f.Repair != nil || f.Heals != nil || c.treatable(f):
	case !f.Each && c.spec.Recovery != nil && slices.ContainsFunc(c.spec.Recovery.Treatments(), mends) && c.isDomain(f):
		c.failAt(path, "add repair: 40m, or heals: 40m; or say of a treatment that puts right more than nodes: on: any",
			"%s never ends: it has neither repair nor heals, and what recovery does to nodes does not end it", path)
	default:
		c.failAt(path, "add repair: 40m, or heals: 40m", "%s never ends: it has neither repair nor heals", path)
	}
}

// isDomain reports whether a fault is on domains, not on nodes.
func (c *compiler) isDomain(f *models.Fault) bool {
	_, leaf := c.blueprint.Topology.Leaf(f.Targets[0])
	return !leaf
}

// treatable reports whether a treatment of the policy has a chance against every occurrence of a fault.
func (c *compiler) treatable(f *models.Fault) bool {
	return c.spec.Recovery != nil && slices.ContainsFunc(c.spec.Recovery.Treatments(), func(t models.Treatment) bool {
		return mends(t) && c.blueprint.Chance(&t, f) > 0 && (t.Permanent || f.Permanent == 0)
	})
}

// saying is the first place below a path whose key ends like that and, unless it is empty, whose value is text.
func (c *compiler) saying(below, key, text string) string {
	var found []string
	for path, n := range c.given {
		if strings.HasPrefix(path, below+".") && strings.HasSuffix(path, key) && (text == "" || n.Value == text) {
			found = append(found, path)
		}
	}
	if len(found) == 0 {
		return below
	}
	return slices.Min(found)
}
