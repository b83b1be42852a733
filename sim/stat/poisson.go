package stat

import (
	"fmt"
	"math"

	"nines/sim/num"
)

// PoissonRate estimates a rate from count events in an exposure (component-seconds, requests), if events strike
// independently at a constant rate: Garwood's exact interval (1936), through χ² quantiles. A count of 10 gives 4.80 to
// 18.39 at 95 %. With no event Low is 0 and High still that of a two-sided interval; PoissonAtMost is sharper.
func PoissonRate(count int, exposure, confidence float64) Estimate {
	e := beginRate(count, exposure, confidence, "Poisson, exact")
	tail := (1 - confidence) / 2
	if count > 0 {
		e.Low = num.GammaPInv(float64(count), tail) / exposure
	}
	e.High = poissonLimit(count, tail) / exposure
	return e
}

// PoissonAtMost bounds a rate from above, exactly, at one-sided confidence: −ln(1−confidence)/exposure, about
// 3/exposure at 95 %, if no event was seen.
func PoissonAtMost(count int, exposure, confidence float64) Estimate {
	e := beginRate(count, exposure, confidence, "Poisson, exact, one-sided")
	e.High = poissonLimit(count, 1-confidence) / exposure
	return e
}

// ExponentialMean estimates a mean time to an event from the events seen in a total time at risk (finished and
// unfinished spells together), if the time is exponential: the reciprocal of PoissonRate, 2T/χ². With no event Point
// and High are +Inf and Low is a bound, the reciprocal of PoissonAtMost.
func ExponentialMean(events int, atRisk, confidence float64) Estimate {
	r, method := PoissonRate(events, atRisk, confidence), "exponential, exact"
	if events == 0 {
		r, method = PoissonAtMost(0, atRisk, confidence), "exponential, exact, one-sided"
	}
	r.Point, r.Low, r.High = 1/r.Point, 1/r.High, 1/r.Low
	r.Method = method
	return r
}

// poissonLimit is the mean at which count or fewer events have the probability tail.
func poissonLimit(count int, tail float64) float64 {
	if count == 0 {
		return -num.Log(tail)
	}
	return num.GammaQInv(float64(count+1), tail)
}

func beginRate(count int, exposure, confidence float64, method string) Estimate {
	mustConfidence(confidence)
	if count < 0 || !(exposure > 0) {
		panic(fmt.Sprintf("stat: %d events in an exposure of %v", count, exposure))
	}
	return Estimate{N: count, Point: float64(count) / exposure, SD: math.NaN(),
		Confidence: confidence, Method: method}
}
