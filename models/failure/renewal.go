package failure

import (
	"nines/models"
	"nines/sim"
	"nines/sim/dist"
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

var (
	_ models.Failure  = Renewal{}
	_ models.Renewing = Renewal{}
)

// Renews is the law of all lives but the first.
func (r Renewal) Renews() dist.Law { return r.Life }

// Next is a life, the first as Start demands.
func (r Renewal) Next(o models.Occurrence) models.Wait {
	life := models.Wait{Law: r.Life, Pace: o.Pace}
	if o.Count == 0 {
		switch r.Start {
		case Aged:
			life.Age = float64(r.Age) * o.Pace
		case Equilibrium:
			life.Stationary = true
		}
	}
	return life
}
