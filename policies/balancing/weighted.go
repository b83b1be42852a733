package balancing

import (
	"nines/models"
	"nines/sim/catalog"
)

// Weighted sends requests to the trusted nodes in proportion to the weights of their classes.
type Weighted struct{}

var _ models.Splitter = Weighted{}

var weightedRow = catalog.Define("weighted",
	"Sends requests to the trusted nodes in proportion to the weight of their class.",
	Weighted{}, func(b Weighted) (models.Splitter, error) { return b, nil })

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
