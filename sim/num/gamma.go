package num

import "math"

// Gamma is the gamma function for x > 0, within a few ulp: +Inf beyond 171.6, NaN for x < 0 (Cephes).
func Gamma(x float64) float64 {
	switch {
	case x != x || x < 0:
		return math.NaN()
	case x > 33:
		return stirling(x)
	}
	z := 1.0
	for x >= 3 {
		x--
		z *= x
	}
	for x < 2 {
		if x < 1e-9 {
			return z / ((1 + float64(0.5772156649015329*x)) * x)
		}
		z /= x
		x++
	}
	x -= 2
	return z * Horner(x, 9.99999999999999996796e-01, 4.94214826801497100753e-01, 2.07448227648435975150e-01,
		4.76367800457137231464e-02, 1.04213797561761569935e-02, 1.19135147006586384913e-03, 1.60119522476751861407e-04) /
		Horner(x, 1.00000000000000000320e+00, 7.14304917030273074085e-02, -2.34591795718243348568e-01,
			3.58236398605498653373e-02, 1.18139785222060435552e-02, -4.45641913851797240494e-03,
			5.39605580493303397842e-04, -2.31581873324120129819e-05)
}

// stirling is Gamma for x > 33.
func stirling(x float64) float64 {
	if x > 172 {
		return math.Inf(1)
	}
	w := 1 / x
	w = 1 + float64(w*Horner(w, 8.33333333333482257126e-02, 3.47222221605458667310e-03, -2.68132617805781232825e-03,
		-2.29549961613378126380e-04, 7.87311395793093628397e-04))
	half := Pow(x, float64(0.5*x)-0.25) // twice, because the whole would overflow on the way
	return math.Sqrt(2*math.Pi) * w * half * (half / Exp(x))
}

// Lgamma is the logarithm of Gamma for x > 0, within a few ulp of the larger of the result and 1e-16: +Inf at 0, NaN
// below (msun). Between 1 and 2, where it has its zeros and its lowest point, three polynomials keep its digits.
func Lgamma(x float64) float64 {
	switch {
	case x != x || x < 0:
		return math.NaN()
	case x == 0 || x > 1e305:
		return math.Inf(1)
	case x <= 0.9:
		return lgammaBelow2(x+1, x) - Log(x)
	case x < 2:
		return lgammaBelow2(x, x-1)
	case x < 8:
		return lgammaBelow8(x)
	}
	z := 1 / x
	w := 4.18938533204672725052e-01 + float64(z*Horner(z*z, 8.33333333333329678849e-02, -2.77777777728775536470e-03,
		7.93650558643019558500e-04, -5.95187557450339963135e-04, 8.36339918996282139126e-04, -1.63092934096575273989e-03))
	return float64((x-0.5)*(Log(x)-1)) + w
}

// lgammaBelow2 is Lgamma of 0.9 < x < 2; past is x − 1, exactly.
func lgammaBelow2(x, past float64) float64 {
	const lowest = 1.46163214496836224576
	switch {
	case x >= lowest+0.27:
		return lgammaNear2(1 - past)
	case x >= lowest-0.27:
		return lgammaLowest(past - (lowest - 1))
	}
	return float64(-0.5*past) + past*Horner(past, -7.72156649015328655494e-02, 6.32827064025093366517e-01,
		1.45492250137234768737e+00, 9.77717527963372745603e-01, 2.28963728064692451092e-01, 1.33810918536787660377e-02)/
		Horner(past, 1, 2.45597793713041134822e+00, 2.12848976379893395361e+00, 7.69285150456672783825e-01,
			1.04222645593369134254e-01, 3.21709242282423911810e-03)
}

// lgammaNear2 is Lgamma(2 − y).
func lgammaNear2(y float64) float64 {
	z := y * y
	p := float64(y*Horner(z, 7.72156649015328655494e-02, 6.73523010531292681824e-02, 7.38555086081402883957e-03,
		1.19270763183362067845e-03, 2.20862790713908385557e-04, 2.52144565451257326939e-05)) +
		float64(z*Horner(z, 3.22467033424113591611e-01, 2.05808084325167332806e-02, 2.89051383673415629091e-03,
			5.10069792153511336608e-04, 1.08011567247583939954e-04, 4.48640949618915160150e-05))
	return p - float64(0.5*y)
}

// lgammaLowest is Lgamma at a distance of y from its lowest point.
func lgammaLowest(y float64) float64 {
	z := y * y
	w := z * y
	p1 := Horner(w, 4.83836122723810047042e-01, -3.27885410759859649565e-02, 6.10053870246291332635e-03,
		-1.40346469989232843813e-03, 3.15632070903625950361e-04)
	p2 := Horner(w, -1.47587722994593911752e-01, 1.79706750811820387126e-02, -3.68452016781138256760e-03,
		8.81081882437654011382e-04, -3.12754168375120860518e-04)
	p3 := Horner(w, 6.46249402391333854778e-02, -1.03142241298341437450e-02, 2.25964780900612472250e-03,
		-5.38595305356740546715e-04, 3.35529192635519073543e-04)
	return -1.21486290535849611461e-01 + (float64(z*p1) - (-3.63867699703950536541e-18 - float64(w*(p2+float64(y*p3)))))
}

// lgammaBelow8 is Lgamma of 2 ≤ x < 8.
func lgammaBelow8(x float64) float64 {
	whole := math.Floor(x)
	y := x - whole
	l := float64(0.5*y) + y*Horner(y, -7.72156649015328655494e-02, 2.14982415960608852501e-01, 3.25778796408930981787e-01,
		1.46350472652464452805e-01, 2.66422703033638609560e-02, 1.84028451407337715652e-03, 3.19475326584100867617e-05)/
		Horner(y, 1, 1.39200533467621045958e+00, 7.21935547567138069525e-01, 1.71933865632803078993e-01,
			1.86459191715652901344e-02, 7.77942496381893596434e-04, 7.32668430744625636189e-06)
	product := 1.0
	for i := 2.0; i < whole; i++ {
		product *= y + i
	}
	return l + Log(product)
}

// Digamma is the derivative of Lgamma for x > 0, within a few ulp of the larger of the result and 1: steps up to 10,
// then the asymptotic series (Abramowitz and Stegun 6.3.5, 6.3.18).
func Digamma(x float64) float64 {
	y := 0.0
	for ; x < 10; x++ {
		y -= 1 / x
	}
	z := 1 / (x * x)
	return y + Log(x) - 0.5/x - float64(z*Horner(z, 1./12, -1./120, 1./252, -1./240, 1./132, -691./32760, 1./12))
}
