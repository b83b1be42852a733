package num

import "math"

// Cbrt is the cube root, within 1 ulp or so.
func Cbrt(x float64) float64 {
	switch {
	case x < 0:
		return -Cbrt(-x)
	case !(x > 0) || x > math.MaxFloat64:
		return x
	}
	y := Exp(Log(x) / 3)
	return y - (y-x/(y*y))/3 // a step of Newton's takes the error of the logarithm away
}

// Hypot is √(x² + y²), within 1 ulp or so, without overflow on the way.
func Hypot(x, y float64) float64 {
	x, y = math.Abs(x), math.Abs(y)
	if x < y {
		x, y = y, x
	}
	switch {
	case math.IsInf(x, 1) || math.IsInf(y, 1):
		return math.Inf(1)
	case x == 0 || x != x || y != y:
		return x + y
	}
	y /= x
	return x * math.Sqrt(1+float64(y*y))
}
