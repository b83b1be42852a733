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

// Pick finds the highest score; of equal ones, which no two hashes have, that of the node with the lowest number.
func (Rendezvous) Pick(p *models.Peers, r models.Request, _ *rng.Stream) int32 {
	if p.Changed() {
		p.Turn = 0
		if slices.ContainsFunc(p.May(), func(node int32) bool { return p.Weight[node] != p.Weight[p.May()[0]] }) {
			p.Turn = 1 // weights differ
		}
	}
	key := hashed(r)
	best, most, least := models.Nobody, uint64(0), math.Inf(1)
	for _, node := range p.May() {
		hash := rng.Child(key, uint64(node))
		if p.Turn == 0 {
			if best == models.Nobody || hash > most || hash == most && node < best {
				best, most = node, hash
			}
			continue
		}
		cost := -num.Log((float64(hash>>11)+0.5)*0x1p-53) / p.Weight[node] // 1 over the score
		if cost < least || cost == least && node < best {
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
