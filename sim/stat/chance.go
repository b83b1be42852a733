package stat

import (
	"math"

	"nines/sim/num"
)

// StudentP is the two-sided p-value P(|T| ≥ |t|) of Student's t with the given degrees of freedom (at least 1), through
// the incomplete beta function: no tail is lost to 1 − CDF. NaN where t is NaN or no degree of freedom is left.
func StudentP(t float64, freedom int) float64 { return studentP(t, float64(freedom)) }

// studentP is StudentP for any number of degrees of freedom.
func studentP(t, freedom float64) float64 {
	switch {
	case math.IsNaN(t) || !(freedom >= 1):
		return math.NaN()
	case math.IsInf(t, 0):
		return 0
	}
	return num.BetaI(freedom/2, 0.5, freedom/(freedom+float64(t*t)))
}

// BinomialP is the two-sided p-value that n independent trials of probability p succeeded k times: twice the smaller of
// the two exact tails, at most 1; 0 for a k that n trials cannot give.
func BinomialP(k, n int, p float64) float64 {
	if k < 0 || k > n {
		return 0
	}
	atMost, atLeast := binomialCDF(k, n, p), 1.0
	if k > 0 {
		atLeast = num.BetaI(float64(k), float64(n-k+1), p)
	}
	return min(1, 2*min(atMost, atLeast))
}

// binomialCDF is P(B ≤ k) for n trials of probability p.
func binomialCDF(k, n int, p float64) float64 {
	switch {
	case k < 0:
		return 0
	case k >= n:
		return 1
	}
	return num.BetaI(float64(n-k), float64(k+1), 1-p)
}
