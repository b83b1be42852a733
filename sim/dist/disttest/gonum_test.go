package disttest

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"nines/sim/dist"
)

// reference is what gonum offers of a law.
type reference interface {
	Survival(x float64) float64
	Quantile(p float64) float64
	Mean() float64
}

// Gonum's laws, written by others from other sources, agree to eleven digits wherever they have the family.
func TestAgainstGonum(t *testing.T) {
	exponential, _ := dist.NewExponential(90)
	weibull, _ := dist.NewWeibull(0.7, 90)
	lognormal, _ := dist.NewLognormal(4, 1.3)
	gamma, _ := dist.NewGamma(2.5, 90)
	erlang, _ := dist.NewErlang(7, 90)
	uniform, _ := dist.NewUniform(10, 90)
	triangular, _ := dist.NewTriangular(10, 30, 90)
	pareto, _ := dist.NewPareto(1.7, 90)
	normal, _ := dist.NewNormal(90, 9) // ten sigmas from the cut, which takes nothing that a double shows
	for _, c := range []struct {
		ours   dist.Law
		theirs reference
	}{
		{exponential, distuv.Exponential{Rate: 1.0 / 90}},
		{weibull, distuv.Weibull{K: 0.7, Lambda: 90}},
		{lognormal, distuv.LogNormal{Mu: 4, Sigma: 1.3}},
		{gamma, distuv.Gamma{Alpha: 2.5, Beta: 1.0 / 90}},
		{erlang, distuv.Gamma{Alpha: 7, Beta: 7.0 / 90}},
		{uniform, distuv.Uniform{Min: 10, Max: 90}},
		{triangular, distuv.NewTriangle(10, 90, 30, nil)},
		{pareto, distuv.Pareto{Xm: 90, Alpha: 1.7}},
		{normal, distuv.Normal{Mu: 90, Sigma: 9}},
	} {
		differ := func(what string, at, ours, theirs float64) {
			if math.Abs(ours-theirs) > 1e-11*math.Abs(theirs) {
				t.Errorf("%s: %s at %g is %.14g, gonum has %.14g", c.ours, what, at, ours, theirs)
			}
		}
		differ("mean", 0, c.ours.Mean(), c.theirs.Mean())
		for p := 0.01; p < 1; p += 0.01 {
			x := c.ours.Quantile(p)
			differ("quantile", p, x, c.theirs.Quantile(p))
			differ("survival", x, c.ours.Survival(x), c.theirs.Survival(x))
		}
	}
}

// Far tails against closed forms that need no subtraction from 1: to twelve digits at one in 10^15 and beyond.
func TestFarTails(t *testing.T) {
	weibull, _ := dist.NewWeibull(2, 1)
	erlang, _ := dist.NewErlang(2, 2)
	lognormal, _ := dist.NewLognormal(0, 1)
	logLogistic, _ := dist.NewLogLogistic(3, 1)
	pareto, _ := dist.NewPareto(3, 1)
	for _, c := range []struct {
		law  dist.Law
		x, p float64
	}{
		{weibull, 6, math.Exp(-36)},
		{erlang, 40, 41 * math.Exp(-40)},
		{lognormal, math.Exp(8), 6.220960574271784e-16}, // P(Z > 8), computed with 40 digits
		{logLogistic, 1e5, 1 / (1 + 1e15)},
		{pareto, 1e5, 1e-15},
	} {
		if got := c.law.Survival(c.x); math.Abs(got/c.p-1) > 1e-12 {
			t.Errorf("%s: survival at %g is %.15g, want %.15g", c.law, c.x, got, c.p)
		}
	}
}

// Hazards far beyond where the survival is a double at all, against asymptotic series and closed forms.
func TestHazardsFarOut(t *testing.T) {
	lognormal, _ := dist.NewLognormal(0, 1)
	gamma, _ := dist.NewGamma(2.5, 1)
	erlang, _ := dist.NewErlang(2, 2)
	uniform, _ := dist.NewUniform(0, 10)
	brief, _ := dist.NewExponential(0.001)
	slow, _ := dist.NewExponential(0.002)
	mixture, _ := dist.NewMixture([]dist.Component{{Weight: 0.4, Law: uniform}, {Weight: 0.3, Law: brief},
		{Weight: 0.3, Law: slow}})
	const z, u = 100.0, 1e5
	for _, c := range []struct {
		law     dist.Law
		x, want float64
	}{
		{lognormal, math.Exp(z), (z + 1/z - 2/(z*z*z) + 10/(z*z*z*z*z)) / math.Exp(z)},
		{gamma, u, 1 / (1 + 1.5/u + 1.5*0.5/(u*u) - 1.5*0.5*0.5/(u*u*u))},
		{erlang, 5000, 5000.0 / 5001},
		{mixture, 9, 1},    // the uniform part is all that is left
		{mixture, 11, 500}, // the slower of the others is, once that is over
	} {
		if got := c.law.Hazard(c.x); math.Abs(got/c.want-1) > 1e-12 {
			t.Errorf("%s: the hazard at %g is %.15g, want %.15g", c.law, c.x, got, c.want)
		}
	}
}

// steeper is a law that says a bit more than its hazard.
type steeper struct{ dist.Law }

func (l steeper) Hazard(x float64) float64 { return 1.0001 * l.Law.Hazard(x) }

// The check of hazards notices one ten-thousandth more, in any law that has a hazard.
func TestStrayHazardsAreSeen(t *testing.T) {
	for _, e := range Examples() {
		law, err := e.Law()
		if err != nil {
			t.Fatal(err)
		}
		if stray, _, _ := strayHazard(steeper{law}); stray < 0.9e-4 && e.Row != "constant" {
			t.Errorf("%s: %g more went unnoticed", law, stray)
		}
	}
}
