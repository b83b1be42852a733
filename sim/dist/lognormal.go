package dist

import (
	"math"

	"nines/sim/num"
	"nines/sim/rng"
)

// Lognormal is the law whose logarithm is normal, with mean mu and standard deviation sigma of the logarithm of the
// duration in seconds: the usual shape of repair times.
type Lognormal struct{ mu, sigma float64 }

// NewLognormal returns the lognormal law with median exp(mu) seconds. mu may have any sign.
func NewLognormal(mu, sigma float64) (Lognormal, error) {
	return Lognormal{mu, sigma}, first(checkSpan("the median exp(mu)", num.Exp(mu)), checkSigma(sigma))
}

// Sample inverts one uniform.
func (l Lognormal) Sample(s *rng.Stream) float64 { return num.Exp(l.mu + float64(l.sigma*s.Norm())) }

// Residual inverts one uniform in the conditional tail; beyond 36 sigmas it rejects.
func (l Lognormal) Residual(s *rng.Stream, age float64) float64 {
	if age <= 0 {
		return l.Sample(s)
	}
	z := (num.Log(age) - l.mu) / l.sigma
	return age * num.Expm1(l.sigma*max(0, normalBeyond(s, z)-z))
}

// Equilibrium is a uniform part of a length-biased life, which is lognormal with mu + sigma².
func (l Lognormal) Equilibrium(s *rng.Stream) float64 {
	return num.Exp(l.mu+float64(l.sigma*(l.sigma+s.Norm()))) * s.Float64()
}

// Survival is the normal tail at (log x − mu)/sigma.
func (l Lognormal) Survival(x float64) float64 {
	if x <= 0 {
		return 1
	}
	return normalTail((num.Log(x) - l.mu) / l.sigma)
}

// Hazard is that of the normal law at the logarithm, by the slope of the logarithm.
func (l Lognormal) Hazard(x float64) float64 {
	if x <= 0 {
		return 0
	}
	return normalHazard((num.Log(x)-l.mu)/l.sigma) / (l.sigma * x)
}

// Quantile is exp(mu + sigma·z), z the standard normal quantile.
func (l Lognormal) Quantile(p float64) float64 {
	return num.Exp(l.mu + float64(l.sigma*rng.NormQuantile(p)))
}

// Mean is exp(mu + sigma²/2).
func (l Lognormal) Mean() float64 { return num.Exp(l.mu + float64(l.sigma*l.sigma/2)) }

func (l Lognormal) String() string {
	return "lognormal(median " + span(num.Exp(l.mu)) + ", sigma " + number(l.sigma) + ")"
}

// normalTail is P(Z > z) for a standard normal Z.
func normalTail(z float64) float64 { return float64(num.Erfc(z/math.Sqrt2) / 2) }

// normalHazard is the standard normal density over the tail beyond. Far out it is a continued fraction (Laplace), of
// which twenty terms are exact to a double from 12 on.
func normalHazard(z float64) float64 {
	if z < 12 {
		return num.Exp(-z*z/2) / math.Sqrt(2*math.Pi) / normalTail(z)
	}
	hazard := z
	for k := 20.0; k >= 1; k-- {
		hazard = z + k/hazard
	}
	return hazard
}

// normalBeyond draws a standard normal number given that it exceeds z. Where the tail is too small for a double it
// thins a Rayleigh tail (G. Marsaglia, "Generating a variable from the tail of the normal distribution",
// Technometrics 6, 1964).
func normalBeyond(s *rng.Stream, z float64) float64 {
	if z < 36 {
		return -rng.NormQuantile(normalTail(z) * s.Float64())
	}
	for {
		x := math.Sqrt(float64(z*z) + float64(2*s.Exp()))
		if s.Bernoulli(z / x) {
			return x
		}
	}
}
