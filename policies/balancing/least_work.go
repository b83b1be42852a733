package balancing

import (
	"nines/models"
	"nines/sim/catalog"
	"nines/sim/rng"
)

// LeastWork sends each request to the node whose requests of this balancer take the least work for its weight, and of
// several to one chosen uniformly (M. Harchol-Balter, Performance Modeling and Design of Computer Systems, 2013,
// chapter 24). It knows how much work each request is, as balancers of known jobs do, and counts it whole until the
// request is over, as it cannot know how far a node has come. As rates, all go to idle nodes while there are any. Cost:
// O(log nodes).
type LeastWork struct{}

var _ models.Balancer = LeastWork{}

var leastWorkRow = catalog.Define("least-work",
	"Sends each request to the trusted node with the least work in progress for its weight; knows how much each takes.",
	LeastWork{}, func(b LeastWork) (models.Balancer, error) { return b, nil })

// Score is the work of a node for its weight.
func (LeastWork) Score(p *models.Peers, peer int32) float64 { return p.Work[peer] / p.Weight[peer] }

// Seeks says that it looks for idle nodes: no work is the least for any weight.
func (LeastWork) Seeks() models.Seeker { return models.Idle{} }

// Pick draws one of those that have the least.
func (LeastWork) Pick(p *models.Peers, _ models.Request, s *rng.Stream) int32 {
	return p.Leader(s.IntN(p.Leaders()))
}
