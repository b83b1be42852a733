package balancing

import (
	"nines/models"
	"nines/sim/catalog"
)

// RoundRobin sends requests to the trusted nodes in turn. As rates, every trusted node receives the same.
type RoundRobin struct{}

var _ models.Splitter = RoundRobin{}

var roundRobinRow = catalog.Define("round-robin", "Sends requests to the trusted nodes in turn.",
	RoundRobin{}, func(b RoundRobin) (models.Splitter, error) { return b, nil })

// Split gives every node the same rate.
func (RoundRobin) Split(_ models.View, groups []models.Group, share []float64) { evenly(groups, share) }
