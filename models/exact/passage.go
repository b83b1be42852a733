package exact

import (
	"math"
	"slices"
)

// MeanHit returns, for each state, the mean time until a target state is first visited: 0 for the targets themselves,
// +Inf where a target may never be reached.
//
// Method: the equations exitᵢ·hᵢ = 1 + Σ rateᵢⱼ·hⱼ solved by eliminating states one by one as in Stationary, without
// subtraction, so a mean of 1e15 is as accurate as one of 1. Cost: n³/3.
func (c *Chain) MeanHit(target func(state int) bool) []float64 {
	var open []int // the states that are not targets
	for i := range c.n {
		if !target(i) {
			open = append(open, i)
		}
	}
	hits := make([]float64, c.n)
	for i, h := range c.eliminate(open) {
		hits[open[i]] = h
	}
	return hits
}

// eliminate solves for the mean times until the open states are left for good.
func (c *Chain) eliminate(open []int) []float64 {
	m := len(open)
	rate := make([][]float64, m) // to each open state and, in the last column, to all others together
	cost := slices.Repeat([]float64{1}, m)
	for i, from := range open {
		rate[i] = make([]float64, m+1)
		for j, to := range open {
			rate[i][j] = c.rate[from*c.n+to]
		}
		rate[i][m] = outside(c.rate[from*c.n:(from+1)*c.n], open)
	}
	for k := m - 1; k >= 0; k-- {
		out := sum(rate[k][:k]) + rate[k][m]
		for i := range k {
			if rate[i][k] == 0 {
				continue
			}
			if out == 0 { // k is a trap: whoever can enter it may never come out
				cost[i] = math.Inf(1)
				continue
			}
			share := rate[i][k] / out
			cost[i] += share * cost[k]
			addScaled(rate[i][:k], share, rate[k][:k])
			rate[i][m] += share * rate[k][m]
		}
	}
	return substitute(rate, cost)
}

// substitute goes back through the eliminated rows in the order of the states.
func substitute(rate [][]float64, cost []float64) []float64 {
	m := len(cost)
	h := make([]float64, m)
	for k := range m {
		total := cost[k]
		for j := range k {
			if rate[k][j] > 0 {
				total += rate[k][j] * h[j]
			}
		}
		h[k] = total / (sum(rate[k][:k]) + rate[k][m])
	}
	return h
}

// outside sums the rates to states that are not open (open is ascending).
func outside(row []float64, open []int) float64 {
	var s float64
	for j, r := range row {
		if _, isOpen := slices.BinarySearch(open, j); !isOpen {
			s += r
		}
	}
	return s
}
