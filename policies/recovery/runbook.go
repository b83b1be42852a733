package recovery

import (
	"fmt"
	"slices"
	"strconv"

	"nines/models"
	"nines/sim"
	"nines/sim/unit"
)

// Runbook is a list of rules: the first that fits the diagnosis applies. A diagnosis may be wrong; then the wrong
// actions are taken, for their time and with their hands, and clear nothing. Where no rule fits, what can be repaired
// by hand is, and the rest is left to heal.
type Runbook struct {
	source  []Rule
	actions []models.Action
	known   []*Doing // by action: what it was made from
	rules   []rule
	alarms  []alarm
	spaced  bool
}

// rule is a Rule among the actions of its runbook.
type rule struct {
	at               int // among all rules
	when             When
	bridge           []models.Relief // begun beside the steps
	steps, instead   []step
	guard            Guard
	probation, retry sim.Duration
}

// alarm is a Rule for alarms.
type alarm struct {
	guard   Guard
	reliefs []models.Relief
}

var (
	_ models.Mitigator = (*Runbook)(nil)
	_ models.Patient   = (*Runbook)(nil)
	_ models.Spaced    = (*Runbook)(nil)
	_ models.Bridger   = (*Runbook)(nil)
)

// mostRules bounds a runbook: every rule has a line of its own for the cases that it holds, and there is one more.
const mostRules = models.MaxLines - 1

// NewRunbook checks rules. An error about one of them is a models.Flaw whose place is its number, from 0; a message
// ends in a semicolon and the remedy.
func NewRunbook(rules []Rule) (*Runbook, error) {
	if len(rules) > mostRules {
		return nil, fmt.Errorf("a runbook of %d rules; write %d at most", len(rules), mostRules)
	}
	r := &Runbook{source: rules}
	for i := range rules {
		if err := r.add(i, &rules[i]); err != nil {
			return nil, models.At(strconv.Itoa(i), err)
		}
	}
	return r, nil
}

// add appends a rule.
func (r *Runbook) add(at int, x *Rule) error {
	if x.Alarm {
		return r.addAlarm(x)
	}
	for _, s := range slices.Concat(x.Do, x.Guard.Instead) {
		if s.AtAlarm() {
			return fmt.Errorf("%s mends nothing, it helps at the alarm; write it in a rule of its own, with at: alarm", s.Name)
		}
	}
	for _, s := range x.Guard.Instead {
		if s.Elsewhere {
			return fmt.Errorf("%s mends nothing, and instead says what does; write it under do", s.Name)
		}
	}
	steps := r.steps(x.Do)
	var bridge []models.Relief
	steps = slices.DeleteFunc(steps, func(s step) bool {
		if s.Elsewhere {
			bridge = append(bridge, models.Relief{Action: s.number, After: s.Wait})
		}
		return s.Elsewhere
	})
	if x.Retry < sim.Duration(unit.Second) {
		return fmt.Errorf("retry is %s; write a pause of 1s or more, as in 10m", unit.Duration(x.Retry))
	}
	r.rules = append(r.rules, rule{at: at, when: x.When, bridge: bridge, steps: steps, instead: r.steps(x.Guard.Instead),
		guard: x.Guard, probation: x.Probation, retry: x.Retry})
	r.spaced = r.spaced || x.Guard.Per != ""
	return nil
}

// addAlarm appends a rule for alarms, when nothing is known that it could depend on.
func (r *Runbook) addAlarm(x *Rule) error {
	g := x.Guard
	g.Limited, g.AtMost = false, 0
	switch {
	case !x.When.all():
		return fmt.Errorf("nobody knows at the alarm what is wrong; leave when out of rules with at: alarm")
	case !g.open():
		return fmt.Errorf("what helps at the alarm does not wait; leave all of guard out but at_most")
	}
	a := alarm{guard: x.Guard}
	for _, s := range r.steps(x.Do) {
		if s.hands || !s.Mitigates() {
			return fmt.Errorf("%s needs a diagnosis; at the alarm only what mitigates may be done, as evict", s.Name)
		}
		a.reliefs = append(a.reliefs, models.Relief{Action: s.number, After: s.Wait})
	}
	r.alarms = append(r.alarms, a)
	return nil
}

// steps numbers the actions of some steps.
func (r *Runbook) steps(do []Step) (all []step) {
	for _, s := range do {
		x := step{Action: &s.Action, number: models.Repair, attempts: s.Action.Attempts}
		if s.Attempts > 0 {
			x.attempts = s.Attempts
		}
		if s.Elsewhere {
			s.Tries = x.attempts
		}
		if !s.hands {
			x.number = r.number(&s.Action)
		}
		all = append(all, x)
	}
	return all
}

// number is the number of an action, which is listed once however many rules take it, unless it is tried otherwise.
func (r *Runbook) number(a *Action) int {
	for i, known := range r.known {
		if known == a.from && r.actions[i].Name == a.Name && r.actions[i].Tries == a.Tries {
			return i
		}
	}
	r.known, r.actions = append(r.known, a.from), append(r.actions, a.Action)
	return len(r.actions) - 1
}

// Rules are the rules as they were given. They are not to be changed.
func (r *Runbook) Rules() []Rule { return r.source }

// Actions are those of all rules, each once.
func (r *Runbook) Actions() []models.Action { return slices.Clone(r.actions) }

// Spaced reports whether a rule treats one case in each domain at a time.
func (r *Runbook) Spaced() bool { return r.spaced }

// Recover follows the first rule that fits.
func (r *Runbook) Recover(v models.View, x models.Suspect) models.Decision {
	line := r.Fits(&x)
	if line == len(r.rules) {
		d := climb(nil, &x, 0)
		d.Line = line
		return d
	}
	d := r.rules[line].decide(v, &x, line)
	d.Line = line
	return d
}

// Fits is the number of the first rule that fits, those for alarms not counted; the number of rules where none does.
func (r *Runbook) Fits(x *models.Suspect) int {
	for i := range r.rules {
		if r.rules[i].when.fits(x) {
			return i
		}
	}
	return len(r.rules)
}

// Comes are the numbers, among all rules, of those that apply to a suspect at its first treatment and after failures.
func (r *Runbook) Comes(x *models.Suspect) (at []int) {
	y := *x
	for i := range r.source {
		w := &r.source[i].When
		y.Attempt = max(x.Attempt, w.Attempt-1)
		if !r.source[i].Alarm && w.fits(&y) {
			if at = append(at, i); w.Attempt <= 1 {
				break
			}
		}
	}
	return at
}

// Does are the actions, by number and each once, that a recoverer may take about a suspect: those of the rules that
// apply to it or, where it is no runbook, all that it has.
func Does(r models.Recoverer, x *models.Suspect) (numbers []int) {
	if book, ok := r.(*Runbook); ok {
		return book.does(x)
	}
	for i := range r.Actions() {
		numbers = append(numbers, i)
	}
	return numbers
}

func (r *Runbook) does(x *models.Suspect) (numbers []int) {
	comes := r.Comes(x)
	for i := range r.rules {
		rule := &r.rules[i]
		if !slices.Contains(comes, rule.at) {
			continue
		}
		for _, s := range slices.Concat(rule.steps, rule.instead) {
			if !s.hands && (x.Change || !s.ForChanges) && !slices.Contains(numbers, s.number) {
				numbers = append(numbers, s.number)
			}
		}
		for _, b := range rule.bridge {
			numbers = append(numbers, b.Action)
		}
	}
	return numbers
}

// decide does what a rule says, if its guard lets it. What would be left alone waits for nobody.
func (r *rule) decide(v models.View, x *models.Suspect, line int) models.Decision {
	if r.guard.beyond(v) {
		if len(r.instead) == 0 {
			return models.Decision{Action: models.Hold, After: r.guard.Again}
		}
		return climb(r.instead, x, r.retry)
	}
	y := *x
	if before := r.when.Attempt - 1; before > 0 { // treatments of the rules before do not count
		y.Attempt, y.Tries = y.Attempt-before, max(0, y.Tries-before)
	}
	d := climb(r.steps, &y, r.retry)
	switch {
	case d.Action == models.Leave:
		return d
	case r.guard.holds(v, x, line):
		return models.Decision{Action: models.Hold}
	}
	d.After += r.guard.wait(v.Clock())
	return d
}

// Mitigate is what helps at once: the actions of all rules for alarms.
func (r *Runbook) Mitigate(v models.View, _ models.ComponentID, dst []models.Relief) []models.Relief {
	for i := range r.alarms {
		if !r.alarms[i].guard.beyond(v) {
			dst = append(dst, r.alarms[i].reliefs...)
		}
	}
	return dst
}

// Bridge is what stands in for what is lost, as the rule that fits has it, unless its guard keeps it from acting.
func (r *Runbook) Bridge(v models.View, x models.Suspect, dst []models.Relief) []models.Relief {
	if i := r.Fits(&x); i < len(r.rules) && !r.rules[i].guard.beyond(v) {
		dst = append(dst, r.rules[i].bridge...)
	}
	return dst
}

// Remembers reports whether any rule has a probation.
func (r *Runbook) Remembers() bool {
	return slices.ContainsFunc(r.rules, func(x rule) bool { return x.probation > 0 })
}

// Probation is that of the rule that fits.
func (r *Runbook) Probation(x models.Suspect) sim.Duration {
	if i := r.Fits(&x); i < len(r.rules) {
		return r.rules[i].probation
	}
	return 0
}
