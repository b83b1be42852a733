package exact

import (
	"fmt"
	"math"
	"slices"
)

// Chain is a small continuous-time Markov chain on the states 0 … n−1, given by its transition rates. Every method
// works with sums, products and quotients of non-negative numbers only, so probabilities keep their relative accuracy
// however small they are: an unavailability of 1e-12 is right to many digits.
//
// The matrix is dense: 8·n² bytes.
type Chain struct {
	n    int
	rate []float64 // row-major: rate[i*n+j] is the rate of i → j; the diagonal is unused and 0
}

// NewChain makes a chain of the given number of states without any transition.
func NewChain(states int) *Chain {
	return &Chain{n: states, rate: make([]float64, states*states)}
}

// Len is the number of states.
func (c *Chain) Len() int { return c.n }

// Add adds rate (per unit of time, finite, not negative) to the transition from → to. A self-loop means nothing in
// continuous time; it panics, as a bad rate does.
func (c *Chain) Add(from, to int, rate float64) {
	if from == to || !(rate >= 0) || math.IsInf(rate, 1) {
		panic(fmt.Sprintf("exact: transition %d → %d at rate %v", from, to, rate))
	}
	c.rate[from*c.n+to] += rate
}

// Stationary returns the long-run share of time in each state. The chain must be irreducible; one whose states cannot
// all reach state 0 panics.
//
// Method: the elimination of Grassmann, Taksar and Heyman, "Regenerative analysis and steady state distributions for
// Markov chains", Operations Research 33 (1985), which has no subtraction. Cost: n³/3.
func (c *Chain) Stationary() []float64 {
	n, a := c.n, slices.Clone(c.rate)
	for k := n - 1; k > 0; k-- {
		row := a[k*n : k*n+k]
		out := sum(row)
		if out == 0 {
			panic(fmt.Sprintf("exact: state %d of the chain never returns to the states before it", k))
		}
		for i := range k {
			share := a[i*n+k] / out
			a[i*n+k] = share
			addScaled(a[i*n:i*n+k], share, row)
		}
	}
	pi := make([]float64, n)
	pi[0] = 1
	for k := 1; k < n; k++ {
		for i := range k {
			pi[k] += pi[i] * a[i*n+k]
		}
	}
	return normalize(pi, 1)
}

// Flow returns the rate, per unit of time, at which a process with the distribution p enters the set of states in which
// in holds: for a stationary p and the failed states, the frequency of outages.
func (c *Chain) Flow(p []float64, in func(state int) bool) float64 {
	var flow float64
	for i := range c.n {
		if in(i) {
			continue
		}
		for j := range c.n {
			if in(j) {
				flow += p[i] * c.rate[i*c.n+j]
			}
		}
	}
	return flow
}

// Mass returns the probability under p of the states in which in holds.
func Mass(p []float64, in func(state int) bool) float64 {
	var mass float64
	for i, x := range p {
		if in(i) {
			mass += x
		}
	}
	return mass
}

// Only returns the distribution on n states that is in the given state for certain.
func Only(n, state int) []float64 {
	p := make([]float64, n)
	p[state] = 1
	return p
}

func sum(x []float64) float64 {
	var s float64
	for _, v := range x {
		s += v
	}
	return s
}

// addScaled adds scale·x to dst, element by element.
func addScaled(dst []float64, scale float64, x []float64) {
	if scale == 0 {
		return
	}
	for j, v := range x {
		dst[j] += scale * v
	}
}

// normalize scales x in place so that it sums to total.
func normalize(x []float64, total float64) []float64 {
	scale := total / sum(x)
	for i := range x {
		x[i] *= scale
	}
	return x
}
