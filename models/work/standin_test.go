package work_test

import (
	"testing"

	"nines/models"
	. "nines/models/worldtest"
)

// TestStandIns would catch a stand-in that ends the fault, that comes at once, that outlives the fault or lives on when
// its host dies, and one that runs inside of what is dark. Two zones of two nodes: the first is dark from 2 h to 8 h;
// after half an hour of grace and an hour stand-ins serve in the other, where one host crashes from 5 h to 6 h, which
// takes its guest with it; what stands in for both would come too late.
func TestStandIns(t *testing.T) {
	levels := []models.Level{{Name: "zone", Counts: []int{2}}, Nodes(models.ClassCount{Class: 0, Count: 2, Label: "node"})}
	b := System(levels, Never, 10)
	b.Faults = []models.Fault{Scripted("dark", At(2), Dead, 6, 1), Scripted("crash", At(5), Dead, 1, b.Topology.Node(2))}
	b.Recoverer = Stander{Action: models.Action{Name: "elsewhere", Elsewhere: true, Tries: 1, Takes: Constant(1),
		Clears: map[string]float64{"down": 1}}}
	b.Services = nil
	for nodes := 1; nodes <= 4; nodes++ {
		b.Services = append(b.Services, models.Service{Name: string(rune('a' + nodes)), Classes: []int{0},
			Rule: models.Rule{Nodes: nodes}})
	}
	o := First(t, b)
	Near(t, "fewer than 2 of 4", o.Services[1].Downtime, 0)
	Near(t, "fewer than 3 of 4", o.Services[2].Downtime, 2.5*Hour)
	Near(t, "fewer than 4 of 4", o.Services[3].Downtime, 2.5*Hour)
	Near(t, "the zone is dark for six hours", o.Faults[0].Spent[models.Repairing], 6*Hour)
	Near(t, "nodes are down all the same", o.Fleet.Down, (2*6+1)*Hour)
	if o.Faults[0].Treatments != 2 { // the try, and the repair
		t.Errorf("%d treatments", o.Faults[0].Treatments)
	}
}
