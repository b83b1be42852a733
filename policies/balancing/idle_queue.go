package balancing

import (
	"nines/models"
	"nines/sim/catalog"
	"nines/sim/rng"
)

// IdleQueue sends each request to a node that has none of this balancer and, if there is no such node, to one chosen
// uniformly of all: joining the idle queue (Y. Lu, Q. Xie, G. Kliot, A. Geller, J. R. Larus and A. Greenberg,
// Performance Evaluation 68, 2011). Of several idle nodes it takes one chosen uniformly. As rates, there is one while
// nodes can do what comes. Cost: O(1).
type IdleQueue struct{}

var _ models.Balancer = IdleQueue{}

var idleQueueRow = catalog.Define("idle-queue",
	"Sends each request to a trusted node that has none in progress or, where all have some, to any (JIQ, Lu 2011).",
	IdleQueue{}, func(b IdleQueue) (models.Balancer, error) { return b, nil })

// Ranks wants nodes in the order of what they have to do.
func (IdleQueue) Ranks() bool { return true }

// Seeks says that it looks for idle nodes.
func (IdleQueue) Seeks() models.Seeker { return models.Idle{} }

// Pick draws one of those that are idle, or of all.
func (IdleQueue) Pick(p *models.Peers, _ models.Request, s *rng.Stream) int32 {
	from := p.Idlest()
	if p.Active[from[0]] > 0 {
		from = p.May()
	}
	return from[s.IntN(len(from))]
}
