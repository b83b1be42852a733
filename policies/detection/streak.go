package detection

import (
	"math"

	"nines/sim/dist"
	"nines/sim/rng"
)

// streak draws how many independent trials it takes until size of them in a row have failed, each with probability p in
// (0, 1], where the last head before the first had failed too, head < size. It is exact; cost as of runs.trials.
func streak(p float64, size, head int, s *rng.Stream) float64 {
	if p >= 1 {
		return float64(size - head)
	}
	failed := geometric(p, s)
	if left := float64(size - head); failed >= left {
		return left
	}
	further := newRuns(p, size)
	return failed + 1 + further.trials(s)
}

// meanStreak is the mean of streak with no head (W. Feller, "An Introduction to Probability Theory", vol. I, XIII.7).
func meanStreak(p float64, size int) float64 {
	if p >= 1 {
		return float64(size)
	}
	long := math.Pow(p, float64(size))
	return (1 - long) / ((1 - p) * long)
}

// arrivals draws the time until the n-th event of a Poisson process of rate 1.
func arrivals(n float64, s *rng.Stream) float64 {
	if n > 1e5 {
		return n + math.Sqrt(n)*s.Norm() // the law is normal but for a skewness of 2/√n
	}
	law, _ := dist.NewGamma(n, 1) // 1 … 10⁵ is a shape
	return law.Sample(s)
}
