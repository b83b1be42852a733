package policytest_test

import (
	"reflect"
	"strings"
	"testing"

	"nines/models"
	"nines/policies/policytest"
	"nines/policies/recovery"
	"nines/sim"
	"nines/sim/unit"
)

// recoveries are configurations besides the defaults: what must be given, and policies inside policies.
func recoveries() map[string][]policytest.Variation {
	ladder := build("ladder", func(c *recovery.LadderConfig) { c.Probation = 10 * unit.Minute })
	return map[string][]policytest.Variation{
		"restart": {vary("no repair after it", func(c *recovery.RestartConfig) { c.Then = ladder })},
		"restore": {vary("through a pool", func(c *recovery.RestoreConfig) {
			c.Data, c.Needs = 4e12, recovery.Needs{Crew: "hands", Spare: "disk", Bandwidth: "repair"}
		})},
		"backup": {vary("through a pool", func(c *recovery.BackupConfig) {
			c.Data, c.Needs.Bandwidth = 4e12, "repair"
		})},
		"failover": {
			vary("of a service", func(c *recovery.FailoverConfig) { c.Service = "api" }),
			vary("then a ladder", func(c *recovery.FailoverConfig) { c.Service, c.Then = "api", ladder }),
		},
		"lazy":    {vary("a ladder", func(c *recovery.LazyConfig) { c.Then = ladder })},
		"batched": {vary("a ladder", func(c *recovery.BatchedConfig) { c.Then = ladder })},
		"limited": {
			vary("two ladders", func(c *recovery.LimitedConfig) { c.AtMost, c.Then, c.Instead = 0, ladder, ladder }),
		},
		"mitigate-first": {vary("limited", func(c *recovery.MitigateFirstConfig) {
			c.Then = build("limited", func(l *recovery.LimitedConfig) {
				l.Then = build("mitigate-first",
					func(*recovery.MitigateFirstConfig) {})
			})
		})},
	}
}

// build makes a policy of the table with some of its defaults changed.
func build[C any](name string, change func(*C)) models.Recoverer {
	row, _ := recovery.Table().Find(name)
	return must(row.Build(vary(name, change).Fill))
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
	return named(r, r.Recover(v, x))
}

func named(r models.Recoverer, d models.Decision) decided {
	answers := map[int]string{models.Repair: "repair", models.Leave: "leave", models.Hold: "hold"}
	if d.Treatment >= 0 {
		return decided{r.Treatments()[d.Treatment].Name, d.After}
	}
	return decided{answers[d.Treatment], d.After}
}

// A course counts its attempts off, pauses, hands over, and does not give up where there is nobody to hand over to.
func TestCourses(t *testing.T) {
	quiet := models.Sketch(true)
	restart := build("restart", func(*recovery.RestartConfig) {})
	down := models.Suspect{Effect: models.Down, Repairable: true}
	for attempt, want := range []decided{
		{"restart", 0}, {"restart", 10}, {"restart", 20}, {"restart", 40}, {"restart", 80}, {"restart", 160}, {"repair", 0},
	} {
		down.Attempt = attempt
		if got := decide(restart, quiet, down); got != want {
			t.Errorf("attempt %d: %v, want %v", attempt, got, want)
		}
	}
	long := build("restart", func(c *recovery.RestartConfig) { c.Attempts = 100 })
	down.Attempt = 99
	if got := decide(long, quiet, down); got != (decided{"restart", 300}) {
		t.Errorf("the pause after many attempts: %v", got)
	}
	ladder := build("ladder", func(c *recovery.LadderConfig) { c.Probation = 10 * unit.Minute })
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
		{"restore", build("restore", func(c *recovery.RestoreConfig) {
			c.Data, c.Needs.Bandwidth, c.Attempts = 1e9, "repair", 2
		}), 15 * minute},
		{"evict", build("evict", func(*recovery.EvictConfig) {}), 5 * minute},
		{"autoscale", build("autoscale", func(*recovery.AutoscaleConfig) {}), 45 * second},
	} {
		for attempt, want := range []decided{{c.name, c.wait}, {c.name, 0}} {
			if got := decide(c.r, models.Sketch(true), models.Suspect{Attempt: attempt}); got != want {
				t.Errorf("%s, attempt %d: %v, want %v", c.name, attempt, got, want)
			}
		}
	}
}

func TestRollbackIsForChanges(t *testing.T) {
	restart := build("restart", func(*recovery.RestartConfig) {})
	r := build("rollback", func(c *recovery.RollbackConfig) { c.Then = restart })
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
	r := build("lazy", func(c *recovery.LazyConfig) { c.Every, c.Offset = unit.Week, 33*unit.Hour }) // Tuesday, 9 h
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
	r := build("batched", func(*recovery.BatchedConfig) {}) // of three
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
	held := build("limited", func(c *recovery.LimitedConfig) { c.AtMost = 0.5 })
	people := build("limited", func(c *recovery.LimitedConfig) {
		c.AtMost, c.Then, c.Instead = 0.5, build("restart", func(*recovery.RestartConfig) {}), recovery.HandsOn{}
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

// Policies inside policies keep their treatments, under numbers of the outer list.
func TestNestingKeepsNumbers(t *testing.T) {
	ladder := build("ladder", func(c *recovery.LadderConfig) { c.Probation = 10 * unit.Minute })
	inner := build("failover", func(c *recovery.FailoverConfig) { c.Service, c.Then = "api", ladder })
	both := build("limited", func(c *recovery.LimitedConfig) { c.AtMost, c.Then, c.Instead = 0.5, inner, ladder })
	outer := build("mitigate-first", func(c *recovery.MitigateFirstConfig) { c.Then = both })
	var all []string
	for _, x := range outer.Treatments() {
		all = append(all, x.Name)
	}
	want := []string{"drain", "failover", "restart", "reboot", "reimage", "restart", "reboot", "reimage"}
	if !reflect.DeepEqual(all, want) {
		t.Fatalf("treatments %v, want %v", all, want)
	}
	well, ill, x := models.Sketch(true), models.Sketch(false), models.Suspect{Attempt: 1}
	for _, c := range []struct {
		d    models.Decision
		want int
	}{
		{outer.Recover(well, x), 3}, {outer.Recover(ill, x), 6},
		{outer.(models.Mitigator).Mitigate(well, models.Fleet), 0},
		{both.(models.Mitigator).Mitigate(well, models.Fleet), 0},
		{both.(models.Mitigator).Mitigate(ill, models.Fleet), models.Leave},
		{ladder.(models.Mitigator).Mitigate(well, models.Fleet), models.Leave},
	} {
		if c.d.Treatment != c.want {
			t.Errorf("%+v, want treatment %d", c.d, c.want)
		}
	}
	if got := outer.(models.Patient).Probation(); got != 10*minute {
		t.Errorf("the probation of the ladder inside is %g s", got)
	}
}

// What the figures of a configuration become.
func TestTreatments(t *testing.T) {
	b := build("backup", func(c *recovery.BackupConfig) { c.Data, c.Needs.Bandwidth = 4e12, "repair" }).Treatments()[0]
	low, high := b.Loses.Quantile(0), b.Loses.Quantile(1)
	if low != 3600 || high != 25*3600 || b.Fixes[models.Down] != 0.95 {
		t.Errorf("a daily backup that is complete after an hour loses %g to %g s: %+v", low, high, b)
	}
	yes, two := true, 2
	steps := build("ladder", func(c *recovery.LadderConfig) {
		c.Steps[1].Permanent, c.Steps[1].Attempts = &yes, &two
		c.Steps[0].FixesFault = map[string]unit.Ratio{"bad-deploy": 0.02}
		c.Steps = append(c.Steps, recovery.Step{Action: "replace", Treating: c.Steps[2].Treating})
	})
	var permanent []bool
	for _, s := range steps.Treatments() {
		permanent = append(permanent, s.Permanent)
	}
	if want := []bool{false, true, false, true}; !reflect.DeepEqual(permanent, want) {
		t.Errorf("permanent faults are ended by %v, want %v", permanent, want)
	}
	if p := steps.Treatments()[0].FixesFault["bad-deploy"]; p != 0.02 {
		t.Errorf("a restart ends a bad deploy with probability %g", p)
	}
	// A partition is nothing to a restart, but who knows only the effect cannot tell whether it is a bad deploy.
	if got := decide(steps, models.Sketch(true), models.Suspect{Effect: models.Partition}); got.what != "restart" {
		t.Errorf("a step that may fix some fault is passed over: %v", got)
	}
}

// A pause that is next to nothing is refused: a case would be looked at more often than a run has events.
func TestPausesAreNotTooShort(t *testing.T) {
	for name, change := range map[string]policytest.Variation{
		"limited": vary("", func(c *recovery.LimitedConfig) { c.Again = 1e-9 }),
		"restart": vary("", func(c *recovery.RestartConfig) { c.Retry = 1e-9 }),
		"ladder":  vary("", func(c *recovery.LadderConfig) { c.Retry = 0 }),
	} {
		row, _ := recovery.Table().Find(name)
		if _, err := row.Build(change.Fill); err == nil || !strings.Contains(err.Error(), "1s or more") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
