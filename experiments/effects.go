package experiments

import (
	"math"
	"slices"

	"nines/experiments/result"
	"nines/experiments/scenario"
	"nines/sim/num"
	"nines/sim/rng"
	"nines/sim/stat"
)

// Effects says what each dimension of a sweep does to its metrics, where the sweep is laid for that: a tornado,
// walks of Morris, blocks for Sobol' indices, or draws from what is known of inputs. It takes the points one after the
// other, and keeps of them one or two numbers for each metric, of the base of a tornado one for each replication as
// well.
//
// Points share their random numbers, but for those of design inputs, so that what is seen are effects of the dimensions
// and not of luck; but they are effects in the replications that were played: more of them, and what they are of is the
// system and not its luck. Of Morris and Sobol' designs losses are taken by their logarithm, in decades, if there is
// some at every point: otherwise the worst point would be all that is seen.
type Effects struct {
	sweep      *scenario.Sweep
	metrics    []string // alone or with their scopes
	confidence float64
	seed       uint64
	criteria   []Criterion
	means      [][]float64 // by criterion and point
	base       [][]float64 // of a tornado: by criterion and replication
	inputs     inputs      // of design inputs
	rows       []result.EffectRow
}

// NewEffects begins with no point; nil for a sweep that is laid for nothing of that.
func NewEffects(sweep *scenario.Sweep, metrics []string, run scenario.RunSpec) *Effects {
	if !scenario.HasEffects(sweep.Design) {
		return nil
	}
	return &Effects{sweep: sweep, metrics: metrics, confidence: float64(run.Confidence), seed: uint64(run.Seed)}
}

// Add takes point i, which must be the next one.
func (e *Effects) Add(i int, r *Result) {
	if i == 0 {
		e.begin(r)
	}
	for c, k := range e.criteria {
		mean := math.NaN()
		if x, ok := r.Find(k.Metric, k.Scope); ok {
			mean = x.Mean
		}
		e.means[c] = append(e.means[c], mean)
		if i > 0 && e.sweep.Design == scenario.TornadoDesign {
			e.swing(c, i, r)
		}
	}
	if e.sweep.Design == scenario.InputsDesign {
		e.inputs.add(e.criteria, r)
	}
}

// begin finds out where the metrics are measured.
func (e *Effects) begin(r *Result) {
	for _, text := range e.metrics {
		metric, asked := result.CutScope(text)
		for _, scope := range result.ScopesOf(metric, asked, r.Estimates) {
			k := Criterion{Metric: metric, Scope: scope}
			e.criteria, e.means = append(e.criteria, k), append(e.means, nil)
			e.base = append(e.base, numbersOf(r.Sample, k))
		}
	}
}

// numbersOf are the values of a metric by replication; none where it is not measured, or of all of them together.
func numbersOf(s *Sample, k Criterion) []float64 {
	q := s.find(k.Metric, k.Scope)
	if q < 0 || s.quantities[q].family == quantile {
		return nil
	}
	return slices.Clone(s.values(q))
}

// swing enters the difference of a point of a tornado from its base.
func (e *Effects) swing(c, i int, r *Result) {
	k, d := e.criteria[c], (i-1)/2
	values := e.sweep.Choices(d)
	row := e.row(c, d, "difference")
	row.Setting = values[(len(values)-1)*((i-1)%2)]
	var x, y []float64
	for n, v := range numbersOf(r.Sample, k) {
		if n < len(e.base[c]) && !math.IsNaN(v) && !math.IsNaN(e.base[c][n]) {
			x, y = append(x, v), append(y, e.base[c][n])
		}
	}
	if len(x) == 0 { // of a quantile there is the difference alone
		row.Estimate = e.means[c][i] - e.means[c][0]
	} else {
		row.take(stat.Paired(x, y, e.confidence).Difference)
	}
	e.rows = append(e.rows, row.EffectRow)
}

// effect is a row that takes estimates.
type effect struct{ result.EffectRow }

func (x *effect) take(of stat.Estimate) {
	x.Estimate, x.Low, x.High, x.N = of.Point, of.Low, of.High, of.N
}

func (e *Effects) row(c, d int, measure string) *effect {
	k := e.criteria[c]
	metric, _ := result.FindMetric(k.Metric, k.Scope)
	return &effect{result.EffectRow{Path: e.sweep.Vary[d].Path, Label: e.sweep.Vary[d].Label, Metric: k.Metric,
		Scope: k.Scope, Unit: metric.Unit, Measure: measure, Low: math.NaN(), High: math.NaN()}}
}

// Rows are what is known once all points are there; nothing where some are missing.
func (e *Effects) Rows() []result.EffectRow {
	if e == nil || len(e.criteria) == 0 {
		return nil
	}
	switch e.sweep.Design {
	case scenario.TornadoDesign:
		return e.rows
	case scenario.MorrisDesign:
		return e.morris()
	case scenario.InputsDesign:
		return e.inputs.rows(e)
	}
	return e.sobol()
}

// output are the means of a metric at the points of a design, or the logarithms of what is lost, with their unit.
func (e *Effects) output(c int) (y []float64, unit string) {
	k := e.criteria[c]
	metric, _ := result.FindMetric(k.Metric, k.Scope)
	if !slices.Contains(lostShares, k.Metric) {
		return e.means[c], metric.Unit
	}
	for _, mean := range e.means[c] {
		lost := metric.Lost(mean)
		if !(lost > 0) {
			return e.means[c], metric.Unit
		}
		y = append(y, num.Log10(lost))
	}
	return y, "decades"
}

// morris looks at each step of each walk: which dimension it changes, and by how much of it.
func (e *Effects) morris() (rows []result.EffectRow) {
	shares, k := e.sweep.Shares, len(e.sweep.Vary)
	for c := range e.criteria {
		y, unit := e.output(c)
		if len(y) < len(shares) {
			return nil
		}
		effects := make([][]float64, k)
		for i := range shares {
			if i%(k+1) == 0 {
				continue
			}
			for d := range k {
				if step := e.sweep.Step(i, d); step != 0 {
					effects[d] = append(effects[d], (y[i]-y[i-1])/step)
				}
			}
		}
		for d := range k {
			size, mean, spread := stat.Morris(effects[d], e.confidence)
			if spread < 1e-9*size.Point { // what rounding leaves of none
				spread = 0
			}
			row := e.row(c, d, "mean size")
			row.Unit = unit
			row.take(size)
			rows = append(rows, row.EffectRow)
			for _, x := range []struct {
				measure string
				value   float64
			}{{"mean", mean}, {"spread", spread}} {
				row := e.row(c, d, x.measure)
				row.Unit, row.Estimate, row.N = unit, x.value, len(effects[d])
				rows = append(rows, row.EffectRow)
			}
		}
	}
	return rows
}

// indexResamples is how often blocks are drawn again for the intervals of indices.
const indexResamples = 1000

func (e *Effects) sobol() (rows []result.EffectRow) {
	k := len(e.sweep.Vary)
	for c, of := range e.criteria {
		y, _ := e.output(c)
		if len(y) < len(e.sweep.Shares) {
			return nil
		}
		var a, b []float64
		mixed := make([][]float64, k)
		for i := 0; i+k+1 < len(y); i += k + 2 {
			a, b = append(a, y[i]), append(b, y[i+1])
			for d := range k {
				mixed[d] = append(mixed[d], y[i+2+d])
			}
		}
		s := rng.Open(rng.Key{Seed: e.seed, Entity: rng.Name(0, "indices of "+of.Metric+" "+of.Scope)})
		for d, x := range stat.SobolIndices(a, b, mixed, indexResamples, e.confidence, &s) {
			first, total := e.row(c, d, "first"), e.row(c, d, "total")
			first.take(x.First)
			total.take(x.Total)
			first.Unit, total.Unit = "share", "share"
			rows = append(rows, first.EffectRow, total.EffectRow)
		}
	}
	return rows
}
