package placement

import (
	"slices"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/rng"
)

// Random lays the fragments of each group on nodes that are drawn independently of all other groups, all sets of nodes
// equally likely: with many groups, almost any few nodes have one in common. Cost: O(fragments) for each group.
type Random struct{}

var _ models.Placer = Random{}

var randomRow = catalog.Define("random",
	"Lays each group on nodes drawn at random, all different.", Random{}, func(p Random) (models.Placer,
		error) {
		return p, nil
	})

// Prepare checks that there are enough nodes.
func (p Random) Prepare(g *models.Ground, fragments int) (models.Placer, error) {
	return p, enough(g, fragments)
}

// Lay draws every node.
func (Random) Lay(g *models.Ground, fragments int, s *rng.Stream, dst []int32) {
	for ; len(dst) > 0; dst = dst[fragments:] {
		lie(g, s, dst[:fragments])
	}
}

// lie lays one group on nodes drawn at random.
func lie(g *models.Ground, s *rng.Stream, group []int32) {
	for k := range group {
		group[k] = drawn(g, s, func(leaf int32) bool { return !slices.Contains(group[:k], leaf) })
	}
}

// Heir is drawn at random.
func (Random) Heir(g *models.Ground, nodes []int32, _ int, s *rng.Stream) int32 {
	return heir(g, nodes, s)
}
