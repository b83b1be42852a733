package models

import (
	"math"

	"nines/sim"
)

// RenewedAt is at which age work ends the lives of a fault, or how far apart it comes where it follows the
// calendar, and how long it takes; +Inf and 0 where none does.
func (b *Blueprint) RenewedAt(f *Fault) (age, lasts sim.Duration) {
	age = sim.Duration(math.Inf(1))
	for i := range b.Faults {
		work := &b.Faults[i]
		if !b.renews(work, f) {
			continue
		}
		at, takes := work.AtAge, sim.Duration(0)
		if cyclic, ok := work.Failure.(Cyclic); ok {
			at, takes = cyclic.Cycle()
		} else if recorded, ok := work.Failure.(Recorded); ok {
			takes, _ = recorded.Record(Occurrence{})
		}
		if at < age {
			age, lasts = at, takes
		}
	}
	return age, lasts
}

func (b *Blueprint) renews(work, f *Fault) bool {
	for _, of := range work.Renews {
		if b.Faults[of].Name == f.Name {
			return true
		}
	}
	return false
}
