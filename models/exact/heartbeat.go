package exact

import "math"

// Heartbeat is the push detector: a node sends a beat every Interval, each beat is lost with probability Loss
// independently of all others, the rest arrive after Delay, and the monitor suspects the node when Timeout has passed
// since the last arrival. A beat that arrives exactly at the end of the timeout is in time.
//
// Quality-of-service terms as in Chen, Toueg and Aguilera, "On the quality of service of failure detectors", IEEE
// Trans. Computers 51 (2002); this file is about crashes and repairs, mistakes.go about a node that is up.
type Heartbeat struct {
	Interval float64 // η, positive
	Timeout  float64 // TO ≥ η
	Delay    float64 // d ≥ 0, the same for each beat
	Loss     float64 // p, 0 ≤ p < 1
}

// The age of the last beat that gets through, at a random moment, is W = U + kη with U uniform in (0, η) and
// P(k) = (1−p)pᵏ. After a crash at time 0 the monitor hears nothing later than that beat, so its final suspicion begins
// at T_D = L − W, L = TO + d; if W ≥ L the node was suspected already. The methods below are conditional on W < L.

// limit is L, the longest detection time.
func (b Heartbeat) limit() float64 { return b.Timeout + b.Delay }

// ageCDF returns P(W ≤ w), linear between the multiples of η.
func (b Heartbeat) ageCDF(w float64) float64 {
	if w <= 0 {
		return 0
	}
	j := math.Floor(w / b.Interval)
	lost := math.Pow(b.Loss, j)
	return 1 - lost + (1-b.Loss)*lost*(w/b.Interval-j)
}

// ageQuantile is the inverse of ageCDF for 0 ≤ y < 1.
func (b Heartbeat) ageQuantile(y float64) float64 {
	var j float64
	if b.Loss > 0 {
		j = max(0, math.Floor(math.Log1p(-y)/math.Log(b.Loss)))
	}
	lost := math.Pow(b.Loss, j)
	return b.Interval * (j + (y-(1-lost))/((1-b.Loss)*lost))
}

// Undetected returns the probability that a crash finds the node still to be detected, P(W < TO + d): the condition of
// all detection times here. The others happen while the node is wrongly suspected and no saving beat is under way.
func (b Heartbeat) Undetected() float64 { return b.ageCDF(b.limit()) }

// DetectionCDF returns P(T_D ≤ x). T_D lies in (0, TO + d]; without loss it is uniform in (TO + d − η, TO + d).
func (b Heartbeat) DetectionCDF(x float64) float64 {
	if x <= 0 {
		return 0
	}
	return 1 - b.ageCDF(b.limit()-x)/b.Undetected()
}

// DetectionQuantile returns the smallest x with DetectionCDF(x) ≥ u, 0 < u < 1.
func (b Heartbeat) DetectionQuantile(u float64) float64 {
	return b.limit() - b.ageQuantile((1-u)*b.Undetected())
}

// DetectionMean returns E[T_D].
func (b Heartbeat) DetectionMean() float64 { return b.FirstDetectionMean(1) }

// FirstDetectionCDF returns the probability that at least one of m nodes that crash together is detected within x, each
// having its own phase and losses (a rack that loses power): 1 − (1 − DetectionCDF(x))ᵐ.
func (b Heartbeat) FirstDetectionCDF(m int, x float64) float64 {
	return 1 - math.Pow(1-b.DetectionCDF(x), float64(m))
}

// FirstDetectionMean returns the mean time until the first of m nodes that crash together is detected,
// ∫(P(W ≤ w)/P(W ≤ L))ᵐ dw over [0, L], exactly: the integrand is the m-th power of a linear function on each interval.
// Cost: m·L/η.
func (b Heartbeat) FirstDetectionMean(m int) float64 {
	limit, total := b.limit(), b.Undetected()
	var mean float64
	for j := 0.0; j*b.Interval < limit; j++ {
		from, to := j*b.Interval, min((j+1)*b.Interval, limit)
		mean += (to - from) * meanPower(b.ageCDF(from)/total, b.ageCDF(to)/total, m)
	}
	return mean
}

// meanPower is the mean of xᵐ over x uniform between a and b ≥ a ≥ 0: (bᵐ⁺¹ − aᵐ⁺¹)/((m+1)(b − a)) without the
// subtraction.
func meanPower(a, b float64, m int) float64 {
	var s float64
	for i := range m + 1 {
		s += math.Pow(a, float64(i)) * math.Pow(b, float64(m-i))
	}
	return s / float64(m+1)
}

// After a repair at time 0 the node sends beats again with a random phase, and is trusted at the arrival of the first
// that gets through: T_C = W + d, independent of the timeout. This holds for a node that is suspected at the repair.

// ClearCDF returns P(T_C ≤ x).
func (b Heartbeat) ClearCDF(x float64) float64 { return b.ageCDF(x - b.Delay) }

// ClearQuantile returns the smallest x with ClearCDF(x) ≥ u, 0 < u < 1.
func (b Heartbeat) ClearQuantile(u float64) float64 { return b.Delay + b.ageQuantile(u) }

// ClearMean returns E[T_C] = d + η/2 + ηp/(1−p).
func (b Heartbeat) ClearMean() float64 {
	return b.Delay + b.Interval*(0.5+b.Loss/(1-b.Loss))
}
