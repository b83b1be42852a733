package stat

import (
	"math"
	"math/rand/v2"
	"testing"

	gonum "gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"
)

// Large offset, small spread: the textbook formula Σx² − (Σx)²/n loses every digit of this variance.
func TestWelfordKeepsItsDigits(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	var w Welford
	xs := make([]float64, 1000)
	for i := range xs {
		xs[i] = 1e9 + r.NormFloat64()
		w.Add(xs[i])
	}
	mean, variance := gonum.MeanVariance(xs, nil)
	near(t, "mean", w.Mean(), mean)
	near(t, "variance", w.Variance(), variance)
	near(t, "sd", w.SD(), math.Sqrt(variance))
	if w.Count() != 1000 {
		t.Errorf("count %d", w.Count())
	}
}

// Any split of the numbers gives the statistics of the whole; forgetting the term between the means shows at once.
func TestWelfordMerge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		xs := rapid.SliceOf(rapid.Float64Range(-1e6, 1e6)).Draw(t, "xs")
		cut := rapid.IntRange(0, len(xs)).Draw(t, "cut")
		var whole, head, tail Welford
		for i, x := range xs {
			whole.Add(x)
			if i < cut {
				head.Add(x)
			} else {
				tail.Add(x)
			}
		}
		head.Merge(tail)
		alike := func(name string, a, b, scale float64) {
			if math.IsNaN(a) != math.IsNaN(b) || math.Abs(a-b) > 1e-9*scale {
				t.Fatalf("%s: merged %v, whole %v", name, a, b)
			}
		}
		alike("mean", head.Mean(), whole.Mean(), 1e6)
		alike("variance", head.Variance(), whole.Variance(), 1e12)
		alike("min", head.Min(), whole.Min(), 0)
		alike("max", head.Max(), whole.Max(), 0)
		if head.Count() != whole.Count() {
			t.Fatalf("count: merged %d, whole %d", head.Count(), whole.Count())
		}
	})
}

// By hand: 0 until 2, 3 until 5, 1 until 10 is an area of 14; after a warm-up of 4 it is 3 + 5 = 8 over 6 seconds.
func TestTimeWeighted(t *testing.T) {
	var w TimeWeighted
	near(t, "over no time", w.Mean(0), 0)
	w.Set(2, 3)
	w.Add(5, -2)
	near(t, "integral", w.Integral(10), 14)
	near(t, "mean", w.Mean(10), 1.4)

	w = TimeWeighted{}
	w.Set(2, 3)
	w.Restart(4)
	near(t, "value kept", w.Value(), 3)
	near(t, "mean at the restart", w.Mean(4), 3)
	w.Set(5, 1)
	near(t, "mean after the warm-up", w.Mean(10), 8.0/6)
}
