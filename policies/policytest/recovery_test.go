package policytest_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"nines/models"
	"nines/policies/policytest"
	"nines/policies/recovery"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/unit"
)

// recoveries are configurations besides the defaults: policies inside policies.
func recoveries() map[string][]policytest.Variation {
	ladder := build("ladder", func(c *recovery.Ladder) { c.Probation = 10 * unit.Minute })
	return map[string][]policytest.Variation{
		"lazy":    {vary("a ladder", func(c *recovery.Lazy) { c.Then = ladder })},
		"batched": {vary("a ladder", func(c *recovery.Batched) { c.Then = ladder })},
		"limited": {
			vary("two ladders", func(c *recovery.Limited) { c.AtMost, c.Then, c.Instead = 0, ladder, ladder }),
		},
		"mitigate-first": {vary("limited", func(c *recovery.MitigateFirst) {
			c.Then = build("limited", func(l *recovery.Limited) {
				l.Then = build("mitigate-first", func(*recovery.MitigateFirst) {})
			})
		})},
	}
}

// given is what actions cannot do without.
func given() map[string]policytest.Variation {
	return map[string]policytest.Variation{
		"restore": vary("through a pool", func(c *recovery.Restore) {
			c.Data, c.Needs = 4e12, recovery.Needs{Crew: "hands", Spare: "disk", Bandwidth: "repair"}
		}),
		"backup":   vary("through a pool", func(c *recovery.Backup) { c.Data, c.Needs.Bandwidth = 4e12, "repair" }),
		"failover": vary("of a service", func(c *recovery.Failover) { c.Service = "api" }),
		"custom": vary("of half an hour", func(c *recovery.Doing) {
			c.Takes, c.Clears = must(dist.NewConstant(1800)), map[string]unit.Ratio{"down": 0.5}
		}),
	}
}

// build makes a policy of the table with some of its defaults changed.
func build[C any](name string, change func(*C)) models.Recoverer {
	row, _ := recovery.Table().Find(name)
	return must(row.Build(vary(name, change).Fill))
}

// act makes an action of the table likewise.
func act[C any](name string, change func(*C)) recovery.Action {
	row, _ := recovery.Actions().Find(name)
	return must(row.Build(vary(name, change).Fill))
}

// short is the runbook of one action.
func short(a recovery.Action, then models.Recoverer) models.Recoverer {
	after := recovery.Settled(a.Relapse)
	if then != nil {
		after.Then = then
	}
	return must(recovery.Short(a, after))
}

// knowing is a suspect of whom nobody knows more than how it shows: what may help is what clears the effect.
func knowing(r models.Recoverer, x models.Suspect) models.Suspect {
	for i, a := range r.Actions() {
		if a.Clears[x.Effect.String()] > 0 {
			x.Helps.Add(i)
		}
	}
	x.Tries = max(x.Tries, x.Attempt)
	return x
}

const (
	second = sim.Duration(1)
	minute = 60 * second
	hour   = 60 * minute
	day    = 24 * hour
)

// decided is a decision with the name of its treatment.
type decided struct {
	what  string
	after sim.Duration
}

func decide(r models.Recoverer, v models.View, x models.Suspect) decided {
	return named(r, r.Recover(v, knowing(r, x)))
}

func named(r models.Recoverer, d models.Decision) decided {
	answers := map[int]string{models.Repair: "repair", models.Leave: "leave", models.Hold: "hold"}
	if d.Action >= 0 {
		return decided{r.Actions()[d.Action].Name, d.After}
	}
	return decided{answers[d.Action], d.After}
}

// A course counts its attempts off, pauses, hands over, and does not give up where there is nobody to hand over to.
func TestCourses(t *testing.T) {
	quiet := models.Sketch(true)
	restart := short(act("restart", func(*recovery.Restart) {}), nil)
	down := models.Suspect{Effect: models.Down, Repairable: true}
	for attempt, want := range []decided{
		{"restart", 0}, {"restart", 10}, {"restart", 20}, {"restart", 40}, {"restart", 80}, {"restart", 160}, {"repair", 0},
	} {
		down.Attempt = attempt
		if got := decide(restart, quiet, down); got != want {
			t.Errorf("attempt %d: %v, want %v", attempt, got, want)
		}
	}
	long := short(act("restart", func(c *recovery.Restart) { c.Attempts = 100 }), nil)
	down.Attempt = 99
	if got := decide(long, quiet, down); got != (decided{"restart", 300}) {
		t.Errorf("the pause after many attempts: %v", got)
	}
	ladder := build("ladder", func(c *recovery.Ladder) { c.Probation = 10 * unit.Minute })
	for _, c := range []struct {
		x    models.Suspect
		want decided
	}{
		{models.Suspect{Effect: models.Slow}, decided{"restart", 0}},
		{models.Suspect{Effect: models.Slow, Attempt: 1}, decided{"reboot", 0}},
		{models.Suspect{Effect: models.Slow, Attempt: 2}, decided{"reimage", 0}},
		{models.Suspect{Effect: models.Slow, Attempt: 3}, decided{"reimage", 10 * minute}},
		{models.Suspect{Effect: models.Slow, Attempt: 3, Repairable: true}, decided{"repair", 0}},
		{models.Suspect{Effect: models.Corrupt}, decided{"reimage", 0}},
		{models.Suspect{Effect: models.Corrupt, Attempt: 1, Repairable: true}, decided{"repair", 0}},
		{models.Suspect{Effect: models.Partition}, decided{"leave", 0}},
		{models.Suspect{Effect: models.Partition, Repairable: true}, decided{"repair", 0}},
	} {
		if got := decide(ladder, quiet, c.x); got != c.want {
			t.Errorf("ladder, %+v: %v, want %v", c.x, got, c.want)
		}
	}
}

// Waits come before the first attempt and no other.
func TestFirstWaits(t *testing.T) {
	for _, c := range []struct {
		name string
		r    models.Recoverer
		wait sim.Duration
	}{
		{"restore", short(act("restore", func(c *recovery.Restore) {
			c.Data, c.Needs.Bandwidth, c.Attempts = 1e9, "repair", 2
		}), nil), 15 * minute},
	} {
		for attempt, want := range []decided{{c.name, c.wait}, {c.name, 0}} {
			if got := decide(c.r, models.Sketch(true), models.Suspect{Attempt: attempt}); got != want {
				t.Errorf("%s, attempt %d: %v, want %v", c.name, attempt, got, want)
			}
		}
	}
}

// What serves elsewhere is begun beside the repair, after its own wait, and is no step of it.
func TestElsewhereIsBeside(t *testing.T) {
	for name, wait := range map[string]sim.Duration{"evict": 5 * minute, "autoscale": 45 * second} {
		row, _ := recovery.Actions().Find(name)
		r := short(must(row.Build(func(any) error { return nil })), nil)
		x := knowing(r, models.Suspect{Repairable: true})
		got := r.(models.Bridger).Bridge(models.Sketch(true), x, nil)
		if want := []models.Relief{{Action: 0, After: wait}}; !slices.Equal(got, want) {
			t.Errorf("%s begins %v, want %v", name, got, want)
		}
		if d := decide(r, models.Sketch(true), x); d != (decided{"repair", 0}) {
			t.Errorf("beside %s: %v", name, d)
		}
	}
}

func TestRollbackIsForChanges(t *testing.T) {
	r := short(act("rollback", func(*recovery.Doing) {}), short(act("restart", func(*recovery.Restart) {}), nil))
	for _, c := range []struct {
		x    models.Suspect
		want string
	}{
		{models.Suspect{Change: true}, "rollback"}, {models.Suspect{}, "restart"},
		{models.Suspect{Change: true, Attempt: 1}, "restart"},
		{models.Suspect{Change: true, Attempt: 7, Repairable: true}, "repair"},
	} {
		if got := decide(r, models.Sketch(true), c.x); got.what != c.want {
			t.Errorf("%+v: %v, want %s", c.x, got, c.want)
		}
	}
}

// Visits keep to the calendar: they count from the Monday on which the measured time begins, in the warm-up too.
func TestLazyKeepsToTheCalendar(t *testing.T) {
	r := build("lazy", func(c *recovery.Lazy) { c.Every, c.Offset = unit.Week, 33*unit.Hour }) // Tuesday, 9 h
	for _, c := range []struct{ now, warmup, want sim.Duration }{
		{0, 0, 33 * hour}, {33 * hour, 0, 0}, {33*hour + 1, 0, 7*day - 1}, {40 * day, 0, 7*day - 5*day + 33*hour},
		{0, 30 * day, 2*day + 33*hour}, {30 * day, 30 * day, 33 * hour}, {33 * hour, 7 * day, 0},
	} {
		v := models.Scene{Trusted: []bool{true}, Now: sim.Time(c.now), Warmup: c.warmup}.View()
		if got := decide(r, v, models.Suspect{Repairable: true}); got != (decided{"repair", c.want}) {
			t.Errorf("%g s after the start, warm-up %g s: %v, want %g s", c.now, c.warmup, got, c.want)
		}
		if got := decide(r, v, models.Suspect{}); got != (decided{"leave", 0}) {
			t.Errorf("what cannot be repaired: %v", got)
		}
	}
}

func TestBatchesFill(t *testing.T) {
	r := build("batched", func(*recovery.Batched) {}) // of three
	for held, want := range []string{"hold", "hold", "repair", "repair"} {
		v := models.Scene{Trusted: []bool{true}, Held: held}.View()
		if got := decide(r, v, models.Suspect{Repairable: true}); got.what != want {
			t.Errorf("%d others: %v, want %s", held, got, want)
		}
		if got := decide(r, v, models.Suspect{}); got.what != "leave" {
			t.Errorf("%d others, not repairable: %v", held, got)
		}
	}
}

// The limit is met at exactly its share of the nodes and broken above it.
func TestLimitedStops(t *testing.T) {
	x := models.Suspect{Repairable: true}
	held := build("limited", func(c *recovery.Limited) { c.AtMost = 0.5 })
	people := build("limited", func(c *recovery.Limited) {
		c.AtMost, c.Then, c.Instead = 0.5, short(act("restart", func(*recovery.Restart) {}), nil), recovery.HandsOn{}
	})
	for _, c := range []struct {
		v    models.View
		want [2]decided
	}{
		{models.Sketch(true, true, false, false), [2]decided{{"repair", 0}, {"restart", 0}}},
		{models.Sketch(true, false, false, false), [2]decided{{"hold", 10 * minute}, {"repair", 0}}},
	} {
		if got := [2]decided{decide(held, c.v, x), decide(people, c.v, x)}; got != c.want {
			t.Errorf("%v, want %v", got, c.want)
		}
	}
}

// Policies inside policies become one runbook, in which an action has one number and every mitigation counts.
func TestNestingMakesOneRunbook(t *testing.T) {
	ladder := build("ladder", func(c *recovery.Ladder) { c.Probation = 10 * unit.Minute })
	inner := short(act("failover", func(c *recovery.Failover) { c.Service = "api" }), ladder)
	both := build("limited", func(c *recovery.Limited) { c.AtMost, c.Then, c.Instead = 0.5, inner, ladder })
	outer := build("mitigate-first", func(c *recovery.MitigateFirst) { c.Then = both })
	var all []string
	for _, x := range outer.Actions() {
		all = append(all, x.Name)
	}
	if want := []string{"drain", "failover", "restart", "reboot", "reimage"}; !reflect.DeepEqual(all, want) {
		t.Fatalf("actions %v, want %v", all, want)
	}
	well, ill := models.Sketch(true), models.Sketch(false)
	for _, v := range []models.View{well, ill} {
		if got := decide(outer, v, models.Suspect{Attempt: 1}); got.what != "reboot" {
			t.Errorf("after one failure: %v", got)
		}
	}
	for _, c := range []struct {
		r    models.Recoverer
		v    models.View
		want []models.Relief
	}{
		{outer, well, []models.Relief{{Action: 0}, {Action: 1}}}, {outer, ill, []models.Relief{{Action: 0}}},
		{both, well, []models.Relief{{Action: 0}}}, {both, ill, nil}, {ladder, well, nil},
	} {
		if got := c.r.(models.Mitigator).Mitigate(c.v, models.Fleet, nil); !slices.Equal(got, c.want) {
			t.Errorf("at the alarm %v, want %v", got, c.want)
		}
	}
	if got := outer.(models.Patient).Probation(knowing(outer, models.Suspect{})); got != 10*minute {
		t.Errorf("the probation of the ladder inside is %g s", got)
	}
}

// What would act twice, or wait where it cannot, is refused.
func TestWhatDoesNotNest(t *testing.T) {
	lazy := build("lazy", func(*recovery.Lazy) {})
	after := recovery.Afterwards{Retry: 60, Then: lazy}
	if _, err := recovery.Short(act("restart", func(*recovery.Restart) {}), after); err == nil {
		t.Error("a guard after an action is accepted")
	}
	row, _ := recovery.Table().Find("limited")
	if _, err := row.Build(vary("", func(c *recovery.Limited) { c.Instead = lazy }).Fill); err == nil {
		t.Error("a guard beyond a limit is accepted")
	}
}

// What the figures of a configuration become.
func TestActions(t *testing.T) {
	b := act("backup", func(c *recovery.Backup) { c.Data, c.Needs.Bandwidth = 4e12, "repair" })
	low, high := b.Loses.Quantile(0), b.Loses.Quantile(1)
	if low != 3600 || high != 25*3600 || b.Clears["down"] != 0.95 {
		t.Errorf("a daily backup that is complete after an hour loses %g to %g s: %+v", low, high, b)
	}
	yes, two := true, 2
	steps := build("ladder", func(c *recovery.Ladder) {
		c.Steps[1].Permanent, c.Steps[1].Attempts = &yes, &two
		c.Steps[0].FixesFault = map[string]unit.Ratio{"bad-deploy": 0.02}
		c.Steps = append(c.Steps, recovery.Rung{Action: "replace", Doing: c.Steps[2].Doing})
	})
	var permanent []bool
	for _, s := range steps.Actions() {
		_, named := s.Clears[recovery.Outlasting]
		permanent = append(permanent, !named)
	}
	if want := []bool{false, true, false, true}; !reflect.DeepEqual(permanent, want) {
		t.Errorf("permanent faults are ended by %v, want %v", permanent, want)
	}
	if p := steps.Actions()[0].Clears["bad-deploy"]; p != 0.02 {
		t.Errorf("a restart ends a bad deploy with probability %g", p)
	}
	only := act("restart", func(c *recovery.Restart) { c.Clears = map[string]unit.Ratio{"process": 0.9} })
	if want := map[string]float64{"process": 0.9}; !reflect.DeepEqual(only.Clears, want) {
		t.Errorf("what clears says is %v, want %v and nothing that fixes says", only.Clears, want)
	}
}

// TestEveryAction holds the runbook of every action that ships to the port.
func TestEveryAction(t *testing.T) {
	for _, row := range recovery.Actions().Rows() {
		t.Run(row.Name(), func(t *testing.T) {
			fill := func(any) error { return nil }
			if v, ok := given()[row.Name()]; ok {
				fill = v.Fill
			}
			policytest.Recoverer(t, short(must(row.Build(fill)), nil))
		})
	}
}

// A pause that is next to nothing is refused: a case would be looked at more often than a run has events.
func TestPausesAreNotTooShort(t *testing.T) {
	for name, change := range map[string]policytest.Variation{
		"limited": vary("", func(c *recovery.Limited) { c.Again = 1e-9 }),
		"ladder":  vary("", func(c *recovery.Ladder) { c.Retry = 0 }),
	} {
		row, _ := recovery.Table().Find(name)
		if _, err := row.Build(change.Fill); err == nil || !strings.Contains(err.Error(), "1s or more") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
