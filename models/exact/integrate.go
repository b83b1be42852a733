package exact

import (
	"math"

	"gonum.org/v1/gonum/integrate/quad"
)

// integral returns ∫f over [a, b], −∞ < a ≤ b ≤ +∞, for an f that does most of its changing within scale > 0 of a; with
// b = +∞ it must fall faster than 1/x. The substitution x = a + scale·u/(1−u) brings the far end near, so a layer of
// that width is resolved however long the range is.
func integral(f func(float64) float64, a, b, scale float64) float64 {
	last := 1.0
	if !math.IsInf(b, 1) {
		last = (b - a) / (scale + b - a)
	}
	return adaptive(func(u float64) float64 {
		rest := 1 - u
		return f(a+scale*u/rest) * scale / (rest * rest)
	}, last)
}

// adaptive integrates f over [0, end]. It halves a range until 15 Gauss–Legendre nodes agree with 15 on each half to
// 1e-13 of the part or 1e-15 of the whole. A kink or a jump is followed for 45 halvings, to 3e-14 of the range.
func adaptive(f func(float64) float64, end float64) float64 {
	const panels = 8
	var parts [panels]float64
	var size float64
	for i := range parts {
		parts[i] = legendre(f, end*float64(i)/panels, end*float64(i+1)/panels)
		size += math.Abs(parts[i])
	}
	var total float64
	for i, part := range parts {
		total += refine(f, end*float64(i)/panels, end*float64(i+1)/panels, part, 1e-15*size, 42)
	}
	return total
}

func refine(f func(float64) float64, a, b, whole, negligible float64, deeper int) float64 {
	const relative = 1e-13
	middle := a + (b-a)/2
	left, right := legendre(f, a, middle), legendre(f, middle, b)
	halves := left + right
	if deeper == 0 || math.Abs(halves-whole) <= max(relative*math.Abs(halves), negligible) {
		return halves
	}
	return refine(f, a, middle, left, negligible, deeper-1) + refine(f, middle, b, right, negligible, deeper-1)
}

func legendre(f func(float64) float64, a, b float64) float64 {
	return quad.Fixed(f, a, b, 15, quad.Legendre{}, 1)
}
