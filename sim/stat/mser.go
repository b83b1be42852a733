package stat

import "math"

// MSERBatch is how many values in a row MSER5 takes for one, their mean.
const MSERBatch = 5

// lastBatches are no candidates for what MSER5 leaves all others out for: so few have the same mean by chance. Of
// independent values in 40 batches, the rule would call 28 % too short if it looked at the last two, and 7 % so.
const lastBatches = 5

// MSER5 returns how many values at the beginning of a series are best left out for the mean of the others to be that of
// the rest of time, by the rule MSER-5: of the means Y of n batches of five it leaves out the d that make
// Σ(Y−Ȳ)²/(n−d)² over the others smallest, the fewest of several, and looks at five batches at least. That is the
// squared standard error of Ȳ if batches are independent: leaving out more pays as long as bias goes faster than data.
// Values behind the last whole batch do not enter.
//
// Where the best d lies beyond half of the batches, or there are fewer than ten, the series is too short to tell: then
// settled is false, and cut what the rule would say.
//
// It is a rule of thumb. It sees no transient that the series does not show above its noise, may take a slow drift for
// noise, and fails on some queues (Wang and Glynn, ACM TOMACS 26, 2016). Sources: White, Simulation 69 (1997); Spratt,
// MS thesis, University of Virginia (1998); the last batches: Hoad, Robinson and Davies, J. Oper. Res. Soc. 61 (2010).
// Cost: O(n).
func MSER5(series []float64) (cut int, settled bool) {
	n := len(series) / MSERBatch
	best, at := math.Inf(1), 0
	var kept Welford
	for d := n - 1; d >= 0; d-- {
		mean := 0.0
		for _, v := range series[d*MSERBatch : (d+1)*MSERBatch] {
			mean += v / MSERBatch
		}
		kept.Add(mean)
		m := float64(n - d)
		if x := kept.Variance() * (m - 1) / (m * m); m >= lastBatches && x <= best {
			best, at = x, d
		}
	}
	return at * MSERBatch, n >= 2*lastBatches && 2*at <= n
}
