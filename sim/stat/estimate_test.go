package stat

import (
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"nines/sim/rng"
)

// near compares to six digits, enough for every published figure below and for no formula but the right one.
func near(t *testing.T, name string, got, want float64) {
	t.Helper()
	if got != want && !(math.Abs(got-want) <= 1e-6*math.Abs(want)) {
		t.Errorf("%s = %.10g, want %.10g", name, got, want)
	}
}

// rounded compares to the digits that a source prints.
func rounded(t *testing.T, name string, got, want, unit float64) {
	t.Helper()
	if !(math.Abs(got-want) <= unit/2) {
		t.Errorf("%s = %.6g, want %g", name, got, want)
	}
}

func warned(e Estimate, about string) bool {
	return slices.ContainsFunc(e.Warnings, func(w string) bool { return strings.Contains(w, about) })
}

// An interval with its point at the lower end says "at most": nothing was observed. At the upper end it says "at
// least".
func onlyAtMost(e Estimate) bool  { return e.Point == e.Low && e.Low < e.High }
func onlyAtLeast(e Estimate) bool { return e.Point == e.High && e.Low < e.High }

func TestStudentQuantile(t *testing.T) {
	for _, freedom := range []int{1, 2, 9, 39, 1000, 1 << 20} {
		for _, p := range []float64{0.001, 0.025, 0.5, 0.9, 0.975, 0.9995} {
			want := distuv.StudentsT{Sigma: 1, Nu: float64(freedom)}.Quantile(p)
			if got := StudentQuantile(p, freedom); math.Abs(got-want) > 1e-8*(1+math.Abs(want)) {
				t.Errorf("%v-quantile with %d degrees of freedom = %v, gonum says %v", p, freedom, got, want)
			}
		}
	}
	near(t, "tail beyond the 97.5 % quantile", StudentP(StudentQuantile(0.975, 39), 39), 0.05)
}

func TestMeanIsStudents(t *testing.T) {
	e := Mean([]float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 0.95) // sd 3.02765, t(9) 2.262157
	near(t, "point", e.Point, 5.5)
	near(t, "sd", e.SD, 3.0276503541)
	near(t, "low", e.Low, 5.5-2.2621571628*3.0276503541/math.Sqrt(10))
	near(t, "high", e.High, 5.5+2.2621571628*3.0276503541/math.Sqrt(10))
	if len(e.Warnings) != 0 || e.N != 10 || e.Method != studentMethod {
		t.Errorf("%+v", e)
	}
	near(t, "half-width", e.HalfWidth(), e.High-5.5)
	near(t, "relative", e.Relative(), (e.High-5.5)/5.5)
}

func TestTooFewReplications(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		name      string
		e         Estimate
		low, high float64
	}{
		{"mean of none", Mean(nil, 0.95), -inf, inf},
		{"mean of one", Mean([]float64{3}, 0.95), -inf, inf},
		{"mean of NaN", Mean([]float64{3, math.NaN()}, 0.95), -inf, inf},
		{"positive mean of one", PositiveMean([]float64{3}, 0.95), 0, inf},
		{"share of one", ShareMean([]float64{0.3}, 0.95), 0, 1},
		{"ratio of one", Ratio([]float64{3}, []float64{2}, 0.95), 0, inf},
		{"ratio resting on one", Ratio([]float64{3, 0, 0}, []float64{2, 0, 0}, 0.95), 0, inf},
		{"ratio over nothing", Ratio([]float64{3, 3}, []float64{0, 0}, 0.95), 0, inf},
		{"proportion of none", Wilson(0, 0, 0.95), 0, 1},
		{"median of two", Quantile([]float64{1, 2}, 0.5, 0.95), -inf, inf},
		{"positive mean of zeros", PositiveMean(make([]float64, 40), 0.95), 0, inf},
	} {
		if c.e.Low != c.low || c.e.High != c.high || len(c.e.Warnings) == 0 {
			t.Errorf("%s: %+v; want [%v, %v] and a warning", c.name, c.e, c.low, c.high)
		}
	}
}

func TestEqualValues(t *testing.T) {
	for _, e := range []Estimate{
		Mean([]float64{0.1, 0.1, 0.1}, 0.95), PositiveMean([]float64{0.1, 0.1, 0.1}, 0.95),
		ShareMean(slices.Repeat([]float64{0.1}, 2000), 0.95), Ratio([]float64{1, 2, 3}, []float64{10, 20, 30}, 0.95),
	} {
		if e.Low != e.Point || e.High != e.Point || e.Relative() != 0 || !warned(e, "the same value") {
			t.Errorf("%+v; want zero width and a warning", e)
		}
	}
}

// Without an outage in 40 replications the chance of one is at most 1 − 0.05^(1/40) = 7.2 %; availability mirrors it.
func TestNothingSeenBoundsAShare(t *testing.T) {
	none := ShareMean(make([]float64, 40), 0.95)
	near(t, "upper bound", none.High, 1-math.Pow(0.05, 1.0/40))
	if !onlyAtMost(none) || onlyAtLeast(none) || none.Point != 0 || len(none.Warnings) == 0 {
		t.Errorf("%+v", none)
	}
	all := ShareMean(slices.Repeat([]float64{1}, 40), 0.95)
	near(t, "lower bound", all.Low, math.Pow(0.05, 1.0/40))
	if !onlyAtLeast(all) || onlyAtMost(all) {
		t.Errorf("%+v", all)
	}
	quiet := ShareRatio(make([]float64, 40), slices.Repeat([]float64{1000}, 40), 0.95)
	near(t, "ratio's upper bound", quiet.High, none.High)
}

// A symmetric interval of these values would reach below 0, and one around their complement above 1.
func TestLimitsStayPossible(t *testing.T) {
	us := []float64{0, 0, 0, 0, 0, 0, 0, 0, 0, 0.3, 0.001, 0}
	as := make([]float64, len(us))
	for i, u := range us {
		as[i] = 1 - u
	}
	u, a := ShareMean(us, 0.95), ShareMean(as, 0.95)
	if u.Low <= 0 || u.High >= 1 || !warned(u, "carries 100 % of the total") {
		t.Errorf("%+v", u)
	}
	near(t, "mirrored low", 1-a.High, u.Low)
	near(t, "mirrored high", 1-a.Low, u.High)
	if Mean(us, 0.95).Low >= 0 {
		t.Error("the example does not make its point")
	}
}

// The link of a small share is the logarithm, so both scales agree there; scaling a positive quantity scales its
// limits.
func TestScalesAgree(t *testing.T) {
	us := []float64{1e-6, 2e-6, 4e-6, 3e-6, 2.5e-6, 1.5e-6, 2e-6, 3e-6, 2e-6, 1e-6, 3e-6}
	years := make([]float64, len(us))
	for i, u := range us {
		years[i] = u * 365 * 86400
	}
	share, positive := ShareMean(us, 0.95), PositiveMean(years, 0.95)
	rounded(t, "low", share.Low*365*86400/positive.Low, 1, 1e-4)
	rounded(t, "high", share.High*365*86400/positive.High, 1, 1e-4)
}

// By hand: y = 1, 2, 6 and x = 1, 1, 2 give Σy/Σx = 9/4 and ratios without one of 8/3, 7/3, 3/2, so pseudo-values of
// 17/12, 25/12, 15/4.
func TestRatioHasTheSpreadOfTheJackknife(t *testing.T) {
	e := Ratio([]float64{1, 2, 6}, []float64{1, 1, 2}, 0.95)
	near(t, "point", e.Point, 9.0/4)
	near(t, "sd", e.SD, math.Sqrt((math.Pow(12.0/12, 2)+math.Pow(4.0/12, 2)+math.Pow(16.0/12, 2))/2))
}

// Figures from the exact formulas; an interval of the wrong family differs in the second digit.
func TestRareProportions(t *testing.T) {
	w, x := Wilson(3, 1000, 0.95), ClopperPearson(3, 1000, 0.95)
	rounded(t, "Wilson low", w.Low, 0.00102, 1e-5)
	rounded(t, "Wilson high", w.High, 0.00878, 1e-5)
	rounded(t, "exact low", x.Low, 0.00062, 1e-5)
	rounded(t, "exact high", x.High, 0.00874, 1e-5)

	two, one := ClopperPearson(0, 10000, 0.95), ProportionAtMost(0, 10000, 0.95)
	rounded(t, "two-sided", two.High, 3.7e-4, 1e-5)
	rounded(t, "one-sided", one.High, 3.0e-4, 1e-5)
	if !onlyAtMost(two) || !onlyAtMost(one) || !onlyAtMost(Wilson(0, 10, 0.95)) {
		t.Error("nothing seen must be an upper bound")
	}
	if e := ClopperPearson(10, 10, 0.95); !onlyAtLeast(e) {
		t.Errorf("all seen must be a lower bound: %+v", e)
	}
	rounded(t, "all seen, low", ClopperPearson(10, 10, 0.95).Low, 0.6915, 1e-4)
	rounded(t, "one-sided with one seen", ProportionAtMost(1, 10, 0.95).High, 0.3942, 1e-4)
}

func TestPoisson(t *testing.T) {
	e := PoissonRate(10, 1, 0.95)
	rounded(t, "low", e.Low, 4.80, 0.01)
	rounded(t, "high", e.High, 18.39, 0.01)
	near(t, "exposure divides", PoissonRate(10, 4, 0.95).High, e.High/4)
	near(t, "none seen, two-sided", PoissonRate(0, 2, 0.95).High, -math.Log(0.025)/2)
	near(t, "none seen, one-sided", PoissonAtMost(0, 2, 0.95).High, -math.Log(0.05)/2)
	if !onlyAtMost(PoissonRate(0, 2, 0.95)) {
		t.Error("nothing seen must be an upper bound")
	}
}

func TestExponentialMean(t *testing.T) {
	e := ExponentialMean(10, 1000, 0.95) // 2T/χ² with 22 and 20 degrees of freedom: 36.781 and 9.591
	near(t, "point", e.Point, 100)
	rounded(t, "low", e.Low, 2000/36.781, 0.01)
	rounded(t, "high", e.High, 2000/9.591, 0.02)
	none := ExponentialMean(0, 1000, 0.95)
	if !math.IsInf(none.Point, 1) || !onlyAtLeast(none) {
		t.Errorf("%+v", none)
	}
}

// Type 7 as R and NumPy have it, and ranks by hand: for n = 10 and the median, P(2 ≤ B ≤ 8) = 0.9785 with B binomial.
func TestQuantile(t *testing.T) {
	xs := []float64{10, 2, 9, 4, 5, 6, 7, 8, 3, 1}
	e := Quantile(xs, 0.5, 0.95)
	near(t, "median", e.Point, 5.5)
	near(t, "low", e.Low, 2)
	near(t, "high", e.High, 9)
	near(t, "attained", e.Confidence, 1-2*11.0/1024)
	near(t, "median of four", Quantile([]float64{1, 2, 3, 4}, 0.5, 0.5).Point, 2.5)
	near(t, "95 % of ten", Quantile(xs, 0.95, 0.95).Point, 9.55)

	top := Quantile(xs, 0.95, 0.95)
	if !math.IsInf(top.High, 1) || !warned(top, "at least 72") { // 0.95^72 = 0.0249
		t.Errorf("%+v; want an open end and the number needed", top)
	}
	if !slices.Equal(xs, []float64{10, 2, 9, 4, 5, 6, 7, 8, 3, 1}) {
		t.Error("the values were reordered")
	}
	near(t, "infinite values", Quantile([]float64{1, math.Inf(1), math.Inf(1)}, 0.75, 0.5).Point, math.Inf(1))
}

func TestRestingOnFewEvents(t *testing.T) {
	e := Mean([]float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 0.95)
	if few := e.RestingOn(12, "outages"); !warned(few, "only 12 outages") || len(e.Warnings) != 0 {
		t.Errorf("%+v", few.Warnings)
	}
	if len(e.RestingOn(30, "outages").Warnings) != 0 {
		t.Error("thirty are enough")
	}
}

func TestPrecision(t *testing.T) {
	p := Precision{Relative: 0.05, Min: 40, Max: 2000}
	for _, c := range []struct {
		half float64
		n    int
		met  bool
	}{
		{0.0476, 40, true},
		{0.0477, 40, false}, // γ/(1+γ) = 0.047619: a helper that forgets Law and Kelton accepts this
		{0.01, 39, false},
		{math.Inf(1), 2000, false},
		{math.NaN(), 2000, false},
	} {
		e := Estimate{N: c.n, Point: 1, Low: 1 - c.half, High: 1 + c.half}
		if p.Met(e) != c.met {
			t.Errorf("half-width %v at n = %d: met = %v", c.half, c.n, !c.met)
		}
	}
	if p.Met(ShareMean(make([]float64, 100), 0.95)) {
		t.Error("an upper bound alone is no precision")
	}
	wide := Estimate{N: 100, Point: 1, Low: 1 - 0.0999/1.05, High: 1 + 0.05}
	near(t, "nearly twice the width needs nearly four times the runs", p.Needed(wide), 400)
}

func TestCheckpoints(t *testing.T) {
	p := Precision{Relative: 0.05, Min: 40, Max: 250}
	var grid []int
	for n := 0; n < p.Max; n = p.Next(n) {
		grid = append(grid, p.Next(n))
	}
	if !slices.Equal(grid, []int{40, 60, 90, 135, 203, 250}) {
		t.Errorf("grid %v", grid)
	}
	if p.Next(1000) != 250 || p.Next(41) != 60 || (Precision{Min: 100, Max: 10}).Next(0) != 10 {
		t.Error("a checkpoint off the grid")
	}
}

// By hand: differences 1, 2, 3 have mean 2 and standard error 1/√3, so t = 2√3 with 2 degrees of freedom.
func TestPaired(t *testing.T) {
	c := Paired([]float64{11, 22, 33}, []float64{10, 20, 30}, 0.95)
	near(t, "difference", c.Difference.Point, 2)
	near(t, "low", c.Difference.Low, 2-4.3026527297/math.Sqrt(3))
	near(t, "p", c.P, 0.0741799003)
	near(t, "variance reduction", c.VarianceReduction, 1-1.0/(121+100))
	same := Paired([]float64{1, 2, 3}, []float64{1, 2, 3}, 0.95)
	if same.P != 1 || same.Difference.Low != 0 || same.Difference.High != 0 || same.VarianceReduction != 1 {
		t.Errorf("identical systems: %+v", same)
	}
	if shifted := Paired([]float64{2, 3, 4}, []float64{1, 2, 3}, 0.95); shifted.P != 0 {
		t.Errorf("a constant difference: %+v", shifted)
	}
	// The mean of ten times 0.1 is not quite 0.1, and yet nothing varies.
	prices := Paired(slices.Repeat([]float64{0.1}, 10), slices.Repeat([]float64{0.7}, 10), 0.95)
	if prices.P != 0 || !math.IsNaN(prices.VarianceReduction) {
		t.Errorf("two prices: %+v", prices)
	}
	if one := Paired([]float64{2}, []float64{1}, 0.95); !math.IsNaN(one.P) {
		t.Errorf("one pair: %+v", one)
	}
}

func TestHolm(t *testing.T) {
	got := Holm([]float64{0.01, 0.04, math.NaN(), 0.03, 0.005, 0.9})
	want := []float64{0.04, 0.09, math.NaN(), 0.09, 0.025, 0.9}
	for i := range want {
		if math.Abs(got[i]-want[i]) > 1e-12 || math.IsNaN(got[i]) != math.IsNaN(want[i]) {
			t.Errorf("adjusted %v, want %v", got, want)
		}
	}
}

// Two systems apart by one standard error of the paired difference: the better is best with probability Φ(1) = 0.84.
func TestProbBest(t *testing.T) {
	s := rng.Open(rng.Key{Seed: 1})
	n := 400
	a, b := make([]float64, n), make([]float64, n)
	for i := range a {
		common := 100 * s.Norm()
		a[i], b[i] = common, common+s.Norm()
	}
	d := Paired(b, a, 0.95).Difference
	for i := range b {
		b[i] += d.SD/math.Sqrt(float64(n)) - d.Point
	}
	ps := ProbBest([][]float64{a, b, a}, 4000, &s)
	rounded(t, "sum", ps[0]+ps[1]+ps[2], 1, 1e-9)
	rounded(t, "the better one", ps[1], 0.841, 0.05)
	near(t, "twins share", ps[0], ps[2])
}

// Mistakes of the caller, which no interval can mend, stop the program instead of spoiling a number.
func TestMisuseExplodes(t *testing.T) {
	for name, misuse := range map[string]func(){
		"confidence in per cent":      func() { Mean([]float64{1, 2}, 95) },
		"share above 1":               func() { ShareMean([]float64{2, 3}, 0.95) },
		"negative positive mean":      func() { PositiveMean([]float64{-2, -3}, 0.95) },
		"more successes than trials":  func() { Wilson(3, 2, 0.95) },
		"no exposure":                 func() { PoissonRate(3, 0, 0.95) },
		"unpaired":                    func() { Paired([]float64{1}, nil, 0.95) },
		"numerator without":           func() { Ratio([]float64{1}, nil, 0.95) },
		"the 100 % quantile":          func() { Quantile([]float64{1}, 1, 0.95) },
		"negative spell":              func() { KaplanMeier([]Spell{{-1, 1, 0}}, nil) },
		"systems of different length": func() { ProbBest([][]float64{{1}, {1, 2}}, 10, new(rng.Stream)) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s went through", name)
				}
			}()
			misuse()
		}()
	}
}
