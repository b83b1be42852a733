package world_test

import (
	"testing"

	"nines/models"
	"nines/models/world"
	"nines/sim"
	"nines/sim/stat/stattest"
)

// TestFirstToSee would catch an alarm that waits for the wrong detector, delays that are drawn from the same numbers,
// and parts of the time to restore that do not add up: of two detectors the first to see a crash raises the alarm,
// after 1/(1/3+1/6) = 2 h on average.
func TestFirstToSee(t *testing.T) {
	b := fleet(100, never, 5000, crash(100, 5))
	b.Watches = []models.Watch{
		{Name: "quick", Detector: watcher{delay: exponential(3), clear: exponential(1)}},
		{Name: "slow", Detector: watcher{delay: exponential(6), clear: exponential(1)}},
	}
	b.Localizers = []models.Localizer{slowly{exponential(4)}}
	var detect, locate, repair []float64
	replicate(t, b, 40, func(o *models.Outcome) {
		f := &o.Faults[0]
		n := float64(f.Incidents)
		detect = append(detect, f.Spent[0]/hour-2*n)
		locate = append(locate, f.Spent[1]/hour-4*n)
		repair = append(repair, f.Spent[3]/hour-5*n)
		if f.Spent[2] != 0 {
			t.Errorf("waited %g s, though there is no crew to wait for", f.Spent[2])
		}
	})
	stattest.Check(t, "detect", stattest.Mean(detect, 0))
	stattest.Check(t, "locate", stattest.Mean(locate, 0))
	stattest.Check(t, "repair", stattest.Mean(repair, 0))
}

// TestFirstOfMany would catch an incident that is noticed at its last node, or only where it was struck: a zone of
// eight goes down, each node is noticed after 4 h on average, the first after 4/8 h.
func TestFirstOfMany(t *testing.T) {
	zone := crash(100, 5)
	zone.Targets = []models.ComponentID{models.Fleet}
	b := fleet(8, never, 20_000, zone)
	b.Watches[0].Detector = watcher{delay: exponential(4), clear: constant(0)}
	detect := collect(t, b, 40, func(o *models.Outcome) float64 {
		return o.Faults[0].Spent[0]/hour - 0.5*float64(o.Faults[0].Incidents)
	})
	stattest.Check(t, "first of eight", stattest.Mean(detect, 0))
}

// story plays a run and returns when an event of one kind was told, in hours.
func story(t *testing.T, b *models.Blueprint, what models.What) []float64 {
	t.Helper()
	plan := prepared(t, b)
	var at []float64
	w := new(world.World)
	w.Tell(func(n models.Note) {
		if n.What == what {
			at = append(at, float64(n.At)/hour)
		}
	})
	play(w, sim.NewCalendar(), plan, 0)
	return at
}

// TestOverlappingEffects would catch a suspicion that outlives what caused it. The detector needs 4 h for a node that
// is down and 2 h for a lossy one.
func TestOverlappingEffects(t *testing.T) {
	for _, c := range []struct {
		name     string
		a, b     [3]float64 // from and to in hours, loss
		suspects float64
	}{
		{"the second is seen first", [3]float64{0, 9, 1}, [3]float64{1, 9, 0.5}, 3},
		{"the second would have been, but is over", [3]float64{0, 9, 1}, [3]float64{1, 2, 0.5}, 4},
		{"the second carries on what the first began", [3]float64{0, 3, 1}, [3]float64{2, 9, 1}, 4},
		{"the first is over and leaves the second its own", [3]float64{0, 1, 0.5}, [3]float64{0.5, 9, 1}, 4.5},
	} {
		seconds := func(x [3]float64) [][3]float64 { return [][3]float64{{x[0] * hour, x[1] * hour, x[2]}} }
		a, second := recorded(seconds(c.a)), named("second", recorded(seconds(c.b)))
		b := fleet(1, never, 10, a, second)
		b.Watches[0].Detector = watcher{delay: constant(4), clear: constant(0), seesLossy: 1}
		if got := story(t, b, models.Suspects); len(got) != 1 || got[0] != c.suspects {
			t.Errorf("%s: suspected at %v h, want %v", c.name, got, c.suspects)
		}
	}
}

// TestMistakeBecomesRight would catch a mistake that goes on while the node has really failed, or a fault that must be
// noticed again although its node is suspected. A detector is mistaken 1 h after trust, for 3 h; it needs 4 h to see a
// crash and 1 h to trust again, at the start too. The node crashes at 3 h and, during the suspicion that is left over,
// at 6.5 h.
func TestMistakeBecomesRight(t *testing.T) {
	fault := recorded([][3]float64{{3 * hour, 6 * hour, 1}, {6.5 * hour, 7 * hour, 1}})
	b := fleet(1, never, 9, fault)
	b.Watches[0].Detector = watcher{delay: constant(4), clear: constant(1), errs: renewed{constant(1), constant(3)}}
	for what, want := range map[models.What][]float64{
		models.Accuses: {2}, models.Alarms: {3, 6.5}, models.Trusts: {8}, models.Suspects: nil,
	} {
		got := story(t, b, what)
		if len(got) != len(want) || len(got) > 0 && got[0] != want[0] {
			t.Errorf("note %d at %v h, want %v", what, got, want)
		}
	}
	replicate(t, b, 1, func(o *models.Outcome) {
		near(t, "time mistaken", o.Watches[0].Mistaken, hour)
		near(t, "delays", o.Watches[0].Delays, 0)
		if o.Watches[0].Detections != 2 || o.Watches[0].Mistakes != 1 {
			t.Errorf("%d detections, %d mistakes", o.Watches[0].Detections, o.Watches[0].Mistakes)
		}
	})
}
