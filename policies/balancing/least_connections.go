package balancing

import (
	"nines/models"
	"nines/sim/catalog"
	"nines/sim/rng"
)

// LeastConnections sends each request to the node that has the fewest requests of this balancer, waiting or served, and
// of several to one chosen uniformly: joining the shortest queue. As rates, all go to idle nodes while there are any.
// Cost: O(1).
type LeastConnections struct{}

var _ models.Balancer = LeastConnections{}

var jsqRow = catalog.Define("least-connections",
	"Sends each request to the trusted node with the fewest in progress (joins the shortest queue), ties at random.",
	LeastConnections{}, func(b LeastConnections) (models.Balancer, error) { return b, nil })

// Ranks wants nodes in the order of what they have to do.
func (LeastConnections) Ranks() bool { return true }

// Seeks says that it looks for idle nodes: nobody has fewer than none.
func (LeastConnections) Seeks() models.Seeker { return models.Idle{} }

// Pick draws one of those that have the fewest.
func (LeastConnections) Pick(p *models.Peers, _ models.Request, s *rng.Stream) int32 {
	least := p.Idlest()
	return least[s.IntN(len(least))]
}
