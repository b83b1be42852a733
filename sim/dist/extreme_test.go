package dist

import (
	"math"
	"testing"

	"nines/sim/rng"
	"nines/sim/unit"
)

// Parameters come from strangers. Whatever pair of them a family accepts, no method panics, hangs, or answers with NaN
// or a negative duration, at young and at absurd ages.
func TestExtremeParameters(t *testing.T) {
	values := []float64{5e-324, 1e-300, 1e-9, 0.0031, 0.006, 0.5, 1, 1 + 1e-12, 3, 999, 1e6, 1e15, 1e300, math.MaxFloat64}
	for _, a := range values {
		for _, b := range values {
			for _, try := range twoParameters {
				if law, err := try(a, b); err == nil {
					tryExtremes(t, law)
				}
			}
		}
	}
}

var twoParameters = []func(a, b float64) (Law, error){
	func(a, _ float64) (Law, error) { return as(NewExponential(a)) },
	func(a, b float64) (Law, error) { return as(NewWeibull(a, b)) },
	func(a, b float64) (Law, error) { return as(NewLognormal(math.Log(a), b)) },
	func(a, b float64) (Law, error) { return as(NewGamma(a, b)) },
	func(a, b float64) (Law, error) { return as(NewNormal(a, b)) },
	func(a, b float64) (Law, error) { return as(NewUniform(a, b)) },
	func(a, b float64) (Law, error) { return as(NewTriangular(0, a, b)) },
	func(a, b float64) (Law, error) { return as(NewPareto(a, b)) },
	func(a, b float64) (Law, error) { return as(NewLogLogistic(a, b)) },
	func(a, b float64) (Law, error) {
		return as(NewHyperexponential([]Phase{{0.5, unit.Duration(a)}, {0.5, unit.Duration(b)}}))
	},
	func(a, b float64) (Law, error) {
		return as(NewBathtub(&Ageing{0.1, unit.Duration(a)}, 0, &Ageing{100, unit.Duration(b)}))
	},
	func(a, b float64) (Law, error) { return as(NewBathtub(&Ageing{0.5, unit.Duration(a)}, 1/b, nil)) },
	func(a, b float64) (Law, error) {
		return as(NewAgeTable([]AgeRate{{unit.Duration(a), unit.Rate(b)}, {Rate: unit.Rate(1 / a)}}))
	},
	func(a, b float64) (Law, error) { return as(NewEmpirical([]float64{a, b})) },
	func(a, b float64) (Law, error) {
		constant, _ := NewConstant(a)
		pareto, err := NewPareto(b, 1)
		if err != nil {
			return nil, err
		}
		return as(NewMixture([]Component{{0.5, constant}, {0.5, pareto}}))
	},
}

func tryExtremes(t *testing.T, law Law) {
	t.Helper()
	s := rng.Open(rng.Key{Seed: 6})
	valid := func(what string, x float64) {
		if !(x >= 0) {
			t.Errorf("%#v: %s is %g", law, what, x)
		}
	}
	valid("mean", law.Mean())
	valid("median", law.Quantile(0.5))
	valid("upper end", law.Quantile(1))
	for range 3 {
		valid("life", law.Sample(&s))
		if !math.IsInf(law.Mean(), 1) {
			valid("equilibrium life", law.Equilibrium(&s))
		}
		for _, age := range []float64{0, 5e-324, 1e-9, 1, 1e9, mostSpan, law.Quantile(0.5)} {
			if age <= mostSpan {
				valid("residual life", law.Residual(&s, age))
				valid("survival", law.Survival(age))
			}
		}
	}
}
