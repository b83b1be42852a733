package exact

import (
	"maps"
	"slices"
)

// MostInBins returns the distribution of how many balls are in the fullest of some bins, from 0 on: each ball is put
// into the emptiest of so many different bins that are drawn, of those that are as empty each as often. It follows the
// distribution over how many are in the bins, in order, from ball to ball; for a dozen of both.
func MostInBins(balls, bins, choices int) []float64 {
	c := Choices{Nodes: bins, Of: choices, Different: true, Arrive: 1}
	now := map[string]float64{string(make([]byte, bins)): 1}
	for range balls {
		next := map[string]float64{}
		for _, state := range slices.Sorted(maps.Keys(now)) { // in one order, so that sums are the same to the last bit
			c.moves([]byte(state), balls, func(to []byte, chance float64) {
				if chance > 0 {
					next[string(to)] += now[state] * chance
				}
			})
		}
		now = next
	}
	most := make([]float64, balls+1)
	for _, state := range slices.Sorted(maps.Keys(now)) {
		most[state[bins-1]] += now[state]
	}
	return most
}
