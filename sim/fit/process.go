package fit

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Counts are the numbers of events in equal parts of a time.
type Counts struct {
	Width float64 // of a part, in seconds
	N     []int
}

// Count counts ascending times in equal parts of from to to, so wide that each expects three, and at least two and at
// most a hundred of them.
func Count(times []float64, from, to float64) Counts {
	parts := min(max(2, len(times)/3), 100)
	c := Counts{(to - from) / float64(parts), make([]int, parts)}
	for _, t := range times {
		if i := int((t - from) / c.Width); i >= 0 && i <= parts {
			c.N[min(i, parts-1)]++
		}
	}
	return c
}

// Dispersion is the variance of the counts over their mean, 1 of a Poisson process and more where events cluster, and
// the probability that a Poisson process strays as far from 1 either way (R. A. Fisher, 1950). NaN without events.
func (c Counts) Dispersion() (index, p float64) {
	sum, squares, n := 0.0, 0.0, float64(len(c.N))
	for _, k := range c.N {
		sum += float64(k)
	}
	for _, k := range c.N {
		squares += (float64(k) - sum/n) * (float64(k) - sum/n)
	}
	index = squares / (n - 1) / (sum / n)
	above := mathext.GammaIncRegComp((n-1)/2, squares/(sum/n)/2)
	return index, min(1, 2*min(above, 1-above))
}

// Autocorrelation is how far neighbors in a series go together, from −1 to 1, and the probability that it is as far
// from 0 where they do not, by the normal law. NaN of fewer than three or of equals.
func Autocorrelation(xs []float64) (r, p float64) {
	mean := 0.0
	for _, x := range xs {
		mean += x / float64(len(xs))
	}
	var with, own float64
	for i, x := range xs {
		own += (x - mean) * (x - mean)
		if i > 0 {
			with += (x - mean) * (xs[i-1] - mean)
		}
	}
	if len(xs) < 3 || own == 0 {
		return math.NaN(), math.NaN()
	}
	r = with / own
	return r, math.Erfc(math.Abs(r) * math.Sqrt(float64(len(xs))/2))
}
