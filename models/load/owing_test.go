package load_test

import (
	"math"
	"testing"

	"nines/models"
	. "nines/models/worldtest"
)

// TestLostRequestsAreOwed would catch a request that is lost to the wrong fault, to none, or twice, a loss at ill nodes
// taken for overload or the reverse, and demand that nobody could meet laid at the door of a fault. Of eight nodes that
// serve 1/s each, four are struck by one fault and four by another.
func TestLostRequestsAreOwed(t *testing.T) {
	const nodes = 8.0
	down := models.Symptom{Effect: models.Down, Loss: 1, Slow: 1}
	for _, c := range []struct {
		name   string
		second models.Symptom
		demand float64
		part   float64 // of the work of a node that the second fault loses
		blind  bool    // nobody notices anything, and ill nodes go on being sent their part
	}{
		{"down", down, nodes, 1, false},
		{"more than all can do", down, nodes + 1, 1, false},
		{"unnoticed", down, nodes, 1, true},
		{"lossy and unnoticed", models.Symptom{Effect: models.Lossy, Loss: 0.25, Slow: 1}, nodes, 0.25, true},
	} {
		b := Fleet(int(nodes), Never, 2000, Crash(40, 10), Crash(70, 5))
		b.Faults[0].Name, b.Faults[1].Name, b.Faults[1].Symptom = "first", "second", c.second
		b.Faults[0].Targets, b.Faults[1].Targets = b.Faults[0].Targets[:4], b.Faults[1].Targets[4:]
		if c.blind {
			b.Watches[0].Detector = Watcher{Notices: Exponential(1e9), Trusts: Exponential(1)}
		}
		b.Traffic = []models.Traffic{{Demand: models.Demand{Mean: c.demand}}}
		Replicate(t, b, 5, func(o *models.Outcome) {
			f, held := &o.Flows[0], [2]float64{}
			for i := range held {
				for _, spent := range o.Faults[i].Spent {
					held[i] += spent
				}
			}
			near := func(what string, got, want float64) {
				if math.Abs(got-want) > 1e-6*(1+f.Lost) {
					t.Errorf("%s: %s %g, want %g", c.name, what, got, want)
				}
			}
			bare := (c.demand - nodes) * o.Measured
			near("first", f.Owing[0], held[0])
			near("second", f.Owing[1], c.part*held[1])
			near("demand", f.Owing[b.LossBesideAt(models.LostDemand)], bare)
			near("all", f.Owing[0]+f.Owing[1]+bare, f.Lost)
			way := models.LostBeyond
			if c.blind {
				way = models.LostIll
			}
			near("in one way", f.Ways[way], f.Lost)
		})
	}
}
