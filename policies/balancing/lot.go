package balancing

import (
	"nines/models"
	"nines/sim/rng"
)

// mostLots is how often a node is drawn before all are looked at.
const mostLots = 8

// lot draws one of some nodes that may be sent requests in proportion to their weights; Nobody where there is none. It
// draws nodes uniformly and keeps one by its part of the highest weight of all, and after some draws adds weights up:
// both give each its part, whatever came before. Cost: O(1) where weights are about alike and most are trusted, and
// O(nodes) else.
func lot(p *models.Peers, nodes []int32, s *rng.Stream) int32 { return lotBeside(p, nodes, 0, 0, s) }

// lotBeside is lot among the nodes but for those at the places from one on up to another.
func lotBeside(p *models.Peers, nodes []int32, from, to int, s *rng.Stream) int32 {
	n := len(nodes) - (to - from)
	if n == 0 {
		return models.Nobody
	}
	for range mostLots {
		at := s.IntN(n)
		if at >= from {
			at += to - from
		}
		node := nodes[at]
		part := p.Weight[node] / p.Heaviest()
		if p.MayBe(node) && (part == 1 || s.Bernoulli(part)) {
			return node
		}
	}
	chosen, total := models.Nobody, 0.0
	for i, node := range nodes {
		if (i < from || i >= to) && p.MayBe(node) {
			total += p.Weight[node]
			if s.Float64()*total < p.Weight[node] {
				chosen = node
			}
		}
	}
	return chosen
}
