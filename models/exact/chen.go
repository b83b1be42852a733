package exact

import "math"

// ChenS is the detector NFD-S of Chen, Toueg and Aguilera, "On the quality of service of failure detectors", IEEE
// Trans. Computers 51 (2002): beat i is sent at i·η, and from its freshness point i·η + δ to the next one the monitor
// trusts the node as soon as it has beat i or a later one. Beats are lost and delayed independently, and the clocks of
// node and monitor agree.
//
// Every formula takes a delay at its word, so Delay must have no atom at a point δ + jη or at δ + η.
type ChenS struct {
	Interval float64 // η, positive
	Shift    float64 // δ ≥ 0
	Loss     float64 // p_L, 0 ≤ p_L < 1
	Delay    Law     // of a beat that is not lost
}

// missing returns p_j(x), the probability that beat j after a freshness point has not arrived x after that point.
func (c ChenS) missing(j, x float64) float64 {
	allowed := c.Shift + x - j*c.Interval
	if allowed < 0 { // not yet sent
		return 1
	}
	return c.Loss + (1-c.Loss)*c.Delay.Survival(allowed)
}

// useful returns q₀, the probability that a beat arrives before it has lost its value, η after its freshness point.
func (c ChenS) useful() float64 { return 1 - c.missing(0, c.Interval) }

// Suspected returns u(x), the probability that a node which is up is suspected x after a freshness point, 0 ≤ x < η:
// none of the beats sent by then has arrived.
func (c ChenS) Suspected(x float64) float64 {
	u := 1.0
	for j := 0.0; j <= math.Ceil(c.Shift/c.Interval); j++ {
		u *= c.missing(j, x)
	}
	return u
}

// MistakeRecurrence returns E[T_MR] = η/(q₀·u(0)): a mistake begins at a freshness point that finds the beat before it
// arrived and all later ones missing. +Inf if that cannot happen.
func (c ChenS) MistakeRecurrence() float64 { return c.Interval / (c.useful() * c.Suspected(0)) }

// MistakeDuration returns E[T_M], ∫u over [0, η] divided by q₀·u(0). Cost: adaptive integration, about 1e4 calls of
// Delay.
func (c ChenS) MistakeDuration() float64 { return (1 - c.QueryAccuracy()) * c.MistakeRecurrence() }

// QueryAccuracy returns P_A = 1 − ∫u/η, the long-run share of time in which a node that is up is trusted. Cost as
// MistakeDuration.
func (c ChenS) QueryAccuracy() float64 {
	// u falls at the pace of a delay after a freshness point and again after the youngest beat is sent.
	sent := math.Ceil(c.Shift/c.Interval)*c.Interval - c.Shift
	before := integral(c.Suspected, 0, sent, c.Delay.Mean())
	return 1 - (before+integral(c.Suspected, sent, c.Interval, c.Delay.Mean()))/c.Interval
}

// DetectionBound returns δ + η, the longest detection time.
func (c ChenS) DetectionBound() float64 { return c.Shift + c.Interval }

// Detection returns the fixed-timeout monitor that has the same law of detection times. In both, the final suspicion
// begins a fixed time after the *sending* of the last beat that counted: here δ + η, and a beat counts with
// probability q₀; there TO + d, and with probability 1−p. Only Undetected and the detection methods of the result mean
// anything.
func (c ChenS) Detection() Heartbeat {
	return Heartbeat{Interval: c.Interval, Timeout: c.DetectionBound(), Loss: 1 - c.useful()}
}
