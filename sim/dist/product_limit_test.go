package dist

import (
	"math"
	"testing"

	"nines/sim/stat"
)

// A textbook sample (E. L. Kaplan and P. Meier, 1958: deaths at 0.8, 3.1, 5.4 and 9.2, losses at 1.0, 2.7, 7.0 and
// 12.1): the weights are the steps of their curve, and what is left of it lies on the longest.
func TestProductLimit(t *testing.T) {
	ended, cut := []float64{5.4, 0.8, 9.2, 3.1}, []float64{1, 2.7, 7, 12.1}
	l, err := NewProductLimit(Samples{ended, cut})
	if err != nil {
		t.Fatal(err)
	}
	if mean := 0.8/8 + 0.175*(3.1+5.4) + 0.2625*(9.2+12.1); math.Abs(l.Mean()-mean) > 1e-12 {
		t.Errorf("mean %g, want %g", l.Mean(), mean)
	}
	// Behind each step and before what is spread between it and the next, the curve is theirs.
	curve := stat.KaplanMeier(each(ended), each(cut))
	for i, share := range []float64{0.125 / 2, 0.175 / 2, 0.175 / 2, 0.2625 / 2} {
		step := curve.Steps[i]
		if got := l.Survival(step.Time); math.Abs(got-step.Survival-share) > 1e-12 {
			t.Errorf("P(X > %g) = %g, want %g and half of what it shares", step.Time, got, step.Survival)
		}
	}
	if last := l.Quantile(1); last != 12.1 {
		t.Errorf("the longest is %g", last)
	}
}

// Where nothing is cut, it is the empirical law.
func TestProductLimitOfWhole(t *testing.T) {
	xs := []float64{4, 1, 1, 9, 25, 16, 36}
	whole, _ := NewEmpirical(xs)
	l, err := NewProductLimit(Samples{Ended: xs})
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(l.Mean()-whole.Mean()) > 1e-12 {
		t.Errorf("mean %g, want %g", l.Mean(), whole.Mean())
	}
	for x := 2.5; x < 40; x += 3 {
		if a, b := l.Survival(x), whole.Survival(x); math.Abs(a-b) > 1e-12 {
			t.Errorf("P(X > %g) = %g, want %g", x, a, b)
		}
	}
}
