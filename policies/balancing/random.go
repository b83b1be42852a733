package balancing

import (
	"nines/models"
	"nines/sim/catalog"
	"nines/sim/rng"
)

// Random sends each request to a trusted node chosen uniformly. As rates, every trusted node receives the same.
type Random struct{}

var (
	_ models.Balancer = Random{}
	_ models.Splitter = Random{}
)

var randomRow = catalog.Define("random", "Sends each request to a trusted node chosen uniformly at random.",
	Random{}, func(b Random) (models.Balancer, error) { return b, nil })

// Pick draws one of those that may be sent requests.
func (Random) Pick(p *models.Peers, _ models.Request, s *rng.Stream) int32 {
	may := p.May()
	return may[s.IntN(len(may))]
}

// Split gives every node the same rate.
func (Random) Split(_ models.View, groups []models.Group, share []float64) { evenly(groups, share) }

// evenly splits the load by head: what random and round robin have in common once requests are rates.
func evenly(groups []models.Group, share []float64) {
	nodes := 0
	for _, g := range groups {
		nodes += g.Nodes
	}
	for i, g := range groups {
		share[i] = float64(g.Nodes) / float64(nodes)
	}
}
