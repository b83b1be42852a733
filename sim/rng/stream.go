package rng

import (
	"math/bits"

	"nines/sim/num"
)

// Stream is 16 bytes of PCG-DXSM state, a value: a copy draws the same numbers again. Streams come from Open; the zero
// Stream is valid but has no name. It implements the Source of math/rand/v2, so gonum's distributions accept one.
type Stream struct{ hi, lo uint64 }

// The 128-bit multiplier and increment of PCG and the multiplier of the DXSM output, as published and as in
// math/rand/v2.
const (
	mulHi = 2549297995355413924
	mulLo = 4865540595714422341
	incHi = 6364136223846793005
	incLo = 1442695040888963407
	dxsm  = 0xda942042e4dd58b5
)

// Uint64 returns 64 random bits.
func (s *Stream) Uint64() uint64 {
	hi, lo := bits.Mul64(s.lo, mulLo)
	hi += s.hi*mulLo + s.lo*mulHi
	lo, carry := bits.Add64(lo, incLo, 0)
	hi += incHi + carry
	s.hi, s.lo = hi, lo
	hi ^= hi >> 32
	hi *= dxsm
	hi ^= hi >> 48
	return hi * (lo | 1)
}

// Float64 returns a uniform number in the open interval (0, 1): an odd multiple of 2^-53, so that its logarithm and
// that of its complement are finite, and x and 1−x are equally likely.
func (s *Stream) Float64() float64 {
	return float64((float64(s.Uint64()>>12) + 0.5) * 0x1p-52)
}

// Exp returns an exponential number of mean 1, at most 36.8, by inversion of one uniform. Large uniforms give small
// results, as −log does.
func (s *Stream) Exp() float64 { return -num.Log(s.Float64()) }

// Norm returns a standard normal number, at most 8.3 in magnitude, by inversion of one uniform, so that two models
// with common random numbers stay paired.
func (s *Stream) Norm() float64 { return NormQuantile(s.Float64()) }

// IntN returns a number in [0, n) without bias (D. Lemire, "Fast random integer generation in an interval", 2019). It
// panics unless n > 0. It takes one 64-bit number, and another with probability n/2^64.
func (s *Stream) IntN(n int) int {
	if n <= 0 {
		panic("rng: IntN of a number that is not positive")
	}
	hi, lo := bits.Mul64(s.Uint64(), uint64(n))
	if lo < uint64(n) {
		for floor := -uint64(n) % uint64(n); lo < floor; {
			hi, lo = bits.Mul64(s.Uint64(), uint64(n))
		}
	}
	return int(hi)
}

// Bernoulli returns true with probability p, which may be 0 or 1. It takes one uniform, whatever p is.
func (s *Stream) Bernoulli(p float64) bool { return s.Float64() < p }

// Shuffle puts things in an order of which all are equally likely (Fisher and Yates). It takes one number of each place
// but the first, from the last on.
func Shuffle[T any](s *Stream, all []T) {
	for i := len(all) - 1; i > 0; i-- {
		j := s.IntN(i + 1)
		all[i], all[j] = all[j], all[i]
	}
}
