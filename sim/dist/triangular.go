package dist

import (
	"fmt"
	"math"

	"nines/sim/rng"
	"nines/sim/unit"
)

// Triangular is the law of an expert's guess: shortest, most likely and longest duration.
type Triangular struct{ min, mode, max float64 }

// NewTriangular returns the triangular law, 0 ≤ min ≤ mode ≤ max and min < max, in seconds.
func NewTriangular(min, mode, max float64) (Triangular, error) {
	err := first(checkSpanOrZero("min", min), checkSpanOrZero("mode", mode), checkSpan("max", max))
	if err == nil && !(min <= mode && mode <= max && min < max) {
		err = fmt.Errorf("min %s, mode %s and max %s do not rise; order them, with min below max",
			span(min), span(mode), span(max))
	}
	return Triangular{min, mode, max}, err
}

// Sample inverts one uniform.
func (l Triangular) Sample(s *rng.Stream) float64 {
	u := s.Float64()
	return l.at(u, 1-u)
}

// at returns the duration that a share p stays below and a share q = 1 − p exceeds.
func (l Triangular) at(p, q float64) float64 {
	width := l.max - l.min
	if p*width < l.mode-l.min {
		return l.min + math.Sqrt(p*width*(l.mode-l.min))
	}
	return l.max - math.Sqrt(q*width*(l.max-l.mode))
}

// Residual inverts one uniform in the conditional tail.
func (l Triangular) Residual(s *rng.Stream, age float64) float64 {
	q := float64(l.Survival(age) * s.Float64())
	return max(0, l.at(1-q, q)-age)
}

// Equilibrium is a uniform part of a length-biased life: a life accepted with probability life/max, a third at least.
func (l Triangular) Equilibrium(s *rng.Stream) float64 {
	for {
		if x := l.Sample(s); s.Bernoulli(x / l.max) {
			return x * s.Float64()
		}
	}
}

// Survival is a parabola on either side of the mode.
func (l Triangular) Survival(x float64) float64 {
	width := l.max - l.min
	switch {
	case x <= l.min:
		return 1
	case x >= l.max:
		return 0
	case x < l.mode:
		return 1 - float64((x-l.min)/width*((x-l.min)/(l.mode-l.min)))
	}
	return (l.max - x) / width * ((l.max - x) / (l.max - l.mode))
}

// Hazard rises without bound towards max.
func (l Triangular) Hazard(x float64) float64 {
	switch {
	case x < l.min:
		return 0
	case x < l.mode:
		return 2 * (x - l.min) / (l.max - l.min) / (l.mode - l.min) / l.Survival(x)
	case x < l.max:
		return 2 / (l.max - x)
	}
	return math.Inf(1)
}

// Quantile is a square root on either side of the mode.
func (l Triangular) Quantile(p float64) float64 {
	if !isProbability(p) {
		return math.NaN()
	}
	return l.at(p, 1-p)
}

// Mean is the average of the three.
func (l Triangular) Mean() float64 { return l.min/3 + l.mode/3 + l.max/3 }

func (l Triangular) String() string {
	return "triangular(min " + span(l.min) + ", mode " + span(l.mode) + ", max " + span(l.max) + ")"
}

type triangularConfig struct {
	Min  *unit.Duration `key:"min" doc:"shortest duration, 0 or more"`
	Mode *unit.Duration `key:"mode" doc:"most likely duration, from min to max"`
	Max  *unit.Duration `key:"max" doc:"longest duration, above min"`
}

func (c triangularConfig) law() (Law, error) {
	return determine("triangular", c, way[triangularConfig]{"min, mode and max", func(c triangularConfig) (Law, error) {
		return as(NewTriangular(float64(*c.Min), float64(*c.Mode), float64(*c.Max)))
	}})
}
