package num

import "math"

// Inverses by halving an interval of doubles: some sixty values of the function each, and bits that depend on nothing
// but its own.

// GammaPInv is the x for which GammaP(a, x) = p.
func GammaPInv(a, p float64) float64 {
	return Smallest(0, math.MaxFloat64, func(x float64) bool { return GammaP(a, x) >= p })
}

// GammaQInv is the x for which GammaQ(a, x) = q.
func GammaQInv(a, q float64) float64 {
	return Smallest(0, math.MaxFloat64, func(x float64) bool { return GammaQ(a, x) <= q })
}

// BetaIInv is the x for which BetaI(a, b, x) = p.
func BetaIInv(a, b, p float64) float64 {
	return Smallest(0, 1, func(x float64) bool { return BetaI(a, b, x) >= p })
}

// Smallest is the smallest double in [lo, hi] at which reached holds, given that reached is monotone (false, then true)
// and holds at hi; 0 ≤ lo ≤ hi ≤ +Inf. Doubles of one sign are ordered like their bits, so halving the bits takes at
// most 64 steps from any bracket and ends at full precision.
func Smallest(lo, hi float64, reached func(x float64) bool) float64 {
	a, b := math.Float64bits(lo), math.Float64bits(hi)
	for a < b {
		middle := a + (b-a)/2
		if reached(math.Float64frombits(middle)) {
			b = middle
		} else {
			a = middle + 1
		}
	}
	return math.Float64frombits(b)
}
