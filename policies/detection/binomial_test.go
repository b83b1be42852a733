package detection

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"nines/sim/rng"
	"nines/sim/stat/stattest"
)

// binomialP is the p-value of the null that counts drawn with probability drawn follow the binomial law of stated, by
// chi-square over counts within six standard deviations of the mean.
func binomialP(n, drawn, stated float64) float64 {
	const draws = 50_000
	law := distuv.Binomial{N: n, P: stated}
	first := math.Max(0, math.Floor(law.Mean()-6*law.StdDev()-1))
	last := math.Min(n, math.Ceil(law.Mean()+6*law.StdDev()+1))
	expected := make([]float64, int(last-first)+1)
	for i := range expected {
		expected[i] = law.Prob(first + float64(i))
	}
	counts := make([]int, len(expected))
	for i := range draws {
		s := rng.Open(rng.Key{Seed: 50, Occurrence: uint64(i)})
		counts[int(min(max(binomial(n, drawn, &s), first), last)-first)]++
	}
	return stattest.ChiSquare(counts, expected, 0)
}

// Counts follow the law on both sides of the border between the two methods, for rare and for common successes.
func TestBinomialFollowsItsLaw(t *testing.T) {
	for _, c := range []struct{ n, p float64 }{
		{1, 0.3}, {50, 0.02}, {1e6, 1e-6}, {100, 0.29}, {100, 0.31}, {61, 0.5}, {1000, 0.9}, {1e6, 1e-4}, {1e5, 0.3},
	} {
		stattest.Check(t, fmt.Sprintf("%g of %g", c.p, c.n), binomialP(c.n, c.p, c.p))
	}
	stattest.Alarm(t, "1 % more successes by rejection", binomialP(1e5, 0.303, 0.3))
	stattest.Alarm(t, "a tenth more successes by steps", binomialP(100, 0.22, 0.2))
}

// Of numbers too large to list, the standardized count is normal: a loss of digits in the weights would show.
func TestBinomialOfManyIsNormal(t *testing.T) {
	for _, c := range []struct{ n, p float64 }{{1e9, 0.3}, {1e12, 1e-3}, {1e15, 0.3}, {1e15, 1e-6}} {
		xs := make([]float64, 20_000)
		for i := range xs {
			s := rng.Open(rng.Key{Seed: 51, Occurrence: uint64(i)})
			xs[i] = (binomial(c.n, c.p, &s) - c.n*c.p) / math.Sqrt(c.n*c.p*(1-c.p))
		}
		stattest.Check(t, fmt.Sprintf("%g of %g", c.p, c.n), stattest.KSOne(xs, distuv.UnitNormal.CDF))
	}
}

func TestBinomialAtTheEnds(t *testing.T) {
	s := rng.Open(rng.Key{})
	for _, c := range []struct{ n, p, want float64 }{{0, 0.3, 0}, {1e12, 0, 0}, {1e12, 1, 1e12}, {40, 1, 40}} {
		if got := binomial(c.n, c.p, &s); got != c.want {
			t.Errorf("of %g with probability %g: %g, want %g", c.n, c.p, got, c.want)
		}
	}
}
