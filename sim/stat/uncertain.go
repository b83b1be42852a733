package stat

import (
	"math"
	"slices"

	"nines/sim/rng"
)

// Uncertain is what points tell of an output whose inputs are not known exactly: at each point the inputs are drawn
// from what is known of them, and the output is estimated there with some noise of simulation.
type Uncertain struct {
	// Mean is that over the points. Low and High are the quantiles of the points that leave half of what the confidence
	// lacks on either side: what is known of the output, noise included.
	Mean Estimate
	// Noise is the share of the variance of the points that is noise, and Explained the share that each input explains
	// alone. What they lack of 1 together is what inputs do together. NaN where the points do not differ; of Noise as well
	// where it is not known.
	Noise     Estimate
	Explained []Estimate
}

// Uncertainty takes an output apart, from its estimate y[i] at each of at least five points; noise[i], an unbiased
// estimate of the variance of that estimate, independent of the others (nil: not known); and at[d][i], the share of the
// law of input d that lies below its value there, inside (0, 1), evenly spread as in a Latin hypercube.
//
// With one factor at random, Var(y) = Var(f) + E(noise): the noise is the mean within points, and what the points vary
// more is what inputs do (random effects; Searle, Casella and McCulloch, Variance Components, 1992). As numbers of
// replications may differ, points count alike. No share is below 0: a difference that falls below is none.
//
// What an input explains alone, the first-order index of Sobol', is what a cubic polynomial in its normal score takes
// off the variance (a chaos expansion; Sudret, Reliability Engineering and System Safety 93, 2008), less what it would
// take off by luck. That is all of it but some 1 % where the output runs smoothly along the input.
//
// Intervals of shares are those of the delta method over points. Their error falls with the root of the number of
// points, some ±0.05 at 200.
func Uncertainty(y, noise []float64, at [][]float64, confidence float64) Uncertain {
	u := Uncertain{Mean: Mean(y, confidence)}
	sorted := slices.Sorted(slices.Values(y))
	u.Mean.Low, u.Mean.High = stratified(sorted, (1-confidence)/2), stratified(sorted, (1+confidence)/2)
	u.Mean.Method, u.Mean.Warnings = "quantiles over inputs", nil
	whole, n := make([]float64, len(y)), float64(len(y))
	for i, x := range y {
		d := x - u.Mean.Point
		whole[i] = d * d * n / (n - 1)
	}
	u.Noise = shareOf(noise, whole, confidence)
	for _, shares := range at {
		left, terms := residuals(y, scores(shares))
		for i := range left {
			left[i] *= left[i] * n / (n - 1 - float64(terms))
		}
		e := shareOf(left, whole, confidence)
		e.Point, e.Low, e.High = 1-e.Point, 1-e.High, 1-e.Low
		u.Explained = append(u.Explained, e)
	}
	return u
}

// Narrowed is the interval of an output, [low, high] about a mean with a share of noise in its variance, if the inputs
// were known with so many times less variance, and the noise had so many: it goes as the standard deviation.
func Narrowed(mean, low, high, share, inputs, noise float64) (narrowLow, narrowHigh float64) {
	by := math.Sqrt((1-share)/inputs + share/noise)
	return mean - float64(by*(mean-low)), mean + float64(by*(high-mean))
}

// Quiet are values of points as they would be without a share of noise in their variance: each is moved towards the
// mean, so that the variance is that of inputs alone (constrained Bayes; Louis, JASA 79, 1984). What is left has the
// shape of all, which holds the better the less noise there is.
func Quiet(y []float64, share float64) []float64 {
	mean, by := sum(y)/float64(len(y)), math.Sqrt(1-share)
	quiet := make([]float64, len(y))
	for i, x := range y {
		quiet[i] = mean + float64(by*(x-mean))
	}
	return quiet
}

// stratified is the p-quantile of values in ascending order, of which the k-th stands for the middle of the k-th of
// equally likely parts (type 5 of Hyndman and Fan), as they do where one is drawn from each part. Type 7 would take
// central intervals of few points too narrow.
func stratified(sorted []float64, p float64) float64 {
	at := max(0, min(float64(p*float64(len(sorted)))-0.5, float64(len(sorted)-1)))
	i := min(int(at), len(sorted)-2)
	return sorted[i] + float64((at-float64(i))*(sorted[i+1]-sorted[i]))
}

// shareOf is the mean of a part over that of the whole, both by point, within 0 and 1.
func shareOf(part, whole []float64, confidence float64) Estimate {
	e := Estimate{N: len(whole), Point: math.NaN(), SD: math.NaN(), Low: math.NaN(), High: math.NaN(),
		Confidence: confidence, Method: "delta method over points"}
	all := sum(whole)
	if part == nil || !(all > 0) {
		return e
	}
	ratio := sum(part) / all
	influence := make([]float64, len(whole))
	for i := range influence {
		influence[i] = (part[i] - float64(ratio*whole[i])) * float64(len(whole)) / all
	}
	m := momentsOf(influence)
	half := float64(StudentQuantile((1+confidence)/2, len(whole)-1) * m.se())
	within := func(x float64) float64 { return max(0, min(x, 1)) }
	e.Point, e.Low, e.High, e.SD = within(ratio), within(ratio-half), within(ratio+half), m.sd
	return e
}

// cubic is the highest power of a normal score that an output is explained by.
const cubic = 3

// scores are the powers of the normal scores of shares, from the first.
func scores(shares []float64) (powers [cubic][]float64) {
	for _, u := range shares {
		z := rng.NormQuantile(u)
		power := 1.0
		for k := range powers {
			power *= z
			powers[k] = append(powers[k], power)
		}
	}
	return powers
}

// residuals are what least squares on a constant and some terms leave of y, and how many of the terms are linearly
// independent (Gram and Schmidt).
func residuals(y []float64, terms [cubic][]float64) (left []float64, independent int) {
	one := make([]float64, len(y))
	for i := range one {
		one[i] = 1
	}
	basis := [][]float64{one}
	for _, term := range terms {
		before := dot(term, term)
		for range 2 { // the second time for what rounding leaves
			for _, b := range basis {
				takeOff(term, b)
			}
		}
		if dot(term, term) > 1e-9*before {
			basis = append(basis, term)
		}
	}
	left = slices.Clone(y)
	for _, b := range basis {
		takeOff(left, b)
	}
	return left, len(basis) - 1
}

// takeOff leaves of x what is orthogonal to b.
func takeOff(x, b []float64) {
	by := dot(x, b) / dot(b, b)
	for i := range x {
		x[i] -= float64(by * b[i])
	}
}

func dot(x, y []float64) (total float64) {
	for i := range x {
		total += float64(x[i] * y[i])
	}
	return total
}
