package stattest

import (
	"math"
	"slices"
)

// KSOne is the p-value of the Kolmogorov–Smirnov test that the sample was drawn independently from the law with the
// given distribution function P(X ≤ x). A law with atoms is allowed; its p-value is then too large (the safe side).
//
// The p-value is twice the exact one-sided probability of Birnbaum and Tingey (1951), at most 1. It exceeds the exact
// two-sided one by the probability that both sides deviate together, which is below 1 part in 1000 once p < 0.05, so
// verdicts are exact at every sample size. An empty sample gives 1, a NaN in it 0.
//
// Cost: a sort, two calls of cdf per distinct value, and n logarithms of factorials; the sample is not changed.
func KSOne(sample []float64, cdf func(x float64) float64) float64 {
	sorted := slices.Sorted(slices.Values(sample))
	if len(sorted) == 0 {
		return 1
	}
	if math.IsNaN(sorted[0]) {
		return 0
	}
	return math.Min(1, 2*smirnov(len(sorted), distance(sorted, cdf)))
}

// distance is the largest gap between the empirical distribution function and cdf, at and just below each value.
func distance(sorted []float64, cdf func(float64) float64) float64 {
	n := float64(len(sorted))
	var widest float64
	for i := 0; i < len(sorted); {
		x, first := sorted[i], i
		for i < len(sorted) && sorted[i] == x {
			i++
		}
		below := math.Abs(float64(first)/n - cdf(math.Nextafter(x, math.Inf(-1))))
		at := math.Abs(float64(i)/n - cdf(x))
		widest = max(widest, below, at)
	}
	return widest
}

// smirnov is P(sup(F_n − F) ≥ d) for n draws from a continuous law: a sum of positive terms, so nothing cancels.
func smirnov(n int, d float64) float64 {
	switch {
	case math.IsNaN(d) || d >= 1:
		return 0
	case d <= 0:
		return 1
	}
	var sum float64
	size := float64(n)
	whole, _ := math.Lgamma(size + 1)
	for j := 0.0; j <= math.Floor(size*(1-d)); j++ {
		a, _ := math.Lgamma(j + 1)
		b, _ := math.Lgamma(size - j + 1)
		gap := max(0, 1-d-j/size)
		sum += math.Exp(whole - a - b + (size-j)*math.Log(gap) + (j-1)*math.Log(d+j/size))
	}
	return math.Min(1, d*sum)
}

// KSTwo is the p-value of the two-sample Kolmogorov–Smirnov test that a and b were drawn independently from the same
// law, whatever it is. Ties are allowed and make the p-value too large. It sums Kolmogorov's limiting series at
// √(nm/(n+m))·D without a small-sample correction, which errs on the large side. An empty sample gives 1, a NaN 0.
func KSTwo(a, b []float64) float64 {
	x, y := slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	if len(x) == 0 || len(y) == 0 {
		return 1
	}
	if math.IsNaN(x[0]) || math.IsNaN(y[0]) {
		return 0
	}
	n, m := float64(len(x)), float64(len(y))
	return kolmogorov(math.Sqrt(n*m/(n+m)) * separation(x, y))
}

// separation is the largest gap between the two empirical distribution functions.
func separation(x, y []float64) float64 {
	n, m := float64(len(x)), float64(len(y))
	var widest float64
	for i, j := 0, 0; i < len(x) && j < len(y); {
		at := min(x[i], y[j])
		for i < len(x) && x[i] == at {
			i++
		}
		for j < len(y) && y[j] == at {
			j++
		}
		widest = max(widest, math.Abs(float64(i)/n-float64(j)/m))
	}
	return widest
}

// kolmogorov is P(K > λ) = 2 Σ (−1)^(k−1) exp(−2k²λ²). Below λ = 0.2 it is 1 to double precision.
func kolmogorov(lambda float64) float64 {
	if lambda < 0.2 {
		return 1
	}
	var sum float64
	for k, sign := 1.0, 1.0; k <= 50; k, sign = k+1, -sign {
		sum += sign * math.Exp(-2*k*k*lambda*lambda)
	}
	return min(1, max(0, 2*sum))
}
