package exact

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// The accrual detector of Hayashibara, Défago, Yared and Katayama, "The φ accrual failure detector", SRDS 2004, turns a
// silence into φ = −log₁₀ P(an interval between beats is longer than this silence). A node is suspected when φ reaches
// a threshold, so with known statistics of the intervals it is a fixed timeout; these are that timeout.

// PhiNormal models intervals as normal, the form of Akka.
type PhiNormal struct {
	Mean      float64 // of the intervals between beats
	Deviation float64 // their standard deviation
	Floor     float64 // smallest deviation that is believed
	Pause     float64 // acceptable pause, added to the mean
}

// Silence returns the silence at which φ, computed with the normal law itself, reaches the threshold > 0. Thresholds up
// to 300 keep full accuracy.
func (p PhiNormal) Silence(threshold float64) float64 {
	return p.at(-mathext.NormalQuantile(math.Pow(10, -threshold)))
}

// SilenceLogistic is Silence with the approximation that Akka computes instead of the normal law (akka-remote,
// PhiAccrualFailureDetector.scala): P(Z > y) ≈ 1/(1 + e^z), z = y·(1.5976 + 0.070566·y²). It is 0.4 deviations short of
// the normal law at a threshold of 8.
func (p PhiNormal) SilenceLogistic(threshold float64) float64 {
	const a, b = 1.5976, 0.070566
	z := math.Log(math.Pow(10, threshold) - 1)
	// b·y³ + a·y = z has one real root, by the hyperbolic sine that solves monotone cubics.
	s := 2 * math.Sqrt(a/(3*b))
	return p.at(s * math.Sinh(math.Asinh(4*z/(b*s*s*s))/3))
}

// at is the silence that lies y deviations above the mean.
func (p PhiNormal) at(y float64) float64 { return p.Mean + p.Pause + y*max(p.Deviation, p.Floor) }

// PhiExponential models intervals as exponential of this mean, the form of Cassandra (gms/FailureDetector.java).
type PhiExponential struct{ Mean float64 }

// Silence returns the silence at which φ = silence/(Mean·ln 10) reaches the threshold.
func (p PhiExponential) Silence(threshold float64) float64 { return threshold * math.Ln10 * p.Mean }
