package work_test

import (
	"slices"
	"testing"

	"nines/models"
	. "nines/models/worldtest"
)

// TestTurns would catch nodes that are stood in for all at once, before their turn or after half an hour from another
// time, zones that share a pace, one that goes on while it is partly lost, or stops when nothing of it is left, and a
// pace that is new before an hour of it is over. Two zones have eight nodes each. Turns come every hour, and stand-ins
// half an hour later.
func TestTurns(t *testing.T) {
	zones := []models.Level{{Name: "zone", Counts: []int{2}}, Nodes(models.ClassCount{Count: 8, Label: "node"})}
	ill := func(b *models.Blueprint, name string, at, takes float64, nodes ...int32) models.Fault {
		var on []models.ComponentID
		var each [][]float64
		for _, i := range nodes {
			on, each = append(on, b.Topology.Node(i)), append(each, []float64{at})
		}
		return Scripted(name, Script{Hours: each}, Dead, takes, on...)
	}
	zone := func(at, takes float64, which models.ComponentID) models.Fault {
		return Scripted("dark", At(at), Dead, takes, which)
	}
	for _, c := range []struct {
		name   string
		pace   models.Pace
		faults func(b *models.Blueprint) []models.Fault
		want   []float64 // when stand-ins come, in hours
	}{
		{"all of a zone", models.Pace{}, func(*models.Blueprint) []models.Fault { return []models.Fault{zone(1, 20, 1)} },
			[]float64{1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5}},
		{"who cannot be helped takes no turn", models.Pace{}, func(b *models.Blueprint) []models.Fault {
			slow := ill(b, "slow", 1, 9, 0, 1)
			slow.Symptom = SlowBy(5)
			return []models.Fault{slow, ill(b, "a", 1, 9, 2)}
		}, []float64{1.5}},
		{"until it is back", models.Pace{}, func(*models.Blueprint) []models.Fault {
			return []models.Fault{zone(1, 3.25, 1)}
		}, []float64{1.5, 2.5, 3.5}},
		{"each zone by itself", models.Pace{}, func(b *models.Blueprint) []models.Fault {
			return []models.Fault{ill(b, "a", 1, 9, 0, 1), ill(b, "b", 1, 9, 8)}
		}, []float64{1.5, 1.5, 2.5}},
		{"half are not enough for a stop", models.Pace{}, func(b *models.Blueprint) []models.Fault {
			return []models.Fault{ill(b, "a", 1, 9, 0, 1, 2, 3)}
		}, []float64{1.5, 2.5, 3.5, 4.5}},
		{"who comes later waits longer", models.Pace{}, func(b *models.Blueprint) []models.Fault {
			return []models.Fault{ill(b, "a", 1, 9, 0, 1), ill(b, "b", 1.75, 9, 2)}
		}, []float64{1.5, 2.5, 3.5}},
		{"none while five of eight are lost", models.Pace{}, func(b *models.Blueprint) []models.Fault {
			return []models.Fault{ill(b, "a", 1, 9, 0, 1, 2, 3), ill(b, "b", 2.5, 3, 4)}
		}, []float64{1.5, 2.5, 7, 8}},
		{"slower in a large zone", models.Pace{Slow: 0.25 / Hour, Large: 7}, func(b *models.Blueprint) []models.Fault {
			return []models.Fault{ill(b, "a", 1, 20, 0, 1, 2, 3), ill(b, "b", 2.5, 20, 4)}
		}, []float64{1.5, 2.5, 7, 11, 15}},
		{"a pace for the fleet", models.Pace{Per: "fleet"}, func(b *models.Blueprint) []models.Fault {
			return []models.Fault{ill(b, "a", 1, 9, 0, 1), ill(b, "b", 1, 9, 8)}
		}, []float64{1.5, 2.5, 3.5}},
		{"none while nothing is left anywhere", models.Pace{}, func(b *models.Blueprint) []models.Fault {
			return []models.Fault{zone(1, 7.25, 1), Named("other", zone(3.25, 2, 2))}
		}, []float64{1.5, 2.5, 3.5, 6.75, 7.75}},
	} {
		b := System(zones, Never, 24)
		b.Faults = c.faults(b)
		if c.pace.Rate, c.pace.Part = 1/Hour, 0.55; c.pace.Slow == 0 {
			c.pace.Large = 50
		}
		stander := InTurn(c.pace)
		stander.Clears = map[string]float64{"down": 1}
		b.Recoverer = stander
		got := Story(t, b, models.Relieves)
		for i := range got {
			got[i] = float64(int(got[i]*1e6+0.5)) / 1e6
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v h, want %v", c.name, got, c.want)
		}
	}
}
