package stattest

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"nines/sim/stat"
)

// Published critical values: a wrong tail, a factor of two or a lost correction moves these by far more than 0.5 %.
func TestPValuesAgreeWithTables(t *testing.T) {
	uniform := func(x float64) float64 { return min(1, max(0, x)) }
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"KS of one draw at 0.1: 2(1-0.9)", KSOne([]float64{0.1}, uniform), 0.2},
		{"KS n=10, D=0.40925 (table, 5 %)", 2 * smirnov(10, 0.40925), 0.05},
		{"KS n=20, D=0.35241 (table, 1 %)", 2 * smirnov(20, 0.35241), 0.01},
		{"Kolmogorov 1.3581 (5 %)", kolmogorov(1.3581), 0.05},
		{"Kolmogorov 1.6276 (1 %)", kolmogorov(1.6276), 0.01},
		{"chi-square 1 degree at 3.8415", ChiSquare(split(10000, 3.8414588)), 0.05},
		{"normal at 6 sigma", Normal(16, 10, 1), 1.973175e-9},
		{"Poisson 0 of 5", Poisson(0, 5), 2 * math.Exp(-5)},
		{"Poisson at least 2 of 0.1", Poisson(2, 0.1), 2 * (1 - 1.1*math.Exp(-0.1))},
	} {
		if math.Abs(c.got-c.want) > 0.005*c.want {
			t.Errorf("%s: p = %v, want %v", c.name, c.got, c.want)
		}
	}
}

// split makes two cells of equal expectation whose chi-square statistic is near x2.
func split(n int, x2 float64) ([]int, []float64, int) {
	off := math.Sqrt(x2 * float64(n) / 4)
	scale := 1e6 // so that the counts, which are whole, carry off to six digits
	n, off = int(float64(n)*scale), off*math.Sqrt(scale)
	return []int{n/2 + int(off), n/2 - int(off)}, []float64{1, 1}, 0
}

// Under the null a p-value below q must come up with probability q, at most. A test of half the stated level, or one
// that forgot one of the two sides, is off by a factor of two and would be seen here at once.
func TestPValuesHoldTheirLevel(t *testing.T) {
	const runs, level = 2000, 0.1
	exp := func(x float64) float64 { return -math.Expm1(-max(0, x)) }
	r := rand.New(rand.NewPCG(1, 2))
	draws := func(n int) []float64 {
		xs := make([]float64, n)
		for i := range xs {
			xs[i] = r.ExpFloat64()
		}
		return xs
	}
	var one, two, cells, mean int
	for range runs {
		if KSOne(draws(30), exp) < level {
			one++
		}
		if KSTwo(draws(60), draws(90)) < level {
			two++
		}
		if ChiSquare(fill(draws(300)), []float64{1, 1, 1, 1, 1}, 0) < level {
			cells++
		}
		if Mean(logs(draws(20)), -0.5772156649) < level {
			mean++
		}
	}
	Check(t, "KSOne", stat.BinomialP(one, runs, level))
	Check(t, "ChiSquare", stat.BinomialP(cells, runs, level))
	if two > runs*level || two < runs*level/2 {
		t.Errorf("KSTwo rejects %d of %d at %v; want at most the level, and not far below it", two, runs, level)
	}
	if mean < runs*level*8/10 || mean > runs*level*14/10 { // log-exponential draws are skewed: the t-test is near
		t.Errorf("Mean rejects %d of %d at %v", mean, runs, level)
	}
}

// fill counts exponential draws in five cells of equal probability.
func fill(xs []float64) []int {
	counts := make([]int, 5)
	for _, x := range xs {
		counts[int(5*math.Exp(-x))]++
	}
	return counts
}

func logs(xs []float64) []float64 {
	for i, x := range xs {
		xs[i] = math.Log(x)
	}
	return xs
}

// A sampler whose mean is off by 5 % must ring at 1e5 draws in every test of the law, or the suite is deaf.
func TestAlarmRings(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	wrong, right := make([]float64, 100000), make([]float64, 100000)
	for i := range wrong {
		wrong[i], right[i] = 1.05*r.ExpFloat64(), r.ExpFloat64()
	}
	exp := func(x float64) float64 { return -math.Expm1(-max(0, x)) }
	Alarm(t, "KSOne", KSOne(wrong, exp))
	Alarm(t, "KSTwo", KSTwo(wrong, right))
	Alarm(t, "ChiSquare", ChiSquare(fill(wrong), []float64{1, 1, 1, 1, 1}, 0))
	Alarm(t, "Mean", Mean(wrong, 1))
	Check(t, "right draws", KSOne(right, exp))
}

// A law with an atom must not be accused for its ties: half the mass at zero, half uniform.
func TestKSAllowsAtoms(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	xs := make([]float64, 20000)
	for i := range xs {
		xs[i] = max(0, 2*r.Float64()-1)
	}
	half := func(x float64) float64 {
		if x < 0 {
			return 0
		}
		return min(1, (1+x)/2)
	}
	Check(t, "atom at zero", KSOne(xs, half))
	Alarm(t, "atom forgotten", KSOne(xs, func(x float64) float64 { return min(1, max(0, x)) }))
}

func TestDegenerateInput(t *testing.T) {
	nan := math.NaN()
	id := func(x float64) float64 { return x }
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"KSOne of nothing", KSOne(nil, id), 1},
		{"KSOne of NaN", KSOne([]float64{0.5, nan}, id), 0},
		{"KSTwo of nothing", KSTwo(nil, []float64{1}), 1},
		{"KSTwo of NaN", KSTwo([]float64{nan}, []float64{1}), 0},
		{"ChiSquare of one cell", ChiSquare([]int{5}, []float64{5}, 0), 1},
		{"Mean of one value", Mean([]float64{5}, 0), 1},
		{"Mean of equal right values", Mean([]float64{5, 5}, 5), 1},
		{"Mean of equal wrong values", Mean([]float64{5, 5}, 4), 0},
	} {
		if c.got != c.want {
			t.Errorf("%s: p = %v, want %v", c.name, c.got, c.want)
		}
	}
}

// recorder stands in for a test that is expected to fail.
type recorder struct {
	testing.TB
	said strings.Builder
}

func (r *recorder) Helper()                        {}
func (r *recorder) Name() string                   { return "recorder" }
func (r *recorder) Errorf(format string, _ ...any) { r.said.WriteString(format) }

func TestCheckAndAlarmJudge(t *testing.T) {
	for _, c := range []struct {
		name  string
		judge func(testing.TB, string, float64)
		p     float64
		fails bool
	}{
		{"a likely value passes", Check, 0.3, false},
		{"an impossible value fails", Check, Share / 2, true},
		{"NaN fails", Check, math.NaN(), true},
		{"an alarm that rings passes", Alarm, Share / 2, false},
		{"an alarm that stays silent fails", Alarm, 0.3, true},
	} {
		var r recorder
		c.judge(&r, c.name, c.p)
		if failed := r.said.Len() > 0; failed != c.fails {
			t.Errorf("%s: failed = %v", c.name, failed)
		}
	}
}

func TestLedgerRefusesOverspending(t *testing.T) {
	l := ledger{names: map[string]bool{}}
	for i := range checks {
		if !l.charge(string(rune('a' + i))) {
			t.Fatalf("check %d refused", i)
		}
	}
	if !l.charge("a") {
		t.Error("a repetition was charged again")
	}
	if l.charge("one too many") {
		t.Error("overspending went unnoticed")
	}
}
