package fleet_test

import (
	"slices"
	"testing"

	"nines/models"
	"nines/models/world"
	. "nines/models/worldtest"
	"nines/sim"
)

// drained is three nodes of which two suffice. Each has its turn of 2 h, from 5 h on, and the last one has crashed from
// 6 h to 8 h.
func drained(budget *models.Budget) *models.Blueprint {
	b := Fleet(3, models.Rule{Nodes: 2}, 40, Upkeep(5, 50, 2, 0, 1, 2), Afflicted("crash", 2, 6*Hour, 8*Hour, Dead))
	b.Faults[0].Targets = b.Topology.AtDepth(1)
	b.Faults[0].Budget = budget
	return b
}

// TestBudgetByHand would catch a turn that begins while another node is down, one that ends when another fails, one
// that is left out or forgotten, and one that overtakes another. With a budget the second turn waits for the repair,
// and the third for the second.
func TestBudgetByHand(t *testing.T) {
	for _, c := range []struct {
		budget   *models.Budget
		begins   []float64
		downtime float64
	}{
		{nil, []float64{5, 6, 7, 9}, 2},
		{&models.Budget{Service: -1, Down: 1}, []float64{5, 6, 8, 10}, 1},
		{&models.Budget{Service: 0, Down: 1}, []float64{5, 6, 8, 10}, 1},
		{&models.Budget{Service: 0, Down: 2}, []float64{5, 6, 7, 9}, 2},
	} {
		b := drained(c.budget)
		if got := Story(t, b, models.Begins); !slices.Equal(got, c.begins) {
			t.Errorf("%+v: begins at %v h, want %v", c.budget, got, c.begins)
		}
		o := First(t, b)
		Near(t, "downtime", o.Services[0].Downtime, c.downtime*Hour)
		Near(t, "work", o.Faults[0].Spent[models.Repairing], 6*Hour)
	}
}

// TestBudgetIsCopied would catch turns that wait in one world and not in its copy, and books of a budget that go wrong:
// the copy is made while the second turn waits.
func TestBudgetIsCopied(t *testing.T) {
	plan := Prepared(t, drained(&models.Budget{Service: 0, Down: 1}))
	var w, other world.World
	c, d := sim.NewCalendar(), sim.NewCalendar()
	w.Reset(plan, 1, 0)
	sim.Run(c, Checked(t, &w, 1000), 7.5*Hour, sim.Options{})
	other.CopyFrom(&w, d)
	sim.Resume(c, Checked(t, &w, 1000), plan.End(), sim.Options{})
	sim.Resume(d, Checked(t, &other, 1000), plan.End(), sim.Options{})
	a, b := w.Finish(), other.Finish()
	Near(t, "downtime of the copy", b.Services[0].Downtime, a.Services[0].Downtime)
	if a.Fingerprint != b.Fingerprint || b.Faults[0].Incidents != 3 {
		t.Errorf("%d turns, fingerprints %x and %x", b.Faults[0].Incidents, a.Fingerprint, b.Fingerprint)
	}
}

// TestBudgetThatNeverBegins would catch a turn that takes more than its budget allows, and so would wait for ever.
func TestBudgetThatNeverBegins(t *testing.T) {
	b := System(Zoned(2, 1, 3), Never, 100, Upkeep(5, 50, 2, 0, 1))
	b.Faults[0].Targets = b.Topology.AtDepth(1)
	b.Faults[0].Budget = &models.Budget{Service: -1, Down: 2}
	if _, err := world.Prepare(b); err == nil {
		t.Error("accepted")
	}
	b.Faults[0].Budget.Down = 3
	Prepared(t, b)
}
