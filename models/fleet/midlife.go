package fleet

import (
	"math"

	"nines/models"
	"nines/models/chance"
	"nines/sim"
)

// inMidlife has a process that work is to end at an age be as old at the start of the run as its failure says, and
// reports how long it has yet to live; false where it begins new. From an equilibrium it is at an age that it has come
// to: of all ages up to that of the work each is as frequent as lives that reach it.
func (f *Fleet) inMidlife(p int32, w models.Wait, q *chance.Draws) (left sim.Duration, ok bool) {
	age := w.Age
	if w.Stationary {
		age = f.anyAge(p, w, q)
	}
	if age == 0 {
		return 0, false
	}
	pace := max(w.Pace, math.SmallestNonzeroFloat64)
	x := &f.processes[p]
	x.count = 1 // not the first: what is left of it follows from its age
	x.born = f.now() - sim.Time(age/pace)
	return q.Rest(models.Wait{Law: w.Law, Pace: w.Pace}, sim.Duration(age/pace))
}

// anyAge draws an age in seconds of the law of a wait: uniform below the age of the work, where lives reach it, or an
// age in a renewal process without that work, where it would not have come yet. Of these two ways it takes the one that
// seldom fails. Expected cost: O(1).
func (f *Fleet) anyAge(p int32, w models.Wait, q *chance.Draws) float64 {
	limit := math.Inf(1)
	for _, work := range f.faults[f.processes[p].fault].ends {
		limit = min(limit, float64(f.faults[work].AtAge)*w.Pace)
	}
	for limit < w.Law.Mean() {
		if age := limit * q.Part(); q.Happens(w.Law.Survival(age)) {
			return age
		}
	}
	for {
		if age := float64(q.Wait(models.Wait{Law: w.Law, Stationary: true})); age < limit {
			return age
		}
	}
}
