package num

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

const precise = 300 // bits

func exact(x float64) *big.Float { return new(big.Float).SetPrec(precise).SetFloat64(x) }

// bigExp is e^x by Taylor's series of x/2^64, squared again.
func bigExp(x *big.Float) *big.Float {
	const halvings = 64
	r := new(big.Float).SetPrec(precise).SetMantExp(x, -halvings)
	sum, term := exact(1), exact(1)
	for n := 1.0; n < 12; n++ {
		term.Quo(term.Mul(term, r), exact(n))
		sum.Add(sum, term)
	}
	for range halvings {
		sum.Mul(sum, sum)
	}
	return sum
}

// bigLog is ln x by Newton's method from the logarithm of the nearest double.
func bigLog(x *big.Float) *big.Float {
	near, _ := x.Float64()
	y := exact(math.Log(near))
	for range 4 {
		e := bigExp(new(big.Float).Neg(y))
		y.Add(y, e.Sub(e.Mul(e, x), exact(1)))
	}
	return y
}

// ulps is how far got is from want, in units of the last place of want.
func ulps(got float64, want *big.Float) float64 {
	near, _ := want.Float64()
	unit := math.Nextafter(math.Abs(near), math.Inf(1)) - math.Abs(near)
	off, _ := new(big.Float).Sub(exact(got), want).Float64()
	return math.Abs(off) / unit
}

// Elementary functions are held to big floats, at arguments of every size.
func TestElementary(t *testing.T) {
	var s *rand.Rand                          // anew for each function
	wide := func(low, high float64) float64 { // spread over magnitudes
		x := math.Exp(low + (high-low)*s.Float64())
		if s.IntN(2) == 0 {
			return -x
		}
		return x
	}
	for name, c := range map[string]struct {
		f     func(x float64) float64
		exact func(x *big.Float) *big.Float
		draw  func() float64
		most  float64 // ulps
	}{
		"Exp":       {Exp, bigExp, func() float64 { return wide(-30, math.Log(700)) }, 1},
		"Exp small": {Exp, bigExp, func() float64 { return s.Float64() - 0.5 }, 1},
		"Expm1": {Expm1, func(x *big.Float) *big.Float { return new(big.Float).Sub(bigExp(x), exact(1)) },
			func() float64 { return wide(-30, math.Log(36)) }, 1},
		"Log":        {Log, bigLog, func() float64 { return math.Abs(wide(-700, 700)) }, 1},
		"Log near 1": {Log, bigLog, func() float64 { return 1 + wide(-30, -1) }, 1},
		"Log1p": {Log1p, func(x *big.Float) *big.Float { return bigLog(new(big.Float).Add(exact(1), x)) },
			func() float64 { return max(-0.999, wide(-30, 40)) }, 1},
		"Log10": {Log10, func(x *big.Float) *big.Float { return new(big.Float).Quo(bigLog(x), bigLog(exact(10))) },
			func() float64 { return math.Abs(wide(-700, 700)) }, 2},
		"Cbrt": {Cbrt, func(x *big.Float) *big.Float {
			return bigExp(new(big.Float).Quo(bigLog(x), exact(3)))
		}, func() float64 { return math.Abs(wide(-600, 600)) }, 1.5},
		// An ulp of the exponential, and what rounds before it: up to half of the logarithm, which is up to 8 here.
		"Pow": {func(x float64) float64 { return Pow(x, 2.7) },
			func(x *big.Float) *big.Float { return bigExp(new(big.Float).Mul(bigLog(x), exact(2.7))) },
			func() float64 { return math.Abs(wide(-8, 8)) }, 1 + 1.5*0.5*8},
		"Pow down": {func(x float64) float64 { return Pow(x, -0.35) },
			func(x *big.Float) *big.Float { return bigExp(new(big.Float).Mul(bigLog(x), exact(-0.35))) },
			func() float64 { return math.Abs(wide(-8, 8)) }, 1 + 1.5*0.5*8},
	} {
		worst, at := 0.0, 0.0
		s = rand.New(rand.NewPCG(1, 2))
		for range 300 {
			x := c.draw()
			if off := ulps(c.f(x), c.exact(exact(x))); off > worst {
				worst, at = off, x
			}
		}
		if !(worst <= c.most) {
			t.Errorf("%s(%g) is off by %.3g ulp, want at most %g", name, at, worst, c.most)
		}
	}
}

// The others are held to the standard library, whose errors are below an ulp or so on any processor.
func TestSpecial(t *testing.T) {
	lgamma := func(x float64) float64 { y, _ := math.Lgamma(x); return y }
	for name, c := range map[string]struct {
		f, want func(x float64) float64
		from    float64
		to      float64
		most    float64 // relative error, or absolute below 1
	}{
		"Sin":        {Sin, math.Sin, -1e6, 1e6, 1e-15},
		"Cos":        {Cos, math.Cos, -1e6, 1e6, 1e-15},
		"Sin small":  {Sin, math.Sin, -4, 4, 3e-16},
		"Acos":       {Acos, math.Acos, -1, 1, 1e-15},
		"Tanh":       {Tanh, math.Tanh, -30, 30, 1e-15},
		"Erfc":       {Erfc, math.Erfc, -7, 27, 1e-15},
		"Gamma":      {Gamma, math.Gamma, 0, 40, 1e-14},
		"Gamma far":  {Gamma, math.Gamma, 33, 171, 1e-13},
		"Lgamma":     {Lgamma, lgamma, 0, 10, 1e-15},
		"Lgamma far": {Lgamma, lgamma, 8, 1e6, 1e-15},
	} {
		s := rand.New(rand.NewPCG(3, 4))
		for range 3000 {
			x := c.from + (c.to-c.from)*s.Float64()
			got, want := c.f(x), c.want(x)
			if off := math.Abs(got-want) / max(1, math.Abs(want)); !(off <= c.most) {
				t.Errorf("%s(%g) = %g, want %g", name, x, got, want)
				break
			}
		}
	}
	s := rand.New(rand.NewPCG(5, 6))
	for range 3000 { // far in the tail a relative error counts
		if x := 28 * s.Float64(); math.Abs(Erfc(x)/math.Erfc(x)-1) > 1e-14 {
			t.Errorf("Erfc(%g) = %g, want %g", x, Erfc(x), math.Erfc(x))
		}
	}
}

// Distribution functions are held to values that were computed with 40 digits (mpmath), and to their inverses.
func TestIncomplete(t *testing.T) {
	near := func(what string, got, want, most float64) {
		t.Helper()
		if off := math.Abs(got - want); !(off <= most*math.Abs(want)) {
			t.Errorf("%s = %.17g, want %.17g", what, got, want)
		}
	}
	for _, c := range [][4]float64{ // a, x, P, Q
		{0.1, 0.01, 0.66262125995447979, 0.33737874004552021},
		{0.7, 3.5, 0.98506850205685009, 0.014931497943149912},
		{3, 2, 0.32332358381693654, 0.67667641618306346},
		{50.5, 40, 0.060965525229495642, 0.93903447477050436},
		{1000, 1100, 0.99894067674607002, 0.0010593232539299773},
		{250000, 249000, 0.022642042198113288, 0.97735795780188671},
		{2e6, 2.003e6, 0.98301789268211152, 0.016982107317888485},
	} {
		near(fmt.Sprintf("GammaP(%g, %g)", c[0], c[1]), GammaP(c[0], c[1]), c[2], 1e-12)
		near(fmt.Sprintf("GammaQ(%g, %g)", c[0], c[1]), GammaQ(c[0], c[1]), c[3], 1e-12)
	}
	for _, c := range [][4]float64{ // a, b, x, I
		{0.1, 0.3, 0.01, 0.49207420814516481},
		{0.5, 4.5, 0.9, 0.99999146194877683},
		{3, 1, 0.2, 0.0080000000000000013},
		{4925.6702747263835, 0.08222122422753711, 0.999978934117099, 0.14091280471829595},
		{40, 960, 0.05, 0.9393522531799052},
		{150.5, 250.25, 0.4, 0.84394973508858787},
		{2000, 3000, 0.39, 0.074150549711298327},
		{99999, 2, 0.99998, 0.40600314297656453},
	} {
		near(fmt.Sprintf("BetaI(%g, %g, %g)", c[0], c[1], c[2]), BetaI(c[0], c[1], c[2]), c[3], 1e-12)
	}
	for x, want := range map[float64]float64{0.01: -100.56088545786867, 0.5: -1.9635100260214235,
		1: -0.57721566490153286, 5.5: 1.6110931485817511, 9.907262897717027: 2.2419519419656171,
		123.25: 4.8101525319648189} {
		near(fmt.Sprintf("Digamma(%g)", x), Digamma(x), want, 1e-15)
	}
	for _, a := range []float64{0.3, 1, 7.5, 300, 1e5} {
		for _, p := range []float64{1e-6, 0.025, 0.5, 0.975} {
			near(fmt.Sprintf("GammaP(%g, its inverse of %g)", a, p), GammaP(a, GammaPInv(a, p)), p, 1e-9)
			near(fmt.Sprintf("GammaQ(%g, its inverse of %g)", a, p), GammaQ(a, GammaQInv(a, p)), p, 1e-9)
			near(fmt.Sprintf("BetaI(%g, 12, its inverse of %g)", a, p), BetaI(a, 12, BetaIInv(a, 12, p)), p, 1e-8)
		}
	}
}

// At the edges the functions say what the standard library says, where that is right: its exponential overflows too
// early on some processors, and its logarithm of 5e-324 is wrong by 5 %.
func TestEdges(t *testing.T) {
	edges := []float64{0, 1, -1, 0.5, 2, 3, 10, 1000, -1000, 1e-300, -5e-324, 1e300, -1e300, math.MaxFloat64,
		709.79, -745.1, -745.2, -708.5, -720, 0x1p-1022, math.Inf(1), math.Inf(-1), math.NaN()}
	same := func(what string, got, want float64) {
		t.Helper()
		if got != want && !(got != got && want != want) && !(math.Abs(got/want-1) < 1e-14) {
			t.Errorf("%s = %g, want %g", what, got, want)
		}
	}
	for name, f := range map[string][2]func(float64) float64{"Exp": {Exp, math.Exp}, "Expm1": {Expm1, math.Expm1},
		"Log": {Log, math.Log}, "Log1p": {Log1p, math.Log1p}, "Log10": {Log10, math.Log10}, "Tanh": {Tanh, math.Tanh},
		"Cbrt": {Cbrt, math.Cbrt}, "Erfc": {Erfc, math.Erfc}} {
		for _, x := range edges {
			same(fmt.Sprintf("%s(%g)", name, x), f[0](x), f[1](x))
		}
	}
	for _, x := range edges {
		for _, y := range edges {
			same(fmt.Sprintf("Pow(%g, %g)", x, y), Pow(x, y), math.Pow(x, y))
			same(fmt.Sprintf("Hypot(%g, %g)", x, y), Hypot(x, y), math.Hypot(x, y))
		}
	}
}

// Rules of any number of nodes integrate what they have to.
func TestLegendre(t *testing.T) {
	for n := 1; n <= 200; n++ {
		at, weight := Legendre(n, -8, 0.9)
		length, square, wave := 0.0, 0.0, 0.0
		for i, w := range weight {
			length += w
			square += w * at[i] * at[i]
			wave += w * math.Exp(at[i])
		}
		if math.Abs(length-8.9) > 1e-12 || n > 1 && math.Abs(square-(0.9*0.9*0.9+512)/3) > 1e-10 ||
			n > 20 && math.Abs(wave-(math.Exp(0.9)-math.Exp(-8))) > 1e-12 {
			t.Errorf("%d nodes: length %g, ∫x² = %g, ∫eˣ = %g", n, length, square, wave)
		}
	}
}

func TestNothingAllocates(t *testing.T) {
	sink := 0.0
	if n := testing.AllocsPerRun(100, func() {
		sink += Exp(1.5) + Expm1(0.5) + Log(1.5) + Log1p(0.5) + Pow(1.5, 0.3) + Erfc(2) + Lgamma(3.5) + Gamma(2.5)
		sink += Sin(1) + GammaP(3, 2) + GammaQInv(3, 0.1)
	}); n != 0 {
		t.Errorf("%g allocations", n)
	}
}

// BenchmarkAgainstMath compares with the standard library in one run.
func BenchmarkAgainstMath(b *testing.B) {
	pow := func(f func(x, y float64) float64) func(float64) float64 {
		return func(x float64) float64 { return f(x, 1.7) }
	}
	for _, c := range []struct {
		name string
		f    func(float64) float64
	}{{"Exp", Exp}, {"math.Exp", math.Exp}, {"Log", Log}, {"math.Log", math.Log}, {"Pow", pow(Pow)},
		{"math.Pow", pow(math.Pow)}, {"Expm1", Expm1}, {"math.Expm1", math.Expm1}, {"Log1p", Log1p},
		{"math.Log1p", math.Log1p}, {"Erfc", Erfc}, {"math.Erfc", math.Erfc}} {
		b.Run(c.name, func(b *testing.B) {
			x, sum := 0.3, 0.0
			for b.Loop() {
				sum += c.f(x)
				if x += 0.01; x > 1.2 {
					x = 0.3
				}
			}
			if sum == 0 {
				b.Fatal("nothing was computed")
			}
		})
	}
}
