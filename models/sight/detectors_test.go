package sight_test

import (
	"slices"
	"testing"

	"nines/models"
	. "nines/models/worldtest"
	"nines/sim/stat/stattest"
)

// TestFirstToSee would catch an alarm that waits for the wrong detector, delays that are drawn from the same numbers,
// and parts of the time to restore that do not add up: of two detectors the first to see a crash raises the alarm,
// after 1/(1/3+1/6) = 2 h on average.
func TestFirstToSee(t *testing.T) {
	b := Fleet(100, Never, 5000, Crash(100, 5))
	b.Watches = []models.Watch{
		{Name: "quick", Detector: Watcher{Notices: Exponential(3), Trusts: Exponential(1)}},
		{Name: "slow", Detector: Watcher{Notices: Exponential(6), Trusts: Exponential(1)}},
	}
	b.Localizers = []models.Localizer{Slowly{Takes: Exponential(4)}}
	var detect, locate, repair []float64
	Replicate(t, b, 40, func(o *models.Outcome) {
		f := &o.Faults[0]
		n := float64(f.Incidents)
		detect = append(detect, f.Spent[models.Undetected]/Hour-2*n)
		locate = append(locate, f.Spent[models.Locating]/Hour-4*n)
		repair = append(repair, f.Spent[models.Repairing]/Hour-5*n)
		if f.Spent[models.Waiting] != 0 {
			t.Errorf("waited %g s, though there is no crew to wait for", f.Spent[models.Waiting])
		}
	})
	stattest.Check(t, "detect", stattest.Mean(detect, 0))
	stattest.Check(t, "locate", stattest.Mean(locate, 0))
	stattest.Check(t, "repair", stattest.Mean(repair, 0))
}

// TestFirstOfMany would catch an incident that is noticed at its last node, or only where it was struck: a zone of
// eight goes down, each node is noticed after 4 h on average, the first after 4/8 h.
func TestFirstOfMany(t *testing.T) {
	zone := Crash(100, 5)
	zone.Targets = []models.ComponentID{models.Fleet}
	b := Fleet(8, Never, 20_000, zone)
	b.Watches[0].Detector = Watcher{Notices: Exponential(4), Trusts: Constant(0)}
	detect := Collect(t, b, 40, func(o *models.Outcome) float64 {
		return o.Faults[0].Spent[models.Undetected]/Hour - 0.5*float64(o.Faults[0].Incidents)
	})
	stattest.Check(t, "first of eight", stattest.Mean(detect, 0))
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
		seconds := func(x [3]float64) [][3]float64 { return [][3]float64{{x[0] * Hour, x[1] * Hour, x[2]}} }
		a, second := Recorded(seconds(c.a)), Named("second", Recorded(seconds(c.b)))
		b := Fleet(1, Never, 10, a, second)
		b.Watches[0].Detector = Watcher{Notices: Constant(4), Trusts: Constant(0), SeesLossy: 1}
		if got := Story(t, b, models.Suspects); len(got) != 1 || got[0] != c.suspects {
			t.Errorf("%s: suspected at %v h, want %v", c.name, got, c.suspects)
		}
	}
}

// TestMistakeBecomesRight would catch a mistake that goes on while the node has really failed, or a fault that must be
// noticed again although its node is suspected. A detector is mistaken 1 h after trust, for 3 h; it needs 4 h to see a
// crash and 1 h to trust again, at the start too. The node crashes at 3 h and, during the suspicion that is left over,
// at 6.5 h.
func TestMistakeBecomesRight(t *testing.T) {
	fault := Recorded([][3]float64{{3 * Hour, 6 * Hour, 1}, {6.5 * Hour, 7 * Hour, 1}})
	b := Fleet(1, Never, 9, fault)
	b.Watches[0].Detector = Watcher{Notices: Constant(4), Trusts: Constant(1), Errs: Erring(Constant(1), Constant(3))}
	for what, want := range map[models.What][]float64{
		models.Accuses: {2}, models.Alarms: {3, 6.5}, models.Trusts: {8}, models.Suspects: nil,
	} {
		got := Story(t, b, what)
		if len(got) != len(want) || len(got) > 0 && got[0] != want[0] {
			t.Errorf("note %d at %v h, want %v", what, got, want)
		}
	}
	Replicate(t, b, 1, func(o *models.Outcome) {
		Near(t, "time mistaken", o.Watches[0].Mistaken, Hour)
		Near(t, "delays", o.Watches[0].Delays, 0)
		if o.Watches[0].Detections != 2 || o.Watches[0].Mistakes != 1 {
			t.Errorf("%d detections, %d mistakes", o.Watches[0].Detections, o.Watches[0].Mistakes)
		}
	})
}

// TestFaultsUnderSuspicion would catch a new fault that is noticed at once by who has to look again, or when a trusted
// node's would be; a node that is trusted, or suspected anew, meanwhile; a count that forgets since when the node was
// well, or is not taken back when the fault is over; and a fault beside another that is noticed with it. A detector
// needs 4 h to see a crash and 2 h to trust again; of whom it suspects it sees one after 1 h, and as long as all was
// well.
func TestFaultsUnderSuspicion(t *testing.T) {
	for _, c := range []struct {
		name           string
		faults         [][3]float64 // from and to in hours, loss; of faults of their own
		alarms, trusts []float64
		delays         float64 // hours, of all that are noticed
	}{
		{"before trust", [][3]float64{{0, 5, 1}, {6.5, 12, 1}}, []float64{4, 9}, []float64{14}, 4 + 2.5},
		{"and over before it is noticed", [][3]float64{{0, 5, 1}, {6.5, 8, 1}}, []float64{4}, []float64{10}, 4},
		{"beside one that is known", [][3]float64{{0, 9, 1}, {5, 12, 1}}, []float64{4, 6}, []float64{14}, 4 + 1},
		{"one for another", [][3]float64{{0, 5, 1}, {6, 12, 1}, {7, 12, 1}}, []float64{4, 8, 8}, []float64{14}, 4 + 2 + 1},
		{"what shows goes on", [][3]float64{{0, 5, 1}, {6, 7.5, 1}, {7, 12, 1}}, []float64{4, 8}, []float64{14}, 4 + 1},
		{"it is over", [][3]float64{{0, 5, 1}, {6, 7.5, 0.5}, {7, 12, 1}}, []float64{4, 10}, []float64{14}, 4 + 3},
		{"after trust", [][3]float64{{0, 5, 1}, {7.5, 12, 1}}, []float64{4, 11.5}, []float64{7, 14}, 4 + 4},
	} {
		var faults []models.Fault
		for i, x := range c.faults {
			fault := Recorded([][3]float64{{x[0] * Hour, x[1] * Hour, x[2]}})
			faults = append(faults, Named(string(rune('a'+i)), fault))
		}
		b := Fleet(1, Never, 20, faults...)
		w := Watcher{Notices: Constant(4), Trusts: Constant(2), SeesLossy: 1}
		b.Watches[0].Detector = Looker{Watcher: w, Finds: Constant(1)}
		for what, want := range map[models.What][]float64{models.Alarms: c.alarms, models.Trusts: c.trusts} {
			if got := Story(t, b, what); !slices.Equal(got, want) {
				t.Errorf("%s: note %d at %v h, want %v", c.name, what, got, want)
			}
		}
		Near(t, c.name+": delays", First(t, b).Watches[0].Delays, c.delays*Hour)
	}
}
