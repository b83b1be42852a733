package exact

import "math"

// Observers is a verdict by vote: a node is suspected while at least Need of Count independent observers suspect it.
// Each observer alternates between good periods and mistakes about a node that is up. All results hold for any laws
// with these means, because the long-run share and frequency of independent alternating renewals depend on means alone
// (Barlow and Proschan, see AvailabilityOperating, ch. 7).
type Observers struct {
	Count, Need    int     // k ≥ m ≥ 1
	Good, Mistaken float64 // mean lengths of a good period and of a mistake of one observer, positive
}

// wrong is q, the long-run share of time in which one observer is mistaken.
func (o Observers) wrong() float64 { return 1 / (1 + o.Good/o.Mistaken) }

// FalseVote returns P(at least m of k independent observers are wrong), each with probability q: Σ C(k,j)·qʲ·(1−q)ᵏ⁻ʲ
// over j ≥ m.
func FalseVote(k, m int, q float64) float64 { return sum(EqualUpCount(k, q)[m:]) }

// QueryAccuracy returns P_A, the long-run share of time in which fewer than Need observers are mistaken.
func (o Observers) QueryAccuracy() float64 { return 1 - FalseVote(o.Count, o.Need, o.wrong()) }

// MistakeRecurrence returns E[T_MR], the mean time between beginnings of false verdicts. One begins when one observer
// of k errs while exactly m−1 others do: k·C(k−1,m−1)·q^(m−1)·(1−q)^(k−m) times the rate 1/(Good+Mistaken) of one.
func (o Observers) MistakeRecurrence() float64 {
	pivotal := EqualUpCount(o.Count-1, o.wrong())[o.Need-1]
	return (o.Good + o.Mistaken) / (float64(o.Count) * pivotal)
}

// MistakeDuration returns E[T_M], the mean length of a false verdict.
func (o Observers) MistakeDuration() float64 {
	return FalseVote(o.Count, o.Need, o.wrong()) * o.MistakeRecurrence()
}

// NthDetectionMean returns the mean time until m of k observers have detected a fault, their detection times being
// independent with the given survival function: ∫P(fewer than m have by x)dx. It must be finite: survival falls to 0
// faster than 1/x, so an observer that may never see the fault has no place here. scale is a typical detection time, on
// which only the number of steps of the adaptive integration depends.
func NthDetectionMean(k, m int, survival func(x float64) float64, scale float64) float64 {
	return integral(func(x float64) float64 {
		return Below(EqualUpCount(k, 1-survival(x)), m)
	}, 0, math.Inf(1), scale)
}
