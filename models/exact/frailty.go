package exact

import "math"

// Frailty is a fleet of unequal nodes: each fails as a Poisson process whose rate is Rate times the node's own
// factor, drawn once from a gamma law of mean 1 and variance Theta ("lemons" have a large one). Repairs take no time.
// Source: Greenwood and Yule 1920 for the counts; Vaupel, Manton and Stallard, "The impact of heterogeneity in
// individual frailty on the dynamics of mortality", Demography 16 (1979).
type Frailty struct {
	Rate  float64 // failures per unit of time and node, mean over the fleet
	Theta float64 // positive
}

// CountProbability returns P(a node fails exactly n times in [0, t]), negative binomial with mean m = Rate·t.
func (f Frailty) CountProbability(n int, t float64) float64 {
	shape, k, spread := 1/f.Theta, float64(n), f.Theta*f.Rate*t
	a, _ := math.Lgamma(k + shape)
	b, _ := math.Lgamma(k + 1)
	c, _ := math.Lgamma(shape)
	return math.Exp(a - b - c + k*(math.Log(spread)-math.Log1p(spread)) - shape*math.Log1p(spread))
}

// CountVariance returns the variance over nodes of the number of failures in [0, t]: m + θm², m = Rate·t.
func (f Frailty) CountVariance(t float64) float64 {
	m := f.Rate * t
	return m + f.Theta*m*m
}

// FirstSurvival returns the share of nodes without failure in [0, t]: (1 + θ·Rate·t)^(−1/θ).
func (f Frailty) FirstSurvival(t float64) float64 {
	return math.Exp(-math.Log1p(f.Theta*f.Rate*t) / f.Theta)
}

// FirstMean returns the mean time to a node's first failure, 1/(Rate·(1−θ)), +Inf for θ ≥ 1.
func (f Frailty) FirstMean() float64 {
	if f.Theta >= 1 {
		return math.Inf(1)
	}
	return 1 / (f.Rate * (1 - f.Theta))
}
