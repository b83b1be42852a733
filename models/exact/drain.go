package exact

import "math"

// Drain is a pair of units of which one suffices. Both fail by themselves with exponential lives and repairs, also
// while the first is out of service for upkeep, which comes due once a period and takes a time of its own. It begins
// when the other unit is up: at once, or at the end of the repair under way, after which nothing holds it up.
//
// What is up then can fail meanwhile: a unit that is up is down u later with probability (1−A)(1 − e^−su), with A the
// availability and s the sum of both rates. The first unit's own failures know nothing of the upkeep, which adds the
// time in which the other is down and the first would be up.
type Drain struct {
	MTTF, MTTR   float64 // of one unit
	Every, Lasts float64 // of the upkeep
	Waits        bool    // for the other unit; otherwise it begins on time
}

// Unavailability returns the long-run share of time in which both are out of service.
func (d Drain) Unavailability() float64 {
	down := d.MTTR / (d.MTTF + d.MTTR)
	alone := d.Lasts
	if d.Waits {
		s := 1/d.MTTF + 1/d.MTTR
		alone -= (1 - math.Exp(-s*d.Lasts)) / s
	}
	return down*down + (1-down)*down*alone/d.Every
}
