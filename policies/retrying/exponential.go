package retrying

import (
	"errors"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/rng"
	"nines/sim/unit"
)

// Growth is a time that grows from retry to retry, up to a cap.
type Growth struct {
	Base   unit.Duration `key:"base" doc:"the time before the first retry, above 0"`
	Factor float64       `key:"factor" doc:"how many times longer it is before each further retry, from 1 to 100"`
	Cap    unit.Duration `key:"cap" doc:"the longest that it gets, base or more"`
}

// growth is what most libraries ship with.
var growth = Growth{Base: 0.1, Factor: 2, Cap: 10}

const growthExample = "base: 100ms, factor: 2, cap: 10s"

func (g Growth) check() error {
	switch {
	case g.Base <= 0:
		return errors.New("base must be above 0s; write base: 100ms, or policy: none")
	case !(g.Factor >= 1 && g.Factor <= 100):
		return errors.New("factor must be from 1 to 100; write factor: 2")
	}
	return checkCap(g.Base, g.Cap)
}

func checkCap(base, most unit.Duration) error {
	if most < base {
		return errors.New("cap must not be below base; write cap: 10s")
	}
	return nil
}

// after is that time after so many failed tries: min(cap, base × factor^(failed − 1)). Cost: O(failed) up to the cap.
func (g Growth) after(failed int) sim.Duration {
	wait := g.Base
	for ; failed > 1 && wait < g.Cap; failed-- {
		wait *= unit.Duration(g.Factor)
	}
	return sim.Duration(min(wait, g.Cap))
}

// Exponential waits longer from retry to retry, and exactly so long: clients that failed together stay together.
type Exponential struct{ Growth }

var _ models.Backoff = Exponential{}

var exponentialRow = catalog.Define("exponential",
	"Waits base before the first retry and factor times longer before each further one, up to cap, without jitter.",
	growth, func(g Growth) (models.Backoff, error) { return Exponential{g}, g.check() }).WithExample(growthExample)

// After is the time of growth.
func (b Exponential) After(failed int, _ sim.Duration, _ *rng.Stream) sim.Duration {
	return b.after(failed)
}
