package exact

import "gonum.org/v1/gonum/integrate/quad"

// Renewals returns the renewal function m(t), the expected number of lives that end in [0, t] when each is followed at
// once by a new one. A new Weibull of shape 0.5 renews 2.05 times in its first mean lifetime, an exponential once.
// Method, error and cost: Alternating.Course with repairs that take no time, solved twice.
func Renewals(life Law, t float64, steps int) Estimate {
	return Alternating{Life: life, Repair: instantly{}}.MeanFailures(t, steps)
}

// Aged returns the survival function of the rest of a life that has lasted age ≥ 0 already: S(age+x)/S(age).
func Aged(life Law, age float64) func(x float64) float64 {
	return func(x float64) float64 { return life.Survival(age+x) / life.Survival(age) }
}

// Equilibrium returns the survival function of the rest of a life met at a random moment of a long row of lives,
// 1 − ∫₀ˣ S/mean; the mean must be finite. Quadrature: 64 Gauss–Legendre nodes after the substitution s = x·u⁴, which
// tames the corner at 0 of Weibull shapes below 1. Measured against 400,000 steps: 1e-9 for Weibull shapes 0.33 … 4 and
// lognormal sigmas up to 2.2 at x up to 3 means (3e-7 at 20 means), but only 2e-2 for a law with an atom.
func Equilibrium(life Law) func(x float64) float64 {
	const nodes = 64
	at, weight := make([]float64, nodes), make([]float64, nodes)
	quad.Legendre{}.FixedLocations(at, weight, 0, 1)
	mean := life.Mean()
	return func(x float64) float64 {
		var area float64
		for i, u := range at {
			area += weight[i] * 4 * u * u * u * x * life.Survival(x*u*u*u*u)
		}
		return 1 - area/mean
	}
}

// instantly is the law of a duration of zero.
type instantly struct{}

func (instantly) Survival(float64) float64 { return 0 }
func (instantly) Mean() float64            { return 0 }
