package recovery_test

import (
	"strings"
	"testing"

	"nines/models"
	"nines/policies/recovery"
	"nines/sim"
)

// A limit is met at exactly its share and passed above it; then what is held comes again, or something else is done,
// and nothing serves elsewhere or is drained.
func TestLimits(t *testing.T) {
	guard := recovery.Guard{Limited: true, AtMost: 0.5, Again: 5 * minute}
	evict := row(t, "evict", "evict", func(*recovery.Evict) {})
	drain := row(t, "drain", "drain", func(*recovery.Drain) {})
	a, b := cure(t, "a", 1), cure(t, "b", 1)
	held := book(t, recovery.Rule{Do: do(evict, a), Guard: guard}, recovery.Rule{Alarm: true, Do: do(drain), Guard: guard})
	guard.Instead = do(b)
	instead := book(t, recovery.Rule{Do: do(a), Guard: guard})
	for _, c := range []struct {
		trusted       []bool
		held, instead string
		reliefs       int
	}{
		{[]bool{true, true}, "a", "a", 1},
		{[]bool{true, false}, "a", "a", 1},
		{[]bool{false, false}, "hold after 300 s", "b", 0},
	} {
		v := models.Sketch(c.trusted...)
		if got := says(held, v, models.Suspect{}); got != c.held {
			t.Errorf("%v: %s, want %s", c.trusted, got, c.held)
		}
		if got := says(instead, v, models.Suspect{}); got != c.instead {
			t.Errorf("%v, with instead: %s, want %s", c.trusted, got, c.instead)
		}
		alarm, bridge := held.Mitigate(v, models.Fleet, nil), held.Bridge(v, models.Suspect{}, nil)
		if len(alarm) != c.reliefs || len(bridge) != c.reliefs {
			t.Errorf("%v: %v at the alarm and %v beside, want %d of each", c.trusted, alarm, bridge, c.reliefs)
		}
	}
	if got := says(instead, models.Sketch(false), models.Suspect{Attempt: 1}); got != "b after 600 s" {
		t.Errorf("instead, when it has failed: %s", got)
	}
}

// A case that has been begun, with the suspect or with an innocent, waits for no batch; what is left alone waits for
// nobody.
func TestBatchesLetGoOn(t *testing.T) {
	r := book(t, recovery.Rule{Do: do(cure(t, "a", 2)), Guard: recovery.Guard{Batch: 3}})
	for _, c := range []struct {
		held int
		x    models.Suspect
		want string
	}{
		{0, models.Suspect{}, "hold"}, {1, models.Suspect{}, "hold"}, {2, models.Suspect{}, "a"},
		{0, models.Suspect{Attempt: 1}, "a"}, {0, models.Suspect{Begun: true}, "a"},
	} {
		v := models.Scene{Trusted: []bool{true}, Held: c.held}.View()
		if got := says(r, v, c.x); got != c.want {
			t.Errorf("%d others, %+v: %s, want %s", c.held, c.x, got, c.want)
		}
	}
	if d := r.Recover(models.Sketch(true), models.Suspect{}); d.Action != models.Leave {
		t.Errorf("what nothing helps against: %+v", d)
	}
}

// Visits count from Monday 0:00, before that too; one that is just due is met, and a pause ends in a visit.
func TestVisits(t *testing.T) {
	r := book(t, recovery.Rule{Do: do(cure(t, "a", 2)), Guard: recovery.Guard{Every: day, Offset: 9 * hour}})
	for _, c := range []struct {
		now, warmup sim.Duration
		want        string
	}{
		{0, 0, "a after 32400 s"}, {9 * hour, 0, "a"}, {10 * hour, 0, "a after 82800 s"}, {0, hour, "a after 36000 s"},
		{0, 20 * hour, "a after 18000 s"}, {5 * day, 2 * day, "a after 32400 s"},
	} {
		v := models.Scene{Trusted: []bool{true}, Now: sim.Time(c.now), Warmup: c.warmup}.View()
		if got := says(r, v, models.Suspect{}); got != c.want {
			t.Errorf("%g s after the start, of which %g s warm-up: %s, want %s", c.now, c.warmup, got, c.want)
		}
	}
}

// One case in each rack is treated at a time, of its own rule; one that is begun goes on.
func TestOnePerDomain(t *testing.T) {
	topology, err := models.Lay([]models.Level{{Name: "rack", Counts: []int{2}},
		{Name: "node", Nodes: [][]models.ClassCount{{{Class: 0, Count: 2, Label: "node"}}}}}, 1)
	if err != nil {
		t.Fatal(err)
	}
	guard := recovery.Guard{Per: "rack"}
	r := book(t, recovery.Rule{When: recovery.When{Causes: []string{"x"}}, Do: do(cure(t, "a", 2)), Guard: guard},
		recovery.Rule{Do: do(cure(t, "b", 2)), Guard: guard})
	var board models.Board
	var desk models.Desk
	board.Reset(4, 0)
	desk.Reset(topology)
	desk.Begin(0, topology.Node(0))
	for _, c := range []struct {
		x    models.Suspect
		want string
	}{
		{models.Suspect{Cause: "x", Component: topology.Node(1)}, "hold"},
		{models.Suspect{Cause: "x", Component: topology.Node(2)}, "a"},
		{models.Suspect{Cause: "y", Component: topology.Node(1)}, "b"},
		{models.Suspect{Cause: "x", Component: topology.Node(1), Attempt: 1}, "a"},
		{models.Suspect{Cause: "x", Component: topology.Node(1), Begun: true}, "a"},
	} {
		if got := says(r, board.View(0, &desk), c.x); got != c.want {
			t.Errorf("%+v: %s, want %s", c.x, got, c.want)
		}
	}
	if none := book(t, recovery.Rule{Do: do(recovery.Hands())}); !r.Spaced() || none.Spaced() {
		t.Error("who asks what goes on nearby is not told from who does not")
	}
}

// What cannot be a rule is refused, with what to write.
func TestBadRules(t *testing.T) {
	drain := row(t, "drain", "drain", func(*recovery.Drain) {})
	evict := row(t, "evict", "evict", func(*recovery.Evict) {})
	a := do(cure(t, "a", 1))
	for want, r := range map[string]recovery.Rule{
		"with at: alarm":         {Do: do(drain), Retry: hour},
		"write it under do":      {Do: a, Guard: recovery.Guard{Instead: do(evict)}, Retry: hour},
		"a pause of 1s or more":  {Do: a, Retry: 0.99},
		"leave when out":         {Do: do(drain), Alarm: true, When: recovery.When{Attempt: 2}},
		"leave all of guard out": {Do: do(drain), Alarm: true, Guard: recovery.Guard{Batch: 2}},
		"needs a diagnosis":      {Do: a, Alarm: true},
	} {
		if _, err := recovery.NewRunbook([]recovery.Rule{r}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if _, err := recovery.NewRunbook([]recovery.Rule{{Do: a, Retry: 1}}); err != nil {
		t.Errorf("a pause of 1 s: %v", err)
	}
}
