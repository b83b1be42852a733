package stat

import (
	"math"

	"nines/sim/num"
)

// PoissonTotal estimates what events add up to per unit of exposure (downtime per second), from a few of them: the
// exact Poisson interval of their rate times that of their mean size, whose errors are independent and are put together
// on the logarithmic scale (MOVER: G. Y. Zou and A. Donner, Statist. Med. 27, 2008). It assumes that events strike
// independently at a constant rate. count ≥ 1; size is > 0 with a finite interval.
//
// Coverage of 95 % intervals in per cent, in 3000 experiments with k events on average and sizes that are constant,
// exponential, or lognormal with σ = 1; none seen counts with PoissonTotalAtMost, and the longest size is known:
//
//	  k   constant  exponential  lognormal
//	0.5   98.6      99.6         99.8
//	  1   98.2      99.4         99.7
//	  2   98.5      95.3         96.9
//	  3   95.8      90.4         90.8
//	  5   97.7      95.2         94.4
//	  8   97.2      96.7         95.2
func PoissonTotal(count int, exposure float64, size Estimate) Estimate {
	rate := PoissonRate(count, exposure, size.Confidence)
	e := Estimate{N: count, Point: rate.Point * size.Point, SD: math.NaN(), Confidence: size.Confidence}
	apart := func(a, b, c, d float64) float64 { return num.Exp(num.Hypot(num.Log(a/b), num.Log(c/d))) }
	e.Low = e.Point / apart(rate.Point, rate.Low, size.Point, size.Low)
	e.High = e.Point * apart(rate.High, rate.Point, size.High, size.Point)
	return e
}

// PoissonTotalAtMost bounds it where no event was seen, at one-sided confidence: PoissonAtMost times the mean size that
// an event would have.
func PoissonTotalAtMost(exposure, size, confidence float64) Estimate {
	e := PoissonAtMost(0, exposure, confidence)
	e.High *= size
	return e
}
