package exact

import "math"

// Coordination is transactions over participants under one coordinator, all of which fail and are repaired by
// themselves; whoever coordinates recovers once it is repaired, and begins that again if it fails meanwhile. Its times
// are exponential. What is under way at a point of the protocol is a Poisson number with the rate times how long that
// takes on average, whatever its law: the M/G/∞ queue (Takács, "Introduction to the Theory of Queues", 1962).
type Coordination struct {
	Rate         float64   // of transactions that come
	Life, Repair float64   // of the coordinator: means
	Recovery     float64   // likewise; 0: none
	Participants []float64 // their availabilities
}

// All returns the share of the time in which all participants are up.
func (c Coordination) All() float64 {
	all := 1.0
	for _, a := range c.Participants {
		all *= a
	}
	return all
}

// Away returns the mean time from when the coordinator is lost until it has recovered: a repair and a recovery, or so
// far as that goes and the same again.
func (c Coordination) Away() float64 {
	if c.Recovery == 0 {
		return c.Repair
	}
	ends := 1/c.Recovery + 1/c.Life // rate at which a recovery does, well or not
	return (c.Repair + 1/ends) * ends * c.Recovery
}

// Losses returns the rate at which a coordinator is lost that has recovered.
func (c Coordination) Losses() float64 { return 1 / (c.Life + c.Away()) }

// Open returns the share of the time in which it takes transactions.
func (c Coordination) Open() float64 { return c.Life * c.Losses() }

// Passing returns the mean number of transactions at the step of each participant while the coordinator is open, where
// each step takes so long and one at which somebody is down is the last.
func (c Coordination) Passing(step float64) (at []float64) {
	comes := c.Rate * step
	for _, a := range c.Participants {
		comes *= a
		at = append(at, comes)
	}
	return at
}

// ExponentialWithin returns E min(X, bound) of an exponential X.
func ExponentialWithin(mean, bound float64) float64 { return mean * -math.Expm1(-bound/mean) }
