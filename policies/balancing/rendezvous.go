package balancing

import (
	"math"
	"slices"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/num"
	"nines/sim/rng"
)

// Rendezvous sends requests with equal keys to the same node: every node has a score for each key, by hash of both, and
// a key belongs to the trusted node that has the highest (highest random weight: D. G. Thaler and C. V. Ravishankar,
// IEEE/ACM Trans. Networking 6, 1998). When one of n nodes is distrusted only its keys move, evenly to all others, and
// they return with it; when one is added, only those move that go to it. Nodes receive keys in proportion to their
// weights: of a hash that is uniform in (0, 1) the score is weight / −log hash (C. Schindelhauer and G. Schomaker, SPAA
// 2005). Cost: O(nodes).
type Rendezvous struct{}

var (
	_ models.Balancer = Rendezvous{}
	_ models.Splitter = Rendezvous{}
	_ models.Weighing = Rendezvous{}
	_ models.Hashing  = Rendezvous{}
)

var rendezvousRow = catalog.Define("rendezvous",
	"Sends a key to the trusted node that scores highest for it, by hash and weight: highest random weight (Thaler 1998).",
	Rendezvous{}, func(b Rendezvous) (models.Balancer, error) { return b, nil })

// Weighs is true.
func (Rendezvous) Weighs() bool { return true }

// Pick finds the highest score; no two nodes have the same hash for a key.
func (Rendezvous) Pick(p *models.Peers, r models.Request, _ *rng.Stream) int32 {
	may := p.May()
	if p.Changed() {
		p.Turn = 0
		if slices.ContainsFunc(may, func(node int32) bool { return p.Weight[node] != p.Weight[may[0]] }) {
			p.Turn = 1 // weights differ
		}
	}
	if p.Turn == 0 {
		return highest(may, hashed(r))
	}
	return cheapest(may, p.Weight, hashed(r))
}

// highest is the node that has the highest hash with a key.
func highest(may []int32, key uint64) int32 {
	best := may[0]
	most := rng.Child(key, uint64(best))
	for _, node := range may[1:] {
		if hash := rng.Child(key, uint64(node)); hash > most {
			best, most = node, hash
		}
	}
	return best
}

// cheapest is the node that has the highest score with a key: the least −log hash / weight, of equal ones, by rounding,
// that with the lowest number. As −log x is at least 1 − x, most logarithms need not be taken.
func cheapest(may []int32, weights []float64, key uint64) int32 {
	const rounding = 1 + 1e-9
	best, least := models.Nobody, math.Inf(1)
	for _, node := range may {
		x, w := (float64(rng.Child(key, uint64(node))>>11)+0.5)*0x1p-53, weights[node]
		if 1-x > float64(least*w)*rounding {
			continue
		}
		if cost := -num.Log(x) / w; cost < least || cost == least && node < best {
			best, least = node, cost
		}
	}
	return best
}

// Split gives every node a rate in proportion to its weight.
func (Rendezvous) Split(_ models.View, groups []models.Group, share []float64) {
	byWeight(groups, share)
}

// Hashes reports that keys decide.
func (Rendezvous) Hashes() bool { return true }
