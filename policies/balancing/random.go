package balancing

import (
	"nines/models"
	"nines/sim/catalog"
)

// Random sends each request to a trusted node chosen uniformly. As rates, every trusted node receives the same.
type Random struct{}

var _ models.Splitter = Random{}

var randomRow = catalog.Define("random", "Sends each request to a trusted node chosen uniformly at random.",
	Random{}, func(b Random) (models.Splitter, error) { return b, nil })

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
