package book_test

import (
	"math"
	"math/bits"
	"testing"

	"nines/models"
	"nines/models/book"
	. "nines/models/worldtest"
)

// TestMargins holds margins to a count of all ways in which the nodes of two zones of two racks of two may be lost or
// come back: the least number of further losses after which the rule does not hold, less one; where it does not hold
// now, the least number that has to come back, negative.
func TestMargins(t *testing.T) {
	const nodes = 8
	every := func(depth, domains int, r models.Rule) models.Rule {
		return models.Rule{Depth: depth, Domains: domains, Each: &r}
	}
	for name, rule := range map[string]models.Rule{
		"nodes":            {Nodes: 5},
		"most nodes":       {Majority: true},
		"share":            {Share: 0.5},
		"rate":             {Rate: 6},
		"racks":            every(2, 3, models.Rule{Nodes: 1}),
		"most racks":       {Majority: true, Depth: 2, Each: &models.Rule{Nodes: 2}},
		"zones":            every(1, 1, models.Rule{Nodes: 3}),
		"zones by share":   every(1, 2, models.Rule{Share: 0.75}),
		"racks in zones":   every(1, 2, every(2, 1, models.Rule{Nodes: 1})),
		"all racks of one": every(1, 1, every(2, 2, models.Rule{Nodes: 2})),
	} {
		b := System(Zoned(2, 2, 2), rule, 1)
		plan := Must(book.Prepare(b))
		var m book.Margins
		for up := range uint(1 << nodes) {
			var board models.Board
			board.Reset(nodes, 0)
			for i := range int32(nodes) {
				if up>>i&1 == 0 {
					board.Turn(i)
				}
			}
			plan.FindMargins(&m, &board, 0)
			if got, want := m.Of(1), margin(&rule, up, nodes); got != want {
				t.Errorf("%s with nodes %08b: %g, want %g", name, up, got, want)
			}
		}
		if got := m.Of(0); !math.IsInf(got, 1) {
			t.Errorf("%s: the margin of no service is %g", name, got)
		}
	}
}

// margin tries all sets of nodes that are a part of those that are up or that hold them.
func margin(rule *models.Rule, up uint, nodes int) float64 {
	least, now := math.Inf(1), holds(rule, up, 0, nodes)
	for other := range uint(1) << nodes {
		lost, back := bits.OnesCount(up&^other), bits.OnesCount(other&^up)
		if now && back == 0 && !holds(rule, other, 0, nodes) {
			least = min(least, float64(lost-1))
		}
		if !now && lost == 0 && holds(rule, other, 0, nodes) {
			least = min(least, float64(back))
		}
	}
	if !now {
		return -least
	}
	return least
}

// holds reports whether a rule holds for the nodes from first on, so many, in zones of four and racks of two.
func holds(r *models.Rule, up uint, first, n int) bool {
	if r.Each == nil {
		k := bits.OnesCount(up >> first & (1<<n - 1))
		return k >= r.Nodes && float64(k) >= r.Share*float64(n) && float64(k) >= r.Rate && (!r.Majority || k > n/2)
	}
	size := []int{8, 4, 2}[r.Depth]
	met := 0
	for at := first; at < first+n; at += size {
		if holds(r.Each, up, at, size) {
			met++
		}
	}
	return met >= r.Domains && (!r.Majority || met > n/size/2)
}
