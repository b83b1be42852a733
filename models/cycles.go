package models

import "nines/sim"

// patience is how many times as long as all before the last cycle of a run may take.
const patience = 4

// Last is when a run is over with all that is played of it, beyond End only where it is cut into cycles: the one that
// is under way then is played to its end, unless that takes several times as long as all before.
func (b *Blueprint) Last() sim.Time {
	if b.Cycles {
		return (1 + patience) * b.End()
	}
	return b.End()
}
