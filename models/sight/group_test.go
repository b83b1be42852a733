package sight_test

import (
	"slices"
	"testing"

	"nines/models"
	. "nines/models/worldtest"
	"nines/sim/stat/stattest"
)

// TestWhatGroupsAreTold would catch a member who is counted as silent though its death is known, or as alive though it
// is not; one who is forgotten when it is back or trusted again; and a question that is asked of what has not changed.
// Nodes 0 and 1 of five are down from 1 h to 5 h and to 8 h, which is known 3 h later; trust returns after 2 h. Node 2
// is slow, which does not show.
func TestWhatGroupsAreTold(t *testing.T) {
	b := Fleet(5, Never, 12,
		Afflicted("a", 0, 1*Hour, 5*Hour, Dead), Afflicted("b", 1, 1*Hour, 8*Hour, Dead),
		Afflicted("c", 2, 2*Hour, 3*Hour, models.Symptom{Effect: models.Lossy, Loss: 0.5, Slow: 1}))
	var told [][2]int
	b.Watches[0].Detector = Crowd{Watcher: Watcher{Notices: Constant(3), Trusts: Constant(2)},
		Wrong: func(members, silent int) float64 {
			told = append(told, [2]int{members, silent})
			return 0
		}}
	First(t, b)
	want := [][2]int{{5, 0}, {5, 1}, {5, 2}, {4, 1}, {3, 0}, {4, 0}, {5, 0}}
	if !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
}

// TestGroupsErrAsThoseWhoAreLeft would catch false suspicions at the rate of other times, of nodes that are silent or
// suspected, and a rate per node that depends on how many there are. From 100 h to 200 h half of 40 nodes are down,
// which nobody notices or, in the second case, everybody at once. Nodes err 0.01 times an hour each and, while half are
// silent, 0.05 times; where all who are silent are known, 0.02 times.
func TestGroupsErrAsThoseWhoAreLeft(t *testing.T) {
	for _, c := range []struct {
		name    string
		notices float64
		want    float64 // 40 nodes for 200 h, 20 for 100 h
	}{{"unknown", 1000, 80 + 20*100*0.05}, {"known", 0, 80 + 20*100*0.02}} {
		var faults []models.Fault
		for node := range 20 {
			faults = append(faults, Afflicted(string(rune('a'+node)), 2*node, 100*Hour, 200*Hour, Dead))
		}
		b := Fleet(40, Never, 300, faults...)
		b.Watches[0].Detector = Crowd{Watcher: Watcher{Notices: Constant(c.notices), Trusts: Constant(0)},
			Wrong: func(members, silent int) float64 {
				switch {
				case silent > 0:
					return 0.05
				case members < 40:
					return 0.02
				}
				return 0.01
			}}
		total := 0
		Replicate(t, b, 40, func(o *models.Outcome) { total += o.Watches[0].Mistakes })
		stattest.Check(t, c.name, stattest.Poisson(total, 40*c.want))
		stattest.Alarm(t, c.name+": by who is down", stattest.Poisson(total, 40*(c.want+20*100*0.01)))
	}
}
