package exact

import "slices"

// MostInBins returns the distribution of how many balls are in the fullest of some bins, from 0 on: each ball is put
// into the emptiest of so many different bins that are drawn, of those that are as empty each as often. It follows the
// distribution over how many are in the bins, in order, from ball to ball; for a dozen of both.
func MostInBins(balls, bins, choices int) []float64 {
	c := Choices{Nodes: bins, Of: choices, Different: true}
	now := map[string]float64{string(make([]byte, bins)): 1}
	for range balls {
		next := map[string]float64{}
		for state, p := range now {
			s := []byte(state)
			for at := 0; at < bins; {
				alike := at
				for alike < bins && s[alike] == s[at] {
					alike++
				}
				to := slices.Clone(s)
				to[alike-1]++ // stays in ascending order
				next[string(to)] += p * (c.allFrom(at) - c.allFrom(alike))
				at = alike
			}
		}
		now = next
	}
	most := make([]float64, balls+1)
	for state, p := range now {
		most[state[bins-1]] += p
	}
	return most
}
