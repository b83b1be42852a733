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
	When      WhenSpec      `key:"when" omit:"zero" doc:"the diagnoses that it is for; all if not given"`
	At        string        `key:"at" oneof:"alarm diagnosis" omit:"zero" doc:"alarm: before the cause is known"`
	Do        []StepSpec    `key:"do" required:"true" doc:"names of actions, tried in turn; hands-on repair comes last"`
	Guard     GuardSpec     `key:"guard" omit:"zero" doc:"what keeps it from acting at once"`
	Probation unit.Duration `key:"probation" doc:"what is back on its component within this goes on where it ended"`
	Retry     unit.Duration `key:"retry" doc:"pause before the last action again if nothing else is left, 1s or more"`
}

var _ shorthand = (*RunbookRuleSpec)(nil)

func (r *RunbookRuleSpec) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	if n.Kind == yaml.ScalarNode {
		d.fail(n, "write { do: ["+brief(n.Value)+"] }", "%s: want a rule, got %s", path, describe(n))
		return nil
	}
	return d.structure(n, reflect.ValueOf(r).Elem(), path)
}

func (r *RunbookRuleSpec) setDefaults() {
	usual := recovery.Settled(0)
	r.Probation, r.Retry = usual.Probation, usual.Retry
}

// WhenSpec says which diagnoses a rule is for.
type WhenSpec struct {
	Cause   WordsSpec   `key:"cause" doc:"causes that are blamed"`
	On      WordsSpec   `key:"on" doc:"levels of what is blamed, or classes of a node"`
	Effect  WordsSpec   `key:"effect" doc:"effects, as they show"`
	Change  *bool       `key:"change" doc:"whether the cause is a change"`
	Attempt *unit.Count `key:"attempt" doc:"from the n-th treatment of a case on, 1 or more"`
}

// StepSpec is "restart" or {action: restart, attempts: 2}.
type StepSpec struct {
	Action   string      `key:"action" required:"true" doc:"of the section actions, or of the catalog"`
	Attempts *unit.Count `key:"attempts" doc:"how often it is tried; as the action has it if not given"`
}

func (s *StepSpec) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	if n.Kind == yaml.ScalarNode {
		s.Action = n.Value
		return textNode(n.Value)
	}
	return d.structure(n, reflect.ValueOf(s).Elem(), path)
}

// GuardSpec keeps a rule from acting at once, or at all.
type GuardSpec struct {
	AtMost  *unit.Ratio      `key:"at_most" doc:"nothing is begun while more than this share of all nodes is suspected"`
	Again   *unit.Duration   `key:"again" doc:"time after which what at_most holds is looked at again; 10m if not given"`
	Instead []StepSpec       `key:"instead" doc:"actions beyond at_most; if not given, everything is held"`
	Batch   *unit.Count      `key:"batch" doc:"cases that must have come together, 2 or more"`
	Visits  *recovery.Visits `key:"visits" doc:"{ every, offset }: nothing is begun but at the next visit"`
	Per     string           `key:"per" doc:"level in whose every member one case is treated at a time"`
}

// actionReader reads an ActionSpec; what names no policy is custom.
func actionReader(table catalog.Table[recovery.Action]) reader {
	return func(d *decoder, n *yaml.Node, v reflect.Value, path string) *yaml.Node {
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
}

// recoveryReader reads a runbook: a list of rules, the short form of one that takes a single action, or a policy.
func (c *compiler) recoveryReader(catalogs Catalogs) reader {
	policies := catalogs.Recovery
	for _, a := range catalogs.Actions.Rows() { // so that messages name them
		policies = policies.With(catalog.Define(a.Name(), a.Doc(), recovery.HandsOn{},
			func(recovery.HandsOn) (models.Recoverer, error) { return nil, errReported }))
	}
	return func(d *decoder, n *yaml.Node, v reflect.Value, path string) *yaml.Node {
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
		return tableReader(policies, "policy")(d, n, v, path)
	}
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
	extra := []string{"probation", "retry", "then"}
	entry, _ := table.Find(lookup(n, "policy").Value)
	usual, err := entry.Build(func(any) error { return nil })
	if err == nil && usual.AtAlarm() || entry.Name() == "failover" { // needs a service
		extra = extra[2:]
	}
	action, out := row(c.decoder, table, "policy", n, path, extra...)
	if out == nil {
		return nil
	}
	after := recovery.Settled(action.Relapse)
	if action.AtAlarm() {
		then := struct {
			Then models.Recoverer `key:"then"`
		}{after.Then}
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

// rules reads the long form of a runbook.
func (c *compiler) rules(n *yaml.Node, v reflect.Value, path string) *yaml.Node {
	var specs []RunbookRuleSpec
	before := len(c.problems.Errors())
	out := c.list(n, reflect.ValueOf(&specs).Elem(), path)
	c.some(path, "write a rule, as in [ { do: [restart] } ], or recovery: { policy: repair }")
	var rules []recovery.Rule
	for i := range specs {
		rules = append(rules, c.runbookRule(&specs[i], join(path, strconv.Itoa(i))))
	}
	if len(c.problems.Errors()) > before {
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
		if r.When.Attempt = int(*s.When.Attempt); r.When.Attempt < 1 {
			c.failAt(join(path, "when.attempt"), "write 1 or more; the first treatment is number 1",
				"%s: no treatment has the number %d", join(path, "when.attempt"), r.When.Attempt)
		}
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
		if g.Batch = int(*s.Batch); g.Batch < 2 {
			c.failAt(join(path, "batch"), "write 2 or more, or leave it out", "a batch of %d", g.Batch)
		}
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
			if step.Attempts = int(*s.Attempts); step.Attempts < 1 || step.Attempts > 1000 {
				c.failAt(join(at, "attempts"), "write a number from 1 to 1000", "%s is tried %d times", quote(s.Action),
					step.Attempts)
			}
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
