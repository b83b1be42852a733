package num

import "math"

// Incomplete gamma and beta functions: by their power series where those end soon, by continued fractions elsewhere
// (modified Lentz; Press et al., Numerical Recipes, 6.2 and 6.4). Relative error about 1e-14, and that of the exponent
// of e to which the result is a power: for parameters of a million some 1e-10.

const (
	enough   = 1 << 20 // terms; some root of the parameters is needed
	accurate = 0x1p-53
	tiny     = 1e-300 // in the place of a denominator of 0
)

// GammaP is the regularized incomplete gamma function P(a, x) for a > 0, x ≥ 0: the probability that a gamma law of
// shape a and scale 1 is at most x.
func GammaP(a, x float64) float64 {
	switch {
	case x <= 0:
		return 0
	case math.IsInf(x, 1):
		return 1
	case x < a+1:
		return gammaSeries(a, x)
	}
	return 1 - gammaFraction(a, x)
}

// GammaQ is 1 − GammaP(a, x), also where that is small.
func GammaQ(a, x float64) float64 {
	switch {
	case x <= 0:
		return 1
	case math.IsInf(x, 1):
		return 0
	case x < a+1:
		return 1 - gammaSeries(a, x)
	}
	return gammaFraction(a, x)
}

// gammaFactor is x^a·e^−x/Γ(a).
func gammaFactor(a, x float64) float64 {
	if a < 100 {
		return Exp(float64(a*Log(x)) - x - Lgamma(a))
	}
	// The three terms are large and nearly cancel, so they are taken together: by Stirling's formula around x = a.
	d := (x - a) / a
	return math.Sqrt(a/(2*math.Pi)) * Exp(float64(a*(log1pLess(d)))-stirlingRest(a))
}

// log1pLess is ln(1 + d) − d.
func log1pLess(d float64) float64 {
	if math.Abs(d) > 0.1 {
		return Log1p(d) - d
	}
	sum, term := 0.0, d
	for n := 2.0; n < 40; n++ {
		term *= -d
		sum += term / n
	}
	return sum
}

// stirlingRest is Lgamma(a) − (a − ½)·ln a + a − ½·ln 2π for large a.
func stirlingRest(a float64) float64 {
	z := 1 / (a * a)
	return Horner(z, 1./12, -1./360, 1./1260, -1./1680) / a
}

func gammaSeries(a, x float64) float64 {
	sum, term := 1/a, 1/a
	for n := 1; n < enough && term > sum*accurate; n++ {
		term = float64(term * (x / (a + float64(n))))
		sum += term
	}
	return sum * gammaFactor(a, x)
}

func gammaFraction(a, x float64) float64 {
	b := x + 1 - a
	c, d := 1/tiny, 1/b
	h := d
	for i := 1.0; i < enough; i++ {
		an := -i * (i - a)
		b += 2
		d = 1 / nonzero(float64(an*d)+b)
		c = nonzero(b + an/c)
		step := float64(d * c)
		if h *= step; math.Abs(step-1) <= 2*accurate {
			break
		}
	}
	return h * gammaFactor(a, x)
}

func nonzero(x float64) float64 {
	if math.Abs(x) < tiny {
		return tiny
	}
	return x
}

// BetaI is the regularized incomplete beta function I(a, b, x) for a, b > 0 and 0 ≤ x ≤ 1: the probability that a beta
// law is at most x, or that of a successes or more in a + b − 1 trials that succeed with x.
func BetaI(a, b, x float64) float64 {
	switch {
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	case x > (a+1)/(a+b+2):
		return 1 - betaFraction(b, a, 1-x, x)
	}
	return betaFraction(a, b, x, 1-x)
}

// betaFraction is BetaI for x on the left of the bulk; y is 1 − x.
func betaFraction(a, b, x, y float64) float64 {
	c, d := 1.0, 1/nonzero(1-(a+b)*x/(a+1))
	h := d
	for m := 1.0; m < enough; m++ {
		an := m * (b - m) * x / ((a + float64(2*m) - 1) * (a + float64(2*m)))
		d = 1 / nonzero(1+float64(an*d))
		c = nonzero(1 + an/c)
		h *= d * c
		an = -(a + m) * (a + b + m) * x / ((a + float64(2*m)) * (a + float64(2*m) + 1))
		d = 1 / nonzero(1+float64(an*d))
		c = nonzero(1 + an/c)
		step := float64(d * c)
		if h *= step; math.Abs(step-1) <= 2*accurate {
			break
		}
	}
	return h / a * Exp(float64(a*Log(x))+float64(b*Log(y))-lbeta(a, b))
}

// lbeta is the logarithm of the beta function. Of large parameters Stirling's terms cancel before they are added.
func lbeta(a, b float64) float64 {
	if a > b {
		a, b = b, a
	}
	if b < 100 {
		return Lgamma(a) + Lgamma(b) - Lgamma(a+b)
	}
	rest := stirlingRest(b) - stirlingRest(a+b)
	if a < 100 {
		return Lgamma(a) + rest + (a - float64(a*Log(a+b))) - float64((b-0.5)*Log1p(a/b))
	}
	return rest + stirlingRest(a) + 0.9189385332046727 - float64(0.5*Log(b)) - // ½·ln 2π
		float64((a-0.5)*Log1p(b/a)) - float64(b*Log1p(a/b))
}
