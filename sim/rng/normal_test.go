package rng

import (
	"math"
	"testing"
)

// Back through the error function: erfc(−x/√2)/2 must return p. The slope of log p in log x is about x² in the tails,
// so an error of x is magnified there; the bound follows it. A wrong digit in any coefficient shows.
func TestNormQuantileInvertsErfc(t *testing.T) {
	worst := 0.0
	check := func(p float64) {
		x := NormQuantile(p)
		back := math.Erfc(-x/math.Sqrt2) / 2
		worst = max(worst, math.Abs(back/p-1)/(1+x*x))
	}
	for e := -300.0; e < -0.31; e += 0.0137 {
		check(math.Pow(10, e))
	}
	for p := 0.0005; p < 0.5; p += 0.00037 {
		check(p)
	}
	if worst > 1.5e-15 {
		t.Errorf("worst relative error %.2g", worst)
	}
}

// Roots of the normal distribution function computed with 40 digits, rounded to 16.
func TestNormQuantileKnown(t *testing.T) {
	for _, c := range []struct{ p, x float64 }{
		{0.5, 0}, {0.975, 1.959963984540054}, {0.95, 1.644853626951472}, {0.9, 1.281551565544600},
		{0.001, -3.090232306167813}, {1e-15, -7.941345326170998}, {1e-100, -21.27345356096532},
	} {
		if got := NormQuantile(c.p); math.Abs(got-c.x) > 2e-15*math.Abs(c.x) {
			t.Errorf("p=%g: %.16g, want %.16g", c.p, got, c.x)
		}
	}
}

func TestNormQuantileEdges(t *testing.T) {
	if !math.IsInf(NormQuantile(0), -1) || !math.IsInf(NormQuantile(1), 1) {
		t.Error("0 and 1 are not at the infinities")
	}
	for _, p := range []float64{-0.1, 1.1, math.NaN()} {
		if !math.IsNaN(NormQuantile(p)) {
			t.Errorf("p=%g has a quantile", p)
		}
	}
	for p := 0x1p-53; p < 0.5; p *= 3 {
		if a, b := NormQuantile(p), NormQuantile(1-p); 1-(1-p) == p && a != -b {
			t.Errorf("p=%g: %g and %g are not symmetric", p, a, b)
		}
	}
}
