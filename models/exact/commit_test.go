package exact

import (
	"math"
	"testing"
)

// A coordinator is a chain of three states: open, down and recovering.
func TestCoordinationIsAChain(t *testing.T) {
	c := Coordination{Rate: 5, Life: 40, Repair: 10, Recovery: 3, Participants: []float64{0.8, 0.5}}
	rates := [3][3]float64{{0, 1.0 / 40, 0}, {0, 0, 1.0 / 10}, {1.0 / 3, 1.0 / 40, 0}}
	p := [3]float64{1, 0, 0}
	const dt = 0.01
	for range 1_000_000 { // by Euler's steps, to the long run
		var next [3]float64
		for i := range p {
			next[i] += p[i]
			for j := range p {
				next[j] += dt * p[i] * rates[i][j]
				next[i] -= dt * p[i] * rates[i][j]
			}
		}
		p = next
	}
	near(t, "open", c.Open(), p[0], 1e-9)
	near(t, "losses", c.Losses(), p[0]/40, 1e-9)
	near(t, "second step", c.Passing(2)[1], 5*2*0.8*0.5, 1e-15)
	near(t, "all", c.All(), 0.4, 1e-15)
	c.Recovery = 0
	near(t, "without recovery", c.Open(), 0.8, 1e-15)
}

// E min(X, b) is the area below the survival function up to b.
func TestExponentialWithin(t *testing.T) {
	want := trapezoid(func(x float64) float64 { return math.Exp(-x / 0.4) }, 0, 1, 100_000)
	near(t, "mean within", ExponentialWithin(0.4, 1), want, 1e-9)
}
