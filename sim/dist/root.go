package dist

import (
	"nines/sim/num"
)

// peak returns where a function with a single maximum in [lo, hi], 0 < lo, has it, to the precision that function
// values can give (half of the digits): golden-section search on the logarithm of x.
func peak(lo, hi float64, f func(x float64) float64) float64 {
	const golden = 0.6180339887498949
	a, b := num.Log(lo), num.Log(hi)
	left, right := b-float64(golden*(b-a)), a+float64(golden*(b-a))
	atLeft, atRight := f(num.Exp(left)), f(num.Exp(right))
	for b-a > 1e-9 {
		if atLeft < atRight {
			a, left, atLeft = left, right, atRight
			right = a + float64(golden*(b-a))
			atRight = f(num.Exp(right))
		} else {
			b, right, atRight = right, left, atLeft
			left = b - float64(golden*(b-a))
			atLeft = f(num.Exp(left))
		}
	}
	return num.Exp((a + b) / 2)
}
