package recovery_test

import (
	"fmt"
	"slices"
	"testing"

	"nines/models"
	"nines/policies/recovery"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/unit"
)

const (
	minute = sim.Duration(60)
	hour   = 60 * minute
	day    = 24 * hour
)

// row is an action of the catalog under a name, with some of its settings changed.
func row[C any](t *testing.T, policy, name string, change func(*C)) recovery.Action {
	t.Helper()
	entry, _ := recovery.Actions().Find(policy)
	a, err := entry.Build(func(config any) error {
		change(config.(*C))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	a.Name = name
	return a
}

// cure is an action that may clear whatever takes a node down, and is tried so often.
func cure(t *testing.T, name string, attempts int) recovery.Action {
	return row(t, "custom", name, func(c *recovery.Doing) {
		c.Takes, c.Attempts, c.Clears = dist.Write("constant", "value", "1m"), attempts, map[string]unit.Ratio{"down": 0.5}
	})
}

func book(t *testing.T, rules ...recovery.Rule) *recovery.Runbook {
	t.Helper()
	for i := range rules {
		if rules[i].Retry == 0 {
			rules[i].Retry = 10 * minute
		}
	}
	r, err := recovery.NewRunbook(rules)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func do(actions ...recovery.Action) (steps []recovery.Step) {
	for _, a := range actions {
		steps = append(steps, recovery.Step{Action: a})
	}
	return steps
}

// says is a decision in words, where everything may help: "a", "a after 600 s", "repair".
func says(r *recovery.Runbook, v models.View, x models.Suspect) string {
	for i := range r.Actions() {
		x.Helps.Add(i)
	}
	d := r.Recover(v, x)
	text := map[int]string{models.Repair: "repair", models.Leave: "leave", models.Hold: "hold"}[d.Action]
	if d.Action >= 0 {
		text = r.Actions()[d.Action].Name
	}
	if d.After > 0 {
		text += fmt.Sprintf(" after %g s", float64(d.After))
	}
	return text
}

// course is what is decided attempt by attempt, each of which fails, where all nodes are trusted.
func course(r *recovery.Runbook, x models.Suspect, attempts int) (all []string) {
	for i := range attempts {
		x.Attempt, x.Tries = i, i
		all = append(all, says(r, models.Sketch(true), x))
	}
	return all
}

func same(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

// Steps are tried in turn, each as often as its rule says or else as the action has it; then comes hands-on repair, and
// where there is none the last step again, after a pause.
func TestStepsInTurn(t *testing.T) {
	a, b := cure(t, "a", 2), cure(t, "b", 5)
	r := book(t, recovery.Rule{Do: []recovery.Step{{Action: a}, {Action: b, Attempts: 1}}, Retry: hour})
	same(t, "not repairable", course(r, models.Suspect{}, 5), "a", "a", "b", "b after 3600 s", "b after 3600 s")
	same(t, "repairable", course(r, models.Suspect{Repairable: true}, 5), "a", "a", "b", "repair", "repair")
	hands := book(t, recovery.Rule{Do: do(a, recovery.Hands(), b)})
	same(t, "by hand first", course(hands, models.Suspect{Repairable: true}, 3), "a", "a", "repair")
	same(t, "by hand in vain", course(hands, models.Suspect{}, 4), "a", "a", "b", "b")
	if d := r.Recover(models.Sketch(true), models.Suspect{}); d.Action != models.Leave {
		t.Errorf("what nothing helps against: %+v", d)
	}
}

// Pauses double from the second attempt on and begin anew with each step; what is remembered of successes that did not
// last counts for the pause alone.
func TestPauses(t *testing.T) {
	restart := row(t, "restart", "restart", func(c *recovery.Restart) { c.Attempts = 4 })
	again := row(t, "restart", "again", func(c *recovery.Restart) { c.Attempts = 3 })
	restore := row(t, "restore", "restore", func(c *recovery.Restore) {
		c.Data, c.Needs.Bandwidth, c.Attempts = 1e9, "net", 2
	})
	r := book(t, recovery.Rule{Do: do(restart, again, restore)})
	same(t, "two that back off and one with a grace", course(r, models.Suspect{}, 10),
		"restart", "restart after 10 s", "restart after 20 s", "restart after 40 s",
		"again", "again after 10 s", "again after 20 s", "restore after 900 s", "restore", "restore after 600 s")
	for tries, want := range []string{"restart", "restart after 10 s", "restart after 20 s"} {
		if got := says(r, models.Sketch(true), models.Suspect{Tries: tries}); got != want {
			t.Errorf("%d successes that did not last: %s, want %s", tries, got, want)
		}
	}
	if got := says(r, models.Sketch(true), models.Suspect{Attempt: 4, Tries: 6}); got != "again after 20 s" {
		t.Errorf("after four failures and two successes: %s", got)
	}
}

// The first rule that fits applies, by what is blamed and not by what is wrong.
func TestFirstRuleThatFits(t *testing.T) {
	yes, no := true, false
	r := book(t,
		recovery.Rule{When: recovery.When{Causes: []string{"power", "heat"}}, Do: do(cure(t, "cause", 1))},
		recovery.Rule{When: recovery.When{On: []string{"rack", "web"}}, Do: do(cure(t, "on", 1))},
		recovery.Rule{When: recovery.When{Effects: []string{"hang"}, Change: &no}, Do: do(cure(t, "hang", 1))},
		recovery.Rule{When: recovery.When{Change: &yes}, Do: do(cure(t, "change", 1))},
		recovery.Rule{When: recovery.When{Effects: []string{"down"}}, Do: do(cure(t, "down", 1))},
	)
	for _, c := range []struct {
		x    models.Suspect
		want string
		line int
	}{
		{models.Suspect{Cause: "heat", Level: "rack"}, "cause", 0},
		{models.Suspect{Level: "rack"}, "on", 1},
		{models.Suspect{Level: "node", Class: "web"}, "on", 1},
		{models.Suspect{Level: "node", Class: "db"}, "down", 4},
		{models.Suspect{Effect: models.Hang}, "hang", 2},
		{models.Suspect{Effect: models.Hang, Change: true}, "change", 3},
		{models.Suspect{Effect: models.Slow, Change: true}, "change", 3},
		{models.Suspect{Effect: models.Slow}, "leave", 5},
		{models.Suspect{Effect: models.Slow, Repairable: true}, "repair", 5},
	} {
		if got := says(r, models.Sketch(true), c.x); got != c.want {
			t.Errorf("%+v: %s, want %s", c.x, got, c.want)
		}
		if d := r.Recover(models.Sketch(true), c.x); d.Line != c.line || r.Fits(&c.x) != c.line {
			t.Errorf("%+v stands in line %d of rule %d, want %d", c.x, d.Line, r.Fits(&c.x), c.line)
		}
	}
}

// A rule from the n-th treatment on applies from the n-th on, and counts its own attempts alone.
func TestRulesByTreatment(t *testing.T) {
	late, early := cure(t, "late", 2), cure(t, "early", 9)
	r := book(t, recovery.Rule{When: recovery.When{Attempt: 3}, Do: do(late), Probation: hour},
		recovery.Rule{Do: do(early), Probation: 2 * hour})
	same(t, "from the third on", course(r, models.Suspect{Repairable: true}, 5),
		"early", "early", "late", "late", "repair")
	x := models.Suspect{}
	if at := r.Comes(&x); !slices.Equal(at, []int{0, 1}) {
		t.Errorf("rules %v come, want both", at)
	}
	if n := recovery.Does(r, &x); !slices.Equal(n, []int{0, 1}) {
		t.Errorf("actions %v may be taken, want both", n)
	}
	for attempt, want := range []sim.Duration{2 * hour, 2 * hour, hour} {
		if got := r.Probation(models.Suspect{Attempt: attempt}); got != want {
			t.Errorf("attempt %d: a probation of %g s, want %g", attempt, got, want)
		}
	}
	only := book(t, recovery.Rule{Do: do(early)}, recovery.Rule{Do: do(late)})
	if at := only.Comes(&x); !slices.Equal(at, []int{0}) || only.Remembers() || !r.Remembers() {
		t.Errorf("rules %v come, want the first; probations are remembered: %t, %t", at, only.Remembers(),
			r.Remembers())
	}
}

// What is for changes is passed over where nothing changed, and is nothing that might be done there.
func TestForChanges(t *testing.T) {
	back := row(t, "rollback", "back", func(*recovery.Doing) {})
	r := book(t, recovery.Rule{Do: do(back, cure(t, "a", 1))})
	for change, want := range map[bool]string{true: "back", false: "a"} {
		x := models.Suspect{Change: change}
		if got := says(r, models.Sketch(true), x); got != want {
			t.Errorf("change %t: %s, want %s", change, got, want)
		}
		if n := recovery.Does(r, &x); slices.Contains(n, 0) != change || !slices.Contains(n, 1) {
			t.Errorf("change %t: actions %v may be taken", change, n)
		}
	}
}

// An action is listed once for all rules; one that is tried elsewhere another number of times is another.
func TestActionsHaveOneNumber(t *testing.T) {
	evict, a := row(t, "evict", "evict", func(*recovery.Evict) {}), cure(t, "a", 1)
	r := book(t, recovery.Rule{When: recovery.When{Causes: []string{"x"}}, Do: do(evict, a)},
		recovery.Rule{Do: []recovery.Step{{Action: evict, Attempts: 7}, {Action: a, Attempts: 3}}})
	var got []string
	for _, x := range r.Actions() {
		got = append(got, fmt.Sprint(x.Name, x.Tries))
	}
	same(t, "actions", got, "evict3", "a0", "evict7")
	for cause, want := range map[string]int{"x": 0, "y": 2} {
		x := models.Suspect{Cause: cause}
		reliefs := r.Bridge(models.Sketch(true), x, nil)
		if !slices.Equal(reliefs, []models.Relief{{Action: want, After: 5 * minute}}) {
			t.Errorf("beside the mending of %s: %v, want action %d", cause, reliefs, want)
		}
		if n := recovery.Does(r, &x); !slices.Equal(n, []int{1, want}) {
			t.Errorf("actions %v may be taken against %s", n, cause)
		}
	}
}
