package stat_test

import (
	"math"
	"testing"

	"nines/sim/num"
	"nines/sim/rng"
	"nines/sim/stat"
)

// latin are so many shares, one of each part, in random order.
func latin(s *rng.Stream, n int) []float64 {
	shares := make([]float64, n)
	for i := range shares {
		shares[i] = (float64(i) + s.Float64()) / float64(n)
	}
	for i := n - 1; i > 0; i-- {
		j := s.IntN(i + 1)
		shares[i], shares[j] = shares[j], shares[i]
	}
	return shares
}

// near fails where the mean of estimates is further from what is exact than five of its standard errors and a bias.
func near(t *testing.T, what string, got []float64, want, bias float64) {
	t.Helper()
	var w stat.Welford
	for _, x := range got {
		w.Add(x)
	}
	if off := math.Abs(w.Mean() - want); off > bias+5*w.SD()/math.Sqrt(float64(len(got))) {
		t.Errorf("%s: %.4f ± %.4f, want %.4f", what, w.Mean(), w.SD()/math.Sqrt(float64(len(got))), want)
	}
}

// Of y = exp(σz₁) + b·z₂² + c·z₃·z₄ with noise, all that is to be found is known in closed form: the variance of a
// lognormal, 2b² of a square, c² of what two inputs do together only, and that of the noise. The intervals of shares
// hold them.
func TestUncertaintyIsExact(t *testing.T) {
	const sigma, b, c, sd, n, points, experiments = 0.5, 0.2, 0.3, 0.9, 4, 200, 200
	variance := num.Expm1(sigma*sigma) * num.Exp(sigma*sigma)
	within := sd * sd / n
	total := variance + 2*b*b + c*c + within
	var means, noises []float64
	explained := make([][]float64, 4)
	want := []float64{variance / total, 2 * b * b / total, 0, 0}
	held := make([]int, 3)
	for k := range uint64(experiments) {
		s := rng.Open(rng.Key{Seed: 7, Occurrence: k})
		at := [][]float64{latin(&s, points), latin(&s, points), latin(&s, points), latin(&s, points)}
		y, noise := make([]float64, points), make([]float64, points)
		for i := range y {
			var z [4]float64
			for d := range z {
				z[d] = rng.NormQuantile(at[d][i])
			}
			var w stat.Welford
			for range n {
				w.Add(num.Exp(sigma*z[0]) + b*z[1]*z[1] + c*z[2]*z[3] + sd*s.Norm())
			}
			y[i], noise[i] = w.Mean(), w.Variance()/n
		}
		u := stat.Uncertainty(y, noise, at, 0.95)
		means, noises = append(means, u.Mean.Point), append(noises, u.Noise.Point)
		for d, e := range u.Explained {
			explained[d] = append(explained[d], e.Point)
		}
		for i, x := range []struct {
			of    stat.Estimate
			exact float64
		}{{u.Noise, within / total}, {u.Explained[0], want[0]}, {u.Explained[1], want[1]}} {
			if x.of.Low <= x.exact && x.exact <= x.of.High {
				held[i]++
			}
		}
	}
	near(t, "mean", means, num.Exp(sigma*sigma/2)+b, 0.001)
	near(t, "noise", noises, within/total, 0.01) // a ratio of two estimates
	for d := range want {
		bias := 0.01
		if want[d] == 0 { // of what is no less than 0
			bias = 0.02
		}
		near(t, "explained", explained[d], want[d], bias)
	}
	for i, n := range held {
		if n < 0.9*experiments {
			t.Errorf("interval %d held the exact share %d of %d times", i, n, experiments)
		}
	}
}

// The interval holds its share of the law of the output: of a lognormal without noise, at 40 points and at 2000.
func TestUncertaintyHoldsTheLaw(t *testing.T) {
	for points, experiments := range map[int]uint64{40: 400, 2000: 10} {
		var below, above []float64
		for k := range experiments {
			s := rng.Open(rng.Key{Seed: 3, Occurrence: k})
			at := latin(&s, points)
			y, noise := make([]float64, points), make([]float64, points)
			for i, u := range at {
				y[i] = num.Exp(rng.NormQuantile(u))
			}
			u := stat.Uncertainty(y, noise, [][]float64{at}, 0.95)
			below = append(below, num.Erfc(-num.Log(u.Mean.Low)/math.Sqrt2)/2)
			above = append(above, num.Erfc(num.Log(u.Mean.High)/math.Sqrt2)/2)
			if u.Noise.Point != 0 || u.Explained[0].Point < 0.9 {
				t.Errorf("%d points: noise %g, explained %g", points, u.Noise.Point, u.Explained[0].Point)
			}
		}
		// Between the last two of 40 points the interval goes straight where the law bends, and so a little too far.
		near(t, "below the interval", below, 0.025, 1e-3+0.1/float64(points))
		near(t, "above it", above, 0.025, 1e-3+0.2/float64(points))
	}
}

// What never differs has no shares; noise that is larger than all that is seen leaves nothing to inputs, and not less.
func TestUncertaintyAtItsEnds(t *testing.T) {
	at := [][]float64{{0.1, 0.3, 0.5, 0.7, 0.9}}
	same := stat.Uncertainty([]float64{2, 2, 2, 2, 2}, make([]float64, 5), at, 0.9)
	if same.Mean.Low != 2 || same.Mean.High != 2 || !math.IsNaN(same.Noise.Point) || !math.IsNaN(same.Explained[0].Point) {
		t.Errorf("of what never differs: %+v", same)
	}
	loud := stat.Uncertainty([]float64{1, 2, 3, 2, 1}, []float64{9, 9, 9, 9, 9}, at, 0.9)
	if loud.Noise.Point != 1 || loud.Noise.High != 1 {
		t.Errorf("of noise alone: %+v", loud.Noise)
	}
	if unknown := stat.Uncertainty([]float64{1, 2, 3, 2, 1}, nil, at, 0.9); !math.IsNaN(unknown.Noise.Point) {
		t.Errorf("of noise that is not known: %+v", unknown.Noise)
	}
	// A quarter of the variance of inputs, and the same noise: from 0.8 + 0.2 to 0.2 + 0.2.
	if low, high := stat.Narrowed(5, 3, 8, 0.2, 4, 1); math.Abs(low-(5-2*math.Sqrt(0.4))) > 1e-12 ||
		math.Abs(high-(5+3*math.Sqrt(0.4))) > 1e-12 {
		t.Errorf("narrowed to %g, %g", low, high)
	}
}
