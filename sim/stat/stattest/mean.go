package stattest

import (
	"math"

	"gonum.org/v1/gonum/mathext"
	gonum "gonum.org/v1/gonum/stat"

	"nines/sim/stat"
)

// Mean is the two-sided p-value of Student's t-test that the independent values xs have the given mean. The values may
// come from any law with a variance, but skewed ones need hundreds of values before the far tail can be believed. Equal
// values are judged exactly: 1 if they equal the mean, else 0. Fewer than two values give 1.
func Mean(xs []float64, mean float64) float64 {
	if len(xs) < 2 {
		return 1
	}
	got, variance := gonum.MeanVariance(xs, nil)
	if got == mean {
		return 1
	}
	return stat.StudentP((got-mean)/math.Sqrt(variance/float64(len(xs))), len(xs)-1)
}

// Normal is the two-sided p-value that a normal variate of the given mean and standard error came out as got: for
// statistics whose variance is known by theory.
func Normal(got, mean, standardError float64) float64 {
	if got == mean {
		return 1
	}
	z := math.Abs(got-mean) / standardError
	if math.IsNaN(z) {
		return 0
	}
	return math.Erfc(z / math.Sqrt2)
}

// Poisson is the two-sided p-value that a Poisson process expected to strike mean times struck k times: twice the
// smaller of the two exact tails, at most 1.
func Poisson(k int, mean float64) float64 {
	if k < 0 {
		return 0
	}
	atMost, atLeast := mathext.GammaIncRegComp(float64(k+1), mean), 1.0
	if k > 0 {
		atLeast = mathext.GammaIncReg(float64(k), mean)
	}
	return min(1, 2*min(atMost, atLeast))
}
