package experiments

import (
	"math"

	"nines/experiments/result"
	"nines/experiments/scenario"
	"nines/sim/stat"
)

// inputs is what the points of design inputs say: they were drawn from what is known of the inputs, each with random
// numbers of its own.
type inputs struct {
	noise      [][]float64 // by criterion and point: the variance of what was found there, NaN where it is not known
	objectives []promise
}

// promise is an objective by point: what was found of what decides on it, with the variance of that, and the share of
// its periods that are met.
type promise struct {
	of                 scenario.Objective
	kept               Criterion
	found, noise, part []float64
}

// add takes the next point.
func (x *inputs) add(criteria []Criterion, r *Result) {
	if x.noise == nil {
		x.noise = make([][]float64, len(criteria))
		for _, j := range r.Judgments {
			kept := Criterion{Metric: j.Met.Metric, Scope: j.Met.Scope}
			x.objectives = append(x.objectives, promise{of: j.Objective, kept: kept})
		}
	}
	for c, k := range criteria {
		x.noise[c] = append(x.noise[c], r.noise(k))
	}
	for i, j := range r.Judgments {
		p, decides := &x.objectives[i], j.Mean
		if j.Objective.In > 0 {
			decides = j.Met
		}
		p.found = append(p.found, decides.Mean)
		p.noise = append(p.noise, r.noise(Criterion{Metric: decides.Metric, Scope: decides.Scope}))
		p.part = append(p.part, j.Met.Mean)
	}
}

// noise is an unbiased estimate of the variance of what a result says of a metric, by how its replications differ; NaN
// where they do not tell.
func (r *Result) noise(k Criterion) float64 {
	q := r.Sample.find(k.Metric, k.Scope)
	if q < 0 {
		return nan
	}
	switch f := r.Sample.quantities[q].family; f {
	case level, positive, share, chance: // whose mean is that of the replications
		var w stat.Welford
		for _, v := range r.Sample.values(q) {
			if !math.IsNaN(v) {
				w.Add(v)
			}
		}
		return w.Variance() / float64(w.Count())
	case quantile:
		return nan
	}
	e, _ := r.Find(k.Metric, k.Scope)
	return e.SD * e.SD / float64(e.N) // of the jackknife
}

// rows say of each metric what is known of it, what that rests on, and of each objective how likely it is met.
func (x *inputs) rows(e *Effects) (rows []result.EffectRow) {
	if len(e.means[0]) < len(e.sweep.Shares) {
		return nil
	}
	at := make([][]float64, len(e.sweep.Vary))
	for d := range at {
		for i := range e.sweep.Shares {
			at[d] = append(at[d], e.sweep.Shares[i][d])
		}
	}
	for c, k := range e.criteria {
		y, noise, shares := defined(e.means[c], x.noise[c], at)
		if len(y) < fewestPoints {
			continue
		}
		u := stat.Uncertainty(y, noise, shares, e.confidence)
		metric, _ := result.FindMetric(k.Metric, k.Scope)
		rows = append(rows, inputRow(k, "known", metric.Unit, u.Mean), inputRow(k, "noise", "share", u.Noise))
		rows[len(rows)-1].Label = "noise of the simulation"
		for d, explained := range u.Explained {
			row := e.row(c, d, "explained")
			row.Unit = "share"
			row.take(explained)
			rows = append(rows, row.EffectRow)
		}
	}
	for i := range x.objectives {
		p := &x.objectives[i]
		if found, _, _ := defined(p.found, nil, nil); p.of.In > 0 && len(found) == 0 {
			continue // it is not known of any run in how many of its periods it is met
		}
		rows = append(rows, inputRow(p.kept, "met", "share", p.likely(e.confidence)))
		if part, _, _ := defined(p.part, nil, nil); len(part) >= fewestPoints {
			rows = append(rows, inputRow(p.kept, "kept", "ratio", stat.Uncertainty(part, nil, nil, e.confidence).Mean))
		}
	}
	return rows
}

// likely is how likely the objective is met by what is known of the inputs, that is, without the noise of simulation.
// The interval is that of the number of points, whatever the noise may be.
func (p *promise) likely(confidence float64) stat.Estimate {
	found, noise, _ := defined(p.found, p.noise, nil)
	share := stat.Estimate{}
	if len(found) >= fewestPoints {
		if of := stat.Uncertainty(found, noise, nil, confidence).Noise; !math.IsNaN(of.Point) {
			share = of
		}
	}
	met := func(share float64) stat.Estimate {
		n := len(p.found) - len(found) // where there is nothing, nothing is violated
		for _, v := range stat.Quiet(found, share) {
			if p.of.In > 0 && v >= p.of.In || p.of.In == 0 && meets(p.of, v) {
				n++
			}
		}
		return stat.Wilson(n, len(p.found), confidence)
	}
	e := met(share.Point)
	for _, other := range []stat.Estimate{met(share.Low), met(share.High)} {
		e.Low, e.High = min(e.Low, other.Low), max(e.High, other.High)
	}
	return e
}

// fewestPoints are too few to say anything of a metric that the others do not have.
const fewestPoints = 5

// inputRow is a row of no dimension.
func inputRow(k Criterion, measure, unit string, of stat.Estimate) result.EffectRow {
	row := effect{result.EffectRow{Metric: k.Metric, Scope: k.Scope, Unit: unit, Measure: measure}}
	row.take(of)
	return row.EffectRow
}

// defined leaves out points that have no value, and all of the noise if that of a point is not known.
func defined(y, noise []float64, at [][]float64) (values, known []float64, shares [][]float64) {
	shares = make([][]float64, len(at))
	for i, v := range y {
		if math.IsNaN(v) {
			continue
		}
		values = append(values, v)
		if noise != nil {
			known = append(known, noise[i])
		}
		for d := range at {
			shares[d] = append(shares[d], at[d][i])
		}
	}
	for _, v := range known {
		if math.IsNaN(v) {
			return values, nil, shares
		}
	}
	return values, known, shares
}
