package stat

import (
	"fmt"
	"math"

	"nines/sim/num"
	"nines/sim/rng"
)

// Wilson estimates a probability from k successes in n independent trials by the score interval (E. B. Wilson, 1927):
// the one to display, because its coverage is near the asked confidence on average over probabilities.
func Wilson(k, n int, confidence float64) Estimate {
	e, ok := beginProportion(k, n, confidence, "Wilson")
	if !ok {
		return e
	}
	z := rng.NormQuantile((1 + confidence) / 2)
	size := float64(n)
	shrink := 1 + z*z/size
	center := (e.Point + z*z/(2*size)) / shrink
	margin := float64(z / shrink * math.Sqrt(e.Point*(1-e.Point)/size+z*z/(4*size*size)))
	if k > 0 {
		e.Low = center - margin
	}
	if k < n {
		e.High = center + margin
	}
	return e
}

// ClopperPearson estimates a probability from k successes in n independent trials by the exact interval (1934): the one
// to claim from, because its coverage is at least the asked confidence for every probability. With k = 0 or k = n one
// end is that of the possible values, and the other is still that of a two-sided interval; ProportionAtMost is sharper.
func ClopperPearson(k, n int, confidence float64) Estimate {
	e, ok := beginProportion(k, n, confidence, "Clopper–Pearson")
	if !ok {
		return e
	}
	tail := (1 - confidence) / 2
	if k > 0 {
		e.Low = num.BetaIInv(float64(k), float64(n-k+1), tail)
	}
	if k < n {
		e.High = proportionLimit(k, n, tail)
	}
	return e
}

// FewestToShow is how many trials it takes at least to show by ClopperPearson that a probability is share or more: as
// many as do if each is a success, n with ((1−confidence)/2)^(1/n) ≥ share. 0: no number of them does, of a share of 1.
func FewestToShow(share, confidence float64) int {
	if share >= 1 {
		return 0
	}
	return max(1, int(math.Ceil(num.Log((1-confidence)/2)/num.Log(share))))
}

// ProportionAtMost bounds a probability from above, exactly, at one-sided confidence. With nothing seen in n trials the
// bound is 1 − (1−confidence)^(1/n), about 3/n at 95 %. Deciding for it only because nothing was seen costs up to half
// of 1 − confidence in coverage.
func ProportionAtMost(k, n int, confidence float64) Estimate {
	e, ok := beginProportion(k, n, confidence, "Clopper–Pearson, one-sided")
	if ok && k < n {
		e.High = proportionLimit(k, n, 1-confidence)
	}
	return e
}

// proportionLimit is the probability at which k or fewer successes have the probability tail.
func proportionLimit(k, n int, tail float64) float64 {
	if k == 0 {
		return -num.Expm1(num.Log(tail) / float64(n))
	}
	return 1 - num.BetaIInv(float64(n-k), float64(k+1), tail)
}

// beginProportion checks the counts; ok is false if there is no trial to learn from.
func beginProportion(k, n int, confidence float64, method string) (e Estimate, ok bool) {
	mustConfidence(confidence)
	if k < 0 || k > n {
		panic(fmt.Sprintf("stat: %d successes in %d trials", k, n))
	}
	e = Estimate{N: n, Point: float64(k) / float64(n), SD: math.NaN(), Low: 0, High: 1,
		Confidence: confidence, Method: method}
	if n == 0 {
		return e.warn("no trial to estimate from"), false
	}
	e.SD = math.Sqrt(e.Point * (1 - e.Point))
	return e, true
}
