package exact

import "math"

// Suspicion is the timer between a first suspicion and the verdict "dead", which shrinks as other members confirm.
// Source: Dadgar, Phillips and Currey, "Lifeguard: local health awareness for more accurate failure detection", DSN-W
// 2018; hashicorp/memberlist, suspicion.go. The rounding to milliseconds there is left out.
type Suspicion struct {
	Min, Max float64 // 0 < Min ≤ Max
	Expected int     // K ≥ 0 confirmations bring the timeout down to Min; with 0 it is Min from the start
}

// Memberlist returns the timer that memberlist sets in a group of n ≥ 1 members: Min = multiplier·max(1, log₁₀n) probe
// intervals, Max = maxMultiplier·Min, and multiplier−2 confirmations unless so many members do not exist.
func Memberlist(n, multiplier, maxMultiplier int, interval float64) Suspicion {
	least := float64(multiplier) * max(1, math.Log10(float64(n))) * interval
	expected := multiplier - 2
	if n-2 < expected {
		expected = 0
	}
	return Suspicion{Min: least, Max: float64(maxMultiplier) * least, Expected: max(expected, 0)}
}

// Timeout returns the time from the first suspicion to the verdict if so many confirmations have come: Max − (Max−Min)·
// ln(C+1)/ln(K+1), at least Min.
func (s Suspicion) Timeout(confirmations int) float64 {
	if s.Expected < 1 {
		return s.Min
	}
	done := math.Log1p(float64(confirmations)) / math.Log1p(float64(s.Expected))
	return max(s.Min, s.Max-done*(s.Max-s.Min))
}

// Verdict returns when the timer fires if confirmations arrive at these times, ascending and counted from the first
// suspicion: a confirmation that makes it overdue fires it at once.
func (s Suspicion) Verdict(confirmed ...float64) float64 {
	var at float64
	for i, t := range confirmed {
		if due := max(at, s.Timeout(i)); t >= due {
			return due
		}
		at = t
	}
	return max(at, s.Timeout(len(confirmed)))
}
