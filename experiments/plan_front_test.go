package experiments

import (
	"testing"

	"nines/experiments/result"
)

// It would catch an offer that misses an objective, or that costs more for as many nines, and a front without any point
// where all of them miss one.
func TestFrontIsOfPointsThatMissNothing(t *testing.T) {
	row := func(standing Standing, cost, nines float64) result.PlanRow {
		return result.PlanRow{Standing: standing.String(), Replications: 40, Mean: cost, Nines: nines}
	}
	for _, c := range []struct {
		rows []result.PlanRow
		want []int
	}{
		{[]result.PlanRow{row(Infeasible, 1, 2), row(Feasible, 2, 4), row(Feasible, 3, 4), row(Undecided, 4, 5)},
			[]int{0, 1, 0, 1}},
		{[]result.PlanRow{row(Infeasible, 1, 2), row(Infeasible, 2, 1), row(Infeasible, 3, 3)}, []int{1, 0, 1}},
	} {
		front(c.rows)
		for i, r := range c.rows {
			if r.Front != c.want[i] {
				t.Errorf("%+v: %d, want %d", r, r.Front, c.want[i])
			}
		}
	}
}
