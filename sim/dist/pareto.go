package dist

import (
	"fmt"
	"math"

	"nines/sim/num"
	"nines/sim/rng"
	"nines/sim/unit"
)

// Pareto is the law of the heaviest tails: P(X > x) = (scale/x)^shape from the scale, its minimum, on. The mean is
// infinite for shapes up to 1, the variance up to 2.
type Pareto struct{ shape, scale float64 }

// NewPareto returns the Pareto law of that shape (often called alpha) and scale (its minimum, in seconds).
func NewPareto(shape, scale float64) (Pareto, error) {
	return Pareto{shape, scale}, first(checkShape(shape), checkSpan("scale", scale))
}

// Sample inverts one uniform.
func (l Pareto) Sample(s *rng.Stream) float64 { return l.scale * num.Exp(s.Exp()/l.shape) }

// Residual is a life beyond the minimum for a younger age, and a share of the age for an older one.
func (l Pareto) Residual(s *rng.Stream, age float64) float64 {
	if age <= l.scale {
		return l.Sample(s) - age
	}
	return age * num.Expm1(s.Exp()/l.shape)
}

// Equilibrium inverts one uniform: uniform up to the minimum, a Pareto law of shape − 1 beyond.
func (l Pareto) Equilibrium(s *rng.Stream) float64 {
	u := s.Float64()
	if x := u * l.Mean(); x < l.scale {
		return x
	}
	return l.scale * num.Pow(l.shape*(1-u), -1/(l.shape-1))
}

// Survival is (scale/x)^shape beyond the scale.
func (l Pareto) Survival(x float64) float64 {
	if x <= l.scale {
		return 1
	}
	return num.Pow(l.scale/x, l.shape)
}

// Hazard is shape/x beyond the scale.
func (l Pareto) Hazard(x float64) float64 {
	if x < l.scale {
		return 0
	}
	return l.shape / x
}

// Quantile is scale·(1−p)^(−1/shape).
func (l Pareto) Quantile(p float64) float64 { return l.scale * num.Exp(hazardAt(p)/l.shape) }

// Mean is scale·shape/(shape−1), +Inf for shapes up to 1.
func (l Pareto) Mean() float64 {
	if l.shape <= 1 {
		return math.Inf(1)
	}
	return l.scale * l.shape / (l.shape - 1)
}

func (l Pareto) String() string {
	return "pareto(shape " + number(l.shape) + ", scale " + span(l.scale) + ")"
}

type paretoConfig struct {
	Shape *float64       `key:"shape" doc:"tail index alpha, above 0; the mean is infinite up to 1"`
	Scale *unit.Duration `key:"scale" doc:"shortest duration, above 0"`
	Mean  *unit.Duration `key:"mean" doc:"mean, above 0; for shapes above 1"`
}

func (c paretoConfig) law() (Law, error) {
	return determine("pareto", c,
		way[paretoConfig]{"shape and scale", func(c paretoConfig) (Law, error) {
			return as(NewPareto(*c.Shape, float64(*c.Scale)))
		}},
		way[paretoConfig]{"shape and mean", func(c paretoConfig) (Law, error) {
			if *c.Shape <= 1 {
				return nil, fmt.Errorf("shape is %g, where the mean is infinite; give shape and scale", *c.Shape)
			}
			mean := float64(*c.Mean)
			law, err := NewPareto(*c.Shape, mean*(1 - 1 / *c.Shape))
			return as(law, first(checkSpan("mean", mean), err))
		}},
	)
}
