package models_test

import (
	"testing"

	"nines/models"
	"nines/sim/dist"
)

// sharp sees everything but what comes in from outside.
type sharp struct{ models.Detector }

func (sharp) Sees(x models.Symptom) float64 {
	if x.Effect == models.Partition && x.Cut == models.Inbound {
		return 0
	}
	return x.Loss
}

// blueprint is the place of the tests with big nodes that do four times as much as small ones: 24 requests a second.
func blueprint(t *testing.T) *models.Blueprint {
	return &models.Blueprint{Topology: place(t), Classes: []models.Class{{Throughput: 1}, {Throughput: 4}}}
}

// TestWhatFaultsShow would catch an impact that is of another node than the largest that is hit, that forgets what a
// slow node still does, or counts all of a domain of which a share is hit.
func TestWhatFaultsShow(t *testing.T) {
	b := blueprint(t)
	dead, slow := models.Symptom{Effect: models.Down, Loss: 1}, models.Symptom{Effect: models.Slow, Slow: 4}
	for _, c := range []struct {
		what string
		f    models.Fault
		want float64
	}{
		{"a small node", models.Fault{Symptom: dead, Hits: 1, Targets: []models.ComponentID{8}}, 1. / 24},
		{"small or big", models.Fault{Symptom: dead, Hits: 1, Targets: []models.ComponentID{8, 7, 9}}, 4. / 24},
		{"a big one, slow", models.Fault{Symptom: slow, Hits: 1, Targets: []models.ComponentID{7}}, 4. / 24 * 0.75},
		{"a rack", models.Fault{Symptom: dead, Hits: 1, Targets: []models.ComponentID{4}}, 0.25},
		{"a third of a zone", models.Fault{Symptom: dead, Hits: 1. / 3, Targets: []models.ComponentID{1, 2}}, 1. / 6},
		{"a tenth of requests", models.Fault{Symptom: models.Symptom{Effect: models.Lossy, Loss: 0.1}, Hits: 1,
			Targets: []models.ComponentID{models.Fleet}}, 0.1},
	} {
		near(t, c.what, b.Shows(&c.f).Impact, c.want)
	}
}

// TestWhoSeesAPartition would catch an observer that sees across a cut it is inside of, or one between others.
func TestWhoSeesAPartition(t *testing.T) {
	b := blueprint(t)
	cut := models.Fault{Symptom: models.Symptom{Effect: models.Partition}, Hits: 1, Targets: []models.ComponentID{1}}
	peer := cut
	peer.Peer = 2
	for place, want := range map[models.ComponentID][2]float64{
		models.Fleet: {1, 0}, 1: {0, 0}, 3: {0, 0}, 8: {0, 0}, 2: {1, 1}, 5: {1, 1}, 18: {1, 1},
	} {
		w := &models.Watch{Detector: sharp{}, From: place}
		if got := [2]float64{b.Sight(&cut, w), b.Sight(&peer, w)}; got != want {
			t.Errorf("from %s: zone a cut off from all, and from zone b, is seen with %v, want %v",
				b.Topology.Path(place), got, want)
		}
	}
}

// TestWhatATreatmentReaches would catch a treatment of nodes that ends what sits above them, or that cannot end what
// sits in them; a role is moved whatever is wrong.
func TestWhatATreatmentReaches(t *testing.T) {
	b := blueprint(t)
	node := models.Fault{Name: "crash", Symptom: models.Symptom{Effect: models.Down}, Targets: []models.ComponentID{7}}
	rack, each := node, node
	rack.Targets, each.Targets = []models.ComponentID{3}, []models.ComponentID{3}
	each.Each = true
	fixes := [models.Effects]float64{models.Down: 0.5, models.Slow: 0.9}
	restart := models.Treatment{Fixes: fixes}
	anywhere, move, by := restart, restart, restart
	anywhere.Scope, move.Service, by.FixesFault = models.Anywhere, "api", map[string]float64{"crash": 0.25}
	for _, c := range []struct {
		what      string
		x         models.Treatment
		node, one float64 // of a fault of a node, and of a rack
	}{{"restart", restart, 0.5, 0}, {"anywhere", anywhere, 0.5, 0.5}, {"move", move, 0.5, 0.5}, {"by name", by, 0.25, 0}} {
		if got := [2]float64{b.Chance(&c.x, &node), b.Chance(&c.x, &rack)}; got != [2]float64{c.node, c.one} {
			t.Errorf("%s ends a crash and a rack's with %v", c.what, got)
		}
	}
	near(t, "each node of a rack by itself", b.Chance(&restart, &each), 0.5)
}

// TestSymptomsKeep would catch a pace that is taken of what is not slow, and losses that do not take throughput.
func TestSymptomsKeep(t *testing.T) {
	for _, c := range []struct {
		x     models.Symptom
		keeps float64
		down  bool
	}{
		{models.Symptom{Effect: models.Down, Loss: 1, Slow: 1}, 0, true},
		{models.Symptom{Effect: models.Hang, Loss: 1}, 0, true},
		{models.Symptom{Effect: models.Slow, Slow: 4}, 0.25, false},
		{models.Symptom{Effect: models.Lossy, Loss: 0.2}, 0.8, false},
		{models.Symptom{Effect: models.Corrupt, Loss: 0.1, Slow: 3}, 0.9, false},
		{models.Symptom{Effect: models.Partition}, 1, false}, {models.Symptom{Effect: models.Partition, Loss: 1}, 0, true},
		{models.Symptom{Effect: models.Lossy, Loss: 1}, 0, false},
	} {
		if near(t, c.x.Effect.String(), c.x.Keeps(), c.keeps); c.x.TakesDown() != c.down {
			t.Errorf("%+v takes down: %t", c.x, c.x.TakesDown())
		}
	}
}

// TestOverloadByHand would catch a hazard that rises too soon or without end: at 5 % above the knee it is e times as
// often, and never more than once a second more.
func TestOverloadByHand(t *testing.T) {
	o := models.Overload{Rate: 0.001, Above: 0.8, Steepness: 20}
	for utilization, want := range map[float64]float64{0: 0.001, 0.8: 0.001, 0.85: 0.001 * 2.718281828459045, 9: 1.001} {
		near(t, "hazard", o.Hazard(utilization), want)
	}
}

func constant(t *testing.T, seconds float64) dist.Law {
	t.Helper()
	law, err := dist.NewConstant(seconds)
	if err != nil {
		t.Fatal(err)
	}
	return law
}
