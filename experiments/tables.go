package experiments

import (
	"math"
	"slices"

	"nines/experiments/result"
	"nines/sim/stat"
)

// Estimates lists what the sample tells, one row for each metric and scope.
func (s *Sample) Estimates(key result.Key, confidence float64) []result.Estimate {
	rows := make([]result.Estimate, len(s.quantities))
	s.asked = make([]asked, len(s.quantities))
	defer func() { s.asked = nil }()
	for q := range s.quantities {
		k, c := &s.quantities[q], s.column(q)
		rows[q] = estimateRow(key, k, s.estimate(q, confidence), k.spread(c))
		s.apart(&rows[q], q)
	}
	return rows
}

// spread is the values that the quantiles over replications are of, in ascending order and in the metric's unit. A time
// that was cut off is longer than was seen.
func (k *quantity) spread(c column) []float64 {
	values := slices.Clone(c.values)
	if k.family == first {
		values = slices.Clone(c.tops)
		for r := range values {
			if c.bottoms[r] == 0 {
				values[r] = math.Inf(1)
			}
		}
	}
	if k.scale != 0 {
		for i := range values {
			values[i] *= k.scale
		}
	}
	slices.Sort(values)
	return values
}

func estimateRow(key result.Key, k *quantity, e stat.Estimate, values []float64) result.Estimate {
	at := func(p float64) float64 {
		if len(values) == 0 {
			return math.NaN()
		}
		return stat.QuantileOf(values, p)
	}
	return result.Estimate{
		Key: key, Metric: k.metric, Scope: k.scope, Unit: k.unit,
		N: e.N, Mean: known(e.Point), SD: e.SD, Low: known(e.Low), High: known(e.High),
		Confidence: e.Confidence, Method: e.Method,
		P05: known(at(0.05)), P50: known(at(0.5)), P95: known(at(0.95)), SLOBound: math.NaN(), Warnings: e.Warnings,
	}
}

// known is a number as tables hold it: an end that does not exist is missing, not infinite.
func known(x float64) float64 {
	if math.IsInf(x, 0) {
		return nan
	}
	return x
}

// apart adds the intervals of what says how far replications lie apart, where all have a value of equal weight.
func (s *Sample) apart(row *result.Estimate, q int) {
	row.SDLow, row.SDHigh, row.P95Low, row.P95High = nan, nan, nan, nan
	f := s.quantities[q].family
	if equal := f == level || f == positive || f == share || f == shareRatio; !equal || s.n == 0 {
		return
	}
	values := s.values(q)
	sd, p95 := stat.StandardDeviation(values, row.Confidence), stat.Quantile(values, 0.95, row.Confidence)
	row.SDLow, row.SDHigh, row.P95Low, row.P95High = known(sd.Low), known(sd.High), known(p95.Low), known(p95.High)
}
