package experiments

import (
	"slices"

	"nines/experiments/result"
	"nines/sim/num"
	"nines/sim/stat"
)

// mostFalls is how many points of a curve are kept, evenly by rank: more than a chart shows apart.
const mostFalls = 100

// SurvivalRows says how many replications have come to each time without an outage of a service, or without a loss of
// data of a store. All replications are watched until the end of the run, so how many are left is binomial at each
// time, and the intervals are exact there (Clopper and Pearson): they hold time by time, not for all of a curve at
// once.
func (r *Result) SurvivalRows(key result.Key) []result.SurvivalRow {
	var rows []result.SurvivalRow
	s := r.Sample
	for i := range s.quantities {
		if k := &s.quantities[i]; k.family == first {
			rows = append(rows, s.survival(i, key, float64(r.Scenario.Spec.Run.Confidence))...)
		}
	}
	result.Survivals.Sort(rows)
	return rows
}

// survival are the rows of one quantity.
func (s *Sample) survival(q int, key result.Key, confidence float64) (rows []result.SurvivalRow) {
	k, c := &s.quantities[q], s.column(q)
	var times []float64
	for r, t := range c.tops {
		if c.bottoms[r] != 0 {
			times = append(times, t)
		}
	}
	slices.Sort(times)
	rate, end, n := float64(len(times))/sum(c.tops), slices.Max(c.tops), len(c.tops)
	row := func(t float64, happened int) result.SurvivalRow {
		left := tally{n - happened, n}
		e := s.unsampled.judgeWindow(stat.ClopperPearson(left.met, left.of, confidence), left, k)
		return result.SurvivalRow{Key: key, Metric: k.metric, Scope: k.scope, T: t, N: n, Share: e.Point, Low: e.Low,
			High: e.High, Steady: num.Exp(-rate * t), Confidence: e.Confidence, Method: e.Method}
	}
	for i, last, falls := 1, 0, min(len(times), mostFalls); last < len(times); i++ {
		j := max(i*len(times)/falls, last+1)
		for j < len(times) && times[j] == times[j-1] {
			j++ // the curve falls at once by all that happen at one time
		}
		rows, last = append(rows, row(times[j-1], j)), j
	}
	if len(times) == 0 || end > times[len(times)-1] {
		rows = append(rows, row(end, len(times)))
	}
	return rows
}
