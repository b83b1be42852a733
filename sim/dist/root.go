package dist

import "math"

// smallest returns the smallest double in [lo, hi] at which reached holds, given that reached is monotone (false, then
// true) and holds at hi; 0 ≤ lo ≤ hi ≤ +Inf. Doubles of one sign are ordered like their bits, so halving the bits takes
// at most 64 steps from any bracket and ends at full precision.
func smallest(lo, hi float64, reached func(x float64) bool) float64 {
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

// peak returns where a function with a single maximum in [lo, hi], 0 < lo, has it, to the precision that function
// values can give (half of the digits): golden-section search on the logarithm of x.
func peak(lo, hi float64, f func(x float64) float64) float64 {
	const golden = 0.6180339887498949
	a, b := math.Log(lo), math.Log(hi)
	left, right := b-golden*(b-a), a+golden*(b-a)
	atLeft, atRight := f(math.Exp(left)), f(math.Exp(right))
	for b-a > 1e-9 {
		if atLeft < atRight {
			a, left, atLeft = left, right, atRight
			right = a + golden*(b-a)
			atRight = f(math.Exp(right))
		} else {
			b, right, atRight = right, left, atLeft
			left = b - golden*(b-a)
			atLeft = f(math.Exp(left))
		}
	}
	return math.Exp((a + b) / 2)
}
