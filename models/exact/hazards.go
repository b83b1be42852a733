package exact

import (
	"math"
	"sort"
)

// WeibullHazard is one part of a hazard, (Shape/Scale)·(t/Scale)^(Shape−1). A Scale of +Inf is none at all.
type WeibullHazard struct{ Shape, Scale float64 }

// Bathtub is a life that ends at the first of three independent causes: an infant one of falling hazard, a random one
// of constant rate, and wear of rising hazard. It is a Law.
type Bathtub struct {
	Infant WeibullHazard // shape below 1
	Rate   float64       // ≥ 0
	Wear   WeibullHazard // shape above 1
}

// CumulativeHazard returns Λ(t) = (t/η₁)^β₁ + λt + (t/η₃)^β₃.
func (b Bathtub) CumulativeHazard(t float64) float64 {
	return math.Pow(t/b.Infant.Scale, b.Infant.Shape) + b.Rate*t + math.Pow(t/b.Wear.Scale, b.Wear.Shape)
}

// Survival returns P(life > t) = e^(−Λ(t)).
func (b Bathtub) Survival(t float64) float64 { return math.Exp(-b.CumulativeHazard(t)) }

// Mean returns the mean life, by adaptive integration of Survival; at least one part must be there.
func (b Bathtub) Mean() float64 {
	return integral(b.Survival, 0, math.Inf(1), min(b.Infant.Scale, 1/b.Rate, b.Wear.Scale))
}

// Hazards is a life whose hazard is constant between given ages, such as a table of annual failure rates. It is a Law.
type Hazards struct {
	From []float64 // ages at which a rate begins to hold, ascending from 0
	Rate []float64 // ≥ 0, as many; the last holds for ever
}

// at returns the index of the rate that holds at age t ≥ 0.
func (h Hazards) at(t float64) int {
	return sort.Search(len(h.From), func(i int) bool { return h.From[i] > t }) - 1
}

// CumulativeHazard returns the integral of the hazard up to age t ≥ 0.
func (h Hazards) CumulativeHazard(t float64) float64 {
	last := h.at(t)
	total := h.Rate[last] * (t - h.From[last])
	for i := range last {
		total += h.Rate[i] * (h.From[i+1] - h.From[i])
	}
	return total
}

// Survival returns P(life > t).
func (h Hazards) Survival(t float64) float64 { return math.Exp(-h.CumulativeHazard(t)) }

// Mean returns the mean life: Σ S(from)·(1 − e^(−rate·width))/rate over the pieces; +Inf if the last rate is 0.
func (h Hazards) Mean() float64 {
	var mean float64
	for i, from := range h.From {
		width := math.Inf(1)
		if i+1 < len(h.From) {
			width = h.From[i+1] - from
		}
		mean += h.Survival(from) * meanWithin(h.Rate[i], width)
	}
	return mean
}

// meanWithin is the mean of the smaller of an exponential life of the given rate and a width.
func meanWithin(rate, width float64) float64 {
	if rate == 0 {
		return width
	}
	return -math.Expm1(-rate*width) / rate
}
