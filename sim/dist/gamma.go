package dist

import (
	"math"

	"gonum.org/v1/gonum/mathext"

	"nines/sim/rng"
)

// Gamma is the law of the sum of shape exponential stages of mean scale, for any positive shape.
type Gamma struct {
	shape, scale float64
	sampler      gammaSampler
}

// NewGamma returns the gamma law of that shape and scale (in seconds); its mean is shape·scale.
func NewGamma(shape, scale float64) (Gamma, error) {
	return Gamma{shape, scale, newGammaSampler(shape)}, first(checkShape(shape), checkSpan("scale", scale))
}

// Sample rejects, with about one normal and one uniform per draw.
func (l Gamma) Sample(s *rng.Stream) float64 { return l.scale * l.sampler.draw(s) }

// Residual rejects from an envelope that fits the age.
func (l Gamma) Residual(s *rng.Stream, age float64) float64 {
	return max(0, l.scale*l.sampler.beyond(s, age/l.scale))
}

// Equilibrium is a uniform part of a length-biased life, which is gamma with shape + 1.
func (l Gamma) Equilibrium(s *rng.Stream) float64 {
	return l.scale * drawGamma(s, l.shape+1) * s.Float64()
}

// Survival is the regularized upper incomplete gamma function.
func (l Gamma) Survival(x float64) float64 {
	return mathext.GammaIncRegComp(l.shape, max(x, 0)/l.scale)
}

// Quantile searches, in some 20 µs.
func (l Gamma) Quantile(p float64) float64 {
	if !isProbability(p) {
		return math.NaN()
	}
	return l.scale * gammaQuantile(l.shape, p)
}

// Mean is shape·scale.
func (l Gamma) Mean() float64 { return l.shape * l.scale }

func (l Gamma) String() string {
	return "gamma(shape " + number(l.shape) + ", mean " + span(l.Mean()) + ")"
}

// gammaQuantile inverts whichever of the two incomplete gamma functions is the smaller.
func gammaQuantile(shape, p float64) float64 {
	switch {
	case p == 0:
		return 0
	case p == 1:
		return math.Inf(1)
	case p < 0.5:
		return smallest(0, math.MaxFloat64, func(x float64) bool { return mathext.GammaIncReg(shape, x) >= p })
	}
	return smallest(0, math.Inf(1), func(x float64) bool { return mathext.GammaIncRegComp(shape, x) <= 1-p })
}
