package exact

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// triangle is a chain with a cycle, so it is not reversible and no birth–death formula can be mistaken for it.
func triangle() *Chain {
	c := NewChain(3)
	c.Add(0, 1, 2)
	c.Add(1, 2, 3)
	c.Add(2, 0, 5)
	c.Add(1, 0, 1)
	return c
}

// generator is Q·t as gonum wants it.
func generator(c *Chain, t float64) *mat.Dense {
	q := mat.NewDense(c.n, c.n, nil)
	for i := range c.n {
		row := c.rate[i*c.n : (i+1)*c.n]
		for j, r := range row {
			q.Set(i, j, r*t)
		}
		q.Set(i, i, -sum(row)*t)
	}
	return q
}

func TestStationaryOfACycle(t *testing.T) {
	// Balance by hand: 2π₀ = 5π₂ + π₁, 4π₁ = 2π₀, 5π₂ = 3π₁.
	pi := triangle().Stationary()
	for i, want := range []float64{10. / 18, 5. / 18, 3. / 18} {
		near(t, "π", pi[i], want, 1e-15)
	}
}

func TestStationaryKeepsTinyProbabilities(t *testing.T) {
	c := NewChain(4)
	for i := range 3 {
		c.Add(i, i+1, 1e-9)
		c.Add(i+1, i, 1)
	}
	near(t, "π₃", c.Stationary()[3], 1e-27/(1+1e-9+1e-18), 1e-14)
}

func TestTransientAgainstMatrixExponential(t *testing.T) {
	start := []float64{0.2, 0, 0.8}
	for _, at := range []float64{1e-6, 0.01, 0.3, 2, 40} {
		c := triangle()
		var e mat.Dense
		e.Exp(generator(c, at))
		want := times(start, &e)
		for i, p := range c.Transient(start, at) {
			near(t, "P(t)", p, want[i], 1e-12)
		}
	}
}

// A stiff chain over a long time: a solver that lost digits with each of 1e9 jumps would show here.
func TestTransientOfAStiffChain(t *testing.T) {
	two := TwoState{MTTF: 1e7, MTTR: 1e-2}
	c := NewChain(2)
	c.Add(0, 1, 1/two.MTTF)
	c.Add(1, 0, 1/two.MTTR)
	for _, at := range []float64{1e-3, 1, 1e7} {
		near(t, "U(t)", c.Transient(Only(2, 0), at)[1], two.UnavailabilityAt(at), 1e-12)
		near(t, "∫U", c.Occupancy(Only(2, 0), at)[1], two.MeanDowntime(at), 1e-10)
	}
}

func TestNothingMoves(t *testing.T) {
	c := triangle()
	near(t, "P(0)", c.Transient(Only(3, 1), 0)[1], 1, 0)
	near(t, "∫₀⁰", c.Occupancy(Only(3, 1), 0)[1], 0, 0)
	near(t, "without transitions", NewChain(2).Occupancy(Only(2, 0), 7)[0], 7, 0)
}

// Kac: the mean return time to a state is 1/(π·exit rate); it ties MeanHit to Stationary and Flow.
func TestMeanHitGivesReturnTimes(t *testing.T) {
	c := triangle()
	hit := c.MeanHit(func(s int) bool { return s == 0 })
	near(t, "return to 0", 1./2+hit[1], 1/c.Flow(c.Stationary(), func(s int) bool { return s == 0 }), 1e-14)
	near(t, "target itself", hit[0], 0, 0)
}

func TestMeanHitOfATrap(t *testing.T) {
	c := NewChain(4) // 1 may fall into the trap 2, 0 reaches 1 or the target 3
	c.Add(0, 1, 1)
	c.Add(0, 3, 1)
	c.Add(1, 2, 1)
	c.Add(1, 3, 1)
	for s, want := range []float64{math.Inf(1), math.Inf(1), math.Inf(1), 0} {
		if got := c.MeanHit(func(s int) bool { return s == 3 })[s]; got != want {
			t.Errorf("from %d: %v, want %v", s, got, want)
		}
	}
}

// HitBy at all times integrates to the mean hitting time.
func TestHitByIntegratesToMeanHit(t *testing.T) {
	c, target := triangle(), func(s int) bool { return s == 2 }
	mean := trapezoid(func(x float64) float64 { return 1 - c.HitBy(Only(3, 0), target, x) }, 0, 40, 8000)
	near(t, "∫P(not yet)", mean, c.MeanHit(target)[0], 1e-5) // trapezoid error h²/12
}

func TestReducibleChainPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a chain that cannot return has no unique stationary distribution, yet one was given")
		}
	}()
	c := NewChain(2)
	c.Add(0, 1, 1)
	c.Stationary()
}

func TestBadRatePanics(t *testing.T) {
	for _, rate := range []float64{-1, math.NaN(), math.Inf(1)} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("rate %v was accepted", rate)
				}
			}()
			NewChain(2).Add(0, 1, rate)
		}()
	}
}

func TestBirthDeathAgainstChain(t *testing.T) {
	b := BirthDeath{Birth: []float64{5, 0.3, 2, 1e-3}, Death: []float64{0.7, 4, 9, 100}}
	c := b.Chain(0, 4)
	pi := c.Stationary()
	for k, p := range b.Stationary() {
		near(t, "π", p, pi[k], 1e-13)
	}
	near(t, "up", b.PassageUp(1, 4), c.MeanHit(func(s int) bool { return s == 4 })[1], 1e-13)
	near(t, "down", b.PassageDown(3, 1), c.MeanHit(func(s int) bool { return s == 1 })[3], 1e-13)
}
