package num

import "math"

// Pow is x to the power y for x ≥ 0; NaN for x below 0, unless y is a whole number. Its error is some
// ulp, and more where the fraction of y times the logarithm of x is large: that is rounded before it is raised.
//
// The fraction of y goes through the logarithm, its whole part through squarings, so that whole powers of small whole
// numbers are exact.
func Pow(x, y float64) float64 {
	switch {
	case y == 0 || x == 1:
		return 1
	case y == 1:
		return x
	case y == 0.5 && x >= 0:
		return math.Sqrt(x)
	case !(x > 0) || x > math.MaxFloat64 || math.IsInf(y, 0) || y != y:
		return powEdge(x, y)
	}
	whole, part := math.Modf(math.Abs(y))
	if whole >= 1<<32 { // beyond any number, unless x is very close to 1
		return Exp(y * Log(x))
	}
	a, e := 1.0, 0
	if part != 0 {
		if part > 0.5 {
			part--
			whole++
		}
		a = Exp(part * Log(x))
	}
	a, e = squarings(x, a, uint64(whole))
	if y < 0 {
		a, e = 1/a, -e
	}
	return math.Ldexp(a, e)
}

// squarings is a·xⁿ as a number and a power of two, lest it overflows on the way.
func squarings(x, a float64, n uint64) (float64, int) {
	e := 0
	for m, k := math.Frexp(x); n != 0; n >>= 1 {
		if k < -1<<12 || 1<<12 < k {
			return a, e + k // out of reach already
		}
		if n&1 == 1 {
			a *= m
			e += k
		}
		if m = float64(m * m); m < 0.5 {
			m, k = m+m, k<<1-1
		} else {
			k <<= 1
		}
	}
	return a, e
}

// powEdge is Pow where x is no positive finite number or y no finite one; rules as in C.
func powEdge(x, y float64) float64 { return math.Pow(x, y) }
