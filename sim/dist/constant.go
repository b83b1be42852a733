package dist

import (
	"math"

	"nines/sim/rng"
	"nines/sim/unit"
)

// Constant is the deterministic law: every duration is the same.
type Constant struct{ value float64 }

// NewConstant returns the law that is always value seconds, which may be 0.
func NewConstant(value float64) (Constant, error) {
	return Constant{value}, checkSpanOrZero("value", value)
}

// Sample draws nothing.
func (l Constant) Sample(*rng.Stream) float64 { return l.value }

// Residual is what is left of the value; it draws nothing.
func (l Constant) Residual(_ *rng.Stream, age float64) float64 { return max(0, l.value-age) }

// Equilibrium is uniform over the value.
func (l Constant) Equilibrium(s *rng.Stream) float64 { return l.value * s.Float64() }

// Survival steps from 1 to 0 at the value.
func (l Constant) Survival(x float64) float64 {
	if x < l.value {
		return 1
	}
	return 0
}

// Hazard is 0 before the value: all waits end at it.
func (l Constant) Hazard(x float64) float64 {
	if x < l.value {
		return 0
	}
	return math.Inf(1)
}

// Quantile is the value.
func (l Constant) Quantile(p float64) float64 {
	if !isProbability(p) {
		return math.NaN()
	}
	return l.value
}

// Mean is the value.
func (l Constant) Mean() float64 { return l.value }

func (l Constant) String() string { return "constant(value " + span(l.value) + ")" }

type constantConfig struct {
	Value *unit.Duration `key:"value" doc:"the duration, 0 or more"`
}

func (c constantConfig) law() (Law, error) {
	return determine("constant", c, way[constantConfig]{"value", func(c constantConfig) (Law, error) {
		return as(NewConstant(float64(*c.Value)))
	}})
}
