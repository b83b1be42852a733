package fit

import (
	"fmt"
	"math"
	"os"
	"testing"

	"nines/sim/dist"
	"nines/sim/rng"
	"nines/sim/stat/stattest"
)

// drawn are n lives of a law, each cut at a limit of its own, which is uniform up to most.
func drawn(law dist.Law, n int, most float64, seed uint64) *Sample {
	spells := make([]Spell, n)
	s := &rng.Stream{}
	*s = rng.Open(rng.Key{Seed: seed})
	for i := range spells {
		x, limit := law.Sample(s), most*s.Float64()
		spells[i] = Spell{min(x, limit), x > limit, limit}
	}
	return NewSample(spells)
}

// truths are laws with their parameters and a limit that cuts about a third.
func truths() map[string]struct {
	law    dist.Law
	params []float64
	most   float64
} {
	type truth = struct {
		law    dist.Law
		params []float64
		most   float64
	}
	one := func(law dist.Law, _ error) dist.Law { return law }
	return map[string]truth{
		"exponential":  {one(wrap(dist.NewExponential(100))), []float64{100}, 300},
		"weibull":      {one(wrap(dist.NewWeibull(1.5, 100/math.Gamma(1+1/1.5)))), []float64{100, 1.5}, 300},
		"gamma":        {one(wrap(dist.NewGamma(0.7, 100/0.7))), []float64{100, 0.7}, 300},
		"lognormal":    {one(wrap(dist.NewLognormal(math.Log(50), 1))), []float64{50, 1}, 200},
		"log-logistic": {one(wrap(dist.NewLogLogistic(2, 50))), []float64{50, 2}, 200},
		"normal":       {one(wrap(dist.NewNormal(100, 20))), []float64{100, 20}, 300},
	}
}

// covered counts how often the 95 % intervals of a family hold the parameters of the law that small samples, about a
// third of them cut, are drawn from.
func covered(t *testing.T, name string, samples, n int) (hits []int) {
	truth := truths()[name]
	for _, f := range families() {
		if f.name != name {
			continue
		}
		hits = make([]int, len(f.params))
		for i := range samples {
			fit := drawn(truth.law, n, truth.most, uint64(i)).single(f, Options{Confidence: 0.95})
			if fit == nil {
				t.Fatalf("sample %d has no fit", i)
			}
			for j, p := range fit.Params {
				if p.Low <= truth.params[j] && truth.params[j] <= p.High {
					hits[j]++
				}
			}
		}
	}
	return hits
}

// Intervals of small samples hold what they should: 93 to 97 % of those of 500 samples do, which NINES_COVERAGE=500
// repeats for every family. The suite asks a tenth of it, of the family that hardware and incidents are fitted to most.
func TestIntervalsCover(t *testing.T) {
	samples, names := 120, []string{"weibull"}
	if os.Getenv("NINES_COVERAGE") != "" {
		fmt.Sscan(os.Getenv("NINES_COVERAGE"), &samples)
		names = []string{"exponential", "weibull", "gamma", "lognormal", "log-logistic", "normal"}
	}
	for _, name := range names {
		for j, k := range covered(t, name, samples, 30) {
			share := float64(k) / float64(samples)
			t.Logf("%s, parameter %d: %.1f %%", name, j, 100*share)
			sd := math.Sqrt(0.95 * 0.05 / float64(samples))
			if math.Abs(share-0.95) > 4*sd {
				t.Errorf("%s, parameter %d: %.1f %% of %d intervals hold it", name, j, 100*share, samples)
			}
		}
	}
}

// Of large samples every family finds its parameters, and the least AIC is its own or that of a family that holds it.
func TestFitsRecover(t *testing.T) {
	for name, truth := range truths() {
		s := drawn(truth.law, 800, truth.most, 7)
		fits := Laws(s, Options{Confidence: 0.9999})
		for _, f := range fits {
			if f.Family != name {
				continue
			}
			for j, p := range f.Params {
				if truth.params[j] < p.Low || truth.params[j] > p.High || p.High/p.Low > 1.8 {
					t.Errorf("%s: %s is %g, %g to %g", name, p.Name, p.Value, p.Low, p.High)
				}
			}
			if f.AIC > fits[0].AIC+6 {
				t.Errorf("%s: AIC %g, and %g of %s", name, f.AIC, fits[0].AIC, fits[0].Family)
			}
		}
	}
}

// Textbook numbers. Exponential: the time of all over the number that ended. Weibull: the 11 lives of an aircraft's
// cooling (F. Proschan, 1963, plane 7912) have their maximum where both derivatives vanish. Pareto: closed form.
func TestClosedForms(t *testing.T) {
	var spells []Spell
	for i, x := range []float64{10, 20, 40, 80, 50, 30} {
		spells = append(spells, Spell{x, i == 3 || i == 5, math.Inf(1)})
	}
	s := NewSample(spells)
	for _, f := range families() {
		fit := s.single(f, Options{Confidence: 0.95})
		if fit == nil {
			t.Fatal(f.name)
		}
		switch f.name {
		case "exponential":
			if got := fit.Params[0].Value; math.Abs(got-230.0/4) > 1e-3 {
				t.Errorf("mean %g, want %g", got, 230.0/4)
			}
		case "weibull": // Σ xᵏ log x / Σ xᵏ − 1/k = mean of log x of those that ended
			k, a, b, c := fit.Params[1].Value, 0.0, 0.0, 0.0
			for _, x := range spells {
				a += math.Pow(x.Time, k) * math.Log(x.Time)
				b += math.Pow(x.Time, k)
				if !x.Cut {
					c += math.Log(x.Time) / 4
				}
			}
			if off := a/b - 1/k - c; math.Abs(off) > 1e-3 {
				t.Errorf("shape %g: the derivative is %g", k, off)
			}
		}
	}
	whole := NewSample([]Spell{{Time: 1}, {Time: math.E}, {Time: math.E * math.E}, {Time: 1}, {Time: 1}, {Time: 1}})
	if p := whole.pareto(Options{Confidence: 0.95}); math.Abs(p.Params[1].Value-2) > 1e-9 || p.Params[0].Value != 1 {
		t.Errorf("pareto %v", p.Params)
	}
}

// A normal law far from its cut has the mean and the standard deviation of the sample as its most likely ones, and
// where spells were cut at one time the equations of censored normal samples hold (A. C. Cohen, 1959).
func TestNormalByHand(t *testing.T) {
	normal := families()[5]
	spells := []Spell{{Time: 96}, {Time: 99}, {Time: 100}, {Time: 101}, {Time: 104}, {Time: 106}}
	f := NewSample(spells).single(normal, Options{Confidence: 0.95})
	mean, sd := f.Params[0].Value, f.Params[1].Value
	if want := math.Sqrt(64.0 / 6); math.Abs(mean-101) > 1e-3 || math.Abs(sd-want) > 1e-3 {
		t.Errorf("mean %g and sd %g, want 101 and %g", mean, sd, want)
	}
	cut := append(spells, Spell{Time: 107, Cut: true}, Spell{Time: 107, Cut: true})
	f = NewSample(cut).single(normal, Options{Confidence: 0.95})
	mean, sd = f.Params[0].Value, f.Params[1].Value
	z := (107 - mean) / sd
	hazard := math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) / (math.Erfc(z/math.Sqrt2) / 2)
	slope, spread := 2*hazard*sd, 2*hazard*z*sd*sd
	for _, x := range spells {
		slope += x.Time - mean
		spread += (x.Time-mean)*(x.Time-mean) - sd*sd
	}
	wide := drawn(truths()["exponential"].law, 50, math.Inf(1), 1)
	if f := wide.single(normal, Options{Confidence: 0.95}); f != nil {
		t.Errorf("a normal law, %v, stands for an exponential sample", f.Law)
	}
	if math.Abs(slope) > 1e-2 || math.Abs(spread) > 1e-1 {
		t.Errorf("mean %g and sd %g: the derivatives are %g and %g", mean, sd, slope, spread)
	}
}

// The distances are those of the textbooks where nothing was cut.
func TestDistances(t *testing.T) {
	law, _ := dist.NewUniform(0, 1)
	xs := []float64{0.1, 0.25, 0.3, 0.7, 0.95}
	var spells []Spell
	ad := -float64(len(xs))
	for i, x := range xs {
		spells = append(spells, Spell{Time: x, Limit: math.Inf(1)})
		ad -= float64(2*i+1) / float64(len(xs)) * (math.Log(x) + math.Log(1-xs[len(xs)-1-i]))
	}
	ks, got := NewSample(spells).Distance(law)
	if math.Abs(ks-0.3) > 1e-12 || math.Abs(got-ad) > 1e-9 {
		t.Errorf("KS %g, want 0.3; AD %g, want %g", ks, got, ad)
	}
}

// The bootstrap's p-values are uniform if the law is right, small if it is not.
func TestGoodness(t *testing.T) {
	truth := truths()["lognormal"]
	var ps []float64
	exponential, lognormal := families()[0], families()[3]
	for i := range 40 {
		s := drawn(truth.law, 25, truth.most, uint64(1000+i))
		f := s.single(lognormal, Options{Confidence: 0.95})
		s.surprise(f, 39, uint64(i))
		ps = append(ps, f.ADP)
	}
	uniform := func(x float64) float64 { return math.Floor(40*x+1e-9) / 40 }
	stattest.Check(t, "p of the right law", stattest.KSOne(ps, uniform))
	wide, _ := dist.NewLognormal(4, 1.8)
	f := drawn(wide, 200, 1e9, 3).single(exponential, Options{Confidence: 0.95})
	s := drawn(wide, 200, 1e9, 3)
	s.surprise(f, 99, 1)
	if f.ADP > 0.02 || f.KSP > 0.02 {
		t.Errorf("an exponential is taken for a lognormal: p = %g and %g", f.KSP, f.ADP)
	}
}

// Two kinds of repairs, a quick and a slow one, are told apart, some of them cut.
func TestMixtures(t *testing.T) {
	quick, _ := dist.NewLognormal(math.Log(5), 0.5)
	slow, _ := dist.NewLognormal(math.Log(200), 0.6)
	both, _ := dist.NewMixture([]dist.Component{{Weight: 0.7, Law: quick}, {Weight: 0.3, Law: slow}})
	parts, _ := drawn(both, 1500, 1500, 5).mixture(true)
	for i, want := range []part{{0.7, 5, 0.5}, {0.3, 200, 0.6}} {
		got := parts[i]
		if math.Abs(got.weight-want.weight) > 0.04 || math.Abs(math.Log(got.size/want.size)) > 0.1 ||
			math.Abs(got.sigma-want.sigma) > 0.06 {
			t.Errorf("got %v, want %v", got, want)
		}
	}
	phases, _ := dist.NewHyperexponential([]dist.Phase{{Weight: 0.8, Mean: 10}, {Weight: 0.2, Mean: 300}})
	parts, _ = drawn(phases, 3000, 2000, 6).mixture(false)
	for i, want := range []part{{0.8, 10, 0}, {0.2, 300, 0}} {
		got := parts[i]
		if math.Abs(got.weight-want.weight) > 0.05 || math.Abs(math.Log(got.size/want.size)) > 0.2 {
			t.Errorf("got %v, want %v", got, want)
		}
	}
}

// Events of a Poisson process have a dispersion of 1 and gaps that know nothing of each other; clusters do not.
func TestProcess(t *testing.T) {
	s := rng.Open(rng.Key{Seed: 1})
	var times, clusters, gaps []float64
	for at := 0.0; at < 1000; {
		gap := 2 * s.Exp()
		at += gap
		times, gaps = append(times, at), append(gaps, gap)
		if len(times)%4 == 0 {
			clusters = append(clusters, at, at, at, at, at, at, at, at)
		}
	}
	index, p := Count(times, 0, 1000).Dispersion()
	if math.Abs(index-1) > 0.5 || p < 1e-4 {
		t.Errorf("a Poisson process has a dispersion of %g, p %g", index, p)
	}
	if index, p := Count(clusters, 0, 1000).Dispersion(); index < 1.5 || p > 1e-3 {
		t.Errorf("clusters have a dispersion of %g, p %g", index, p)
	}
	if r, p := Autocorrelation(gaps); math.Abs(r) > 0.2 || p < 1e-4 {
		t.Errorf("independent gaps are correlated by %g, p %g", r, p)
	}
	if r, _ := Autocorrelation([]float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}); math.Abs(r-0.7) > 1e-12 {
		t.Errorf("a straight line is correlated by %g, want 0.7", r)
	}
}
