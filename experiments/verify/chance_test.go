package verify

import (
	"math"
	"testing"

	"nines/sim/rng"
	"nines/sim/stat"
)

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
		if stat.StudentP(at, n-1) < level {
			plain++
		}
		if max(stat.StudentP(at, n-1), stat.StudentP(unskewed(at, values), n-1)) < level {
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
