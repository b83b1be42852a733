package stat_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"nines/sim/stat"
)

// Samples of unequal size and variance, t = −1.5654 with 9.9047 degrees of freedom: P by Simpson's rule over the
// density. Fisher's by hand: the lady tasting tea, two-sided, is 34 of 70 tables.
func TestUnpairedTextbook(t *testing.T) {
	a := []float64{17.2, 20.9, 22.6, 18.1, 21.7, 21.4, 23.5, 24.2, 14.7, 21.8}
	b := []float64{21.5, 22.8, 21.0, 23.0, 21.6, 23.6, 22.5, 20.7, 23.4, 21.8, 20.7, 21.7, 21.5, 22.5, 23.6, 21.5, 22.5,
		23.5, 21.5, 21.8}
	if c := stat.Unpaired(a, b, 0.95); math.Abs(c.P-0.1488416966) > 1e-9 || c.Difference.N != 30 {
		t.Errorf("p %v, difference %v", c.P, c.Difference)
	}
	for _, x := range []struct {
		k, n, l, m int
		p          float64
	}{
		{3, 4, 1, 4, 34.0 / 70},
		{1, 12, 9, 12, 0.0027594561852},
		{0, 10, 0, 10, 1},
		{10, 10, 0, 10, 2.0 / 184756},
		{5, 10, 10, 20, 1},
	} {
		if p := stat.FisherP(x.k, x.n, x.l, x.m); math.Abs(p-x.p) > 1e-9 {
			t.Errorf("%d of %d and %d of %d: p %v, want %v", x.k, x.n, x.l, x.m, p, x.p)
		}
	}
}

// Intervals of means of unequal variance and number hold the truth as often as promised, and those of a pooled variance
// would not: of 12 values that scatter five times as much as 40 others, they would hold it in about 70 %.
func TestUnpairedCovers(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	n, held, alarms := runs(4000), 0, 0
	for range n {
		a, b := make([]float64, 12), make([]float64, 40)
		for i := range a {
			a[i] = 5 * r.NormFloat64()
		}
		for i := range b {
			b[i] = 2 + r.NormFloat64()
		}
		c := stat.Unpaired(a, b, 0.95)
		if c.Difference.Low <= -2 && -2 <= c.Difference.High {
			held++
		}
		for i := range b {
			b[i] -= 2
		}
		if stat.Unpaired(a, b, 0.95).P < 0.05 {
			alarms++
		}
	}
	if c := stat.ClopperPearson(held, n, 0.9999); c.Low > 0.95 || c.High < 0.95 {
		t.Errorf("%d of %d intervals hold the truth", held, n)
	}
	if c := stat.ClopperPearson(alarms, n, 0.9999); c.Low > 0.05 || c.High < 0.05 {
		t.Errorf("%d false alarms of %d", alarms, n)
	}
}

// Shares of independent replications: the intervals hold the difference and Fisher's test raises no more false alarms
// than promised, also where nearly all say yes.
func TestUnmatchedCovers(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 9))
	draw := func(n int, p float64) []float64 {
		x := make([]float64, n)
		for i := range x {
			if r.Float64() < p {
				x[i] = 1
			}
		}
		return x
	}
	for _, p := range []struct{ one, other float64 }{{0.5, 0.7}, {0.9, 0.97}, {0.98, 0.98}} {
		n, held, alarms := runs(3000), 0, 0
		for range n {
			c := stat.Unmatched(draw(40, p.one), draw(60, p.other), 0.95)
			if c.Difference.Low <= p.one-p.other && p.one-p.other <= c.Difference.High {
				held++
			}
			if stat.Unmatched(draw(40, p.one), draw(60, p.one), 0.95).P < 0.05 {
				alarms++
			}
		}
		if stat.ClopperPearson(held, n, 0.9999).High < 0.95 {
			t.Errorf("%+v: %d of %d intervals hold the difference", p, held, n)
		}
		if stat.ClopperPearson(alarms, n, 0.9999).Low > 0.05 {
			t.Errorf("%+v: %d false alarms of %d", p, alarms, n)
		}
	}
	if e := stat.NeitherVaries(40, 60, 0.95).Difference; e.Point != 0 || e.Low > -0.02 || e.High < 0.02 {
		t.Errorf("all say the same: %+v", e)
	}
}

func TestUnpairedOfLittle(t *testing.T) {
	for name, c := range map[string]stat.Comparison{"one value": stat.Unpaired([]float64{1}, []float64{1, 2}, 0.95),
		"none": stat.Unpaired(nil, []float64{1, 2}, 0.95)} {
		if !math.IsNaN(c.P) || !math.IsInf(c.Difference.Low, -1) {
			t.Errorf("%s: %+v", name, c)
		}
	}
	if c := stat.Unpaired([]float64{3, 3}, []float64{1, 1, 1}, 0.95); c.P != 0 || c.Difference.Low != 2 {
		t.Errorf("no scatter: %+v", c)
	}
	if c := stat.Unpaired([]float64{3, 3}, []float64{3, 3, 3}, 0.95); c.P != 1 || c.Difference.High != 0 {
		t.Errorf("no scatter, no difference: %+v", c)
	}
}
