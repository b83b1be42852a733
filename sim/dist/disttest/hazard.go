package disttest

import (
	"math"
	"testing"

	"nines/sim/dist"
)

// conformHazard compares the hazard with what survives, to six digits, and looks at what lies outside the support.
func conformHazard(t *testing.T, law dist.Law) {
	if stray, from, to := strayHazard(law); !(stray <= 1e-6) {
		t.Errorf("from %g to %g the integral of the hazard is off by %.2g of itself", from, to, stray)
	}
	if bottom := law.Quantile(0); bottom > 0 && law.Hazard(bottom/2) != 0 {
		t.Errorf("the hazard is %g below the support", law.Hazard(bottom/2))
	}
	if top := law.Quantile(1); !math.IsInf(top, 1) && !math.IsInf(law.Hazard(top), 1) {
		t.Errorf("the hazard is %g at the end of the support", law.Hazard(top))
	}
	if law.Hazard(-1) != 0 {
		t.Errorf("the hazard is %g before birth", law.Hazard(-1))
	}
}

// strayHazard is by how much the integral of the hazard misses the fall of the logarithm of what survives, as a share
// of it, where that is worst: between some hundred quantiles, between which no law has an atom, and into a tail of a
// thousand million millionth.
func strayHazard(law dist.Law) (worst, worstFrom, worstTo float64) {
	ps := []float64{1e-6, 1e-4}
	for i := 1; i < 2*pieces; i++ {
		ps = append(ps, float64(i)/(2*pieces))
	}
	for tail := 1e-3; tail > 1e-15; tail /= 10 {
		ps = append(ps, 1-tail)
	}
	const shortest = 1e-6 // piece in which doubles leave enough points
	from, top := law.Quantile(ps[0]), law.Quantile(1)
	for _, p := range ps[1:] {
		to := law.Quantile(p)
		if to <= from*(1+shortest) || to == top { // an atom, or too close to an end, where the hazard has no bound
			continue
		}
		want := math.Log(law.Survival(from) / law.Survival(math.Nextafter(to, from)))
		if stray := math.Abs(endured(law, from, to)/want - 1); !(stray <= worst) {
			worst, worstFrom, worstTo = stray, from, to
		}
		from = to
	}
	return worst, worstFrom, worstTo
}

// endured is the integral of the hazard, over the logarithm of the age where that is not 0, in eight pieces.
func endured(law dist.Law, from, to float64) float64 {
	f := law.Hazard
	if from > 0 {
		from, to = math.Log(from), math.Log(to)
		f = func(y float64) float64 { return math.Exp(y) * law.Hazard(math.Exp(y)) }
	}
	sum := 0.0
	for i := range 8 {
		a, b := from+(to-from)*float64(i)/8, from+(to-from)*float64(i+1)/8
		sum += adapt(f, a, b, f(a), f((a+b)/2), f(b), 45)
	}
	return sum
}

// adapt is adaptive Simpson quadrature, given the integrand at the ends and in the middle.
func adapt(f func(float64) float64, a, b, atA, atMiddle, atB float64, depth int) float64 {
	m := (a + b) / 2
	left, right := f((a+m)/2), f((m+b)/2)
	whole := (b - a) / 6 * (atA + 4*atMiddle + atB)
	halves := (b - a) / 12 * (atA + 4*left + 2*atMiddle + 4*right + atB)
	if depth == 0 || math.Abs(halves-whole) <= 1e-8*halves {
		return halves + (halves-whole)/15
	}
	return adapt(f, a, m, atA, left, atMiddle, depth-1) + adapt(f, m, b, atMiddle, right, atB, depth-1)
}
