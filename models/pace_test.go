package models_test

import (
	"testing"

	"nines/models"
	"nines/sim/rng"
)

// A domain of which 55 % are lost is partly lost, if those are three nodes, and no more so when all are.
func TestPace(t *testing.T) {
	p := models.Pace{Rate: 0.1, Part: 0.55, Slow: 0.01, Large: 50}
	for _, c := range []struct {
		suspected, nodes int
		want             float64
	}{
		{1, 20, 0.1}, {10, 20, 0.1}, {11, 20, 0}, {19, 20, 0}, {20, 20, 0.1}, {2, 3, 0.1}, {3, 4, 0}, {1, 1, 0.1},
		{28, 51, 0.1}, {29, 51, 0.01}, {51, 51, 0.1}, {28, 50, 0},
	} {
		if got := p.At(c.suspected, c.nodes); got != c.want {
			t.Errorf("%d of %d suspected: %g/s, want %g/s", c.suspected, c.nodes, got, c.want)
		}
	}
}

// Zones have a pace each where there are any, unless another level is named; nodes are no domains.
func TestPaceDepth(t *testing.T) {
	flat := []models.Level{{Name: "node"}}
	tree := []models.Level{{Name: "region"}, {Name: "zone"}, {Name: "node"}}
	for _, c := range []struct {
		per    string
		levels []models.Level
		depth  int
		ok     bool
	}{{"", flat, 0, true}, {"", tree, 2, true}, {"region", tree, 1, true}, {"fleet", tree, 0, true},
		{"node", tree, 0, false}, {"zone", flat, 0, false}} {
		topology := &models.Topology{Levels: c.levels}
		if depth, ok := topology.PaceDepth(&models.Pace{Per: c.per}); depth != c.depth || ok != c.ok {
			t.Errorf("%q of %d levels: depth %d, %v; want %d, %v", c.per, len(c.levels), depth, ok, c.depth, c.ok)
		}
	}
}

// Suspected nodes are counted in words of 64: none of the neighbors belongs to the range.
func TestUntrustedAmong(t *testing.T) {
	const nodes = 200
	var b models.Board
	b.Reset(nodes, 0)
	s := rng.Open(rng.Key{Seed: 1})
	for i := range int32(nodes) {
		if s.Bernoulli(0.4) {
			b.Turn(i)
		}
	}
	for first := range int32(nodes) {
		want := 0
		for last := first; last <= nodes; last++ {
			if got := b.UntrustedAmong(first, last); got != want {
				t.Fatalf("nodes %d to %d: %d, want %d", first, last, got, want)
			}
			if last < nodes && b.Suspected(last) {
				want++
			}
		}
	}
}
