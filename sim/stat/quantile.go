package stat

import (
	"fmt"
	"math"
	"slices"
	"sort"

	"nines/sim/num"
)

// Quantile estimates the p-quantile of the law of independent values, whatever it is. The point interpolates between
// order statistics (type 7 of Hyndman and Fan, the default of R and NumPy); the interval runs from one order statistic
// to another, and Confidence is its exact coverage for a continuous law, at least the asked one (conservative for one
// with atoms). If there are too few values for an end, that end is infinite and a warning says how many are needed.
func Quantile(xs []float64, p, confidence float64) Estimate {
	mustConfidence(confidence)
	if !(p > 0 && p < 1) {
		panic(fmt.Sprintf("stat: no interval for the %v-quantile", p))
	}
	n := len(xs)
	e := Estimate{N: n, Point: math.NaN(), SD: math.NaN(), Low: math.Inf(-1), High: math.Inf(1),
		Confidence: confidence, Method: "order statistics"}
	if n == 0 {
		return e.warn("no value to estimate from")
	}
	sorted := slices.Sorted(slices.Values(xs))
	e.Point = QuantileOf(sorted, p)
	if n > 1 {
		e.SD = momentsOf(xs).sd
	}
	tail := float64((1 - confidence) / 2)
	// The true quantile lies between the i-th and the j-th smallest value (counted from 1) if i ≤ B < j, where B, the
	// number of values below it, is binomial. An i of 0 and a j of n+1 stand for the infinities.
	i := sort.Search(n+1, func(k int) bool { return binomialCDF(k, n, p) > tail })
	j := 1 + sort.Search(n, func(k int) bool { return binomialCDF(k, n, p) >= 1-tail })
	if i > 0 {
		e.Low = sorted[i-1]
	}
	if j <= n {
		e.High = sorted[j-1]
	}
	e.Confidence = binomialCDF(j-1, n, p) - binomialCDF(i-1, n, p)
	if i == 0 || j > n {
		need := math.Ceil(num.Log(tail) / num.Log(max(p, 1-p)))
		e = e.warn("%d values do not bound the %g-quantile on both sides; at least %.0f are needed", n, p, need)
	}
	return e
}

// QuantileOf is the p-quantile of values in ascending order, at least one, without an interval: it interpolates at
// 1 + (n−1)p between the order statistics counted from 1 (type 7). p in [0, 1].
func QuantileOf(sorted []float64, p float64) float64 {
	at := float64(p * float64(len(sorted)-1))
	i := int(at)
	if i+1 >= len(sorted) || sorted[i] == sorted[i+1] {
		return sorted[i]
	}
	return sorted[i] + float64((at-float64(i))*(sorted[i+1]-sorted[i]))
}
