package num

import "math"

// Log is the natural logarithm, within 1 ulp: −Inf at 0, NaN below.
//
// x = 2^k·(1 + f) with √½ < 1 + f < √2, and ln(1 + f) comes from a polynomial of degree 7 in s² for s = f/(2 + f)
// (Remez; msun).
func Log(x float64) float64 {
	bits, e := math.Float64bits(x), 1023
	if bits-leastNormal >= infinity-leastNormal {
		if !(x > 0) || x > math.MaxFloat64 {
			return logBeyond(x)
		}
		bits, e = math.Float64bits(x*0x1p54), 1023+54
	}
	bits += 0x3ff0000000000000 - 0x3fe6a09e667f3bcd // of √½
	k := float64(int(bits>>52) - e)
	f := math.Float64frombits(bits&0x000fffffffffffff+0x3fe6a09e667f3bcd) - 1
	s := f / (2 + f)
	z := s * s
	w := z * z
	odd := float64(z * (6.666666666666735130e-01 + float64(w*(2.857142874366239149e-01+
		float64(w*(1.818357216161805012e-01+float64(w*1.479819860511658591e-01)))))))
	even := float64(w * (3.999999999940941908e-01 +
		float64(w*(2.222219843214978396e-01+float64(w*1.531383769920937332e-01)))))
	square := float64(0.5 * f * f)
	return float64(k*ln2Hi) - ((square - (float64(s*(square+odd+even)) + float64(k*ln2Lo))) - f)
}

// The bits of the least number with all its digits, and those of the first that is not finite.
const (
	leastNormal = 0x0010000000000000
	infinity    = 0x7ff0000000000000
)

// logBeyond is Log of what is not positive and finite.
func logBeyond(x float64) float64 {
	switch {
	case x == 0:
		return math.Inf(-1)
	case x > 0:
		return x
	}
	return math.NaN()
}

// Log1p is the natural logarithm of 1 + x, within 1 ulp also where x is small.
func Log1p(x float64) float64 {
	switch {
	case !(x > -1):
		if x == -1 {
			return math.Inf(-1)
		}
		return math.NaN()
	case -0x1p-54 < x && x < 0x1p-54, x > math.MaxFloat64:
		return x
	}
	k, c, f := 0, 0.0, x
	if !(-0.2928932188134524 < x && x < 0.4142135623730950) { // √½ − 1 and √2 − 1
		u := 1 + x
		bits := math.Float64bits(u)
		k = int(bits>>52) - 1023
		switch { // what 1 + x has lost
		case x >= 0x1p53:
		case k > 0:
			c = (1 - (u - x)) / u
		default:
			c = (x - (u - 1)) / u
		}
		bits &= 0x000fffffffffffff
		if bits < 0x0006a09e667f3bcd { // of √2
			u = math.Float64frombits(bits | 0x3ff0000000000000)
		} else {
			k++
			u = math.Float64frombits(bits | 0x3fe0000000000000)
		}
		f = u - 1
	}
	s := f / (2 + f)
	z := s * s
	r := float64(z * (6.666666666666735130e-01 + float64(z*(3.999999999940941908e-01+float64(z*(2.857142874366239149e-01+
		float64(z*(2.222219843214978396e-01+float64(z*(1.818357216161805012e-01+
			float64(z*(1.531383769920937332e-01+float64(z*1.479819860511658591e-01)))))))))))))
	square := float64(0.5 * f * f)
	if k == 0 {
		return f - (square - float64(s*(square+r)))
	}
	return float64(float64(k)*ln2Hi) - ((square - (float64(s*(square+r)) + (float64(float64(k)*ln2Lo) + c))) - f)
}

// Log10 is the logarithm to the base 10, within 2 ulp, and exact at powers of 10 up to 10²².
func Log10(x float64) float64 {
	y := Log(x) * (1 / math.Ln10)
	if n := math.Round(y); n > 0 && n <= 22 && x == Pow(10, n) {
		return n
	}
	return y
}
