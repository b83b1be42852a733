package dist

import (
	"math"

	"nines/sim/num"
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
	return num.GammaQ(l.shape, max(x, 0)/l.scale)
}

// Hazard is the density over the survival up to a little above the mean, and a continued fraction of both beyond, where
// the survival may be too small for a double.
func (l Gamma) Hazard(x float64) float64 {
	switch u := x / l.scale; {
	case u < 0:
		return 0
	case u == 0:
		return l.hazardAtBirth()
	case u < l.shape+1:
		logGamma := num.Lgamma(l.shape)
		density := num.Exp(float64((l.shape-1)*num.Log(u)) - u - logGamma)
		return density / num.GammaQ(l.shape, u) / l.scale
	default:
		return gammaTailHazard(l.shape, u) / l.scale
	}
}

// hazardAtBirth is infinite for shapes below 1.
func (l Gamma) hazardAtBirth() float64 {
	switch {
	case l.shape < 1:
		return math.Inf(1)
	case l.shape == 1:
		return 1 / l.scale
	}
	return 0
}

// gammaTailHazard is the hazard at u > shape + 1, for scale 1: the reciprocal of eᵘ·u^(1−shape)·Γ(shape, u), whose
// continued fraction (Legendre) is evaluated forward, as modified by Lentz.
func gammaTailHazard(shape, u float64) float64 {
	const least, most = 1e-15, 100_000
	b := u + 1 - shape
	ratio, c, d := b, b, 0.0
	for k := 1.0; k < most; k++ {
		a := k * (shape - k)
		b += 2
		c, d = b+a/c, 1/(b+float64(a*d))
		change := float64(c * d)
		if ratio *= change; math.Abs(change-1) < least {
			break
		}
	}
	return ratio / u
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
		return num.Smallest(0, math.MaxFloat64, func(x float64) bool { return num.GammaP(shape, x) >= p })
	}
	return num.Smallest(0, math.Inf(1), func(x float64) bool { return num.GammaQ(shape, x) <= 1-p })
}
