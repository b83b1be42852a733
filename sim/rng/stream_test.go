package rng

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Stream is a source of gonum's and the standard library's distributions.
var _ rand.Source = (*Stream)(nil)

func stream(occurrence uint64) Stream { return Open(Key{Seed: 1, Entity: 2, Occurrence: occurrence}) }

// The standard library's PCG is the oracle: same state, same numbers. Catches any slip in the 128-bit arithmetic.
func TestStreamIsPCG(t *testing.T) {
	for i := range uint64(1000) {
		s := stream(i)
		want := rand.NewPCG(s.hi, s.lo)
		for range 5 {
			if got, want := s.Uint64(), want.Uint64(); got != want {
				t.Fatalf("stream %d: %#x, PCG has %#x", i, got, want)
			}
		}
	}
}

// The first draws are part of the contract: published results carry only a seed.
func TestFrozenDraws(t *testing.T) {
	s := stream(0)
	near := func(name string, got, want float64) {
		if math.Abs(got-want) > 1e-14*math.Abs(want) {
			t.Errorf("%s: %.17g, frozen %.17g", name, got, want)
		}
	}
	if got, want := s.Uint64(), uint64(0xe91c5a88a583872f); got != want {
		t.Errorf("Uint64: %#x, frozen %#x", got, want)
	}
	near("Float64", s.Float64(), 0.37408703277473687)
	near("Exp", s.Exp(), 0.56950532578153334)
	near("Norm", s.Norm(), -0.31190646595200633)
	if got, want := s.IntN(1000), 365; got != want {
		t.Errorf("IntN: %d, frozen %d", got, want)
	}
	if got, want := s.Bernoulli(0.5), true; got != want {
		t.Errorf("Bernoulli: %v, frozen %v", got, want)
	}
	if got, want := s.Poisson(1000), int64(972); got != want {
		t.Errorf("Poisson: %d, frozen %d", got, want)
	}
	if got, want := Name(0, "zone-a/rack-17"), uint64(0x9fc879e4b16a880d); got != want {
		t.Errorf("Name: %#x, frozen %#x", got, want)
	}
	if got, want := Child(3, 17), uint64(0x1a998bafd493b9f5); got != want {
		t.Errorf("Child: %#x, frozen %#x", got, want)
	}
}

// The extreme states of Float64's 52 bits stay inside the open interval, where every inversion is finite.
func TestFloat64IsOpen(t *testing.T) {
	lowest, highest := 0.5*0x1p-52, (float64(1<<52-1)+0.5)*0x1p-52
	if lowest <= 0 || highest >= 1 || 1-highest != lowest {
		t.Errorf("ends %g and 1-%g", lowest, 1-highest)
	}
	if x := -math.Log(highest); x <= 0 {
		t.Errorf("Exp can be %g", x)
	}
}

// Each variate has the mean and variance of its law. At n = 1e6 a mean 0.6 % of a standard deviation off is caught.
func TestMoments(t *testing.T) {
	const n = 1_000_000
	cases := []struct {
		name           string
		draw           func(*Stream) float64
		mean, variance float64
	}{
		{"Float64", (*Stream).Float64, 0.5, 1.0 / 12},
		{"Exp", (*Stream).Exp, 1, 1},
		{"Norm", (*Stream).Norm, 0, 1},
		{"IntN", func(s *Stream) float64 { return float64(s.IntN(7)) }, 3, 4},
		{"Bernoulli", func(s *Stream) float64 { return bit(s.Bernoulli(0.2)) }, 0.2, 0.16},
	}
	for i, c := range cases {
		s := stream(uint64(i))
		var sum, sum2 float64
		for range n {
			x := c.draw(&s) - c.mean
			sum, sum2 = sum+x, sum2+x*x
		}
		if z := sum / math.Sqrt(n*c.variance); math.Abs(z) > 6 {
			t.Errorf("%s: mean off by %.1f standard errors", c.name, z)
		}
		if rel := sum2/n/c.variance - 1; math.Abs(rel) > 6*math.Sqrt(8.0/n) {
			t.Errorf("%s: variance off by %.2f %%", c.name, 100*rel)
		}
	}
}

// Poisson is exact: the chance of each number is what it should be, where few are expected and where many are. At n =
// 1e5 an expectation 1 % off is caught.
func TestPoisson(t *testing.T) {
	const n = 100_000
	for i, mean := range []float64{0.25, 3, 40, 1e6} {
		s := stream(uint64(i))
		var sum, sum2, none float64
		for range n / (1 + int(mean)/100) {
			x := float64(s.Poisson(mean)) - mean
			sum, sum2, none = sum+x, sum2+x*x, none+bit(x == -mean)
		}
		draws := float64(n / (1 + int(mean)/100))
		if z := sum / math.Sqrt(draws*mean); math.Abs(z) > 5 {
			t.Errorf("of %g: mean off by %.1f standard errors", mean, z)
		}
		if z := (sum2/draws/mean - 1) / math.Sqrt((2+1/mean)/draws); math.Abs(z) > 5 {
			t.Errorf("of %g: variance off by %.1f standard errors", mean, z)
		}
		if p := math.Exp(-mean); math.Abs(none-draws*p) > 5*math.Sqrt(draws*p*(1-p))+1 {
			t.Errorf("of %g: none in %g of %g", mean, none, draws)
		}
	}
	if s := stream(9); s.Poisson(0) != 0 {
		t.Error("some came where none are expected")
	}
}

func bit(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func TestBernoulliEnds(t *testing.T) {
	s := stream(9)
	for range 1000 {
		if s.Bernoulli(0) || !s.Bernoulli(1) {
			t.Fatal("probability 0 happened or probability 1 did not")
		}
	}
}

// IntN over a range near 2^62·3/2 needs its rejection step: plain multiplication would favor every third value twofold.
func TestIntNRejects(t *testing.T) {
	s := stream(3)
	const third = 1 << 61
	var counts [3]float64
	for range 30_000 {
		x := s.IntN(3 * third)
		counts[x/third]++
	}
	for i, c := range counts {
		if z := (c - 10_000) / math.Sqrt(10_000*2.0/3); math.Abs(z) > 5 {
			t.Errorf("third %d: %g of 30000", i, c)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("IntN(0) did not panic")
		}
	}()
	s.IntN(0)
}

func TestNoAllocations(t *testing.T) {
	var sum float64
	name := "zone-a/rack-17/node-3"
	got := testing.AllocsPerRun(100, func() {
		s := Open(Key{Entity: Child(Name(0, name), 7)})
		sum += s.Float64() + s.Exp() + s.Norm() + float64(s.IntN(5))
	})
	if got != 0 {
		t.Errorf("%g allocations", got)
	}
}
