package experiments

import (
	"cmp"
	"context"
	"math"
	"slices"

	"nines/experiments/result"
	"nines/sim/num"
)

// AddPlan enters the points of a plan, what each was found to be, and what steps from the chosen one are worth. Key
// completes what the rows of a point belong to.
func (t *Tables) AddPlan(ctx context.Context, a *Answer, key func(point int) result.Key) {
	about := a.Chosen
	if about == nil {
		about = a.Nearest()
	}
	for _, x := range a.Trials {
		if x.Result != nil {
			shown := *x.Result
			if x != about { // of which it was enough to know whether it does
				shown.Warnings = nil
			}
			t.Add(ctx, key(x.Number), &shown)
		}
		t.Plans = append(t.Plans, a.row(x, key(x.Number)))
	}
	front(t.Plans)
	for i := range a.Worths {
		t.Worths = append(t.Worths, a.worthRow(&a.Worths[i], key(a.Worths[i].Trial.Number)))
	}
	for _, w := range a.Warnings {
		t.doubts = append(t.doubts, Doubt{Text: w})
	}
}

// words of a standing, as tables have them.
func (s Standing) String() string { return [...]string{"undecided", "feasible", "infeasible"}[s] }

// row is a point as the tables have it.
func (a *Answer) row(t *Trial, key result.Key) result.PlanRow {
	row := result.PlanRow{Key: key, Standing: t.Standing.String(), Judged: t.Judged, Lacks: t.Lacks, Needed: nan,
		Metric: a.Metric, Unit: "money/y", Mean: t.Price, Low: t.Price, High: t.Price,
		Nines: nan, NinesLow: nan, NinesHigh: nan}
	switch t {
	case a.Chosen:
		row.Role = "chosen"
	case a.RunnerUp:
		row.Role = "runner-up"
	default:
		if a.today(t) {
			row.Role = "today"
		}
	}
	if t.Tied {
		row.Role = "tied"
	}
	if failing := t.failing(); failing != nil {
		row.Failing = objectiveName(failing.Objective)
		if t.Standing == Undecided {
			row.Needed = failing.Needed
		}
	}
	if t.Result == nil {
		return row
	}
	row.Replications = t.Result.Sample.Len()
	if e, found := t.Result.Find(a.Metric, a.Scope); found {
		row.Unit, row.Mean, row.Low, row.High = e.Unit, e.Mean, e.Low, e.High
	}
	row.Measure, row.Scope = a.Measure(t.Result.Scenario)
	row.Nines, row.NinesLow, row.NinesHigh = t.Result.nines(row.Measure, row.Scope)
	return row
}

// failing is the objective that decides against a point, or of those that are not decided the one that takes most; nil
// where all are met.
func (t *Trial) failing() *Term {
	var worst *Term
	for i := range t.Terms {
		x := &t.Terms[i]
		if x.Verdict == result.Met || t.Standing == Infeasible && x.Verdict != result.Violated {
			continue
		}
		if worst == nil || x.excess() > worst.excess() {
			worst = x
		}
	}
	return worst
}

// nines are those of the share that is not lost of a metric.
func (r *Result) nines(metric, scope string) (point, low, high float64) {
	e, _ := r.Find(metric, scope)
	m, _ := result.FindMetric(metric, scope)
	of := 1.0
	if m.Unit == "s/y" {
		of = year
	}
	nines := func(x float64) float64 { return max(0, -num.Log10(m.Lost(x)/of)) }
	low, high = nines(e.Low), nines(e.High)
	return nines(e.Mean), min(low, high), max(low, high)
}

// front marks the points that were played of which none has as many nines for less: of those that do not miss an
// objective, if there are any.
func front(rows []result.PlanRow) {
	var order []int
	offered := func(r result.PlanRow) bool { return r.Standing != Infeasible.String() && r.Replications > 0 }
	some := slices.ContainsFunc(rows, offered)
	for i := range rows {
		if some && !offered(rows[i]) {
			continue
		}
		if rows[i].Replications > 0 && !math.IsNaN(rows[i].Mean) && !math.IsNaN(rows[i].Nines) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(rows[i].Mean, rows[j].Mean), cmp.Compare(rows[j].Nines, rows[i].Nines))
	})
	most := math.Inf(-1)
	for _, i := range order {
		if rows[i].Nines > most {
			most, rows[i].Front = rows[i].Nines, 1
		}
	}
}

// worthRow is a step as the tables have it.
func (a *Answer) worthRow(w *Worth, key result.Key) result.WorthRow {
	return result.WorthRow{Key: key, Path: w.Path, From: w.From, To: w.To,
		Standing: w.Trial.Standing.String(), Pairs: w.Lost.N,
		Nines: known(w.Nines.Point), NinesLow: known(w.Nines.Low), NinesHigh: known(w.Nines.High),
		Lost: w.Lost.Point * year, LostLow: known(w.Lost.Low * year), LostHigh: known(w.Lost.High * year),
		Money: w.Money.Point, MoneyLow: known(w.Money.Low), MoneyHigh: known(w.Money.High), PerNine: known(w.PerNine())}
}
