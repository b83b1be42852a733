package balancing

import (
	"slices"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/rng"
)

// Weighted sends requests to the trusted nodes in proportion to the weights of their classes.
type Weighted struct{}

var (
	_ models.Balancer = Weighted{}
	_ models.Splitter = Weighted{}
)

var weightedRow = catalog.Define("weighted",
	"Sends requests to the trusted nodes in proportion to the weight of their class.",
	Weighted{}, func(b Weighted) (models.Balancer, error) { return b, nil })

// Numbers keeps the heaviest weight, see Pick.
func (Weighted) Numbers() int { return 1 }

// Pick draws peers until one is taken, each with a chance of its weight over the heaviest: O(heaviest / mean weight).
func (Weighted) Pick(p *models.Peers, _ models.Request, s *rng.Stream) int32 {
	heaviest := &p.Numbers[0]
	if *heaviest == 0 {
		*heaviest = slices.Max(p.Weight)
	}
	for may := p.May(); ; {
		if at := may[s.IntN(len(may))]; s.Bernoulli(p.Weight[at] / *heaviest) {
			return at
		}
	}
}

// Split gives every node a rate in proportion to its weight.
func (Weighted) Split(_ models.View, groups []models.Group, share []float64) {
	total := 0.0
	for _, g := range groups {
		total += float64(g.Weight * float64(g.Nodes))
	}
	for i, g := range groups {
		share[i] = g.Weight * float64(g.Nodes) / total
	}
}
