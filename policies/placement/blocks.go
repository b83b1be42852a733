package placement

import (
	"fmt"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/rng"
)

// Blocks lays groups on fixed blocks of nodes, of as many as a group has fragments, in the order of the
// topology: mirrored pairs, or parity groups as of disk arrays. Fragments are made anew on the node that
// lost them alone, when it is back. Cost: O(1) for each group.
type Blocks struct {
	Apart string `key:"apart" doc:"take the nodes of a block from domains of this level in turn; empty: neighbors"`
	order []int32
}

var _ models.Placer = Blocks{}

var blocksRow = catalog.Define("blocks",
	"Lays groups on fixed blocks of as many nodes as a group has fragments: mirrored pairs, parity groups.",
	Blocks{}, func(p Blocks) (models.Placer, error) { return p, nil })

// Prepare puts the nodes in the order in which they are cut into blocks.
func (p Blocks) Prepare(g *models.Ground, fragments int) (models.Placer, error) {
	p.order = g.Nodes
	if p.Apart != "" {
		depth, ok := g.Depth(p.Apart)
		if !ok {
			return nil, fmt.Errorf("there is no level %q to take blocks from; name one of the topology", p.Apart)
		}
		var err error
		if p.order, err = dealt(g, depth, fragments); err != nil {
			return nil, err
		}
	}
	if rest := len(p.order) % fragments; rest > 0 {
		return nil, fmt.Errorf("%d nodes cannot be cut into blocks of %d; leave out %d, or add %d", len(p.order), fragments,
			rest, fragments-rest)
	}
	return p, enough(g, fragments)
}

// dealt are the nodes taken from the domains of a depth in turn, so that as many as a block has in a row are of
// different ones.
func dealt(g *models.Ground, depth, fragments int) (order []int32, err error) {
	var domains [][]int32
	for i, leaf := range g.Nodes {
		if i == 0 || g.Above(leaf, depth) != g.Above(g.Nodes[i-1], depth) {
			domains = append(domains, nil)
		}
		domains[len(domains)-1] = append(domains[len(domains)-1], leaf)
	}
	for k := range domains {
		if len(domains) < fragments || len(domains[k]) != len(domains[0]) {
			return nil, fmt.Errorf("blocks of %d nodes of different domains take %d or more domains of one "+
				"size; leave out apart",
				fragments, fragments)
		}
	}
	for i := range domains[0] {
		for _, d := range domains {
			order = append(order, d[i])
		}
	}
	return order, nil
}

// Lay gives each block about as many groups.
func (p Blocks) Lay(_ *models.Ground, fragments int, _ *rng.Stream, dst []int32) {
	for g := 0; len(dst) > 0; g, dst = g+1, dst[fragments:] {
		copy(dst[:fragments], p.order[g*fragments%len(p.order):])
	}
}

// Heir is Nobody.
func (Blocks) Heir(*models.Ground, []int32, int, *rng.Stream) int32 { return models.Nobody }
