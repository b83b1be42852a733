package balancing

import (
	"cmp"
	"errors"
	"math"
	"math/bits"
	"slices"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/rng"
)

// Ring sends requests with equal keys to the same node: nodes have points on a ring, and a key belongs to the node of
// the next point behind it whose node is trusted (D. Karger, E. Lehman, T. Leighton, R. Panigrahy, M. Levine and
// D. Lewin, STOC 1997). When one of n nodes is distrusted, 1/n of all keys move, to the nodes of the next points; they
// return with it. Nodes have points in proportion to their weights, one at least. With v points a node's share of the
// keys differs by a standard deviation of 1/√v from what its weight says; as rates, it receives just that. Cost: O(1),
// and as many steps as nodes in a row are distrusted there.
type Ring struct {
	Points int `key:"points" doc:"points of a node of mean weight on the ring, 1 to 1000"`
	*circle
}

// circle is the points of all nodes.
type circle struct {
	at    []uint64 // in ascending order
	of    []int32  // by point: the node
	first []int32  // of arcs of equal length, about as many as points: the first point there or behind
	shift int      // of a hash, to its arc
}

var (
	_ models.Preparing = Ring{}
	_ models.Splitter  = Ring{}
	_ models.Hashing   = Ring{}
)

const mostPoints = 1000

var ringRow = catalog.Define("ring-hash",
	"Sends a key to the trusted node of the next point on a ring of virtual nodes: consistent hashing (Karger 1997).",
	Ring{Points: 100}, newRing).WithExample("points: 100")

func newRing(b Ring) (models.Balancer, error) {
	if b.Points < 1 || b.Points > mostPoints {
		return nil, errors.New("points is a number of points from 1 to 1000")
	}
	return b, nil
}

// Prepare puts the points of all nodes on the ring.
func (b Ring) Prepare(weights []float64) models.Balancer { return b.prepare(weights) }

func (b Ring) prepare(weights []float64) Ring {
	type point struct {
		at uint64
		of int32
	}
	mean := 0.0
	for _, w := range weights {
		mean += w / float64(len(weights))
	}
	list := make([]point, 0, len(weights)*(b.Points+1))
	for node := range int32(len(weights)) {
		for k := range uint64(max(1, math.Round(float64(b.Points)*weights[node]/mean))) {
			list = append(list, point{rng.Child(rng.Child(ofPlaces, uint64(node)), k), node})
		}
	}
	slices.SortFunc(list, func(x, y point) int { return cmp.Or(cmp.Compare(x.at, y.at), cmp.Compare(x.of, y.of)) })
	c := &circle{at: make([]uint64, len(list)), of: make([]int32, len(list))}
	for i, p := range list {
		c.at[i], c.of[i] = p.at, p.of
	}
	c.divide()
	return Ring{b.Points, c}
}

// divide finds the first point of each arc.
func (c *circle) divide() {
	arcs := bits.Len(uint(len(c.at)))
	c.first, c.shift = make([]int32, 1<<arcs), 64-arcs
	point := 0
	for arc := range c.first {
		for point < len(c.at) && c.at[point] < uint64(arc)<<c.shift {
			point++
		}
		c.first[arc] = int32(point)
	}
}

// Pick walks from the key to the next point whose node is trusted.
func (b Ring) Pick(p *models.Peers, r models.Request, _ *rng.Stream) int32 {
	i := b.next(r)
	for !p.MayBe(b.of[i]) {
		i = b.after(i)
	}
	return b.of[i]
}

// next is the first point behind a key.
func (c *circle) next(r models.Request) int {
	key := hashed(r)
	i := int(c.first[key>>c.shift])
	for i < len(c.at) && c.at[i] < key {
		i++
	}
	return c.after(i - 1)
}

// after is the point behind a point.
func (c *circle) after(i int) int {
	if i++; i == len(c.at) {
		return 0
	}
	return i
}

// Uneven is by how much the share of a node of mean weight differs from the mean: the standard deviation over the mean,
// for many nodes.
func (b Ring) Uneven() float64 { return unevenness(b.Points) }

// Split gives every node a rate in proportion to its weight.
func (Ring) Split(_ models.View, groups []models.Group, share []float64) { byWeight(groups, share) }

// Hashes reports that keys decide.
func (Ring) Hashes() bool { return true }
