package placement

import (
	"cmp"
	"errors"
	"slices"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/rng"
)

// Ring lays groups by consistent hashing: nodes have points on a ring, and a group lies on the nodes of the points that
// follow its own, each once (Karger et al., STOC 1997; as in DeCandia et al., "Dynamo", SOSP 2007). With v points for
// each of n nodes there are some n·v different sets of nodes. The heir of a node is the next one along the ring that is
// trusted. Points follow the names of nodes: adding one moves few groups. Cost: O(log points) for each group.
type Ring struct {
	Points int `key:"points" doc:"points of each node on the ring, 1 to 1000"`
	*circle
}

// circle is the points of all nodes, in order.
type circle struct {
	at []uint64
	of []int32
}

var _ models.Placer = Ring{}

const mostPoints = 1000

var ringRow = catalog.Define("ring",
	"Lays a group on the nodes that follow its point on a ring of virtual nodes: consistent hashing (Karger 1997).",
	Ring{Points: 16}, newRing).WithExample("points: 16")

func newRing(p Ring) (models.Placer, error) {
	if p.Points < 1 || p.Points > mostPoints {
		return nil, errors.New("points is a number of points from 1 to 1000; write points: 16")
	}
	return p, nil
}

// Prepare puts the points of all nodes on the ring.
func (p Ring) Prepare(g *models.Ground, fragments int) (models.Placer, error) {
	type point struct {
		at uint64
		of int32
	}
	list := make([]point, 0, len(g.Nodes)*p.Points)
	for _, leaf := range g.Nodes {
		for k := range uint64(p.Points) {
			list = append(list, point{rng.Child(rng.Child(g.Entity(leaf), ofPoints), k), leaf})
		}
	}
	slices.SortFunc(list, func(x, y point) int { return cmp.Or(cmp.Compare(x.at, y.at), cmp.Compare(x.of, y.of)) })
	c := &circle{at: make([]uint64, len(list)), of: make([]int32, len(list))}
	for i, x := range list {
		c.at[i], c.of[i] = x.at, x.of
	}
	return Ring{p.Points, c}, enough(g, fragments)
}

var ofPoints = rng.Name(0, "points of a placement ring")

// Lay draws the point of each group.
func (p Ring) Lay(_ *models.Ground, fragments int, s *rng.Stream, dst []int32) {
	for ; len(dst) > 0; dst = dst[fragments:] {
		from := p.behind(s.Uint64())
		for group, k := dst[:fragments], 0; k < fragments; from = (from + 1) % len(p.of) {
			if leaf := p.of[from]; !slices.Contains(group[:k], leaf) {
				group[k] = leaf
				k++
			}
		}
	}
}

// behind is the first point at a place of the ring, or behind it.
func (p Ring) behind(at uint64) int {
	i, _ := slices.BinarySearch(p.at, at)
	return i % len(p.of)
}

// Heir is the first node along the ring behind a point of the fragment's own that takes it and is none of those given:
// which of its points, is drawn, since that of the group is not known any more.
func (p Ring) Heir(g *models.Ground, nodes []int32, place int, s *rng.Stream) int32 {
	own := rng.Child(rng.Child(g.Entity(nodes[place]), ofPoints), uint64(s.IntN(p.Points)))
	from := p.behind(own)
	for k := range p.of {
		if leaf := p.of[(from+k)%len(p.of)]; g.Takes(leaf) && !slices.Contains(nodes, leaf) {
			return leaf
		}
	}
	return models.Nobody
}
