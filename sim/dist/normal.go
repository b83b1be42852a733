package dist

import (
	"fmt"
	"math"

	"nines/sim/num"
	"nines/sim/rng"
	"nines/sim/unit"
)

// Normal is the normal law cut at 0, since nothing lasts less: what is left of a normal law with mean mu, 0 or more,
// and standard deviation sigma above 0. Where sigma is below a quarter of mu the cut is not felt.
type Normal struct{ mu, sigma float64 }

// mostNormalCV is the coefficient of variation of a normal law of which half is cut away, √(π/2 − 1): the most that a
// law with its peak at 0 or later has.
const mostNormalCV = 0.7555106013

// NewNormal returns the law whose durations, after the cut, have that mean and standard deviation, in seconds; sd is at
// most 75.5 % of the mean.
func NewNormal(mean, sd float64) (Normal, error) {
	cv := sd / mean
	if err := first(checkSpan("mean", mean), checkSpan("sd", sd)); err != nil {
		return Normal{}, err
	}
	if cv > mostNormalCV || cv < leastSigma {
		return Normal{}, fmt.Errorf("sd %s is %s times the mean %s; of a normal law cut at 0 it is from %g to 0.755 "+
			"times, so write a lognormal, gamma or weibull law", span(sd), number(cv), span(mean), leastSigma)
	}
	peak := num.Smallest(0, 2/leastSigma, func(r float64) bool { _, s := cutNormal(-r); return s <= cv })
	unitMean, _ := cutNormal(-peak)
	sigma := mean / unitMean
	return Normal{peak * sigma, sigma}, nil
}

// cutNormal is, for a standard normal number that exceeds z, the mean of its excess over z, and the standard deviation
// over that mean.
func cutNormal(z float64) (excess, cv float64) {
	h := normalHazard(z)
	excess = h - z
	return excess, math.Sqrt(1-float64(h*excess)) / excess
}

// start is the cut in standard deviations from mu, 0 or less.
func (l Normal) start() float64 { return -l.mu / l.sigma }

// Sample inverts one uniform.
func (l Normal) Sample(s *rng.Stream) float64 {
	return max(0, l.mu+float64(l.sigma*normalBeyond(s, l.start())))
}

// Residual inverts one uniform in the conditional tail; beyond 36 sigmas it rejects.
func (l Normal) Residual(s *rng.Stream, age float64) float64 {
	z := (max(age, 0) - l.mu) / l.sigma
	return l.sigma * max(0, normalBeyond(s, z)-z)
}

// Equilibrium is a uniform part of a length-biased life. The density of that, x times that of a life, has its peak at
// m and lies below that of a normal law around m, so that lives of the latter are rejected, less than one in four.
func (l Normal) Equilibrium(s *rng.Stream) float64 {
	m := float64((l.mu + num.Hypot(l.mu, 2*l.sigma)) / 2)
	for {
		x := m + float64(l.sigma*normalBeyond(s, -m/l.sigma))
		if r := x / m; s.Bernoulli(r * num.Exp(1-r)) {
			return x * s.Float64()
		}
	}
}

// Survival is the normal tail over that at the cut.
func (l Normal) Survival(x float64) float64 {
	if x <= 0 {
		return 1
	}
	return normalTail((x-l.mu)/l.sigma) / normalTail(l.start())
}

// Hazard is that of the normal law, which the cut leaves as it is.
func (l Normal) Hazard(x float64) float64 {
	if x < 0 {
		return 0
	}
	return normalHazard((x-l.mu)/l.sigma) / l.sigma
}

// Quantile inverts the normal law from the nearer side.
func (l Normal) Quantile(p float64) float64 {
	kept := normalTail(l.start())
	switch {
	case !isProbability(p):
		return math.NaN()
	case p == 0:
		return 0
	case p < 0.5:
		return max(0, l.mu+float64(l.sigma*rng.NormQuantile(normalTail(-l.start())+float64(p*kept))))
	}
	return l.mu - float64(l.sigma*rng.NormQuantile((1-p)*kept))
}

// Mean is that of the durations, not mu.
func (l Normal) Mean() float64 {
	excess, _ := cutNormal(l.start())
	return l.sigma * excess
}

func (l Normal) String() string {
	excess, cv := cutNormal(l.start())
	return "normal(mean " + span(l.sigma*excess) + ", sd " + span(l.sigma*excess*cv) + ")"
}

type normalConfig struct {
	Mean *unit.Duration `key:"mean" doc:"mean, above 0"`
	SD   *unit.Duration `key:"sd" doc:"standard deviation, up to 75 % of the mean"`
	CV   *float64       `key:"cv" doc:"standard deviation over the mean, up to 0.75"`
}

func (c normalConfig) moments() (mean, sd float64) { return spreadOf(c.Mean, c.SD, c.CV) }

func (c normalConfig) law() (Law, error) {
	return determine("normal", c, byMoments[normalConfig](func(mean, sd float64) (Law, error) {
		return as(NewNormal(mean, sd))
	})...)
}
