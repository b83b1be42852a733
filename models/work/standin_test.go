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

// TestMissedInItsDomain would catch downtime that nobody owns, or that belongs to whoever happens to hold something:
// where both zones are needed, stand-ins in the other one do not help. The first is dark from 2 h to 8 h and stood in
// for from 3:30 on; from 5 h to 6 h one of the hosts, which serves for two, does half of its work, as much as one node,
// and has a third of that hour. Darkness that comes and goes every hour is stood in for throughout.
func TestMissedInItsDomain(t *testing.T) {
	levels := []models.Level{{Name: "zone", Counts: []int{2}}, Nodes(models.ClassCount{Class: 0, Count: 2, Label: "node"})}
	dark := Scripted("dark", At(2), Dead, 6, 1)
	flickers := dark
	flickers.Course = models.Course{Repeats: true, Phases: []models.Phase{
		{Share: 1, Lasts: Constant(1)}, {Share: 0, Lasts: Constant(1)}}}
	for _, c := range []struct {
		zone       models.Fault
		slow       float64 // how many times longer work takes
		dark, host float64 // hours
	}{{dark, 2, 6 - 1.0/3, 1.0 / 3}, {flickers, 1, 1 + 4.5, 0}} {
		b := System(levels, models.Rule{Each: &models.Rule{Nodes: 1}, Depth: 1, Domains: 2}, 10)
		b.Faults = []models.Fault{c.zone, Scripted("slow", At(5), SlowBy(c.slow), 1, b.Topology.Node(2))}
		b.Recoverer = Stander{Action: models.Action{Name: "elsewhere", Elsewhere: true, Tries: 1, Takes: Constant(1),
			Clears: map[string]float64{"down": 1}}}
		s := &First(t, b).Services[0]
		Near(t, "downtime", s.Downtime, (c.dark+c.host)*Hour)
		Near(t, "by the zone", s.ByFault[0], c.dark*Hour)
		Near(t, "by the host", s.ByFault[1], c.host*Hour)
		Near(t, "in all stages", Total(s.ByStage[:]), s.Downtime)
	}
}
