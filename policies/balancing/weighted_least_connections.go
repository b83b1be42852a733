package balancing

import (
	"nines/models"
	"nines/sim/catalog"
	"nines/sim/rng"
)

// WeightedLeastConnections sends each request to the node that has the fewest requests of this balancer for its weight,
// the one to come included: the least (active + 1) / weight, and of several one chosen uniformly. Where weights are
// alike it is LeastConnections. What it does follows from single requests, and there are no rates that say it.
// Cost: O(log nodes).
type WeightedLeastConnections struct{}

var _ models.Balancer = WeightedLeastConnections{}

var weightedLeastRow = catalog.Define("weighted-least-connections",
	"Sends each request to the trusted node with the least (in progress + 1) / weight of its class, ties at random.",
	WeightedLeastConnections{}, func(b WeightedLeastConnections) (models.Balancer, error) { return b, nil })

// Score is what a node would have to do for its weight if it were sent the request.
func (WeightedLeastConnections) Score(p *models.Peers, peer int32) float64 {
	return float64(p.Active[peer]+1) / p.Weight[peer]
}

// Weighs is true.
func (WeightedLeastConnections) Weighs() bool { return true }

// Pick draws one of those that have the least.
func (WeightedLeastConnections) Pick(p *models.Peers, _ models.Request, s *rng.Stream) int32 {
	return p.Leader(s.IntN(p.Leaders()))
}
