package sight_test

import (
	"math"
	"testing"

	"nines/models"
	"nines/models/world"
	. "nines/models/worldtest"
	"nines/sim"
	"nines/sim/stat/stattest"
)

// TestDrained would catch a node that is drained and still sent work: nobody else takes it out of the balancer's sight,
// and half of what it is sent is lost for the half hour that this takes.
func TestDrained(t *testing.T) {
	b := Fleet(2, Never, 5)
	b.Faults = []models.Fault{Scripted("gray", At(1), models.Symptom{Effect: models.Lossy, Loss: 0.5, Slow: 1}, 2, 1)}
	b.Watches[0].Mute = true
	b.Traffic = []models.Traffic{{Demand: models.Demand{Mean: 1}}}
	drain := models.Action{Name: "drain", Takes: Constant(0.5), Drains: true}
	b.Recoverer = Helper{Decider: NewDecider(nil, []models.Action{drain}, Repair)}
	Near(t, "lost", First(t, b).Flows[0].Lost, 0.5*0.5*0.5*Hour)
}

// TestMistakesAreDrawnAnew would catch a mistake that is due as long after a fault as it was before. Nodes are down
// from 30 h to 31 h, unnoticed; of those that were not suspected before, as many are within the next 30 h, the mean
// time to a mistake, as of any others.
func TestMistakesAreDrawnAnew(t *testing.T) {
	const nodes = 1000
	b := Fleet(nodes, Never, 61, Afflicted("dark", -1, 30*Hour, 31*Hour, Dead))
	errs := Erring(Exponential(30), Constant(100))
	b.Watches[0].Detector = Watcher{Notices: Constant(10), Trusts: Constant(0), Errs: errs}
	first := map[models.ComponentID]sim.Time{}
	w := new(world.World)
	w.Tell(func(n models.Note) {
		if _, found := first[n.Where]; n.What == models.Accuses && !found {
			first[n.Where] = n.At
		}
	})
	Play(w, sim.NewCalendar(), Prepared(t, b), 0)
	left, erred := nodes, 0.0
	for _, at := range first {
		if at < 30*Hour {
			left--
		} else {
			erred++
		}
	}
	n, p := float64(left), 1-math.Exp(-1)
	stattest.Check(t, "suspected within the mean", stattest.Normal(erred/n, p, math.Sqrt(p*(1-p)/n)))
}
