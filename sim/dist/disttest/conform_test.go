package disttest

import (
	"fmt"
	"testing"

	"nines/sim/dist"
	"nines/sim/rng"
	"nines/sim/stat/stattest"
)

func TestEveryLaw(t *testing.T) {
	seen := map[string]bool{}
	for i, e := range Examples() {
		seen[e.Row] = true
		law, err := e.Law()
		if err != nil {
			t.Errorf("%s: %v", e.Row, err)
			continue
		}
		name := fmt.Sprintf("%d %s", i, e.Row)
		t.Run(name, func(t *testing.T) { Conform(t, name, law) })
	}
	for _, name := range dist.Table().Names() {
		if !seen[name] {
			t.Errorf("%s has no example", name)
		}
	}
}

// ageless is a law with two classic mistakes: it takes every component for new, whatever its age, and forgets that a
// random time falls into long lives more often than into short ones.
type ageless struct{ dist.Weibull }

func (l ageless) Residual(s *rng.Stream, _ float64) float64 { return l.Sample(s) }
func (l ageless) Equilibrium(s *rng.Stream) float64         { return l.Sample(s) * s.Float64() }

// The bell rings: a scale 2 % off, a shape of 2.1 for 2, and even the faint memory of a shape of 1.2 are found with the
// draws of the suite.
func TestAlarm(t *testing.T) {
	if testing.Short() {
		t.Skip("takes the full number of draws")
	}
	right, _ := dist.NewWeibull(2, 100)
	stattest.Check(t, "weibull", LivesP(right, right))
	longer, _ := dist.NewWeibull(2, 102)
	stattest.Alarm(t, "scale 2 % off", LivesP(longer, right))
	steeper, _ := dist.NewWeibull(2.1, 100)
	stattest.Alarm(t, "shape 5 % off", LivesP(steeper, right))

	faint, _ := dist.NewWeibull(1.2, 100)
	stattest.Alarm(t, "age forgotten", residualP(ageless{faint}, 100))
	stattest.Alarm(t, "length bias forgotten", equilibriumP(ageless{faint}))
}
