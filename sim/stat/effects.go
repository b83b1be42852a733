package stat

import (
	"math"
	"slices"

	"nines/sim/num"
	"nines/sim/rng"
)

// Morris says what steps in one input do to an output, from effects[k] = change over step of as many walks: the mean of
// their size, which screens inputs (Campolongo, Cariboni and Saltelli, 2007), with the t-interval over walks; their
// mean; and their standard deviation, which is large where the effect depends on the input itself or on others. It
// needs two walks, and the more the surer.
func Morris(effects []float64, confidence float64) (size Estimate, mean, spread float64) {
	sizes := make([]float64, len(effects))
	var w Welford
	for i, e := range effects {
		sizes[i] = math.Abs(e)
		w.Add(e)
	}
	return Mean(sizes, confidence), w.Mean(), w.SD()
}

// Sobol are the shares of the variance of an output that one input explains: First alone, Total with all of its
// interactions. Inputs are independent.
type Sobol struct{ First, Total Estimate }

// SobolIndices estimates them for every input from n blocks: the output at a[k], at b[k], and at mixed[i][k], which is
// a[k] with input i of b[k] (Jansen's estimators; Saltelli et al., Computer Physics Communications 181, 2010).
// Intervals are percentiles of so many bootstrap resamples of whole blocks. An output that is the same everywhere has
// no shares: NaN. Errors fall with the root of n, some ±0.1 at 500 blocks.
func SobolIndices(a, b []float64, mixed [][]float64, resamples int, confidence float64, s *rng.Stream) []Sobol {
	all := make([]int, len(a))
	for k := range all {
		all[k] = k
	}
	drawn := make([][]int, resamples)
	for r := range drawn {
		drawn[r] = make([]int, len(a))
		for k := range drawn[r] {
			drawn[r][k] = s.IntN(len(a))
		}
	}
	indices := make([]Sobol, len(mixed))
	for i, m := range mixed {
		first, total := jansen(a, b, m, all)
		firsts, totals := make([]float64, resamples), make([]float64, resamples)
		for r, blocks := range drawn {
			firsts[r], totals[r] = jansen(a, b, m, blocks)
		}
		indices[i] = Sobol{between(first, firsts, len(a), confidence), between(total, totals, len(a), confidence)}
	}
	return indices
}

// jansen are the indices of one input by the blocks named.
func jansen(a, b, mixed []float64, blocks []int) (first, total float64) {
	var w Welford
	var withB, withA float64
	for _, k := range blocks {
		w.Add(a[k])
		w.Add(b[k])
		withB += num.Pow(b[k]-mixed[k], 2)
		withA += num.Pow(a[k]-mixed[k], 2)
	}
	n, variance := float64(len(blocks)), w.Variance()
	if !(variance > 0) {
		return math.NaN(), math.NaN()
	}
	return 1 - withB/(2*n*variance), withA / (2 * n * variance)
}

// between is an estimate with the percentile interval of its resamples.
func between(point float64, resamples []float64, n int, confidence float64) Estimate {
	e := Estimate{Point: point, Low: math.NaN(), High: math.NaN(), N: n, Confidence: confidence, Method: "bootstrap"}
	if math.IsNaN(point) || slices.ContainsFunc(resamples, math.IsNaN) {
		return e
	}
	slices.Sort(resamples)
	at := func(share float64) float64 {
		return resamples[min(int(share*float64(len(resamples))), len(resamples)-1)]
	}
	e.Low, e.High = min(point, at((1-confidence)/2)), max(point, at((1+confidence)/2))
	return e
}
