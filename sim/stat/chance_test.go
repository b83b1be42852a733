package stat

import (
	"math"
	"testing"
)

func TestStudentP(t *testing.T) {
	for _, freedom := range []int{1, 5, 39, 1000} {
		for _, p := range []float64{0.5, 0.05, 1e-6} {
			x := StudentQuantile(p/2, freedom)
			if got := StudentP(x, freedom); math.Abs(got/p-1) > 1e-4 || got != StudentP(-x, freedom) {
				t.Errorf("StudentP(%g, %d) = %g, want %g on either side", x, freedom, got, p)
			}
		}
	}
	for _, x := range []float64{1, 1e3, 1e12} { // one degree of freedom is Cauchy's law
		if got, want := StudentP(x, 1), 2/math.Pi*math.Atan(1/x); math.Abs(got/want-1) > 1e-9 {
			t.Errorf("StudentP(%g, 1) = %g, want %g", x, got, want)
		}
	}
	if got := StudentP(math.Inf(1), 5); got != 0 {
		t.Errorf("a difference without scatter has p = %g, want 0", got)
	}
	if !math.IsNaN(StudentP(math.NaN(), 5)) || !math.IsNaN(StudentP(1, 0)) {
		t.Error("what cannot be judged has a p-value")
	}
}

// The two-sided p-value is twice the smaller tail, counted out for ten tosses of a coin.
func TestBinomialP(t *testing.T) {
	for _, c := range []struct {
		k, n    int
		p, want float64
	}{
		{0, 10, 0.5, 2.0 / 1024}, {10, 10, 0.5, 2.0 / 1024}, {2, 10, 0.5, 2 * 56.0 / 1024}, {5, 10, 0.5, 1},
		{11, 10, 0.5, 0}, {-1, 10, 0.5, 0}, {0, 9, 0, 1}, {1, 9, 0, 0}, {9, 9, 1, 1}, {8, 9, 1, 0},
	} {
		if got := BinomialP(c.k, c.n, c.p); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("BinomialP(%d, %d, %g) = %g, want %g", c.k, c.n, c.p, got, c.want)
		}
	}
}
