package balancing

import (
	"nines/models"
	"nines/sim/catalog"
	"nines/sim/rng"
)

// Rendezvous sends requests with equal keys to the same node: every key has an order of all nodes of its own, and
// belongs to the first in it that is trusted (highest random weight: D. G. Thaler and C. V. Ravishankar, IEEE/ACM
// Trans. Networking 6, 1998). When one of n nodes is distrusted, 1/n of all keys move, evenly to all others; they
// return with it. Weights do not count; as rates, every trusted node receives the same.
//
// The order is found by drawing places by hash of the key and the number of the draw, where others sort one hash for
// each node: both are orders of which all are equally likely. Cost: O(nodes / trusted nodes) instead of O(nodes).
type Rendezvous struct{}

var (
	_ models.Balancer = Rendezvous{}
	_ models.Splitter = Rendezvous{}
)

var rendezvousRow = catalog.Define("rendezvous",
	"Sends a key to the trusted node that is first in an order of the key's own: highest random weight (Thaler 1998).",
	Rendezvous{}, func(b Rendezvous) (models.Balancer, error) { return b, nil })

// mostDraws is after how many draws Pick goes from node to node, so that it ends where few of very many are trusted.
const mostDraws = 1000

// Pick draws the order of a key until a node is trusted.
func (Rendezvous) Pick(p *models.Peers, r models.Request, _ *rng.Stream) int32 {
	key, n := hashed(r), p.All()
	to := 0
	for k := range uint64(mostDraws) {
		if to = scaled(rng.Child(key, k), n); p.MayBe(int32(to)) {
			return int32(to)
		}
	}
	for !p.MayBe(int32(to)) {
		to = (to + 1) % n
	}
	return int32(to)
}

// Split gives every node the same rate.
func (Rendezvous) Split(_ models.View, groups []models.Group, share []float64) { evenly(groups, share) }
