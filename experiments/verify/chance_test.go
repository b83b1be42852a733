package verify

import (
	"math"
	"testing"

	"nines/sim/rng"
	"nines/sim/stat"
	"nines/sim/stat/stattest"
)

func TestStudent(t *testing.T) {
	for _, freedom := range []int{1, 5, 39, 1000} {
		for _, p := range []float64{0.5, 0.05, 1e-6} {
			q := stat.StudentQuantile(1-p/2, freedom)
			if got := student(-q, freedom); math.Abs(got/p-1) > 1e-4 {
				t.Errorf("student(%g, %d) = %g, want %g", q, freedom, got, p)
			}
		}
	}
	if student(math.NaN(), 5) != 0 || student(1, 0) != 0 {
		t.Error("what cannot be judged is not surprising")
	}
}

func TestBinomial(t *testing.T) {
	for k := range 21 {
		if got, want := binomial(k, 20, 0.3), stattest.Binomial(k, 20, 0.3); math.Abs(got-want) > 1e-12 {
			t.Errorf("binomial(%d, 20, 0.3) = %g, want %g", k, got, want)
		}
	}
	if binomial(0, 9, 0) != 1 || binomial(1, 9, 0) != 0 || binomial(9, 9, 1) != 1 || binomial(8, 9, 1) != 0 {
		t.Error("certainty is not judged as such")
	}
}

// The mean of a hundred exponential values is found too small at p < 0.001 five times too often by Student's t alone;
// with skewness undone the smaller of the two surprises comes no more often than it says.
func TestSkewnessRaisesNoFalseAlarm(t *testing.T) {
	const experiments, n, level = 20_000, 100, 0.001
	s := rng.Open(rng.Key{Seed: 5})
	plain, corrected := 0, 0
	values := make([]float64, n)
	for range experiments {
		for i := range values {
			values[i] = s.Exp()
		}
		e := stat.Mean(values, confidence)
		at := (e.Point - 1) / e.SD * math.Sqrt(n)
		if student(at, n-1) < level {
			plain++
		}
		if max(student(at, n-1), student(unskewed(at, values), n-1)) < level {
			corrected++
		}
	}
	if got := float64(plain) / experiments; got < 3*level {
		t.Errorf("Student's t alone: %.4f at %g; is the correction needed?", got, level)
	}
	if got := float64(corrected) / experiments; got > 1.5*level {
		t.Errorf("with skewness undone: %.4f at %g", got, level)
	}
}
