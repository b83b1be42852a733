package scenario

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"nines/models"
	"nines/policies/recovery"
	"nines/sim/unit"
)

// actionNames holds the names that actions use to what there is, those of actions that no rule takes among them.
func (c *compiler) actionNames() {
	known := map[string][]string{"crew": names(c.spec.Resources.Crews), "spare": names(c.spec.Resources.Spares),
		"bandwidth": names(c.spec.Resources.Bandwidth), "service": names(c.spec.Services)}
	levels, all := c.scopes(), c.spec.Recovery.Actions()
	if n := len(all); n > models.MaxActions {
		c.failAt(c.taking(all[models.MaxActions].Name), "leave some out",
			"recovery takes %d actions; at most %d can be simulated", n, models.MaxActions)
	}
	for _, a := range append(all, c.defined()...) {
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
		c.teams(a.Pace.Per, c.saying(".per", a.Pace.Per))
	}
}

// scopes are the levels on which something may be done, the widest first.
func (c *compiler) scopes() []string {
	levels := append([]string{"fleet"}, c.levelNames()...)
	if !slices.Contains(levels, "node") {
		levels = append(levels, "node") // whatever the last level is called
	}
	return append(levels, "any")
}

// defined are the actions that a scenario defines, whether or not a rule takes them.
func (c *compiler) defined() (all []models.Action) {
	for _, a := range c.spec.Actions {
		if a.Value.Name != "" { // else it could not be read
			all = append(all, a.Value.Action.Action)
		}
	}
	return all
}

// clearing holds the names of what actions clear to the causes that there are, and to those within reach.
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
		} else if slices.Contains(known, name) {
			c.reaches(path, name, strings.Join(keys[:n-2], "."))
		}
	}
}

func effectNames() (all []string) {
	for e := range models.Effects {
		all = append(all, e.String())
	}
	return all
}

// reaches refuses an action that is said to clear what sits above the level on which it is done, wherever it occurs.
func (c *compiler) reaches(path, name, action string) {
	scope, elsewhere := c.scopeOf(action)
	var chance unit.Ratio
	never := chance.UnmarshalText([]byte(c.given[path].Value)) == nil && chance == 0
	if c.blueprint.Topology == nil || elsewhere || never {
		return
	}
	depth, ok := c.blueprint.Topology.ScopeDepth(scope)
	at := ""
	for i := range c.blueprint.Faults {
		f := &c.blueprint.Faults[i]
		if f.Called() != name && !slices.ContainsFunc(f.Modes, func(m models.Mode) bool { return m.Name == name }) {
			continue
		}
		if c.blueprint.Locus(f) >= depth {
			return
		}
		at = c.blueprint.Topology.LevelName(c.blueprint.Locus(f))
	}
	if ok && at != "" {
		c.failAt(path, "write on: "+at+", or leave it out: what sits above the level of an action outlasts it",
			"%s is done to a single %s, and %s sits in a whole %s", action, c.blueprint.Topology.LevelName(depth), name, at)
	}
}

// scopeOf is the level on which an action that stands at a path is done, and whether it serves elsewhere.
func (c *compiler) scopeOf(path string) (scope models.Scope, elsewhere bool) {
	if policy := lookup(c.node(path), "policy"); policy != nil {
		if entry, ok := c.actions.Find(policy.Value); ok {
			usual, _ := entry.Build(func(any) error { return nil })
			scope, elsewhere = usual.Scope, usual.Elsewhere
		}
	}
	if on := c.given[join(path, "on")]; on != nil {
		scope = recovery.ScopeOf(on.Value)
	}
	return scope, elsewhere
}

// roles holds a role to the nodes that a service has.
func (c *compiler) roles(book *recovery.Runbook) {
	active := map[string]int{}
	for _, a := range book.Actions() {
		i := slices.IndexFunc(c.blueprint.Services, func(s models.Service) bool { return s.Name == a.Service })
		if a.Service == "" || i < 0 {
			continue
		}
		at := c.saying(".active", strconv.Itoa(a.Active))
		nodes := c.blueprint.Topology.Count(c.blueprint.Services[i].Classes...)
		if a.Active > nodes {
			c.failAt(at, "write how many have the role while the others stand by, or 0 for all of them",
				"%s has %s, of which %d cannot have its role", join("services", a.Service), plural(nodes, "node"), a.Active)
		}
		if before, twice := active[a.Service]; twice && before != a.Active {
			c.failAt(at, "write the same number", "%s says that %d nodes of %s have its role, and elsewhere there are %d",
				a.Name, a.Active, join("services", a.Service), before)
		}
		active[a.Service] = a.Active
	}
}

// changeless refuses what takes changes back where nothing is one.
func (c *compiler) changeless(book *recovery.Runbook) {
	if slices.ContainsFunc(c.spec.Faults, func(f Named[FaultSpec]) bool { return f.Value.Change }) {
		return
	}
	for _, r := range book.Rules() {
		for _, s := range slices.Concat(r.Do, r.Guard.Instead) {
			if s.ForChanges {
				c.failAt(c.taking(s.Name), "write change: true beside the fault that it is for, or leave it out",
					"%s takes back changes, and no fault is a change", s.Name)
			}
		}
	}
}

// unnamed warns of actions that are defined and that nothing names.
func (c *compiler) unnamed(book *recovery.Runbook) {
	taken := map[string]bool{}
	for _, r := range book.Rules() {
		for _, s := range slices.Concat(r.Do, r.Guard.Instead) {
			taken[s.Name] = true
		}
	}
	_, rules := c.given["recovery.0"]
	for _, a := range c.spec.Actions {
		if path := join("actions", a.Name); !taken[a.Name] || !rules {
			c.warnAt(path, "name it in a rule, as in recovery: [ { do: ["+a.Name+"] } ], or take it out",
				"no rule takes %s", path)
		}
	}
}

// taking is the place in recovery that names an action, or that defines it.
func (c *compiler) taking(name string) string {
	found := ""
	for path, n := range c.given {
		if strings.HasPrefix(path, "recovery.") && n.Value == name && (found == "" || path < found) {
			found = path
		}
	}
	switch path := join("actions", name); {
	case found != "":
		return found
	case c.given[path] != nil:
		return path
	}
	return "recovery"
}
