package num

import "math"

const (
	ln2Hi = 6.93147180369123816490e-01 // ln 2 in two parts, the first with room for a factor of some digits
	ln2Lo = 1.90821492927058770002e-10
	log2e = 1.44269504088896338700e+00

	overflow  = 7.09782712893383973096e+02 // ln of the largest number
	underflow = -7.45133219101941108420e+02
)

// Exp is e to the power x, within 1 ulp.
//
// x is reduced to r = x − k·ln 2 with |r| ≤ ln 2/2, and e^r comes from a polynomial of degree 5 in r² for
// r·(e^r + 1)/(e^r − 1) (Remez; msun).
func Exp(x float64) float64 {
	switch {
	case x > overflow:
		return math.Inf(1)
	case x < underflow:
		return 0
	case x != x:
		return x
	case -0x1p-28 < x && x < 0x1p-28:
		return 1 + x
	}
	k := nearest(float64(log2e * x))
	hi, lo := x-float64(float64(k)*ln2Hi), float64(float64(k)*ln2Lo)
	r := hi - lo
	t := r * r
	p := -1.65339022054652515390e-06 + float64(t*4.13813679705723846039e-08)
	p = 6.61375632143793436117e-05 + float64(t*p)
	p = -2.77777777770155933842e-03 + float64(t*p)
	p = 1.66666666666666657415e-01 + float64(t*p)
	c := r - float64(t*p)
	y := 1 - ((lo - (r*c)/(2-c)) - hi)
	if -1022 < k && k < 1023 {
		return y * power2(k)
	}
	return math.Ldexp(y, k)
}

// nearest is the whole number nearest to x, the one away from zero of two.
func nearest(x float64) int {
	if x < 0 {
		return int(x - 0.5)
	}
	return int(x + 0.5)
}

// power2 is 2^k for −1022 ≤ k ≤ 1023.
func power2(k int) float64 { return math.Float64frombits(uint64(k+1023) << 52) }

// Expm1 is e to the power x, less 1, within 1 ulp also where that is small.
func Expm1(x float64) float64 {
	switch {
	case x != x:
		return x
	case x > overflow:
		return math.Inf(1)
	case x < -40:
		return -1
	case -0x1p-54 < x && x < 0x1p-54:
		return x
	}
	k, c := 0, 0.0
	if x > math.Ln2/2 || x < -math.Ln2/2 {
		k = nearest(float64(log2e * x))
		hi, lo := x-float64(float64(k)*ln2Hi), float64(float64(k)*ln2Lo)
		x = hi - lo
		c = (hi - x) - lo
	}
	half := 0.5 * x
	hxs := float64(x * half)
	r := 4.00821782732936239552e-06 + float64(hxs*-2.01099218183624371326e-07)
	r = -7.93650757867487942473e-05 + float64(hxs*r)
	r = 1.58730158725481460165e-03 + float64(hxs*r)
	r = -3.33333333333331316428e-02 + float64(hxs*r)
	r = 1 + float64(hxs*r)
	t := 3 - float64(r*half)
	e := float64(hxs * ((r - t) / (6 - float64(x*t))))
	if k == 0 {
		return x - (float64(x*e) - hxs)
	}
	e = (float64(x*(e-c)) - c) - hxs
	return scaledExpm1(x, e, k)
}

// scaledExpm1 is 2^k·(1 + x − e) − 1.
func scaledExpm1(x, e float64, k int) float64 {
	switch {
	case k == -1:
		return float64(0.5*(x-e)) - 0.5
	case k == 1 && x < -0.25:
		return -2 * (e - (x + 0.5))
	case k == 1:
		return 1 + float64(2*(x-e))
	case k <= -2 || k > 56:
		return math.Ldexp(1-(e-x), k) - 1
	case k < 20:
		return (1 - power2(-k) - (e - x)) * power2(k)
	}
	return (x - (e + power2(-k)) + 1) * power2(k)
}

// Tanh is the hyperbolic tangent, within a few ulp.
func Tanh(x float64) float64 {
	if x < 0 {
		return -Tanh(-x)
	}
	if x > 22 {
		return 1
	}
	t := Expm1(-2 * x)
	return -t / (2 + t)
}
