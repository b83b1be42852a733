package balancing_test

import (
	"slices"
	"testing"

	"nines/models"
	"nines/policies/balancing"
)

// TestShares would catch shares by class instead of by node, by throughput instead of by weight, and weights where none
// are asked for: a group of one big node of weight 3 and one of five small ones.
func TestShares(t *testing.T) {
	groups := []models.Group{{Class: 1, Nodes: 1, Weight: 3, Throughput: 100},
		{Class: 0, Nodes: 5, Weight: 1, Throughput: 10}}
	for _, c := range []struct {
		name string
		s    models.Splitter
		want []float64
	}{
		{"random", balancing.Random{}, []float64{1. / 6, 5. / 6}},
		{"round robin", balancing.RoundRobin{}, []float64{1. / 6, 5. / 6}},
		{"weighted", balancing.Weighted{}, []float64{3. / 8, 5. / 8}},
	} {
		share := make([]float64, 2)
		if c.s.Split(models.Sketch(true), groups, share); !slices.Equal(share, c.want) {
			t.Errorf("%s: %v, want %v", c.name, share, c.want)
		}
	}
}
