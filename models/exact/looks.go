package exact

import "math"

// Looks are instants a period apart at which somebody looks for what has gone wrong: a scrub that passes over data, a
// proof test of a safety device, a probe. What was found and put right at a look, in a time that is certain, goes wrong
// again after a life of rate λ that begins First before a look: so after each repair all is as after the last, and a
// period of that renewal process is a life and the wait for the look that finds it.
//
// The number of looks that a life outlasts is Σ P(life > First + k·Every) = e^(−λ·First)/(1 − e^(−λ·Every)), so that
// the look after its end comes First and so many periods after the repair. With a phase drawn anew for each life it
// would come Every/2 after the end, which is the limit where lives are long.
type Looks struct {
	Every float64 // T, positive
	First float64 // from a repair to the look after it, in (0, T]
}

// LooksAfter are looks of which one finds a fault, whose repair ends so long after it.
func LooksAfter(every, repair float64) Looks {
	return Looks{Every: every, First: every - math.Mod(repair, every)}
}

// Latency returns the mean time from the end of a life of rate λ > 0 to the next look; T/(1 − e^(−λT)) − 1/λ where
// repair takes no time.
func (l Looks) Latency(rate float64) float64 {
	return l.First - l.Every*math.Exp(-rate*l.First)/math.Expm1(-rate*l.Every) - 1/rate
}

// Missing returns the mean latency where a look finds nothing with probability 1 − coverage, independently of others:
// each time it takes a period more.
func (l Looks) Missing(rate, coverage float64) float64 {
	return l.Latency(rate) + l.Every*(1-coverage)/coverage
}

// Undetected returns the long-run share of time in which something is wrong that no look has found, for such looks and
// a repair that takes so long; 1 − (1 − e^(−λT))/(λT) where looks find all and repair takes no time (the mean
// probability of failure on demand of a device that is tested every T).
func (l Looks) Undetected(rate, coverage, repair float64) float64 {
	latency := l.Missing(rate, coverage)
	return latency / (1/rate + latency + repair)
}
