package dist

import (
	"math"

	"nines/sim/num"
	"nines/sim/rng"
)

// Weibull is the law whose hazard is a power of the age: falling for shapes below 1 (early failures), rising above
// (wear). The scale is the age that a share 1/e survives, not the mean.
type Weibull struct{ shape, inverse, scale float64 } // inverse is 1/shape

// NewWeibull returns the Weibull law of that shape and scale (in seconds).
func NewWeibull(shape, scale float64) (Weibull, error) {
	return Weibull{shape, 1 / shape, scale}, first(checkShape(shape), checkSpan("scale", scale))
}

// Sample inverts one uniform.
func (l Weibull) Sample(s *rng.Stream) float64 {
	return l.scale * num.Exp(num.Log(s.Exp())*l.inverse)
}

// Residual inverts one uniform, in the cumulative hazard (x/scale)^shape, which grows by a standard exponential; the
// form in relative terms keeps short remains of long lives exact.
func (l Weibull) Residual(s *rng.Stream, age float64) float64 {
	hazard := num.Pow(age/l.scale, l.shape)
	if hazard < 1 {
		return max(0, float64(l.scale*num.Pow(hazard+s.Exp(), l.inverse))-age)
	}
	return age * num.Expm1(num.Log1p(s.Exp()/hazard)*l.inverse)
}

// Equilibrium is a uniform part of a length-biased life, whose cumulative hazard is gamma with shape 1 + 1/shape.
func (l Weibull) Equilibrium(s *rng.Stream) float64 {
	hazard := drawGamma(s, 1+l.inverse)
	return l.scale * num.Pow(hazard, l.inverse) * s.Float64()
}

// Survival is exp(−(x/scale)^shape).
func (l Weibull) Survival(x float64) float64 {
	return num.Exp(-num.Pow(max(x, 0)/l.scale, l.shape))
}

// Hazard is a power of the age, infinite at age 0 for shapes below 1.
func (l Weibull) Hazard(x float64) float64 {
	if x < 0 {
		return 0
	}
	return l.shape / l.scale * num.Pow(x/l.scale, l.shape-1)
}

// Quantile is scale·(−log(1−p))^(1/shape).
func (l Weibull) Quantile(p float64) float64 {
	return l.scale * num.Pow(hazardAt(p), l.inverse)
}

// Mean is scale·Γ(1+1/shape); it overflows to +Inf for shapes below 1/170.
func (l Weibull) Mean() float64 { return l.scale * num.Gamma(1+l.inverse) }

func (l Weibull) String() string {
	return "weibull(shape " + number(l.shape) + ", mean " + span(l.Mean()) + ")"
}

// hazardAt is the cumulative hazard −log(1−p) at which a share p has failed, NaN outside [0, 1].
func hazardAt(p float64) float64 {
	if !isProbability(p) {
		return math.NaN()
	}
	return -num.Log1p(-p)
}
