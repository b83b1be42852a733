package dist

import (
	"math"

	"nines/sim/num"
	"nines/sim/rng"
)

// gammaSampler draws standard gamma numbers by the method of G. Marsaglia and W. W. Tsang, "A simple method for
// generating gamma variables", ACM TOMS 26 (2000): a cube of a normal number, accepted in more than 95 % of cases.
type gammaSampler struct {
	shape float64
	d, c  float64 // of the method, for the shape or, where that is below 1, for shape + 1
}

func newGammaSampler(shape float64) gammaSampler {
	d := shape - 1.0/3
	if shape < 1 {
		d++
	}
	return gammaSampler{shape, d, 1 / math.Sqrt(9*d)}
}

// drawGamma draws once, without a sampler to keep.
func drawGamma(s *rng.Stream, shape float64) float64 {
	sampler := newGammaSampler(shape)
	return sampler.draw(s)
}

// draw returns a standard gamma number. A shape below 1 is the next higher one times a power of a uniform.
func (g *gammaSampler) draw(s *rng.Stream) float64 {
	x := g.bulk(s)
	if g.shape < 1 {
		x *= num.Exp(-s.Exp() / g.shape)
	}
	return x
}

// bulk is draw for a shape of at least 1.
func (g *gammaSampler) bulk(s *rng.Stream) float64 {
	for {
		x := s.Norm()
		v := 1 + float64(g.c*x)
		if v <= 0 {
			continue
		}
		v = float64(v * (v * v))
		if num.Log(s.Float64()) < float64(x*x/2)+float64(g.d*(1-v+num.Log(v))) {
			return g.d * v
		}
	}
}

// beyond draws G − z for a standard gamma number G, given G > z ≥ 0. Every envelope accepts with a probability of at
// least about a tenth, whatever shape and z: no tail is too thin.
func (g *gammaSampler) beyond(s *rng.Stream, z float64) float64 {
	switch {
	case z <= 0:
		return g.draw(s)
	case g.shape >= 1 && z > g.shape+math.Sqrt(g.shape):
		return g.tail(s, z)
	case g.shape >= 1:
		return g.wait(s, z)
	case z >= 1:
		return g.thinTail(s, z)
	}
	return g.head(s, z)
}

// wait draws until the number exceeds z, which lies at most one standard deviation above the mean.
func (g *gammaSampler) wait(s *rng.Stream, z float64) float64 {
	for {
		if x := g.draw(s); x > z {
			return x - z
		}
	}
}

// tail, for shapes of at least 1 and z beyond the mode, thins the exponential that touches the density at z.
func (g *gammaSampler) tail(s *rng.Stream, z float64) float64 {
	power := g.shape - 1
	mean := z / (z - power)
	for {
		t := mean * s.Exp()
		if s.Exp() >= power*(t/z-num.Log1p(t/z)) {
			return t
		}
	}
}

// thinTail, for shapes below 1 and z ≥ 1, thins the standard exponential, which decays more slowly than the density.
func (g *gammaSampler) thinTail(s *rng.Stream, z float64) float64 {
	for {
		t := s.Exp()
		if s.Exp() >= (1-g.shape)*num.Log1p(t/z) {
			return t
		}
	}
}

// head, for shapes below 1 and z < 1, thins the power law x^(shape−1) from z to 1, and what lies beyond 1 as thinTail.
func (g *gammaSampler) head(s *rng.Stream, z float64) float64 {
	gap := -num.Expm1(g.shape * num.Log(z)) // 1 − z^shape
	below, above := gap/g.shape, num.Exp(-1)
	for {
		if s.Bernoulli(above / (below + above)) {
			t := s.Exp()
			if s.Exp() >= (1-g.shape)*num.Log1p(t) {
				return 1 + t - z
			}
			continue
		}
		x := num.Exp(num.Log1p(-gap*s.Float64()) / g.shape)
		if s.Exp() >= x {
			return x - z
		}
	}
}
