package dist

import (
	"fmt"
	"math"

	"nines/sim/rng"
	"nines/sim/unit"
)

// Uniform is the law with the same density everywhere between two bounds.
type Uniform struct{ min, max float64 }

// NewUniform returns the uniform law on [min, max] in seconds, 0 ≤ min < max.
func NewUniform(min, max float64) (Uniform, error) {
	err := first(checkSpanOrZero("min", min), checkSpan("max", max))
	if err == nil && min >= max {
		err = fmt.Errorf("min %s is not below max %s; for a fixed duration write constant", span(min), span(max))
	}
	return Uniform{min, max}, err
}

// Sample inverts one uniform.
func (l Uniform) Sample(s *rng.Stream) float64 { return l.min + float64((l.max-l.min)*s.Float64()) }

// Residual is uniform over what is left.
func (l Uniform) Residual(s *rng.Stream, age float64) float64 {
	if age <= l.min {
		return l.Sample(s) - age
	}
	return max(0, l.max-age) * s.Float64()
}

// Equilibrium is a uniform part of a length-biased life, whose density is linear.
func (l Uniform) Equilibrium(s *rng.Stream) float64 {
	return lengthBiased(s, l.min, l.max) * s.Float64()
}

// Survival falls linearly from 1 at min to 0 at max.
func (l Uniform) Survival(x float64) float64 { return min(1, max(0, (l.max-x)/(l.max-l.min))) }

// Hazard rises without bound towards max.
func (l Uniform) Hazard(x float64) float64 {
	switch {
	case x < l.min:
		return 0
	case x < l.max:
		return 1 / (l.max - x)
	}
	return math.Inf(1)
}

// Quantile rises linearly from min to max.
func (l Uniform) Quantile(p float64) float64 {
	if !isProbability(p) {
		return math.NaN()
	}
	return float64(l.min*(1-p)) + float64(l.max*p)
}

// Mean is the middle.
func (l Uniform) Mean() float64 { return l.min + float64((l.max-l.min)/2) }

func (l Uniform) String() string { return "uniform(min " + span(l.min) + ", max " + span(l.max) + ")" }

// lengthBiased draws from [min, max] with a density proportional to the value.
func lengthBiased(s *rng.Stream, min, max float64) float64 {
	u := s.Float64()
	return math.Sqrt(float64(min*min*(1-u)) + float64(max*max*u))
}

type uniformConfig struct {
	Min *unit.Duration `key:"min" doc:"shortest duration, 0 or more"`
	Max *unit.Duration `key:"max" doc:"longest duration, above min"`
}

func (c uniformConfig) law() (Law, error) {
	return determine("uniform", c, way[uniformConfig]{"min and max", func(c uniformConfig) (Law, error) {
		return as(NewUniform(float64(*c.Min), float64(*c.Max)))
	}})
}
