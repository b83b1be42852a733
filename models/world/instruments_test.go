package world_test

import (
	"nines/models"
	. "nines/models/worldtest"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/rng"
)

// reluctant leaves to itself whatever it can see that nobody has hands for.
type reluctant struct{}

func (reluctant) Actions() []models.Action { return nil }

func (reluctant) Recover(v models.View, x models.Suspect) models.Decision {
	if int(x.Component)%2 == 0 || !v.Trusted(0) {
		return models.Decision{Action: models.Leave}
	}
	return models.Decision{Action: models.Repair} // asked even for what cannot be repaired
}

// guesser names up to three innocents before the culprit, or an innocent alone, or nobody, and knows most false alarms.
type guesser struct{ takes dist.Law }

func (l guesser) Diagnose(x models.Alarm) models.Odds {
	o := models.Odds{Takes: models.Wait{Law: l.takes}, Named: 0.9, Right: 0.7, Before: few{}}
	if x.Attempt%2 == 1 {
		o.Wasted = l.takes
	}
	return o
}

// few are up to three, all equally likely.
type few struct{}

func (few) Draw(s *rng.Stream) int { return s.IntN(4) }

func (few) Chance(innocents int) float64 {
	if innocents < 0 || innocents > 3 {
		return 0
	}
	return 0.25
}

// sorter groups one alarm in two.
type sorter struct{}

func (sorter) Joins(sim.Duration) float64 { return 0.5 }

// tinkerer does everything that can be done, one after the other, and never the same thing twice in a row.
type tinkerer struct {
	actions  []models.Action
	patience sim.Duration
	per      string // level in whose members it treats one case at a time; "": as many as come
}

func (r tinkerer) Actions() []models.Action { return r.actions }

func (r tinkerer) Spaced() bool { return r.per != "" }

func (r tinkerer) Remembers() bool { return r.patience > 0 }

func (r tinkerer) Probation(models.Suspect) sim.Duration { return r.patience }

func (r tinkerer) Recover(v models.View, x models.Suspect) models.Decision {
	switch n := x.Attempt + int(x.Component); {
	case r.per != "" && !x.Begun && v.Busy(0, r.per, x.Component):
		return models.Decision{Action: models.Hold, After: Hour}
	case n%11 == 5 && v.Held(n%2) < 3:
		return models.Decision{Action: models.Hold, After: Hour, Line: n % 2}
	case n%7 == 6 && x.Repairable:
		return models.Decision{Action: models.Repair, After: Hour / 2}
	case x.Attempt > 12:
		return models.Decision{Action: models.Leave}
	default:
		return models.Decision{Action: n % len(r.actions), After: sim.Duration(n%3) * Hour / 4}
	}
}

// Mitigate does some of the things that help at once.
func (r tinkerer) Mitigate(_ models.View, about models.ComponentID, dst []models.Relief) []models.Relief {
	for i := range r.actions {
		if n := int(about) + i; r.actions[i].Mitigates() && n%3 > 0 {
			dst = append(dst, models.Relief{Action: i, After: sim.Duration(n%2) * Hour / 4})
		}
	}
	return dst
}

// Bridge does what helps once the cause is known.
func (r tinkerer) Bridge(v models.View, x models.Suspect, dst []models.Relief) []models.Relief {
	return r.Mitigate(v, x.Component+1, dst)
}
