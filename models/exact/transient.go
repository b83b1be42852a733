package exact

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Transient returns the distribution over the states at time t ≥ 0 of a chain that starts with the distribution start.
//
// Method: uniformization (Jensen 1953) over an interval so short that it takes less than half a jump, then doubling,
// P(2h) = P(h)²; rows are scaled back to their known sum at each step, so rounding does not build up. Stiffness is no
// obstacle. Cost: n³ for each doubling of (largest exit rate)·t; meant for up to a few hundred states.
func (c *Chain) Transient(start []float64, t float64) []float64 {
	p, _ := c.propagate(t)
	return times(start, p)
}

// Occupancy returns the expected time spent in each state during [0, t] by a chain that starts with the distribution
// start; over t it is the expected interval availability when summed over the up states. Method and cost as Transient,
// with ∫P over [0, 2h] = (I + P(h))·∫P over [0, h].
func (c *Chain) Occupancy(start []float64, t float64) []float64 {
	_, spent := c.propagate(t)
	return times(start, spent)
}

// HitBy returns the probability that a chain starting with the distribution start has visited a target state by time t:
// the target states are made absorbing and the mass in them is read off, so a small probability is as accurate as a
// large one. Cost as Transient.
func (c *Chain) HitBy(start []float64, target func(state int) bool, t float64) float64 {
	absorbing := NewChain(c.n)
	for i := range c.n {
		if !target(i) {
			copy(absorbing.rate[i*c.n:(i+1)*c.n], c.rate[i*c.n:(i+1)*c.n])
		}
	}
	return Mass(absorbing.Transient(start, t), target)
}

// propagate returns the matrices P(t), of transition probabilities, and ∫P over [0, t], of expected times.
func (c *Chain) propagate(t float64) (p, spent *mat.Dense) {
	var fastest float64
	for i := range c.n {
		fastest = max(fastest, sum(c.rate[i*c.n:(i+1)*c.n]))
	}
	if fastest*t == 0 { // nothing moves
		spent = identity(c.n)
		spent.Scale(t, spent)
		return identity(c.n), spent
	}
	doublings, h := 0, t
	for fastest*h > 0.5 {
		doublings, h = doublings+1, h/2
	}
	p, spent = c.uniformize(fastest, h)
	var next mat.Dense
	for range doublings {
		next.Mul(p, spent)
		spent.Add(spent, &next)
		next.Mul(p, p)
		p.Copy(&next)
		h *= 2
		scaleRows(p, 1)
		scaleRows(spent, h)
	}
	return p, spent
}

// uniformize sums the series P(h) = Σ Poisson(m; fastest·h)·Jᵐ and its integral, J = I + Q/fastest being the matrix
// of a clock that rings at the fastest exit rate. With fastest·h ≤ ½, 25 terms leave less than 1e-32.
func (c *Chain) uniformize(fastest, h float64) (p, spent *mat.Dense) {
	const terms = 25
	n := c.n
	power, jump := identity(n), c.jumps(fastest)
	p, spent = mat.NewDense(n, n, nil), mat.NewDense(n, n, nil)
	weight, weights := math.Exp(-fastest*h), make([]float64, terms+1)
	for m := range weights {
		weights[m] = weight
		weight *= fastest * h / float64(m+1)
	}
	var term, next mat.Dense
	for m := range terms {
		term.Scale(weights[m], power)
		p.Add(p, &term)
		term.Scale(sum(weights[m+1:]), power) // Poisson tail: the clock rings more than m times
		spent.Add(spent, &term)
		next.Mul(power, jump)
		power.Copy(&next)
	}
	scaleRows(p, 1)
	scaleRows(spent, h)
	return p, spent
}

// jumps returns I + Q/clock for a clock at least as fast as any exit rate.
func (c *Chain) jumps(clock float64) *mat.Dense {
	j := mat.NewDense(c.n, c.n, nil)
	for i := range c.n {
		row := c.rate[i*c.n : (i+1)*c.n]
		for k, rate := range row {
			j.Set(i, k, rate/clock)
		}
		j.Set(i, i, max(0, 1-sum(row)/clock))
	}
	return j
}

func identity(n int) *mat.Dense {
	m := mat.NewDense(n, n, nil)
	for i := range n {
		m.Set(i, i, 1)
	}
	return m
}

// scaleRows scales each row to the given sum.
func scaleRows(m *mat.Dense, total float64) {
	rows, _ := m.Dims()
	for i := range rows {
		normalize(m.RawRowView(i), total)
	}
}

// times returns the row vector v·m.
func times(v []float64, m *mat.Dense) []float64 {
	out := make([]float64, len(v))
	for i, x := range v {
		addScaled(out, x, m.RawRowView(i))
	}
	return out
}
