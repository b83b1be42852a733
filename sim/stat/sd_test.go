package stat_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"nines/sim/stat"
)

// The table of StandardDeviation is what a few hundred experiments find again.
func TestStandardDeviationCovers(t *testing.T) {
	draws := map[string]func(r *rand.Rand) float64{
		"normal":      func(r *rand.Rand) float64 { return 5 + 2*r.NormFloat64() },
		"exponential": func(r *rand.Rand) float64 { return 3 * r.ExpFloat64() },
		"lognormal":   func(r *rand.Rand) float64 { return math.Exp(r.NormFloat64()) },
	}
	truth := map[string]float64{"normal": 2, "exponential": 3, "lognormal": math.Sqrt((math.E - 1) * math.E)}
	for _, c := range []struct {
		law          string
		n            int
		least, above float64
	}{{"normal", 40, 0.92, 0.97}, {"exponential", 100, 0.87, 0.93}, {"lognormal", 100, 0.72, 0.81}} {
		r := rand.New(rand.NewPCG(uint64(c.n), 7))
		var held tally
		for range 500 {
			xs := make([]float64, c.n)
			for i := range xs {
				xs[i] = draws[c.law](r)
			}
			held.add(stat.StandardDeviation(xs, 0.95), truth[c.law])
		}
		if got := held.coverage(); got < c.least || got > c.above {
			t.Errorf("%s, n = %d: %v", c.law, c.n, held)
		}
	}
}

// What cannot be told is left open, and what does not vary is exact.
func TestStandardDeviationOfFew(t *testing.T) {
	if e := stat.StandardDeviation([]float64{3, 3, 3, 3, 3, 3}, 0.95); e.Point != 0 || e.Low != 0 || e.High != 0 {
		t.Errorf("of equal values: %+v", e)
	}
	if e := stat.StandardDeviation([]float64{1, 3}, 0.95); e.Point != math.Sqrt2 || !math.IsInf(e.High, 1) || e.Low != 0 {
		t.Errorf("of two values: %+v", e)
	}
	if e := stat.StandardDeviation([]float64{0, 0, 0, 0, 0, 0, 0, 9}, 0.95); len(e.Warnings) != 1 {
		t.Errorf("one value makes the variance, and nothing is said: %+v", e)
	}
}
