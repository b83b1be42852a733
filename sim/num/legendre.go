package num

import "math"

// Legendre is the Gauss–Legendre rule of n nodes on an interval, in ascending order: it integrates polynomials of
// degree 2n − 1 exactly, within some 1e-14. The nodes are the zeros of the n-th Legendre polynomial, by Newton's method
// from Tricomi's approximation. Cost: O(n²).
func Legendre(n int, from, to float64) (at, weight []float64) {
	at, weight = make([]float64, n), make([]float64, n)
	middle, half := float64((from+to)/2), float64((to-from)/2)
	for i := range n {
		x, slope := legendreZero(n, Cos(math.Pi*(float64(n-i)-0.25)/(float64(n)+0.5)))
		at[i] = middle + float64(half*x)
		weight[i] = 2 * half / ((1 - float64(x*x)) * slope * slope)
	}
	return at, weight
}

// legendreZero is the zero of the n-th Legendre polynomial next to x, with the slope there.
func legendreZero(n int, x float64) (zero, slope float64) {
	for range 10 {
		before, p := 0.0, 1.0
		for k := 1.0; k <= float64(n); k++ {
			before, p = p, (float64((float64(2*k)-1)*x*p)-float64((k-1)*before))/k
		}
		slope = float64(n) * (before - float64(x*p)) / (1 - float64(x*x))
		step := p / slope
		if x -= step; math.Abs(step) < 1e-15 {
			break
		}
	}
	return x, slope
}
