package experiments

import (
	"fmt"

	"nines/sim/stat"
)

// disorder is what was played that contradicts what is taken for granted of ordered variables: that more is never
// worse, and costs no less. Each pair of points of which one has no less of anything is held to it, so surely that all
// of them together raise a false alarm in one plan of a hundred at most.
func (p *planner) disorder() (warnings []string) {
	type pair struct{ less, more *Trial }
	var pairs []pair
	for _, a := range p.Trials {
		for _, b := range p.Trials {
			if a != b && a.Result != nil && b.Result != nil && p.lattice.within(a.Values, b.Values) {
				pairs = append(pairs, pair{a, b})
			}
		}
	}
	const falsely = 0.01
	confidence := 1 - falsely/float64(max(len(pairs), 1))
	for _, x := range pairs {
		what := ""
		switch lost, cost := p.between(x.more, x.less, confidence); {
		case lost.Low > 0:
			what = "does worse"
		case p.Metric == "cost" && cost.High < 0:
			what = "costs less"
		default:
			continue
		}
		warnings = append(warnings, fmt.Sprintf("%s %s than %s, which has no more of anything: that more is never "+
			"worse, and costs no less, does not hold here, and what was ruled out by it may be the answer; write ordered: false",
			p.nameOf(x.more), what, p.nameOf(x.less)))
	}
	return warnings
}

// between is by how much more of its time one point loses than another, and how much more it costs, on the same random
// numbers.
func (p *planner) between(one, other *Trial, confidence float64) (lost, cost stat.Estimate) {
	a, b := one.Result.Sample, other.Result.Sample
	n := min(a.Len(), b.Len())
	metric, scope := p.Measure(other.Result.Scenario)
	lost = stat.Paired(a.lost(metric, scope)[:n], b.lost(metric, scope)[:n], confidence).Difference
	x, y := a.Values(p.Metric, p.Scope), b.Values(p.Metric, p.Scope)
	if x == nil || y == nil {
		return lost, stat.Estimate{}
	}
	return lost, stat.Paired(x[:n], y[:n], confidence).Difference
}

// nameOf is a point in words: "resources.crews.hands.count 3".
func (q *Question) nameOf(t *Trial) string {
	name := ""
	for i, s := range q.Settings(t.Values) {
		if i > 0 {
			name += ", "
		}
		name += s.Path + " " + s.Value
	}
	return name
}
