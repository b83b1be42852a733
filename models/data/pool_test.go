package data_test

import (
	"math"
	"testing"

	"nines/models"
	. "nines/models/worldtest"
)

// TestPool tells by hand what repairs take of a bandwidth that they share. A node with three fragments is lost at 1 h
// and written off at once; each goes to another node, and the three share what two could use in full, so that they
// take 1.5 h. Meanwhile users lose two fifths of what nodes can do.
func TestPool(t *testing.T) {
	gone := away("a", 0, 1, 11)
	gone.Destroys = true
	b := stored(9, 3, models.Scheme{Data: 1, Global: 1}, wheel{}, 12, gone)
	b.Pools = []models.Pool{{Name: "copy", Rate: 2 / Hour, Each: 1 / Hour, Drag: 0.4}}
	b.Stores[0].Rebuild = models.Rebuild{Each: math.Inf(1), Rate: math.Inf(1), Pool: "copy"}
	b.Classes = []models.Class{{Name: "node", Throughput: 10, Rated: true, Weight: 1}}
	b.Traffic = []models.Traffic{{Demand: models.Demand{Mean: 60}}}
	o := First(t, b)
	if s := o.Stores[0]; s.Rebuilt != 3 || math.Abs(s.Rebuilding/Hour-4.5) > 1e-9 || s.Losses > 0 {
		t.Errorf("%+v, want three made in 1.5 h each", s)
	}
	if p := o.Pools[0]; p.Jobs != 3 || math.Abs(p.Moved-3) > 1e-9 || math.Abs(p.Busy/Hour-4.5) > 1e-9 {
		t.Errorf("%+v, want three copies of 1.5 h", p)
	}
	if lost := o.Flows[0].Lost; math.Abs(lost/(1.5*float64(Hour)*(60-8*10*0.6))-1) > 1e-9 {
		t.Errorf("%g requests lost, want what eight nodes cannot do for 1.5 h", lost)
	}
}
