package placement

import (
	"errors"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/rng"
)

// Copyset lays groups on few different sets of nodes, so that a failure of as many nodes at once seldom hits a whole
// set, and loses much when it does (Cidon, Rumble, Stutsman, Katti, Ousterhout and Rosenblum, "Copysets", ATC 2013):
// all nodes are put in a random order so often that each shares sets with about as many others as the scatter width
// says, and each order is cut into sets. Nodes that are left over at the end of an order are in no set of it. When a
// node is replaced, all of its groups with the same companions go to the same heir. Cost: O(nodes) for each order, O(1)
// for each group.
type Copyset struct {
	Scatter int `key:"scatter_width" doc:"how many other nodes share groups with a node, 1 or more"`
	orders  int
}

var (
	_ models.Placer  = Copyset{}
	_ models.Uniting = Copyset{}
)

const mostScatter = 10_000

var copysetRow = catalog.Define("copyset",
	"Lays groups on few different sets of nodes, by random orders that are cut into sets (Cidon et al. 2013).",
	Copyset{Scatter: 10}, newCopyset).WithExample("scatter_width: 10")

func newCopyset(p Copyset) (models.Placer, error) {
	if p.Scatter < 1 || p.Scatter > mostScatter {
		return nil, errors.New("scatter_width is a number of nodes from 1 to 10000; write scatter_width: 10")
	}
	return p, nil
}

// Prepare finds out how many orders it takes.
func (p Copyset) Prepare(g *models.Ground, fragments int) (models.Placer, error) {
	others := max(1, fragments-1)
	p.orders = (p.Scatter + others - 1) / others
	return p, enough(g, fragments)
}

// Lay draws the orders, and a set for each group.
func (p Copyset) Lay(g *models.Ground, fragments int, s *rng.Stream, dst []int32) {
	each := len(g.Nodes) / fragments
	sets := make([]int32, 0, p.orders*each*fragments)
	for range p.orders {
		order := append([]int32(nil), g.Nodes...)
		rng.Shuffle(s, order)
		sets = append(sets, order[:each*fragments]...)
	}
	for ; len(dst) > 0; dst = dst[fragments:] {
		at := s.IntN(p.orders*each) * fragments
		copy(dst[:fragments], sets[at:])
	}
}

// Heir is drawn at random.
func (Copyset) Heir(g *models.Ground, nodes []int32, _ int, s *rng.Stream) int32 {
	return heir(g, nodes, s)
}

// Unites is true.
func (Copyset) Unites() bool { return true }
