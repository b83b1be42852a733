package fit

import (
	"math"

	"nines/sim/dist"
	"nines/sim/unit"
)

// family is a set of laws with one or two parameters, both above 0. They are fitted by their logarithms.
type family struct {
	name   string // in dist.Table
	params []string
	spans  []bool // which of them are durations
	law    func(p []float64) (dist.Law, error)
	start  func(s *Sample) []float64 // of the search: parameters not far off
	edge   func(p []float64) bool    // the likelihood grows beyond what the family has, so that this is no fit; nil: never
}

// families are those of which a fit makes sense, simplest first. Not among them are families whose ends are given
// (uniform, triangular, constant), that are special cases (Erlang), that need more than durations to tell their
// parameters apart (bathtub, age table), and Pareto, whose likelihood has its peak at an end: Sample.pareto has it.
func families() []family {
	shaped := func(s *Sample, size float64) []float64 {
		_, sd := s.logs()
		return []float64{size, 1 / max(0.1, sd)}
	}
	return []family{
		{"exponential", []string{"mean"}, []bool{true},
			func(p []float64) (dist.Law, error) { return wrap(dist.NewExponential(p[0])) },
			func(s *Sample) []float64 { return []float64{s.Total() / float64(s.ended)} }, nil},
		{"weibull", []string{"mean", "shape"}, []bool{true, false},
			func(p []float64) (dist.Law, error) { return wrap(dist.NewWeibull(p[1], p[0]/math.Gamma(1+1/p[1]))) },
			func(s *Sample) []float64 { return shaped(s, s.Mean()) }, nil},
		{"gamma", []string{"mean", "shape"}, []bool{true, false},
			func(p []float64) (dist.Law, error) { return wrap(dist.NewGamma(p[1], p[0]/p[1])) },
			func(s *Sample) []float64 { return shaped(s, s.Mean()) }, nil},
		{"lognormal", []string{"median", "sigma"}, []bool{true, false},
			func(p []float64) (dist.Law, error) { return wrap(dist.NewLognormal(math.Log(p[0]), p[1])) },
			func(s *Sample) []float64 {
				mean, sd := s.logs()
				return []float64{math.Exp(mean), max(0.1, sd)}
			}, nil},
		{"log-logistic", []string{"median", "shape"}, []bool{true, false},
			func(p []float64) (dist.Law, error) { return wrap(dist.NewLogLogistic(p[1], p[0])) },
			func(s *Sample) []float64 {
				mean, sd := s.logs()
				return []float64{math.Exp(mean), math.Pi / math.Sqrt(3) / max(0.1, sd)}
			}, nil},
		{"normal", []string{"mean", "sd"}, []bool{true, true},
			func(p []float64) (dist.Law, error) { return wrap(dist.NewNormal(p[0], p[1])) },
			func(s *Sample) []float64 {
				_, cv := s.logs() // near the mean the logarithm is straight
				return []float64{s.Mean(), s.Mean() * min(max(0.05, cv), 0.6)}
			}, func(p []float64) bool { return p[1] > 0.755*p[0] }}, // half of it would be cut away
	}
}

func wrap[L dist.Law](law L, err error) (dist.Law, error) { return law, err }

// Param is a parameter with its interval; Low and High are NaN where none is given.
type Param struct {
	Name             string
	Value, Low, High float64
	Span             bool // it is a duration, in seconds; else a number
}

// Text is the value as scenarios write it, to four digits.
func (p Param) Text() string { return p.text(p.Value) }

// LowText and HighText are the ends of the interval, likewise.
func (p Param) LowText() string  { return p.text(p.Low) }
func (p Param) HighText() string { return p.text(p.High) }

// Short is the value to three digits with its interval to two, in the unit of the value: "24.6m (9.1–67)".
func (p Param) Short() string {
	size, name := unit.Duration(1), ""
	if p.Span {
		size, name = unitFor(p.Value)
	}
	text := number(p.Value/float64(size), 3) + name
	if p.Low < p.High {
		text += " (" + number(p.Low/float64(size), 2) + "–" + number(p.High/float64(size), 2) + ")"
	}
	return text
}

func (p Param) text(x float64) string {
	if p.Span {
		return Span(x, 4)
	}
	return number(x, 4)
}

// Span writes a duration to some digits in a unit that scenarios read; "∞" where it has no end.
func Span(x float64, digits int) string {
	if math.IsInf(x, 1) {
		return "∞"
	}
	size, name := unitFor(x)
	return number(x/float64(size), digits) + name
}

func unitFor(x float64) (size unit.Duration, name string) {
	switch {
	case x >= float64(2*unit.Day):
		return unit.Day, "d"
	case x >= float64(2*unit.Hour):
		return unit.Hour, "h"
	case x >= float64(2*unit.Minute):
		return unit.Minute, "m"
	}
	return unit.Second, "s"
}
