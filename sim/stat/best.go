package stat

import "nines/sim/rng"

// ProbBest estimates, for each system, the probability that its true mean is the largest, given
// values[system][replication] paired by replication: the share of bootstrap resamples of whole replications in which
// its mean is. Negate the values to ask for the smallest. Systems that tie share the credit, so systems that are
// identical replication by replication get equal shares. The result sums to 1; its Monte Carlo error is at most
// 0.5/√resamples.
//
// Read it as a summary for ranking, not as a test: after a difference that Paired cannot tell from zero it is near a
// coin's toss, and one replication gives certainty that means nothing. Cost: resamples × systems × replications
// additions. No systems, no replications and rows of different lengths panic.
func ProbBest(values [][]float64, resamples int, s *rng.Stream) []float64 {
	n := len(values[0])
	for _, row := range values {
		if len(row) != n || n == 0 {
			panic("stat: every system needs the same replications")
		}
	}
	credit := make([]float64, len(values))
	totals := make([]float64, len(values))
	for range resamples {
		clear(totals)
		for range n {
			replication := s.IntN(n)
			for i, row := range values {
				totals[i] += row[replication]
			}
		}
		award(credit, totals, 1/float64(resamples))
	}
	return credit
}

// award divides the prize among those with the largest total.
func award(credit, totals []float64, prize float64) {
	best, ties := totals[0], 0
	for _, total := range totals {
		switch {
		case total > best:
			best, ties = total, 1
		case total == best:
			ties++
		}
	}
	for i, total := range totals {
		if total == best {
			credit[i] += prize / float64(ties)
		}
	}
}
