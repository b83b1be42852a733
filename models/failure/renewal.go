package failure

import (
	"nines/models"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/rng"
)

// Start says how old components are when a run begins.
type Start uint8

const (
	New         Start = iota // every component begins its first life
	Aged                     // every component has been up for the same time
	Equilibrium              // first lives are residual lives of the stationary renewal process
)

// Renewal strikes at the end of a life drawn from a law, and again one whole life after each recovery: as good as new.
// All components are up when a run begins; in what condition, Start says. A pace other than 1 (a lemon) speeds up the
// component's clock, so its lives are as many times shorter and its age counts as many times more.
type Renewal struct {
	Life  dist.Law
	Start Start
	Age   sim.Duration // ≥ 0, calendar time up before the run; for Aged
}

var _ models.Failure = Renewal{}

// Next draws a life, the first as Start demands.
func (r Renewal) Next(o models.Occurrence, s *rng.Stream) sim.Duration {
	life := 0.0
	switch {
	case o.Count > 0 || r.Start == New:
		life = r.Life.Sample(s)
	case r.Start == Aged:
		life = r.Life.Residual(s, float64(r.Age)*o.Pace)
	default:
		life = r.Life.Equilibrium(s)
	}
	return sim.Duration(life / o.Pace)
}
