package num

import "math"

// Sin and Cos are within 1 ulp of the result or of 1e-16, whichever is more, for |x| up to 1e8; the argument is reduced
// by three parts of π/4 (Cephes).

// Sin is the sine of x radians.
func Sin(x float64) float64 {
	if x < 0 {
		return -Sin(-x)
	}
	octant, z := reduced(x)
	y := 0.0
	if octant == 1 || octant == 2 || octant == 5 || octant == 6 {
		y = cosine(z)
	} else {
		y = sine(z)
	}
	if octant > 3 {
		return -y
	}
	return y
}

// Cos is the cosine of x radians.
func Cos(x float64) float64 {
	octant, z := reduced(math.Abs(x))
	y := 0.0
	if octant == 1 || octant == 2 || octant == 5 || octant == 6 {
		y = sine(z)
	} else {
		y = cosine(z)
	}
	if octant > 1 && octant < 6 {
		return -y
	}
	return y
}

// reduced takes multiples of π/4 off x ≥ 0 until |z| ≤ π/4, an even number of them; octant is that number modulo 8.
func reduced(x float64) (octant uint64, z float64) {
	octant = uint64(x * (4 / math.Pi))
	octant += octant & 1
	n := float64(octant)
	z = (x - float64(n*7.85398125648498535156e-1)) - float64(n*3.77489470793079817668e-8)
	z -= float64(n * 2.69515142907905952645e-15)
	return octant & 7, z
}

func sine(z float64) float64 {
	s := z * z
	return z + float64(z*s*Horner(s, -1.66666666666666307295e-1, 8.33333333332211858878e-3, -1.98412698295895385996e-4,
		2.75573136213857245213e-6, -2.50507477628578072866e-8, 1.58962301576546568060e-10))
}

func cosine(z float64) float64 {
	s := z * z
	return 1 - float64(0.5*s) + float64(s*s*
		Horner(s, 4.16666666666665929218e-2, -1.38888888888730564116e-3, 2.48015872888517045348e-5,
			-2.75573141792967388112e-7, 2.08757008419747316778e-9, -1.13585364213876817300e-11))
}

// Acos is the arc cosine of −1 ≤ x ≤ 1, within a few ulp.
func Acos(x float64) float64 {
	if x < 0 {
		return math.Pi - Acos(-x)
	}
	return 2 * atan(math.Sqrt((1-x)/(1+x)))
}

// atan is the arc tangent of 0 ≤ x ≤ 1.
func atan(x float64) float64 {
	if x > 0.66 {
		return math.Pi/4 + atanNear0((x-1)/(x+1)) + 3.061616997868383e-17
	}
	return atanNear0(x)
}

func atanNear0(x float64) float64 {
	z := x * x
	return x + float64(x*
		(z*Horner(z, -6.485021904942025371773e+01, -1.228866684490136173410e+02, -7.500855792314704667340e+01,
			-1.615753718733365076637e+01, -8.750608600031904122785e-01)/
			Horner(z, 1.945506571482613964425e+02, 4.853903996359136964868e+02, 4.328810604912902668951e+02,
				1.650270098316988542046e+02, 2.485846490142306297962e+01, 1)))
}
