package dist

import (
	"nines/sim/num"
	"nines/sim/rng"
	"nines/sim/unit"
)

// Exponential is the law without memory: the remaining life never depends on the age.
type Exponential struct{ mean float64 }

// NewExponential returns the exponential law of that mean in seconds.
func NewExponential(mean float64) (Exponential, error) {
	return Exponential{mean}, checkSpan("mean", mean)
}

// Sample inverts one uniform.
func (l Exponential) Sample(s *rng.Stream) float64 { return l.mean * s.Exp() }

// Residual is a fresh life.
func (l Exponential) Residual(s *rng.Stream, _ float64) float64 { return l.mean * s.Exp() }

// Equilibrium is a fresh life.
func (l Exponential) Equilibrium(s *rng.Stream) float64 { return l.mean * s.Exp() }

// Survival is exp(−x/mean).
func (l Exponential) Survival(x float64) float64 { return num.Exp(-max(x, 0) / l.mean) }

// Hazard is 1/mean at any age.
func (l Exponential) Hazard(x float64) float64 {
	if x < 0 {
		return 0
	}
	return 1 / l.mean
}

// Quantile is −mean·log(1−p).
func (l Exponential) Quantile(p float64) float64 { return l.mean * hazardAt(p) }

// Mean is the parameter.
func (l Exponential) Mean() float64 { return l.mean }

func (l Exponential) String() string { return "exponential(mean " + span(l.mean) + ")" }

type exponentialConfig struct {
	Mean *unit.Duration `key:"mean" doc:"mean, above 0"`
	Rate *unit.Rate     `key:"rate" doc:"events per time, 1/mean, above 0"`
}

func (c exponentialConfig) law() (Law, error) {
	return determine("exponential", c,
		way[exponentialConfig]{"mean", func(c exponentialConfig) (Law, error) {
			return as(NewExponential(float64(*c.Mean)))
		}},
		way[exponentialConfig]{"rate", func(c exponentialConfig) (Law, error) {
			mean := 1 / float64(*c.Rate)
			law, err := NewExponential(mean)
			return as(law, first(checkSpan("1/rate", mean), err))
		}},
	)
}
