package scenario

import (
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"nines/models"
	"nines/policies/recovery"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/unit"
)

// ActionSpec is an action as a scenario defines it: a row of the catalog of actions with some of its settings, or one
// of its own.
type ActionSpec struct{ recovery.Action }

// RunbookRuleSpec is a rule of a runbook.
type RunbookRuleSpec struct {
	When      WhenSpec      `key:"when" omit:"zero"`
	At        string        `key:"at" oneof:"alarm diagnosis" omit:"zero"`
	Do        []StepSpec    `key:"do" required:"true"`
	Guard     GuardSpec     `key:"guard" omit:"zero"`
	Probation unit.Duration `key:"probation"`
	Retry     unit.Duration `key:"retry"`
}

func (RunbookRuleSpec) notes() notes {
	return notes{
		"when": {"The diagnoses that it is for, all if not given: what is blamed, which may not be what is wrong.",
			"{ effect: hang, attempt: 1 }", ""},
		"at": {"At alarm, its actions begin before the cause is known; only those that mend nothing can. At diagnosis if " +
			"not given.", "alarm", ""},
		"do": {"Names of actions, tried in turn; what has no chance against the blamed cause is passed over. Hands-on " +
			"repair " +
			"comes last, where there is any.", "[ restart, { action: reboot, attempts: 2 }, replace ]", ""},
		"guard": {"What keeps it from acting at once, or at all.", "{ at_most: 10%, per: rack }", ""},
		"probation": {"What is back on its component within this time of a success goes on with the action that worked.",
			"2h", ""},
		"retry": {"Pause before the last action comes again, where nothing else is left.", "10m", "1s or more"},
	}
}

var _ shorthand = (*RunbookRuleSpec)(nil)

func (r *RunbookRuleSpec) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	if n.Kind == yaml.ScalarNode {
		d.fail(n, "write { do: ["+brief(n.Value)+"] }", "%s: want a rule, got %s", path, describe(n))
		return nil
	}
	return d.structure(n, reflect.ValueOf(r).Elem(), path)
}

func (*RunbookRuleSpec) form(g *grammar) Form { return g.structure(reflect.TypeFor[RunbookRuleSpec]()) }

func (r *RunbookRuleSpec) setDefaults() {
	usual := recovery.Settled(0)
	r.Probation, r.Retry = usual.Probation, usual.Retry
}

// WhenSpec says which diagnoses a rule is for.
type WhenSpec struct {
	Cause   WordsSpec   `key:"cause"`
	On      WordsSpec   `key:"on"`
	Effect  WordsSpec   `key:"effect"`
	Change  *bool       `key:"change"`
	Attempt *unit.Count `key:"attempt"`
}

func (WhenSpec) notes() notes {
	return notes{
		"cause":   {"Causes that are blamed, one or several.", "release", ""},
		"on":      {"Levels of what is blamed, or classes of a node, one or several.", "[ rack, zone ]", ""},
		"effect":  {"Effects, as they show, one or several.", "hang", ""},
		"change":  {"Whether the cause that is blamed is a change; either if not given.", "true", ""},
		"attempt": {"From the n-th treatment of a case on.", "2", "1 or more"},
	}
}

// StepSpec is "restart" or {action: restart, attempts: 2}.
type StepSpec struct {
	Action   string      `key:"action" required:"true"`
	Attempts *unit.Count `key:"attempts"`
}

func (StepSpec) notes() notes {
	return notes{
		"action":   {"Its name: of the section actions, or of the catalog.", "restart", ""},
		"attempts": {"How often it is tried; as the action has it if not given.", "2", "from 1 to 1000"},
	}
}

func (s *StepSpec) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	if n.Kind == yaml.ScalarNode {
		s.Action = n.Value
		return textNode(n.Value)
	}
	return d.structure(n, reflect.ValueOf(s).Elem(), path)
}

func (*StepSpec) form(g *grammar) Form {
	long := g.structure(reflect.TypeFor[StepSpec]())
	return choice("name of an action, or mapping", &Form{Kind: Text, Name: "name of an action"}, &long)
}

// GuardSpec keeps a rule from acting at once, or at all.
type GuardSpec struct {
	AtMost  *unit.Ratio      `key:"at_most"`
	Again   *unit.Duration   `key:"again"`
	Instead []StepSpec       `key:"instead"`
	Batch   *unit.Count      `key:"batch"`
	Visits  *recovery.Visits `key:"visits"`
	Per     string           `key:"per"`
}

func (GuardSpec) notes() notes {
	return notes{
		"at_most": {"Nothing is begun while more than this share of all nodes is suspected.", "10%", "below 100%"},
		"again":   {"Time after which what at_most holds is looked at again; 10m if not given.", "10m", "1s or more"},
		"instead": {"Actions beyond at_most; if not given, everything is held.", "[ repair ]", ""},
		"batch":   {"Cases that must have come together.", "3", "2 or more"},
		"visits":  {"Nothing is begun but at the next visit.", "{ every: 7d, offset: 10h }", ""},
		"per":     {"The level in whose every member one case is treated at a time.", "rack", ""},
	}
}

// actionReader reads an ActionSpec; what names no policy is custom.
func actionReader(table catalog.Table[recovery.Action]) reader {
	decode := func(d *decoder, n *yaml.Node, v reflect.Value, path string) *yaml.Node {
		named := n
		if n.Kind == yaml.MappingNode && lookup(n, "policy") == nil {
			named = &yaml.Node{Kind: n.Kind, Line: n.Line, Column: n.Column}
			appendPair(named, "policy", word("custom"))
			named.Content = append(named.Content, n.Content...)
		}
		action, out := row(d, table, "policy", named, path)
		if out != nil {
			if action.Name = path[strings.LastIndexByte(path, '.')+1:]; action.Name == "repair" {
				d.fail(n, "choose another name", "%s hides hands-on repair, which comes last in every rule", path)
				return nil
			}
			v.Set(reflect.ValueOf(ActionSpec{action}))
		}
		return out
	}
	return reader{decode, func(g *grammar) Form {
		all := rows(g, table, "policy")
		own := *all[slices.Index(table.Names(), "custom")]
		own.Name, own.Doc, own.Tag, own.Keys = "mapping", "An action of one's own.", "", own.Keys[1:]
		return choice("action", append(all, &own)...)
	}}
}

// recoveryReader reads a runbook: a list of rules, the short form of one that takes a single action, or a policy.
func (c *compiler) recoveryReader(catalogs Catalogs) reader {
	decode := func(d *decoder, n *yaml.Node, v reflect.Value, path string) *yaml.Node {
		name := lookup(n, "policy")
		switch {
		case n.Kind == yaml.SequenceNode:
			return c.rules(n, v, path)
		case n.Kind == yaml.ScalarNode:
			return c.bare(n, path)
		case name != nil && name.Value == "repair":
			_, out := row(d, catalogs.Actions, "policy", n, path)
			v.Set(reflect.ValueOf(recovery.HandsOn{}))
			return out
		case name != nil && name.Kind == yaml.ScalarNode && slices.Contains(catalogs.Actions.Names(), name.Value):
			return c.short(catalogs.Actions, n, v, path)
		}
		return tableReader(withActions(catalogs), "policy").decode(d, n, v, path)
	}
	return reader{decode, func(g *grammar) Form {
		all := []*Form{g.of(reflect.TypeFor[[]RunbookRuleSpec]())}
		for _, a := range catalogs.Actions.Rows() {
			all = append(all, rowForm(g, a, "policy", g.beside(besideShort(a))...))
		}
		return choice("recovery policy or list of rules", append(all, rows(g, catalogs.Recovery, "policy")...)...)
	}}
}

// withActions are the policies of recovery, and the actions, so that messages name them.
func withActions(catalogs Catalogs) catalog.Table[models.Recoverer] {
	policies := catalogs.Recovery
	for _, a := range catalogs.Actions.Rows() {
		policies = policies.With(catalog.Define(a.Name(), a.Doc(), recovery.HandsOn{},
			func(recovery.HandsOn) (models.Recoverer, error) { return nil, errReported }))
	}
	return policies
}

// bare tells what to write for a word alone: a policy has settings, and an action stands in a rule.
func (c *compiler) bare(n *yaml.Node, path string) *yaml.Node {
	help := "write recovery: { policy: " + brief(n.Value) + " }"
	if slices.Contains(names(c.spec.Actions), n.Value) {
		help = "write recovery: [ { do: [" + brief(n.Value) + "] } ]"
	}
	c.fail(n, help, "%s: want a recovery policy or a list of rules, got %s", path, describe(n))
	return nil
}

// short reads a runbook of one action.
func (c *compiler) short(table catalog.Table[recovery.Action], n *yaml.Node, v reflect.Value, path string) *yaml.Node {
	entry, _ := table.Find(lookup(n, "policy").Value)
	action, out := row(c.decoder, table, "policy", n, path, keysOf(fieldsOf(reflect.TypeOf(besideShort(entry))))...)
	if out == nil {
		return nil
	}
	after := recovery.Settled(action.Relapse)
	if action.AtAlarm() {
		then := thenSpec{after.Then}
		c.beside(n, reflect.ValueOf(&then).Elem(), path, out)
		after.Then = then.Then
	} else {
		c.beside(n, reflect.ValueOf(&after).Elem(), path, out)
	}
	book, err := recovery.Short(action, after)
	if err != nil {
		key, _, _ := strings.Cut(err.Error(), " ")
		c.failFor(join(path, key), path, err)
		return nil
	}
	v.Set(reflect.ValueOf(book))
	return out
}

// thenSpec is what stands among the settings of an action that only helps at the alarm.
type thenSpec struct {
	Then models.Recoverer `key:"then"`
}

func (thenSpec) notes() notes {
	return notes{"then": {"What is done once the cause is known.", "{ policy: ladder }", ""}}
}

// besideShort is what stands among the settings of an action where it is short for a runbook, with the defaults.
func besideShort(a catalog.Entry[recovery.Action]) any {
	usual, err := a.Build(func(any) error { return nil })
	switch {
	case a.Name() == "repair":
		return struct{}{}
	case err == nil && usual.AtAlarm() || a.Name() == "failover": // which needs a service
		return thenSpec{recovery.HandsOn{}}
	}
	return recovery.Settled(usual.Relapse)
}

// rules reads the long form of a runbook.
func (c *compiler) rules(n *yaml.Node, v reflect.Value, path string) *yaml.Node {
	var specs []RunbookRuleSpec
	before := c.failed
	out := c.list(n, reflect.ValueOf(&specs).Elem(), path)
	c.some(path, "write a rule, as in [ { do: [restart] } ], or recovery: { policy: repair }")
	var rules []recovery.Rule
	for i := range specs {
		rules = append(rules, c.runbookRule(&specs[i], join(path, strconv.Itoa(i))))
	}
	if c.failed > before {
		return nil
	}
	book, err := recovery.NewRunbook(rules)
	if err != nil {
		at, flaw := path, (*models.Flaw)(nil)
		if errors.As(err, &flaw) {
			at = join(path, flaw.Place)
		}
		c.failFor(at, at, err)
		return nil
	}
	v.Set(reflect.ValueOf(book))
	return out
}

// runbookRule makes a rule of what is written, with the actions that it names.
func (c *compiler) runbookRule(s *RunbookRuleSpec, path string) recovery.Rule {
	r := recovery.Rule{Alarm: s.At == "alarm", Do: c.steps(s.Do, join(path, "do")), Retry: sim.Duration(s.Retry),
		Probation: sim.Duration(s.Probation),
		When:      recovery.When{Causes: s.When.Cause, On: s.When.On, Effects: s.When.Effect, Change: s.When.Change}}
	for _, key := range []string{"cause", "on", "effect"} {
		c.some(join(join(path, "when"), key), "name one at least, or leave it out")
	}
	c.some(join(path, "do"), "write do: [repair] where hands-on repair is all that is done")
	if s.When.Attempt != nil {
		r.When.Attempt = int(*s.When.Attempt)
	}
	if c.given[join(path, "probation")] == nil {
		for _, step := range r.Do {
			r.Probation = max(r.Probation, sim.Duration(recovery.Settled(step.Relapse).Probation))
		}
	}
	c.guard(&s.Guard, &r.Guard, join(path, "guard"))
	return r
}

// some refuses an empty list.
func (c *compiler) some(path, help string) {
	if n := c.given[path]; n != nil && n.Kind == yaml.SequenceNode && len(n.Content) == 0 {
		c.failAt(path, help, "%s is an empty list", path)
	}
}

func (c *compiler) guard(s *GuardSpec, g *recovery.Guard, path string) {
	fail := func(key string, err error) {
		if err != nil {
			c.failFor(join(path, key), path, err)
		}
	}
	c.some(join(path, "instead"), "name what is done beyond at_most, or leave it out: then everything is held")
	if s.AtMost != nil {
		limit := recovery.Limit{AtMost: *s.AtMost, Again: 10 * unit.Minute}
		if s.Again != nil {
			limit.Again = *s.Again
		}
		fail("at_most", limit.Into(g))
		g.Instead = c.steps(s.Instead, join(path, "instead"))
	} else if s.Again != nil || len(s.Instead) > 0 {
		c.failAt(path, "add at_most: 10%, or leave them out", "again and instead say what happens beyond at_most")
	}
	if s.Batch != nil {
		g.Batch = int(*s.Batch)
	}
	if s.Visits != nil {
		fail("visits", s.Visits.Into(g))
	}
	g.Per = s.Per
}

// steps finds the actions that a rule names: those of the scenario first, then those of the catalog as they are.
func (c *compiler) steps(specs []StepSpec, path string) (all []recovery.Step) {
	for i, s := range specs {
		step := recovery.Step{}
		at := join(path, strconv.Itoa(i))
		if s.Attempts != nil {
			step.Attempts = int(*s.Attempts)
		}
		step.Action = c.action(s.Action, at)
		if s.Attempts != nil && (step.IsRepair() || step.AtAlarm()) {
			c.failAt(join(at, "attempts"), "leave it out", "%s is done once, and attempts says how often it is tried",
				quote(s.Action))
		}
		all = append(all, step)
	}
	return all
}

// action is what a rule calls so: an action of the scenario, which hides one of the catalog, or one of the catalog as
// it is, the same for all rules.
func (c *compiler) action(name, at string) recovery.Action {
	if k := slices.Index(names(c.spec.Actions), name); k >= 0 {
		return c.spec.Actions[k].Value.Action
	}
	if usual, ok := c.usual[name]; ok {
		return usual
	}
	entry, ok := c.actions.Find(name)
	if !ok {
		if known := append(names(c.spec.Actions), c.actions.Names()...); name != "" {
			c.failAt(at, hint(name, "actions", known), "unknown action %s", quote(name))
		}
		return recovery.Action{}
	}
	action, err := entry.Build(func(any) error { return nil })
	if err != nil {
		message, _, _ := strings.Cut(err.Error(), "; ")
		c.failAt(at, "define it: actions: { "+name+": { policy: "+name+", … } }", "%s cannot be taken as it is: %s",
			quote(name), message)
		return action
	}
	c.usual[name] = action
	return action
}
