package dist

import (
	"fmt"
	"math"

	"nines/sim/num"
	"nines/sim/rng"
	"nines/sim/unit"
)

// LogLogistic is the law whose logarithm is logistic: like the lognormal in the middle, with the tail of a Pareto law.
// Its scale is its median. The mean is infinite for shapes up to 1.
type LogLogistic struct{ shape, inverse, scale float64 } // inverse is 1/shape

// NewLogLogistic returns the log-logistic law of that shape and scale (in seconds).
func NewLogLogistic(shape, scale float64) (LogLogistic, error) {
	return LogLogistic{shape, 1 / shape, scale}, first(checkShape(shape), checkSpan("scale", scale))
}

// Sample inverts one uniform.
func (l LogLogistic) Sample(s *rng.Stream) float64 {
	u := s.Float64()
	return l.scale * num.Exp(num.Log(u/(1-u))*l.inverse)
}

// Residual inverts one uniform in the conditional tail. With the odds (x/scale)^shape of having failed, one plus the
// odds is divided by the uniform; old ages are treated in relative terms, which keep short remains exact.
func (l LogLogistic) Residual(s *rng.Stream, age float64) float64 {
	odds := num.Pow(age/l.scale, l.shape)
	u := s.Float64()
	if odds < 1 {
		return max(0, float64(l.scale*num.Pow((odds+1-u)/u, l.inverse))-age)
	}
	return age * num.Expm1((num.Log1p((1-u)/odds)-num.Log(u))*l.inverse)
}

// Equilibrium draws its odds of having failed, which are the ratio of a gamma number of shape 1/shape to one of shape
// 1 − 1/shape. Both shapes are raised by 1, with a power of a uniform for each, so that nothing underflows.
func (l LogLogistic) Equilibrium(s *rng.Stream) float64 {
	ratio := drawGamma(s, 1+l.inverse) / drawGamma(s, 2-l.inverse)
	return l.scale * num.Pow(ratio, l.inverse) * s.Float64() * num.Exp(s.Exp()/(l.shape-1))
}

// Survival is 1/(1 + (x/scale)^shape).
func (l LogLogistic) Survival(x float64) float64 {
	return 1 / (1 + num.Pow(max(x, 0)/l.scale, l.shape))
}

// Hazard is shape/x times the probability of having failed, infinite at age 0 for shapes below 1.
func (l LogLogistic) Hazard(x float64) float64 {
	if x < 0 {
		return 0
	}
	if r := x / l.scale; r < 1 {
		return l.shape / l.scale * num.Pow(r, l.shape-1) / (1 + num.Pow(r, l.shape))
	}
	return l.shape / x / (1 + num.Pow(l.scale/x, l.shape))
}

// Quantile is scale·(p/(1−p))^(1/shape).
func (l LogLogistic) Quantile(p float64) float64 {
	if !isProbability(p) {
		return math.NaN()
	}
	return l.scale * num.Pow(p/(1-p), l.inverse)
}

// Mean is scale·θ/sin θ with θ = π/shape, +Inf for shapes up to 1.
func (l LogLogistic) Mean() float64 {
	if l.shape <= 1 {
		return math.Inf(1)
	}
	return l.scale * logLogisticMean(l.shape)
}

// logLogisticMean is the mean for scale 1, for shapes above 1.
func logLogisticMean(shape float64) float64 { return math.Pi / shape / num.Sin(math.Pi/shape) }

func (l LogLogistic) String() string {
	return "log-logistic(shape " + number(l.shape) + ", median " + span(l.scale) + ")"
}

type logLogisticConfig struct {
	Shape  *float64       `key:"shape" doc:"steepness, above 0; the mean is infinite up to 1"`
	Scale  *unit.Duration `key:"scale" doc:"the median under its usual name, above 0"`
	Mean   *unit.Duration `key:"mean" doc:"mean, above 0; for shapes above 1"`
	Median *unit.Duration `key:"median" doc:"median, above 0"`
	P95    *unit.Duration `key:"p95" doc:"duration that one in twenty exceeds, above the median"`
}

func (c logLogisticConfig) law() (Law, error) {
	return determine("log-logistic", c,
		way[logLogisticConfig]{"shape and scale", func(c logLogisticConfig) (Law, error) {
			return as(NewLogLogistic(*c.Shape, float64(*c.Scale)))
		}},
		way[logLogisticConfig]{"shape and mean", func(c logLogisticConfig) (Law, error) {
			if *c.Shape <= 1 {
				return nil, fmt.Errorf("shape is %g, where the mean is infinite; give shape and median", *c.Shape)
			}
			mean := float64(*c.Mean)
			law, err := NewLogLogistic(*c.Shape, mean/logLogisticMean(*c.Shape))
			return as(law, first(checkSpan("mean", mean), err))
		}},
		way[logLogisticConfig]{"shape and median", func(c logLogisticConfig) (Law, error) {
			law, err := NewLogLogistic(*c.Shape, float64(*c.Median))
			return as(law, err)
		}},
		way[logLogisticConfig]{"median and p95", func(c logLogisticConfig) (Law, error) {
			ratio, err := spread("median", *c.Median, *c.P95)
			if err != nil {
				return nil, err
			}
			return as(NewLogLogistic(num.Log(19)/ratio, float64(*c.Median)))
		}},
	)
}
