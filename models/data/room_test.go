package data_test

import (
	"math"
	"testing"

	"nines/models"
	"nines/models/exact"
	. "nines/models/worldtest"
	"nines/policies/placement"
	"nines/sim/stat/stattest"
)

// TestRoom tells by hand what becomes of nodes that have room for four fragments each, of twelve that are laid on the
// first of four: eight lie on the next two from the start. The first is lost at 1 h for good: its four are made on the
// last, one after the other, which is then full. So there is no node for what the second loses at 2 h, until that is
// back at 5 h and has its own again.
func TestRoom(t *testing.T) {
	b := stored(4, 12, models.Scheme{Data: 1}, first{}, 12, away("a", 0, 1, 13))
	b.Faults = append(b.Faults, away("b", 1, 2, 5))
	b.Faults[1].Destroys = true
	b.Stores[0].Room = 4.5
	b.Stores[0].Rebuild = models.Rebuild{Takes: Constant(0.5), Each: math.Inf(1), Rate: math.Inf(1)}
	made := (0.5 + 1 + 1.5 + 2) + (3.5 + 4 + 4.5 + 5)
	s := First(t, b).Stores[0]
	if s.Rebuilt != 8 || math.Abs(s.Homeless/Hour-3) > 1e-9 || math.Abs(s.Rebuilding/Hour-made) > 1e-9 {
		t.Errorf("%+v, want eight made in %v h, and 3 h without a node", s, made)
	}
}

// TestNoRoom would catch fragments that wait for a node where one has room, or lie where there is none: five nodes have
// room for what four of them hold, exactly. What a node loses is made on the others at once, as long as it is the only
// one that is down; of two, half has to wait.
func TestNoRoom(t *testing.T) {
	const hours, nodes, room = 2000, 5, 6
	for _, how := range []models.Placer{placement.Random{}, placement.Ring{Points: 5}} {
		b := stored(nodes, (nodes-1)*room, models.Scheme{Data: 1}, how, hours, Crash(100, 20))
		b.Stores[0].Room, b.Stores[0].Rebuild.InPlace = room, false
		share := Collect(t, b, 100, func(o *models.Outcome) float64 { return o.Stores[0].Homeless / o.Measured })
		chain := exact.KofN{Repairman: exact.Repairman{Nodes: nodes, MTTF: 100, MTTR: 20}, Need: nodes - 1}
		stattest.Check(t, "data/no room", stattest.Mean(share, chain.MeanUnavailability(hours)))
		t.Logf("no room for %.4f of the time, exact %.4f", Total(share)/100, chain.MeanUnavailability(hours))
	}
}
