package exact

import "math"

// SWIM is the membership protocol of Das, Gupta and Motivala, "SWIM: scalable weakly-consistent infection-style process
// group membership protocol", DSN 2002: in each period every live member probes one other, chosen at random, directly
// and, if no answer comes, through Indirect helpers. Times are in protocol periods.
type SWIM struct {
	Members  int     // n ≥ 2, the dead one included
	Indirect int     // k ≥ 0 helpers, at most n−2
	Dead     int     // 0 … n−2 who probe and help nobody, though others do not know it and ask them
	Loss     float64 // of each single message, independent of all others; 0 … 1
}

// others is n−1, the number of members that can probe a given one, and of those that each chooses from.
func (s SWIM) others() float64 { return float64(s.Members - 1) }

// Unprobed returns the probability that nobody probes a given member for the given number ≥ 0 of whole periods,
// (1 − 1/(n−1))^((n−1)·periods).
func (s SWIM) Unprobed(periods int) float64 {
	return math.Pow(1-1/s.others(), s.others()*float64(periods))
}

// FirstProbeMean returns the mean number of whole periods up to and including the first in which somebody probes a
// given member, 1/(1 − (1 − 1/(n−1))^(n−1)): e/(e−1) = 1.582 for large groups.
func (s SWIM) FirstProbeMean() float64 { return 1 / (1 - s.Unprobed(1)) }

// UnprobedFor returns the probability that nobody begins to probe a given member within x ≥ 0 periods of a random
// moment, when the members' periods have independent phases: each has begun ⌊x⌋ probes and one more with probability
// x−⌊x⌋. The limit for large groups is e^(−x).
func (s SWIM) UnprobedFor(x float64) float64 {
	whole := math.Floor(x)
	return s.Unprobed(int(whole)) * math.Pow(1-(x-whole)/s.others(), s.others())
}

// FirstProbeDelay returns the mean time from a random moment to the beginning of the first probe of a given member,
// with independent phases: ∫UnprobedFor. It is 1 for large groups; counting whole periods rounds up, hence the larger
// FirstProbeMean.
func (s SWIM) FirstProbeDelay() float64 {
	n := float64(s.Members)
	within := (1 - math.Pow(1-1/s.others(), n)) * s.others() / n // ∫UnprobedFor over the first period
	return within / (1 - s.Unprobed(1))
}

// FalseSuspicion returns the probability that one probe of a live member by another ends in a suspicion: the direct
// round trip of two messages fails, and so do all round trips of four through those helpers who are alive. How many are
// is hypergeometric: k of n−2.
func (s SWIM) FalseSuspicion() float64 {
	round := 1 - math.Pow(1-s.Loss, 4)
	candidates, alive := float64(s.Members-2), float64(s.Members-2-s.Dead)
	var all float64
	for live := range s.Indirect + 1 {
		dead := float64(s.Indirect - live)
		if float64(live) <= alive && dead <= float64(s.Dead) {
			ways := logWays(alive, float64(live)) + logWays(float64(s.Dead), dead) -
				logWays(candidates, float64(s.Indirect))
			all += math.Exp(ways) * math.Pow(round, float64(live))
		}
	}
	return (1 - math.Pow(1-s.Loss, 2)) * all
}

// SuspicionRecurrence returns the mean number of periods between false suspicions of one live member by anyone: each
// live other chooses it once in n−1 periods. +Inf without loss.
func (s SWIM) SuspicionRecurrence() float64 {
	return s.others() / (s.others() - float64(s.Dead)) / s.FalseSuspicion()
}

// Buried returns the mean number of others whom a member buries that reads nothing for an exponential time of a mean:
// its probes begin at a random moment of the first period, all fail at their end and, a timer later, are a death. Each
// other is buried once; lengths are those of its periods. All times are in usual periods.
func (s SWIM) Buried(mean, timer float64, lengths func(k int) float64) float64 {
	var all, begun float64
	for k := range s.Members - 1 {
		begun += lengths(k)
		all += math.Exp(-(begun + timer) / mean)
	}
	return mean * -math.Expm1(-1/mean) * all // E e^(−U/mean), of the phase U
}

// logWays is the logarithm of the number of ways to choose k of n, 0 ≤ k ≤ n.
func logWays(n, k float64) float64 {
	all, _ := math.Lgamma(n + 1)
	in, _ := math.Lgamma(k + 1)
	out, _ := math.Lgamma(n - k + 1)
	return all - in - out
}
