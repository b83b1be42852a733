package rng

import "nines/sim/num"

// Poisson returns how many events of a Poisson process there are where so many are expected, by inversion of one
// uniform: with the same uniform, more where more are expected. mean is from 0 to 1e9. Cost: some 20 incomplete gamma
// functions, each of O(√mean) terms.
func (s *Stream) Poisson(mean float64) int64 {
	u := s.Float64()
	if mean <= 0 {
		return 0
	}
	// P(N ≤ k) is the probability that the (k+1)-th event comes after the mean of unit-rate time.
	reached := func(k int64) bool { return num.GammaQ(float64(k)+1, mean) >= u }
	low, high := int64(-1), int64(mean) // P(N ≤ low) < u
	for step := int64(1); !reached(high); step *= 2 {
		low, high = high, high+step
	}
	for low+1 < high {
		if middle := low + (high-low)/2; reached(middle) {
			high = middle
		} else {
			low = middle
		}
	}
	return high
}
