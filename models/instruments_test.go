package models_test

import (
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/rng"
)

// watcher is a detector made of laws: slow, forgetful and mistaken at will. Lossy nodes it notices after half the time.
type watcher struct {
	delay, clear, recurs, lasts dist.Law // recurs nil: never mistaken
	seesLossy                   float64
}

func (d watcher) Sees(x models.Symptom) float64 {
	if x.Effect == models.Lossy {
		return d.seesLossy
	}
	return 1
}

func (d watcher) Delay(x models.Symptom, s *rng.Stream) sim.Duration {
	if x.Effect == models.Lossy {
		return sim.Duration(d.delay.Sample(s) / 2)
	}
	return sim.Duration(d.delay.Sample(s))
}

func (d watcher) Clear(s *rng.Stream) sim.Duration { return sim.Duration(d.clear.Sample(s)) }

func (d watcher) Mistake(s *rng.Stream) (after, lasting sim.Duration) {
	if d.recurs == nil {
		return sim.Duration(math.Inf(1)), 0
	}
	return sim.Duration(d.recurs.Sample(s)), sim.Duration(d.lasts.Sample(s))
}

// slowly is a localizer that takes its time.
type slowly struct{ takes dist.Law }

func (l slowly) Diagnose(_ models.Alarm, s *rng.Stream) models.Diagnosis {
	return models.Diagnosis{Takes: sim.Duration(l.takes.Sample(s)), Right: true}
}

// reluctant leaves to itself whatever it can see that nobody has hands for.
type reluctant struct{}

func (reluctant) Treatments() []models.Treatment { return nil }

func (reluctant) Recover(v models.View, x models.Suspect) models.Decision {
	if int(x.Component)%2 == 0 || !v.Trusted(0) {
		return models.Decision{Treatment: models.Leave}
	}
	return models.Decision{Treatment: models.Repair} // asked even for what cannot be repaired
}
