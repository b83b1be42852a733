package placement

import (
	"errors"
	"fmt"
	"slices"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/rng"
)

// Spread lays the fragments of each group on nodes drawn at random, but no more than so many of them in one domain of a
// level: so many does a group lose when one is gone. Cost: O(fragments²) for each group.
type Spread struct {
	Level  string `key:"level" doc:"the level of the topology whose domains share a fate, such as rack"`
	AtMost int    `key:"at_most" doc:"fragments of a group in one domain at most, 1 or more"`
	depth  int
}

var _ models.Placer = Spread{}

var spreadRow = catalog.Define("spread",
	"Lays each group on nodes drawn at random, so many in one domain of a level at most: rack-aware, zone-aware.",
	Spread{AtMost: 1}, newSpread).WithExample("level: node, at_most: 1")

func newSpread(p Spread) (models.Placer, error) {
	switch {
	case p.Level == "":
		return nil, errors.New("level names no level of the topology; write level: rack")
	case p.AtMost < 1:
		return nil, errors.New("at_most is a number of fragments, 1 or more; write at_most: 1")
	}
	return p, nil
}

// Prepare finds the level, and checks that there are enough domains.
func (p Spread) Prepare(g *models.Ground, fragments int) (models.Placer, error) {
	var ok bool
	if p.depth, ok = g.Depth(p.Level); !ok {
		return nil, fmt.Errorf("there is no level %q to spread over; name one of the topology", p.Level)
	}
	room, counts := 0, map[models.ComponentID]int{}
	for _, leaf := range g.Nodes {
		if d := g.Above(leaf, p.depth); counts[d] < p.AtMost {
			counts[d]++
			room++
		}
	}
	if room < fragments {
		return nil, fmt.Errorf("a group has %d fragments, and %d of level %s have room for %d of them at %d each; add some, "+
			"or write at_most: %d", fragments, len(counts), p.Level, room, p.AtMost,
			(fragments+len(counts)-1)/max(1, len(counts)))
	}
	return p, nil
}

// Lay draws every node among those whose domain has room.
func (p Spread) Lay(g *models.Ground, fragments int, s *rng.Stream, dst []int32) {
	for ; len(dst) > 0; dst = dst[fragments:] {
		for group, k := dst[:fragments], 0; k < fragments; k++ {
			group[k] = drawn(g, s, func(leaf int32) bool { return p.room(g, group[:k], -1, leaf) })
		}
	}
}

// room reports whether a node is none of some, and its domain has fewer of them than it may, one place not counted.
func (p Spread) room(g *models.Ground, nodes []int32, but int, leaf int32) bool {
	if slices.Contains(nodes, leaf) {
		return false
	}
	n, domain := 0, g.Above(leaf, p.depth)
	for k, other := range nodes {
		if k != but && g.Above(other, p.depth) == domain {
			n++
		}
	}
	return n < p.AtMost
}

// Heir is drawn among those that take a fragment and whose domain may have one.
func (p Spread) Heir(g *models.Ground, nodes []int32, place int, s *rng.Stream) int32 {
	return drawn(g, s, func(leaf int32) bool { return g.Takes(leaf) && p.room(g, nodes, place, leaf) })
}
