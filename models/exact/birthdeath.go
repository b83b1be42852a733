package exact

import "math"

// BirthDeath is a chain on 0 … n that moves by one at a time; its answers have closed forms that do not go through
// Chain, which makes the two checks of one another.
//
// Source: Karlin and Taylor, "A First Course in Stochastic Processes", ch. 4.
type BirthDeath struct {
	Birth []float64 // Birth[i] is the rate of i → i+1; n rates, all positive
	Death []float64 // Death[i] is the rate of i+1 → i; n rates, all positive
}

// Stationary returns πₖ ∝ Π Birth[i]/Death[i] over i < k, computed by logarithms. Cost: n.
func (b BirthDeath) Stationary() []float64 {
	logs := make([]float64, len(b.Birth)+1)
	var top float64
	for i := range b.Birth {
		logs[i+1] = logs[i] + math.Log(b.Birth[i]/b.Death[i])
		top = max(top, logs[i+1])
	}
	for i, l := range logs {
		logs[i] = math.Exp(l - top)
	}
	return normalize(logs, 1)
}

// PassageUp returns the mean time from state from to state to > from: Σ uᵢ, with uᵢ = (1 + Death[i−1]·uᵢ₋₁)/Birth[i]
// the mean time of i → i+1.
func (b BirthDeath) PassageUp(from, to int) float64 {
	var step, total float64
	for i := range to {
		if i == 0 {
			step = 1 / b.Birth[0]
		} else {
			step = (1 + b.Death[i-1]*step) / b.Birth[i]
		}
		if i >= from {
			total += step
		}
	}
	return total
}

// PassageDown returns the mean time from state from to state to < from, by the mirror image of PassageUp.
func (b BirthDeath) PassageDown(from, to int) float64 {
	var step, total float64
	for i := len(b.Birth); i > to; i-- {
		if i == len(b.Birth) {
			step = 1 / b.Death[i-1]
		} else {
			step = (1 + b.Birth[i]*step) / b.Death[i-1]
		}
		if i <= from {
			total += step
		}
	}
	return total
}

// Chain returns the states from … to of the same process as a general chain, renumbered from 0; the ends reflect.
func (b BirthDeath) Chain(from, to int) *Chain {
	c := NewChain(to - from + 1)
	for i := from; i < to; i++ {
		c.Add(i-from, i-from+1, b.Birth[i])
		c.Add(i-from+1, i-from, b.Death[i])
	}
	return c
}
