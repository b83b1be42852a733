package detection

import (
	"math"

	"nines/sim/num"
	"nines/sim/rng"
)

// How years of trials are skipped. Independent trials (beats, probes, renewals) fail with some probability. They are a
// sequence of runs of failures, each ended by a success. A run is long if it reaches a given size, which it does with
// probability long = failsˢⁱᶻᵉ; the number of short runs before a long one is geometric and the short ones are
// independent, so they are skipped by drawing how many trials they take together.

// runs is what follows from the probability of a failure and the size of a long run.
type runs struct {
	fails    float64 // probability that a trial fails
	size     int     // failures in a row that make a long run
	long     float64 // probability that a run is long; 0 where that is as good as never
	shortLog float64 // log(1 − long)
	failsLog float64 // log(fails)
}

// Mistakes that nobody lives to see are not drawn.
const rarest = 1e-30 // long runs per run

func newRuns(fails float64, size int) runs {
	r := runs{fails: fails, size: size, long: num.Pow(fails, float64(size)), failsLog: num.Log(fails)}
	if r.long < rarest {
		r.long = 0
	}
	r.shortLog = num.Log1p(-r.long)
	return r
}

// short draws how many short runs come before a long one, which must be possible.
func (r *runs) short(s *rng.Stream) float64 {
	return math.Floor(num.Log(s.Float64()) / r.shortLog)
}

// failuresIn draws how many trials fail in a number of short runs: as many as there are runs of at least 1, of at least
// 2, and so on.
func (r *runs) failuresIn(short float64, s *rng.Stream) (failures float64) {
	for i := 0; i < r.size-1 && short > 0; i++ {
		short = binomial(short, r.further(i), s)
		failures += short
	}
	return failures
}

// trialsIn draws how many trials a number of short runs take: a success each, and the failures.
func (r *runs) trialsIn(short float64, s *rng.Stream) float64 { return short + r.failuresIn(short, s) }

// further is the probability that a short run of at least i failures has one more.
func (r *runs) further(i int) float64 {
	left := float64(r.size - i)
	return r.fails * num.Expm1((left-1)*r.failsLog) / num.Expm1(left*r.failsLog)
}

// shortRun draws how many failures a short run has.
func (r *runs) shortRun(s *rng.Stream) int {
	if r.size == 1 {
		return 0
	}
	return min(r.size-1, int(num.Log(1-float64(s.Float64()*(1-r.long)))/r.failsLog))
}

// trials draws how many trials it takes to complete the first long run, if the last few before them, the head, have
// failed; +Inf if none comes.
func (r *runs) trials(head int, s *rng.Stream) float64 {
	successes, failures := r.outcomes(head, s)
	return successes + failures
}

// outcomes draws how many of those trials succeed and fail. Each short run ends with a success.
func (r *runs) outcomes(head int, s *rng.Stream) (successes, failures float64) {
	for head > 0 && head < r.size {
		if s.Bernoulli(r.fails) {
			head, failures = head+1, failures+1
		} else {
			head, successes = 0, successes+1
		}
	}
	switch {
	case head == r.size:
		return successes, failures
	case r.long == 0:
		return math.Inf(1), math.Inf(1)
	}
	short := r.short(s)
	return successes + short, failures + r.failuresIn(short, s) + float64(r.size)
}

// mean is that of trials without a head (W. Feller, "An Introduction to Probability Theory", vol. I, XIII.7).
func (r runs) mean() float64 {
	if r.fails >= 1 {
		return float64(r.size)
	}
	return (1 - r.long) / ((1 - r.fails) * r.long)
}
