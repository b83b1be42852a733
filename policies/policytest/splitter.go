package policytest

import (
	"math"
	"slices"
	"testing"

	"nines/models"
)

// fleets are what balancers are asked to split load over. There is always somebody to serve: the world does not ask
// where no node is trusted.
var fleets = [][]models.Group{
	{{Class: 0, Nodes: 1, Weight: 1, Throughput: 1}},
	{{Class: 0, Nodes: 3, Weight: 1, Throughput: 100}, {Class: 1, Nodes: 5, Weight: 1, Throughput: 100}},
	{{Class: 0, Nodes: 18, Weight: 1, Throughput: 2000}, {Class: 1, Nodes: 2, Weight: 2, Throughput: 900}},
	{{Class: 0, Nodes: 7, Weight: 0.25, Throughput: 9}, {Class: 1, Nodes: 10000, Weight: 1, Throughput: 10},
		{Class: 2, Nodes: 1, Weight: 1e6, Throughput: 1e-3}},
}

// Splitter holds a balancer to its port: it overwrites every share; shares are not negative and sum to 1; nodes that
// are alike get alike, so that neither the order of groups nor a class split in two makes a difference; it decides
// alike in like situations and allocates nothing.
func Splitter(t testing.TB, b models.Splitter) {
	view := models.Sketch(true)
	for _, groups := range fleets {
		share := split(b, groups)
		var sum float64
		for i, x := range share {
			if sum += x; !(x >= 0) {
				t.Errorf("group %d of %+v gets the share %g", i, groups, x)
			}
		}
		same(t, "the sum of all shares", sum, 1)
		orderMatters(t, b, groups, share)
		classMatters(t, b, groups, share)
		allocates(t, func() { b.Split(view, groups, share) })
	}
}

// split asks for shares, with a slice that holds nonsense.
func split(b models.Splitter, groups []models.Group) []float64 {
	share := make([]float64, len(groups))
	for i := range share {
		share[i] = math.NaN()
	}
	b.Split(models.Sketch(true), groups, share)
	return share
}

func same(t testing.TB, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-12*want) {
		t.Errorf("%s is %g, want %g", what, got, want)
	}
}

func orderMatters(t testing.TB, b models.Splitter, groups []models.Group, share []float64) {
	t.Helper()
	turned := slices.Clone(groups)
	slices.Reverse(turned)
	for i, x := range split(b, turned) {
		same(t, "the share of a group that has changed places", x, share[len(share)-1-i])
	}
}

// classMatters gives half the nodes of each group to a class of its own that is like the old one.
func classMatters(t testing.TB, b models.Splitter, groups []models.Group, share []float64) {
	t.Helper()
	for i, g := range groups {
		if g.Nodes < 2 {
			continue
		}
		half, rest := g, g
		half.Nodes, half.Class = g.Nodes/2, len(groups)
		rest.Nodes -= half.Nodes
		parts := slices.Concat(groups[:i], []models.Group{rest}, groups[i+1:], []models.Group{half})
		got := split(b, parts)
		same(t, "the share of a group in two halves", got[i]+got[len(got)-1], share[i])
		perNode := share[i] / float64(g.Nodes)
		same(t, "the share of one half", got[i], perNode*float64(rest.Nodes))
	}
}
