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

// evenly splits work by node.
type evenly struct{}

func (evenly) Split(_ models.View, groups []models.Group, share []float64) {
	all := 0
	for _, g := range groups {
		all += g.Nodes
	}
	for i, g := range groups {
		share[i] = float64(g.Nodes) / float64(all)
	}
}

// TestWhatFaultsFail would catch a share of the capacity taken for one of the requests, a target that is not the worst,
// all of a domain counted of which a share is hit, and what is refused once too little is left forgotten. Of 9 nodes
// with 24 requests a second, the 4 small ones do 1 each and 5 big ones 4; each is sent a ninth of what comes.
func TestWhatFaultsFail(t *testing.T) {
	b := blueprint(t)
	b.Services, b.Splitter = []models.Service{{Classes: []int{0, 1}}}, evenly{}
	dead, slow := models.Symptom{Effect: models.Down, Loss: 1}, models.Symptom{Effect: models.Slow, Slow: 4}
	nodes := b.Topology.ByClass()
	all := float64(nodes[0] + nodes[1])
	for _, c := range []struct {
		what          string
		f             models.Fault
		each          float64 // requests per second that a node is sent
		sent, shunned float64
	}{
		{"a node", models.Fault{Symptom: dead, Hits: 1, Targets: []models.ComponentID{8}}, 0.5, 1 / all, 0},
		{"a slow one", models.Fault{Symptom: slow, Hits: 1, Targets: []models.ComponentID{7}}, 0.75, 0, 0},
		{"too slow", models.Fault{Symptom: slow, Hits: 1, Targets: []models.ComponentID{8}}, 0.75, 2. / 3 / all, 0},
		{"a tenth of all", models.Fault{Symptom: models.Symptom{Effect: models.Lossy, Loss: 0.1}, Hits: 1,
			Targets: []models.ComponentID{models.Fleet}}, 0.5, 0.1, 0.1},
		{"half of all", models.Fault{Symptom: dead, Hits: 0.5, Targets: []models.ComponentID{models.Fleet}}, 1, 0.5,
			float64(nodes[0]) / all / 2},
	} {
		b.Traffic = []models.Traffic{{Demand: models.Demand{Mean: c.each * all}}}
		sent, shunned := b.Failing(&c.f, 0)
		near(t, c.what+", sent work", sent, c.sent)
		near(t, c.what+", shunned", shunned, c.shunned)
	}
	b.Traffic = nil
	if sent, _ := b.Failing(&models.Fault{Symptom: dead, Targets: []models.ComponentID{8}}, 0); sent != 0 {
		t.Errorf("without traffic a share of %g fails", sent)
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

// TestWhatAnActionReaches would catch an action on nodes that clears what sits above them, one that cannot clear what
// sits in them or within its level, a mitigation that clears anything, and names in another order than mode, cause,
// effect.
func TestWhatAnActionReaches(t *testing.T) {
	b := blueprint(t)
	node := models.Fault{Name: "crash", Symptom: models.Symptom{Effect: models.Down}, Targets: []models.ComponentID{7},
		Modes: []models.Mode{{Name: "soft", Share: 0.5}, {Name: "hard", Share: 0.5}}}
	rack, each, other := node, node, node
	rack.Targets, each.Targets = []models.ComponentID{3}, []models.ComponentID{3}
	each.Each, other.Cause = true, "release"
	restart := models.Action{Clears: map[string]float64{"down": 0.5, "slow": 0.9}}
	anywhere, fleet, drain, by, mode := restart, restart, restart, restart, restart
	anywhere.Scope, fleet.Scope, drain.Drains = models.Anywhere, "fleet", true
	by.Clears = map[string]float64{"crash": 0.25, "down": 0.5}
	mode.Clears = map[string]float64{"crash": 0.25, "hard": 0, "down": 0.5}
	for _, c := range []struct {
		what string
		x    models.Action
		want [5]float64 // of a fault of a node in either mode, of a rack, of each node in it, and of another cause
	}{
		{"restart", restart, [5]float64{0.5, 0.5, 0, 0.5, 0.5}},
		{"anywhere", anywhere, [5]float64{0.5, 0.5, 0.5, 0.5, 0.5}},
		{"on the fleet", fleet, [5]float64{0.5, 0.5, 0.5, 0.5, 0.5}},
		{"drain", drain, [5]float64{}},
		{"by cause", by, [5]float64{0.25, 0.25, 0, 0.25, 0.5}},
		{"by mode", mode, [5]float64{0.25, 0, 0, 0.25, 0.5}},
	} {
		got := [5]float64{b.Chance(&c.x, &node, 0), b.Chance(&c.x, &node, 1), b.Chance(&c.x, &rack, 0),
			b.Chance(&c.x, &each, 0), b.Chance(&c.x, &other, 0)}
		if got != c.want {
			t.Errorf("%s clears with %v, want %v", c.what, got, c.want)
		}
	}
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
