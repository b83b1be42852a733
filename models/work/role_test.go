package work_test

import (
	"slices"
	"testing"

	"nines/models"
	. "nines/models/worldtest"
	"nines/sim"
)

// mover has the role of the service moved, by switchovers of so many hours, and faults repaired by hand; so many of
// four nodes have the role.
func mover(active int, hours ...float64) *models.Blueprint {
	b := Fleet(4, Never, 20)
	move := Surely(models.Action{Name: "failover", Service: "api", Active: active, Coverage: 1})
	b.Recoverer = inHours{NewDecider(nil, move.Actions(), Repair), hours, new(int)}
	return b
}

// inHours is a decider whose switchovers take so many hours in turn.
type inHours struct {
	Decider
	hours []float64
	asked *int
}

func (r inHours) Mitigate(_ models.View, _ models.ComponentID, dst []models.Relief) []models.Relief {
	*r.asked++
	return append(dst, models.Relief{After: sim.Duration(r.hours[*r.asked-1] * Hour)})
}

// TestRoleMovedByAnother would catch a gap that outlasts the move of the role: the holder is struck at 1 h, until 11 h,
// and its switchover would take five hours; but at 2 h it is struck again, and that has the role moved in half an hour.
// What both hold is the earlier one's, whose search and repair count as what they are again.
func TestRoleMovedByAnother(t *testing.T) {
	b := mover(1, 5, 0.5)
	b.Faults = []models.Fault{Scripted("first", At(1), Dead, 10, 1), Scripted("second", At(2), Dead, 1, 1)}
	o := First(t, b)
	s := &o.Services[0]
	Near(t, "downtime", s.Downtime, 1.5*Hour)
	Near(t, "by the first", s.ByFault[0], 1.5*Hour)
	Near(t, "for the switchover", s.ByStage[models.Switching], 1.5*Hour)
	Near(t, "of the first", o.Faults[0].Spent[models.Switching], 1.5*Hour)
	Near(t, "of the second", o.Faults[1].Spent[models.Switching], 0.5*Hour)
	if s.Outages != 1 {
		t.Errorf("%d outages, want 1", s.Outages)
	}
}

// TestRoleMovesForOwnNodes would catch a switchover that takes along the role of a node which something else has taken
// down and whose own switchover is to come: of four nodes one and two have the role, and crash at 1 h and at 1:30 for
// good; moving a role takes an hour. Seconds are shared while both are down.
func TestRoleMovesForOwnNodes(t *testing.T) {
	b := mover(2, 1, 1)
	b.Faults = []models.Fault{Scripted("first", At(1), Dead, 30, 1), Scripted("second", At(1.5), Dead, 30, 2)}
	if got, want := Story(t, b, models.TakesRole), []float64{2, 2.5}; !slices.Equal(got, want) {
		t.Errorf("roles move at %v h, want %v", got, want)
	}
	b.Recoverer = mover(2, 1, 1).Recoverer
	s := &First(t, b).Services[0]
	Near(t, "downtime", s.Downtime, 1.5*Hour)
	Near(t, "by the first", s.ByFault[0], 1*Hour)
	Near(t, "by the second", s.ByFault[1], 0.5*Hour)
}

// TestWorkOutlastsFault would catch a service that is up while the only holder of its role is out of service: work of
// two hours that began at 1 h goes on when the holder's crash, from 0:30 on, is over at 2 h, and other work that began
// at 1:30 goes on when that work is over. The role is handed over when only work is left, if the other node is trusted.
func TestWorkOutlastsFault(t *testing.T) {
	move := models.Action{Name: "failover", Service: "api", Active: 1, Coverage: 1}
	reboot := Surely(models.Action{Name: "reboot", Takes: Constant(2), Offline: true}).Actions()[0]
	for name, c := range map[string]struct {
		lasts   float64   // of the crash, h; 0: there is none
		works   []float64 // hours at which the first node becomes slow
		standby bool
		owed    []float64 // hours, to the crash and to what has the node slow
	}{
		"one after the other": {0, []float64{1, 1.5}, false, []float64{0, 2, 0.5}},
		"a crash":             {1.5, []float64{1}, false, []float64{1.5, 1}},
		"a crash and standby": {1.5, []float64{1}, true, []float64{1.5, 0}},
	} {
		b := Fleet(2, Never, 10)
		crash := Scripted("crash", At(), Dead, 1, 1)
		if c.lasts > 0 {
			crash = Scripted("crash", At(0.5), Dead, c.lasts, 1)
		}
		b.Faults = []models.Fault{crash}
		for _, at := range c.works {
			b.Faults = append(b.Faults, Scripted("slow", At(at), SlowBy(4), 20, 1))
		}
		if !c.standby { // it serves, but nobody trusts it
			b.Faults = append(b.Faults, Scripted("corrupt", At(0.1), models.Symptom{Effect: models.Corrupt}, 20, 2))
		}
		b.Recoverer = slowRebooter{reboot: []models.Action{move, reboot}}
		s := &First(t, b).Services[0]
		Near(t, name+": downtime", s.Downtime, Total(c.owed)*Hour)
		for f, hours := range c.owed {
			Near(t, name+": by "+b.Faults[f].Name, s.ByFault[f], hours*Hour)
		}
	}
}
