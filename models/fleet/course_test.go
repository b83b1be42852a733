package fleet_test

import (
	"math"
	"slices"
	"testing"

	"nines/models"
	"nines/models/exact"
	"nines/models/world"
	. "nines/models/worldtest"
	"nines/sim/dist"
	"nines/sim/stat/stattest"
)

// flapping is a fault that strikes every component after some hours, and whose effect is there for 1 h and gone for 3 h
// on average.
func flapping(hours float64) models.Fault {
	f := Lasting("flaps", Constant(hours), Constant(0))
	f.Course = ComingAndGoing(1, 3)
	return f
}

// TestFlaps would catch phases that begin in the wrong state, change places, or are drawn once for all: in 40 h the
// time that the effect is there is that of a two-state component that begins in that state.
func TestFlaps(t *testing.T) {
	phases := exact.TwoState{MTTF: 1, MTTR: 3}
	fault := flapping(100)
	fault.Repair, fault.Heals = nil, Constant(40)
	down := Collect(t, Fleet(200, Never, 150, fault), 40, func(o *models.Outcome) float64 {
		return o.Fleet.Down / Hour / 200
	})
	mean := 40 - phases.MeanDowntime(40)
	stattest.Check(t, "time of effect", stattest.Mean(down, mean))
	stattest.Check(t, "its variance", stattest.Mean(Squares(down, mean), phases.VarDowntime(40)/200))
	stattest.Alarm(t, "a start without effect", stattest.Mean(down, exact.TwoState{MTTF: 3, MTTR: 1}.MeanDowntime(40)))
}

// TestFlapsAreSeenAfresh would catch a detector that goes on counting through a phase without effect: one that takes
// 2 h needs a phase of 2 h, which one in e² is, after as many vain ones with the pauses behind them.
func TestFlapsAreSeenAfresh(t *testing.T) {
	b := Fleet(100, Never, 3900, flapping(2000))
	b.Watches[0].Detector = Watcher{Notices: Constant(2), Trusts: Constant(0)}
	p := math.Exp(-2)
	vain := (1 - 3*p) / (1 - p) // mean of a phase of mean 1 h that is shorter than 2 h
	detect := Collect(t, b, 40, func(o *models.Outcome) float64 {
		return o.Faults[0].Spent[models.Undetected] / Hour / 100
	})
	stattest.Check(t, "time to detect", stattest.Mean(detect, (1-p)/p*(vain+3)+2))
}

// rollout is a bad deploy after 100 h that lasts 10 h. It reaches a tenth of the nodes at once, half of them after 1 h
// and all after 3 h.
func rollout() models.Fault {
	f := Lasting("deploy", Constant(100), nil)
	f.Heals, f.Targets = Constant(10), []models.ComponentID{models.Fleet}
	f.Course = Growing([]float64{0.1, 0.5, 1}, 1, 2)
	return f
}

// TestRollout would catch nodes whose stage is drawn anew, stages that last too long or come after the alarm. What no
// detector sees grows to the end: a tenth of the nodes are held for 10 h, four tenths for 9 h, half of them for 7 h. A
// detector that takes 1.5 h stops it after the second stage.
func TestRollout(t *testing.T) {
	for _, c := range []struct {
		name         string
		delay, hours float64
	}{{"unseen", 50, 0.1*10 + 0.4*9 + 0.5*7}, {"alarmed", 1.5, 0.1*10 + 0.4*9}} {
		b := Fleet(200, Never, 150, rollout())
		b.Watches[0].Detector = Watcher{Notices: Constant(c.delay), Trusts: Constant(0)}
		held := Collect(t, b, 200, func(o *models.Outcome) float64 { return o.Fleet.Down / Hour / 200 })
		stattest.Check(t, c.name, stattest.Mean(held, c.hours))
	}
}

// TestRolloutBegins would catch an incident that begins before it hits anybody: in a zone of a single node three
// quarters of the rollouts come to it with their second stage, 10 h later.
func TestRolloutBegins(t *testing.T) {
	f := rollout()
	f.Course = Growing([]float64{0.25, 1}, 10)
	b := System(Zoned(200, 1, 1), Never, 115, f)
	b.Faults[0].Targets = b.Topology.AtDepth(1)
	down := Collect(t, b, 40, func(o *models.Outcome) float64 { return o.Fleet.Down / Hour / 200 })
	stattest.Check(t, "hours down", stattest.Mean(down, 0.25*10+0.75*5))
}

// TestEveryRolloutBeginsAnew would catch one that begins at the stage to which the last one had come before it hit
// anybody. The first stage reaches next to nobody, the second, an hour later, all; lives and repairs take an hour each.
func TestEveryRolloutBeginsAnew(t *testing.T) {
	f := Lasting("release", Constant(1), Constant(1))
	f.Targets = []models.ComponentID{models.Fleet}
	f.Course = Growing([]float64{1e-12, 1}, 1)
	got := Story(t, Fleet(2, Never, 8.5, f), models.Begins)
	if want := []float64{2, 5, 8}; !slices.Equal(got, want) {
		t.Errorf("nodes are hit at %v h, want %v", got, want)
	}
}

// TestMixedCourse would catch phases that only go with some others: a fifth of the nodes have it for 1 h, nobody for
// 2 h, that fifth again, and all of them from the fourth hour to the tenth.
func TestMixedCourse(t *testing.T) {
	f := rollout()
	f.Course = Growing([]float64{0.2, 0, 0.2, 1}, 1, 2, 1)
	b := Fleet(200, Never, 150, f)
	b.Watches[0].Detector = Watcher{Notices: Constant(50), Trusts: Constant(0)}
	held := Collect(t, b, 200, func(o *models.Outcome) float64 { return o.Fleet.Down / Hour / 200 })
	stattest.Check(t, "hours down", stattest.Mean(held, 0.2*(1+7)+0.8*6))
}

// TestRefusedCourses would catch phases that cannot follow each other.
func TestRefusedCourses(t *testing.T) {
	end, endless := Constant(1), dist.Law(nil)
	phase := func(share float64, lasts dist.Law) models.Phase { return models.Phase{Share: share, Lasts: lasts} }
	repeated := func(p ...models.Phase) models.Course { return models.Course{Repeats: true, Phases: p} }
	once := func(p ...models.Phase) models.Course { return models.Course{Phases: p} }
	for _, c := range []struct {
		name    string
		course  models.Course
		refused bool
	}{
		{"nothing", models.Course{}, false},
		{"grows, comes and goes, grows", once(phase(0.2, end), phase(0, end), phase(0.2, end), phase(1, endless)),
			false},
		{"comes and goes", ComingAndGoing(1, 1), false},
		{"begins with nothing", once(phase(0, end), phase(1, endless)), true},
		{"falls", once(phase(0.5, end), phase(0.2, endless)), true},
		{"stays", once(phase(0.5, end), phase(0.5, endless)), true},
		{"comes back greater", once(phase(0.2, end), phase(0, end), phase(1, endless)), true},
		{"more than all", once(phase(1.5, endless)), true},
		{"ends", once(phase(1, end)), true},
		{"never ends", once(phase(0.5, endless), phase(1, endless)), true},
		{"begins again smaller", repeated(phase(0.5, end), phase(1, end)), true},
		{"repeats what has no end", repeated(phase(1, end), phase(0, endless)), true},
	} {
		f := rollout()
		f.Course = c.course
		if _, err := world.Prepare(Fleet(2, Never, 10, f)); (err != nil) != c.refused {
			t.Errorf("%s: %v, want refused: %v", c.name, err, c.refused)
		}
	}
}
