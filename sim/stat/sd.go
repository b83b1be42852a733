package stat

import (
	"math"
	"slices"

	"nines/sim/num"
	"nines/sim/rng"
)

// StandardDeviation estimates the standard deviation of the law of independent values, whatever it is, by Bonett's
// interval, which goes by their kurtosis (D. G. Bonett, "Approximate confidence interval for standard deviation of
// nonnormal distributions", Computational Statistics & Data Analysis 50, 2006): that of the normal law is far too
// narrow for skewed values such as downtimes. Where all values are equal the interval is their point; below five it is
// all there is.
//
// Coverage of 95 % intervals in per cent, in 4000 experiments of n values: normal, exponential, lognormal with standard
// deviation 1 of the logarithm. The standard error is 0.4.
//
//	  n   normal   exponential   lognormal
//	 40     94.4          88.9        73.8
//	100     94.6          90.2        76.7
//	400     94.7          94.1        83.4
//
// A tail that few values have drawn is underrated by every interval; it warns where the largest value alone makes half
// of the variance.
func StandardDeviation(xs []float64, confidence float64) Estimate {
	mustConfidence(confidence)
	n, m := float64(len(xs)), momentsOf(xs)
	e := Estimate{N: len(xs), Point: math.NaN(), SD: math.NaN(), Low: 0, High: math.Inf(1), Confidence: confidence,
		Method: "Bonett"}
	if len(xs) < 2 {
		return e.warn("fewer than two values have no standard deviation")
	}
	e.Point = m.sd
	switch {
	case m.constant():
		e.Low, e.High = m.sd, m.sd
		return e
	case len(xs) < 5:
		return e.warn("%d values do not bound the standard deviation; at least 5 are needed", len(xs))
	}
	z := rng.NormQuantile((1 + confidence) / 2)
	square, fourth, largest := 0.0, 0.0, 0.0
	center := trimmedMean(xs, 1/(2*math.Sqrt(n-4)))
	for _, x := range xs {
		d := float64((x - m.mean) * (x - m.mean))
		square, largest = square+d, max(largest, d)
		fourth += num.Pow(x-center, 4)
	}
	correction := n / (n - z)
	spread := z * correction * math.Sqrt(max(0, n*fourth/(square*square)-(n-3)/n)/(n-1))
	e.Low, e.High = m.sd*math.Sqrt(correction*num.Exp(-spread)), m.sd*math.Sqrt(correction*num.Exp(spread))
	if largest > square/2 {
		return e.warn("one value makes half of the variance; run more replications")
	}
	return e
}

// trimmedMean is the mean without a share of the values at either end.
func trimmedMean(xs []float64, share float64) float64 {
	sorted := slices.Sorted(slices.Values(xs))
	cut := int(share * float64(len(sorted)))
	sum := 0.0
	for _, x := range sorted[cut : len(sorted)-cut] {
		sum += x
	}
	return sum / float64(len(sorted)-2*cut)
}
