package exact

import "math"

// FromEmpty returns the distribution of how many are there, up to most, a time t > 0 after M/M/1 was empty. Any rates.
//
// Source: A. B. Clarke, "A waiting line process of Markov type", Ann. Math. Stat. 27 (1956), in modified Bessel
// functions of 2√(Arrive·Serve)·t. Cost: that, and most.
func (s Station) FromEmpty(t float64, most int) []float64 {
	rho := s.Arrive / s.Serve
	x := 2 * math.Sqrt(s.Arrive*s.Serve) * t
	bessel := scaledBessel(x, most+2)
	factor := math.Exp(x - (s.Arrive+s.Serve)*t)
	// beyond is Σ ρ^(−k/2)·I(k) over k from n + 2 on.
	beyond := make([]float64, len(bessel)+1)
	for k := len(bessel) - 1; k >= 0; k-- {
		beyond[k] = beyond[k+1] + bessel[k]*math.Pow(rho, -float64(k)/2)
	}
	p := make([]float64, most+1)
	for n := range p {
		m := float64(n)
		p[n] = factor * (math.Pow(rho, m/2)*bessel[n] + math.Pow(rho, (m-1)/2)*bessel[n+1] +
			(1-rho)*math.Pow(rho, m)*beyond[n+2])
	}
	return p
}

// scaledBessel returns exp(−x)·I(k, x), the modified Bessel functions of the first kind, from k = 0 on: at least so
// many, and all those that are not next to nothing; x > 0. They follow from one another downwards (J. C. P. Miller,
// 1952), and from exp(x) = I(0) + 2·(I(1) + I(2) + …).
func scaledBessel(x float64, atLeast int) []float64 {
	const small = 1e-250
	n := max(atLeast, int(x)) + 40 + int(12*math.Sqrt(x))
	list := make([]float64, n+2)
	list[n] = small
	total := 0.0
	for k := n; k > 0; k-- {
		list[k-1] = list[k+1] + 2*float64(k)/x*list[k]
		if list[k-1] > 1/small { // begin again from what has been small
			for j := k - 1; j <= n; j++ {
				list[j] *= small
			}
		}
	}
	for k, b := range list {
		if total += b; k > 0 {
			total += b
		}
	}
	for k := range list {
		list[k] /= total
	}
	return list
}
