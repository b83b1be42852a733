package exact

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// near fails unless got is within the relative tolerance rel of want (absolute where want is 0).
func near(t *testing.T, what string, got, want, rel float64) {
	t.Helper()
	scale := math.Abs(want)
	if scale == 0 {
		scale = 1
	}
	if !(math.Abs(got-want) <= rel*scale) && got != want {
		t.Errorf("%s = %.15g, want %.15g (relative difference %.2g, allowed %.2g)",
			what, got, want, (got-want)/scale, rel)
	}
}

// within fails unless an estimate agrees with want to its own stated error, and that error is at most limit.
func within(t *testing.T, what string, got Estimate, want, limit float64) {
	t.Helper()
	if math.Abs(got.Value-want) > got.Error+1e-14 {
		t.Errorf("%s = %.12g ± %.2g, want %.12g: the stated error is too small", what, got.Value, got.Error, want)
	}
	if got.Error > limit {
		t.Errorf("%s has error %.2g, want at most %.2g", what, got.Error, limit)
	}
}

// trapezoid integrates f over [a, b]; a dumb twin for smooth integrands.
func trapezoid(f func(float64) float64, a, b float64, n int) float64 {
	h := (b - a) / float64(n)
	s := (f(a) + f(b)) / 2
	for i := 1; i < n; i++ {
		s += f(a + float64(i)*h)
	}
	return s * h
}

func weibull(shape, mean float64) Law {
	return distuv.Weibull{K: shape, Lambda: mean / math.Gamma(1+1/shape)}
}

func exponential(mean float64) Law { return distuv.Exponential{Rate: 1 / mean} }
