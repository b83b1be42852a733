package stattest

import (
	"math"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat"
)

// Mean is the two-sided p-value of Student's t-test that the independent values xs have the given mean. The values may
// come from any law with a variance, but skewed ones need hundreds of values before the far tail can be believed. Equal
// values are judged exactly: 1 if they equal the mean, else 0. Fewer than two values give 1.
func Mean(xs []float64, mean float64) float64 {
	if len(xs) < 2 {
		return 1
	}
	got, variance := stat.MeanVariance(xs, nil)
	if got == mean {
		return 1
	}
	return student((got-mean)/math.Sqrt(variance/float64(len(xs))), float64(len(xs)-1))
}

// student is P(|T| ≥ |t|) with ν degrees of freedom, through the incomplete beta function: no tail is lost to 1 − CDF.
func student(t, nu float64) float64 {
	if math.IsNaN(t) || math.IsInf(t, 0) {
		return 0
	}
	return mathext.RegIncBeta(nu/2, 0.5, nu/(nu+t*t))
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

// Binomial is the two-sided p-value that n independent trials of chance p succeeded k times: twice the smaller of the
// two exact tails, at most 1.
func Binomial(k, n int, p float64) float64 {
	if k < 0 || k > n {
		return 0
	}
	atMost, atLeast := 1.0, 1.0
	if k < n {
		atMost = mathext.RegIncBeta(float64(n-k), float64(k+1), 1-p)
	}
	if k > 0 {
		atLeast = mathext.RegIncBeta(float64(k), float64(n-k+1), p)
	}
	return min(1, 2*min(atMost, atLeast))
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
