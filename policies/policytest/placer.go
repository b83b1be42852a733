package policytest

import (
	"slices"
	"testing"

	"nines/models"
	"nines/sim/rng"
)

// Placer holds a placement to its port, with groups of three fragments on twelve nodes in four racks: a group lies on
// different nodes of the ground, the same when asked again with the same draws; an heir is a trusted node that has room
// and none of the group, and allocates nothing. More fragments than there are nodes are refused.
func Placer(t testing.TB, p models.Placer) {
	const fragments, groups = 3, 200
	ground := racks(t, 4, 3, groups)
	prepared, err := p.Prepare(ground, fragments)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Prepare(ground, len(ground.Nodes)+1); err == nil {
		t.Errorf("more fragments are placed than there are nodes")
	}
	lay := func() []int32 {
		s, laid := rng.Open(rng.Key{Seed: 1}), make([]int32, groups*fragments)
		prepared.Lay(ground, fragments, &s, laid)
		return laid
	}
	laid := lay()
	if !slices.Equal(laid, lay()) {
		t.Errorf("the same draws lay other groups")
	}
	for group := range slices.Chunk(laid, fragments) {
		if !apart(ground, group) {
			t.Fatalf("a group lies on nodes %v", group)
		}
		heirs(t, prepared, ground, group)
	}
}

// apart reports whether nodes are different ones of the ground.
func apart(g *models.Ground, nodes []int32) bool {
	sorted := slices.Sorted(slices.Values(nodes))
	return len(slices.Compact(sorted)) == len(nodes) &&
		!slices.ContainsFunc(nodes, func(leaf int32) bool { return !slices.Contains(g.Nodes, leaf) })
}

// heirs asks who takes over each fragment of a group while half of the nodes are suspected, all of its own among them,
// and half of the others are full.
func heirs(t testing.TB, p models.Placer, g *models.Ground, group []int32) {
	board := &models.Board{}
	board.Reset(len(g.Nodes), 0)
	room := make([]int32, len(g.Nodes))
	for k, leaf := range g.Nodes {
		if k%2 == 0 || slices.Contains(group, leaf) {
			board.Turn(leaf)
		}
		room[leaf] = int32(k % 4 / 2)
	}
	g.See(board, room)
	defer g.See(nil, nil)
	for place := range group {
		s := rng.Open(rng.Key{Seed: uint64(place)})
		to := p.Heir(g, group, place, &s)
		if to != models.Nobody && (!slices.Contains(g.Nodes, to) || !g.Takes(to) || slices.Contains(group, to)) {
			t.Fatalf("node %d is to take over from node %d of %v", to, group[place], group)
		}
	}
	s := rng.Open(rng.Key{})
	if n := testing.AllocsPerRun(1, func() { p.Heir(g, group, 0, &s) }); n != 0 {
		t.Fatalf("%g allocations to find an heir", n)
	}
}

// racks is a ground of so many racks of so many nodes, for so many groups.
func racks(t testing.TB, count, each, groups int) *models.Ground {
	topology, err := models.Lay([]models.Level{{Name: "rack", Counts: []int{count}},
		{Name: "node", Nodes: [][]models.ClassCount{{{Count: each, Label: "node"}}}}}, 1)
	if err != nil {
		t.Fatal(err)
	}
	return models.NewGround(topology, &models.Store{Classes: []int{0}, Groups: groups}, nil)
}
