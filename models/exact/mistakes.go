package exact

import "math"

// A heartbeat monitor suspects a node that is up when n = ⌊TO/η⌋ beats in a row are lost: n + 1 intervals lie between
// the arrivals on either side, more than the timeout, while n intervals are not. Delay plays no part, being constant.
// The formulas are those of runs of successes in Bernoulli trials (Feller, vol. 1, XIII.7).

// misses returns n.
func (b Heartbeat) misses() float64 { return floor(b.Timeout / b.Interval) }

// floor forgives the rounding that makes 0.3/0.1 less than 3.
func floor(x float64) float64 { return math.Floor(x * (1 + 1e-12)) }

// MistakeRecurrence returns E[T_MR], the mean time between the *beginnings* of consecutive false suspicions of a node
// that never crashes: a suspicion begins once for each beat that arrives and is followed by n losses, so it is
// η/((1−p)·pⁿ). Without loss it is +Inf.
func (b Heartbeat) MistakeRecurrence() float64 {
	return b.Interval / ((1 - b.Loss) * math.Pow(b.Loss, b.misses()))
}

// MistakeDuration returns E[T_M], the mean time from the beginning of a false suspicion to the arrival that ends it:
// (n + 1/(1−p))·η − TO.
func (b Heartbeat) MistakeDuration() float64 {
	return (b.misses()+1/(1-b.Loss))*b.Interval - b.Timeout
}

// MistakeDurationCDF returns P(T_M ≤ x): T_M is (n+1)·η − TO plus η for each further loss, so it lives on a grid.
func (b Heartbeat) MistakeDurationCDF(x float64) float64 {
	further := floor((x+b.Timeout)/b.Interval - b.misses() - 1)
	if further < 0 {
		return 0
	}
	return 1 - math.Pow(b.Loss, further+1)
}

// GoodPeriod returns E[T_G], the mean time from the arrival that ends a false suspicion to the beginning of the next.
// The n-th of the first n losses in a row is on average the B-th beat after that arrival, B = (1 − pⁿ)/((1−p)·pⁿ),
// and the suspicion begins TO after the arrival before those n: (B − n)·η + TO. Without loss it is +Inf.
func (b Heartbeat) GoodPeriod() float64 {
	n := b.misses()
	missed := math.Pow(b.Loss, n)
	return ((1-missed)/((1-b.Loss)*missed)-n)*b.Interval + b.Timeout
}

// QueryAccuracy returns P_A = 1 − E[T_M]/E[T_MR], the long-run share of time in which a node that is up is trusted.
func (b Heartbeat) QueryAccuracy() float64 { return 1 - b.MistakeDuration()/b.MistakeRecurrence() }
