package disttest

import (
	"fmt"
	"math"
	"testing"

	"nines/sim/dist"
	"nines/sim/rng"
	"nines/sim/stat/stattest"
)

// Draws per check. At the level of stattest a hundred thousand lives betray a Weibull law of shape 2 whose scale is 2 %
// off; ten thousand residual lives betray a displacement of 3.5 % of probability.
const (
	lives     = 100_000
	residuals = 10_000
)

// Conform holds a law to the whole suite. name enters the names of the statistical checks, the draws are the same in
// every run.
func Conform(t *testing.T, name string, law dist.Law) {
	t.Run("quantiles", func(t *testing.T) { conformQuantiles(t, law) })
	t.Run("ends", func(t *testing.T) { conformEnds(t, law) })
	t.Run("mean", func(t *testing.T) { conformMean(t, law) })
	t.Run("hazard", func(t *testing.T) { conformHazard(t, law) })
	t.Run("allocations", func(t *testing.T) { conformAllocations(t, law) })
	t.Run("lives", func(t *testing.T) { stattest.Check(t, name, LivesP(law, law)) })
	t.Run("residual lives", func(t *testing.T) { conformResidual(t, name, law) })
	if !math.IsInf(law.Mean(), 1) && law.Mean() > 0 {
		t.Run("equilibrium lives", func(t *testing.T) { stattest.Check(t, name, equilibriumP(law)) })
	}
}

// LivesP is the p-value of the null that lives drawn from one law follow the survival function of another. With the
// same law twice it is the check of Sample; with a wrong one it shows what the check would find.
func LivesP(drawn, stated dist.Law) float64 {
	xs := draw(lives, 1, drawn.Sample)
	return stattest.KSOne(xs, func(x float64) float64 { return 1 - stated.Survival(x) })
}

// draw takes n draws, each from a stream of its own as in a simulation.
func draw(n int, seed uint64, sample func(*rng.Stream) float64) []float64 {
	if testing.Short() {
		n /= 10
	}
	xs := make([]float64, n)
	for i := range xs {
		s := rng.Open(rng.Key{Seed: seed, Occurrence: uint64(i)})
		xs[i] = sample(&s)
	}
	return xs
}

// conformResidual tries residual lives from the newest to an age that one in a billion reaches; older than the oldest
// possible, nothing is left.
func conformResidual(t *testing.T, name string, law dist.Law) {
	for _, age := range ages(law) {
		stattest.Check(t, fmt.Sprintf("%s at age %g", name, age), residualP(law, age))
	}
	top := law.Quantile(1)
	if math.IsInf(top, 1) {
		return
	}
	s := rng.Open(rng.Key{})
	for _, age := range []float64{top, 2*top + 1} {
		if left := law.Residual(&s, age); left != 0 {
			t.Errorf("%g s are left at age %g, past the end of the support", left, age)
		}
	}
}

// residualP is the p-value of the null that age plus residual life has the conditional survival P(X > x)/P(X > age).
func residualP(law dist.Law, age float64) float64 {
	alive := law.Survival(age)
	xs := draw(residuals, 2, func(s *rng.Stream) float64 { return age + law.Residual(s, age) })
	return stattest.KSOne(xs, func(x float64) float64 { return max(0, 1-law.Survival(x)/alive) })
}

// equilibriumP is the p-value of the null that equilibrium draws have the density P(X > x)/mean.
func equilibriumP(law dist.Law) float64 {
	in := newIntegral(law)
	xs := draw(residuals, 9, law.Equilibrium)
	return stattest.KSOne(xs, func(x float64) float64 { return in.upTo(max(x, 0)) / in.total() })
}

// conformQuantiles walks from deep in the lower tail to a thousand million millionth of the upper one: just above a
// quantile no more than 1 − p may survive, just below it no less.
func conformQuantiles(t *testing.T, law dist.Law) {
	const step, slack = 1e-12, 1e-9
	ps := []float64{1e-9, 1e-6, 1e-3}
	for i := 1; i < 40; i++ {
		ps = append(ps, float64(i)/40)
	}
	for tail := 1e-2; tail > 1e-15; tail /= 10 {
		ps = append(ps, 1-tail)
	}
	before := law.Quantile(0)
	for _, p := range ps {
		x := law.Quantile(p)
		above, below := law.Survival(x*(1+step)), law.Survival(math.Nextafter(x*(1-step), -1))
		if above > (1-p)*(1+slack) || below < (1-p)*(1-slack) {
			t.Errorf("quantile of %g is %g, but %g survive just below it and %g just above", p, x, below, above)
		}
		if x < before {
			t.Errorf("the quantile falls at %g", p)
		}
		before = x
	}
}

// conformEnds looks at what lies outside the support and outside the probabilities.
func conformEnds(t *testing.T, law dist.Law) {
	bottom, top := law.Quantile(0), law.Quantile(1)
	for _, c := range []struct {
		what      string
		got, want float64
	}{
		{"survival of −1 s", law.Survival(-1), 1},
		{"survival just below the support", law.Survival(math.Nextafter(bottom, -1)), 1},
		{"survival of the largest life", law.Survival(top), 0},
		{"survival of +Inf", law.Survival(math.Inf(1)), 0},
	} {
		if c.got != c.want {
			t.Errorf("%s is %g", c.what, c.got)
		}
	}
	if bottom < 0 || bottom > top {
		t.Errorf("support from %g to %g", bottom, top)
	}
	for _, p := range []float64{-0.1, 1.1, math.NaN()} {
		if x := law.Quantile(p); !math.IsNaN(x) {
			t.Errorf("quantile of %g is %g", p, x)
		}
	}
}

// conformMean compares the mean with the integral of the survival function, to nine digits.
func conformMean(t *testing.T, law dist.Law) {
	mean := law.Mean()
	if math.IsInf(mean, 1) {
		if x := law.Quantile(1 - 1e-12); x*law.Survival(x) < 1e-3*law.Quantile(0.5) {
			t.Error("mean is infinite, but the tail is light")
		}
		return
	}
	if got := newIntegral(law).total(); math.Abs(got-mean) > 1e-9*mean {
		t.Errorf("mean is %.12g, the integral of the survival function %.12g", mean, got)
	}
}

// conformAllocations draws as a model does: through the interface, with a stream that is on the heap already.
func conformAllocations(t *testing.T, law dist.Law) {
	s, age := new(rng.Stream), law.Quantile(0.5)
	var sum float64
	got := testing.AllocsPerRun(50, func() {
		*s = rng.Open(rng.Key{Seed: 3})
		sum += law.Sample(s) + law.Residual(s, age) + law.Survival(age) + law.Hazard(age)
		if !math.IsInf(law.Mean(), 1) {
			sum += law.Equilibrium(s)
		}
	})
	if got != 0 {
		t.Errorf("%g allocations for a life, a residual life and an equilibrium life", got)
	}
}
