package balancing

import (
	"nines/models"
	"nines/sim/catalog"
	"nines/sim/rng"
)

// RoundRobin sends requests to the trusted nodes in turn. As rates, every trusted node receives the same.
type RoundRobin struct{}

var (
	_ models.Balancer = RoundRobin{}
	_ models.Splitter = RoundRobin{}
)

var roundRobinRow = catalog.Define("round-robin", "Sends requests to the trusted nodes in turn.",
	RoundRobin{}, func(b RoundRobin) (models.Balancer, error) { return b, nil })

// Pick is the next of those that may be sent requests.
func (RoundRobin) Pick(p *models.Peers, _ models.Request, _ *rng.Stream) int32 {
	for {
		at := int32(p.Turn)
		if p.Turn++; p.Turn == int64(p.All()) {
			p.Turn = 0
		}
		if p.MayBe(at) {
			return at
		}
	}
}

// Split gives every node the same rate.
func (RoundRobin) Split(_ models.View, groups []models.Group, share []float64) { evenly(groups, share) }
