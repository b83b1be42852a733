package detection

import (
	"math"

	"nines/sim/num"
	"nines/sim/rng"
)

// binomial draws how many of n independent trials succeed, each with probability p. It is exact for any whole n ≥ 0
// that a float64 can hold; beyond 2⁵³ the count is rounded as n itself is. Cost: fewer than forty draws below a mean of
// 30, about 2.5 above, whatever n is.
func binomial(n, p float64, s *rng.Stream) float64 {
	switch {
	case p > 0.5:
		return n - binomial(n, 1-p, s)
	case n*p < 30:
		return fewOf(n, p, s)
	}
	return manyOf(n, p, s)
}

// fewOf walks from success to success by geometric steps.
func fewOf(n, p float64, s *rng.Stream) float64 {
	if p <= 0 {
		return 0
	}
	failure := num.Log1p(-p)
	at, successes := 0.0, 0.0
	for {
		at += math.Floor(num.Log(s.Float64())/failure) + 1
		if at > n {
			return successes
		}
		successes++
	}
}

// manyOf is transformed rejection with a squeeze, algorithm BTRS of W. Hörmann, "The generation of binomial random
// variates", J. Statistical Computation and Simulation 46 (1993); p ≤ 1/2 and n·p ≥ 10. The constants are his.
func manyOf(n, p float64, s *rng.Stream) float64 {
	mean, deviation := float64(n*p), math.Sqrt(n*p*(1-p))
	b := 1.15 + float64(2.53*deviation)
	a := -0.0873 + float64(0.0248*b) + float64(0.01*p)
	squeeze := 0.92 - 4.2/b
	height := (2.83 + 5.1/b) * deviation
	peak := logWeight(math.Floor((n+1)*p), n, mean)
	for {
		u, v := s.Float64()-0.5, s.Float64()
		edge := 0.5 - math.Abs(u)
		k := math.Floor(float64((2*a/edge+b)*u) + mean + 0.5)
		if edge >= 0.07 && v <= squeeze {
			return k
		}
		if k < 1 || k >= n { // 0 of a mean of 30 or more: fewer than one draw in 10¹³
			continue
		}
		if num.Log(v*height/(a/(edge*edge)+b)) <= logWeight(k, n, mean)-peak {
			return k
		}
	}
}

// logWeight is the logarithm of the binomial probability of k, 0 < k < n, up to a constant: Stirling's series around
// the mean, as in C. Loader's "Fast and accurate computation of binomial probabilities" (2000), so that nothing large
// cancels. Its error is below 10⁻⁷ from k = 5 on.
func logWeight(k, n, mean float64) float64 {
	excess := func(x, expected float64) float64 { // x·log(x/expected) − x + expected
		d := (x - expected) / expected
		return float64(expected * (float64((1+d)*num.Log1p(d)) - d))
	}
	tail := func(x float64) float64 { return (1./12 - (1./360-1./1260/(x*x))/(x*x)) / x }
	return -excess(k, mean) - excess(n-k, n-mean) - float64(0.5*num.Log(k*(1-k/n))) - tail(k) - tail(n-k)
}
