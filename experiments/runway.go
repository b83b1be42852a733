package experiments

import (
	"slices"

	"nines/experiments/result"
	"nines/models"
	"nines/sim/stat"
)

// tally is how many replications met an objective in one window, of those in which any of its time counts.
type tally struct{ met, of int }

// addWindows counts the windows of a replication that meet each objective.
func (s *Sample) addWindows(o *models.Outcome) {
	for i := range s.tallies {
		q := &s.quantities[s.objective(i)]
		if q.windows == nil || !s.grows {
			continue
		}
		q.windows(o, func(n int, _ float64, met bool) {
			for len(s.tallies[i]) <= n {
				s.tallies[i] = append(s.tallies[i], tally{})
			}
			s.tallies[i][n].met += int(count(met))
			s.tallies[i][n].of++
		})
	}
}

// growing reports whether demand grows: then windows are told apart, of which otherwise each is as good as any other.
func growing(b *models.Blueprint) bool {
	return slices.ContainsFunc(b.Traffic, func(t models.Traffic) bool { return t.Demand.Growth != 0 })
}

// RunwayRows says window by window with which probability it meets each objective that says in how many windows it must
// be met; none where demand does not grow. The intervals are exact (Clopper and Pearson), since it is claimed from them
// until when an objective holds.
func (r *Result) RunwayRows(key result.Key) []result.RunwayRow {
	var rows []result.RunwayRow
	confidence := float64(r.Scenario.Spec.Run.Confidence)
	for i, o := range r.Scenario.Objectives {
		if o.In == 0 {
			continue
		}
		q, all := &r.Sample.quantities[r.Sample.objective(i)], r.Sample.tallies[i]
		for n, x := range all {
			e := r.Sample.unsampled.judgeWindow(stat.ClopperPearson(x.met, x.of, confidence), x, q)
			end := min(float64(n+1)*float64(o.Over), float64(r.Scenario.Blueprint.Time.Horizon))
			rows = append(rows, result.RunwayRow{Key: key, Scope: q.scope, T: end, Over: float64(o.Over), N: e.N,
				Share: e.Point, Low: e.Low, High: e.High, Confidence: e.Confidence, Method: e.Method, In: o.In})
		}
	}
	result.Runways.Sort(rows)
	return rows
}

// judgeWindow does for one window what judge does for an estimate: where nothing is left to chance, the interval goes.
func (u unsampled) judgeWindow(e stat.Estimate, x tally, k *quantity) stat.Estimate {
	ends := []float64{count(x.met == x.of), count(x.met > 0)}[:min(x.of, 2)] // of what replications say
	return u.judge(e, column{tops: ends, bottoms: []float64{1, 1}[:len(ends)], values: ends}, k)
}
