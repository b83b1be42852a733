package verify

import (
	"math"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat"
)

// student is the two-sided p-value P(|T| ≥ |t|) of Student's t, through the incomplete beta function: no tail is lost
// to 1 − CDF.
func student(t float64, freedom int) float64 {
	nu := float64(freedom)
	if math.IsNaN(t) || math.IsInf(t, 0) || freedom < 1 {
		return 0
	}
	return mathext.RegIncBeta(nu/2, 0.5, nu/(nu+t*t))
}

// unskewed undoes what the skewness of the values does to the t-statistic of their mean (P. Hall, "On the removal of
// skewness by transformation", JRSS B 54, 1992). Without it a mean of long-tailed values is found too small too often:
// at p = 1e-8 a thousand times, for a hundred exponential values.
func unskewed(t float64, values []float64) float64 {
	a := stat.Skew(values, nil) / math.Sqrt(float64(len(values)))
	return t + a*t*t/3 + a*a*t*t*t/27 + a/6
}

// binomial is the two-sided p-value that n independent trials of chance p succeeded k times: twice the smaller exact
// tail, at most 1.
func binomial(k, n int, p float64) float64 {
	switch {
	case p <= 0:
		return indicator(k == 0)
	case p >= 1:
		return indicator(k == n)
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
