package placement

import (
	"fmt"
	"slices"

	"nines/models"
	"nines/sim/rng"
)

// tries is how often a node is drawn that does not do, before all are looked at in turn.
const tries = 32

// drawn is a node of the ground that does, all of them equally likely while most do; Nobody where none does. Cost: O(1)
// draws while most do, at most O(nodes).
func drawn(g *models.Ground, s *rng.Stream, does func(leaf int32) bool) int32 {
	for range tries {
		if leaf := g.Nodes[s.IntN(len(g.Nodes))]; does(leaf) {
			return leaf
		}
	}
	first := s.IntN(len(g.Nodes))
	for i := range g.Nodes {
		if leaf := g.Nodes[(first+i)%len(g.Nodes)]; does(leaf) {
			return leaf
		}
	}
	return models.Nobody
}

// heir is a node that takes a fragment, drawn at random, and is none of some.
func heir(g *models.Ground, nodes []int32, s *rng.Stream) int32 {
	return drawn(g, s, func(leaf int32) bool { return g.Takes(leaf) && !slices.Contains(nodes, leaf) })
}

// enough says whether there are nodes for all fragments.
func enough(g *models.Ground, fragments int) error {
	if n := len(g.Nodes); n < fragments {
		return fmt.Errorf("a group has %d fragments on as many nodes, and there are %d; add nodes, or cut it into fewer",
			fragments, n)
	}
	return nil
}
