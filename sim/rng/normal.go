package rng

import (
	"math"

	"nines/sim/num"
)

// NormQuantile returns the x at which the standard normal distribution function equals p, for 0 ≤ p ≤ 1, with a
// relative error of about 1e-15 (±Inf at 1 and 0, NaN elsewhere). For an upper tail use −NormQuantile(q) with the
// tail's probability q, which keeps full accuracy down to 1e-307.
//
// It is algorithm AS 241, PPND16, of M. J. Wichura, "The percentage points of the normal distribution", Applied
// Statistics 37 (1988): three rational approximations of degree 7, one for the middle and two for the tails.
func NormQuantile(p float64) float64 {
	q := p - 0.5
	if math.Abs(q) <= 0.425 {
		return q * normMiddle(0.180625-float64(q*q))
	}
	tail := min(p, 1-p)
	if !(tail > 0) {
		return normEdge(p)
	}
	x := normTail(math.Sqrt(-num.Log(tail)))
	if q < 0 {
		return -x
	}
	return x
}

// normEdge answers for probabilities that are not inside (0, 1).
func normEdge(p float64) float64 {
	switch p {
	case 0:
		return math.Inf(-1)
	case 1:
		return math.Inf(1)
	}
	return math.NaN()
}

// normMiddle is the ratio x/q for |q| ≤ 0.425, as a function of r = 0.425² − q².
func normMiddle(r float64) float64 {
	above := num.Horner(r, 3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3,
		1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4,
		2.5090809287301226727e+3)
	below := num.Horner(r, 1, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
		2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3)
	return above / below
}

// normTail is the magnitude of x for a tail of probability exp(−r²).
func normTail(r float64) float64 {
	if r > 5 {
		return normFarTail(r - 5)
	}
	r -= 1.6
	above := num.Horner(r, 1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
		3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2,
		7.74545014278341407640e-4)
	below := num.Horner(r, 1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
		1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9)
	return above / below
}

// normFarTail is normTail beyond tails of exp(−25), as a function of r − 5.
func normFarTail(r float64) float64 {
	above := num.Horner(r, 6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
		2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5,
		2.01033439929228813265e-7)
	below := num.Horner(r, 1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
		7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15)
	return above / below
}
