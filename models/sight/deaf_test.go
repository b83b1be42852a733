package sight_test

import (
	"slices"
	"testing"

	"nines/models"
	. "nines/models/worldtest"
)

// TestDeafNodeAccusesTheOthers would catch one that accuses itself, anybody twice, who is silent or suspected, or when
// it is well or cannot speak; and one that leaves somebody out. Node 0 of four is slow, and deaf with that, from 1 h to
// the time given. The first of the others is taken for dead an hour later, the next after half an hour each.
func TestDeafNodeAccusesTheOthers(t *testing.T) {
	for _, c := range []struct {
		name    string
		until   float64
		others  []models.Fault
		accuses []float64
	}{
		{"for long", 9, nil, []float64{2, 2.5, 3}},
		{"and is well again", 2.75, nil, []float64{2, 2.5}},
		{"and is well soon", 1.9, nil, nil},
		{"and goes down", 9, []models.Fault{Afflicted("down", 0, 2.2*Hour, 9*Hour, Dead)}, []float64{2}},
		{"and is down for a while", 9, []models.Fault{Afflicted("down", 0, 1.5*Hour, 2.7*Hour, Dead)}, []float64{3}},
		{"beside three that are down", 9, []models.Fault{Afflicted("a", 1, 1.5*Hour, 9*Hour, Dead),
			Afflicted("b", 2, 1.5*Hour, 9*Hour, Dead), Afflicted("c", 3, 1.5*Hour, 9*Hour, Dead)}, nil},
	} {
		b := Fleet(4, Never, 10, append(c.others, Afflicted("slow", 0, 1*Hour, c.until*Hour, SlowBy(2)))...)
		b.Watches[0].Detector = Accuser{First: 1, Next: 0.5, Crowd: Crowd{
			Watcher: Watcher{Notices: Constant(20), Trusts: Constant(0)}, Wrong: func(int, int) float64 { return 0 }}}
		if got := Story(t, b, models.Accuses); !slices.Equal(got, c.accuses) {
			t.Errorf("%s: accuses at %v h, want %v", c.name, got, c.accuses)
		}
	}
	whom := map[models.ComponentID]bool{}
	b := Fleet(12, Never, 20, Afflicted("slow", 3, 0, 19*Hour, SlowBy(2)))
	b.Watches[0].Detector = Accuser{First: 1, Next: 0.5, Crowd: Crowd{
		Watcher: Watcher{Notices: Constant(20), Trusts: Constant(0)}, Wrong: func(int, int) float64 { return 0 }}}
	Notes(t, b, func(n models.Note) {
		if n.What == models.Accuses {
			whom[n.Where] = true
		}
	})
	if len(whom) != 11 || whom[4] {
		t.Errorf("accuses %v, want all but itself, 4", whom)
	}
}
