package stat_test

import (
	"math"
	"testing"

	"nines/sim/rng"
	"nines/sim/stat"
)

// selected plays normal systems until the best is found, and returns it with the replications of all.
func selected(means []float64, shared float64, delta float64, seed uint64) (best, played int) {
	const first = 20
	streams := make([]rng.Stream, len(means)+1)
	for i := range streams {
		streams[i] = rng.Open(rng.Key{Seed: seed, Entity: uint64(i)})
	}
	draw := func() []float64 {
		row, common := make([]float64, len(means)), streams[len(means)].Norm()
		for i, mean := range means {
			row[i] = mean + math.Sqrt(shared)*common + math.Sqrt(1-shared)*streams[i].Norm()
		}
		return row
	}
	values, sums := make([][]float64, len(means)), make([]float64, len(means))
	for range first {
		for i, x := range draw() {
			values[i], sums[i] = append(values[i], x), sums[i]+x
		}
	}
	s := stat.NewSelection(values, delta, 0.95)
	played = first * len(means)
	for n := first; !s.Screen(n, sums); n++ {
		for i, x := range draw() {
			sums[i] += x
			if s.In[i] {
				played++
			}
		}
	}
	return s.Best(sums), played
}

// In the hardest configuration, all others worse by exactly what matters, the best is selected at least as often as
// promised; common random numbers and far worse systems save replications.
func TestSelectionIsRight(t *testing.T) {
	const trials, delta = 1000, 0.4
	slipped := []float64{0, 0, delta, 0, 0}
	apart := []float64{0, -2, delta, -3, -4}
	effort := map[string]int{}
	for _, c := range []struct {
		name   string
		means  []float64
		shared float64
	}{{"slipped", slipped, 0}, {"shared", slipped, 0.8}, {"apart", apart, 0}} {
		right := 0
		for seed := range uint64(trials) {
			best, played := selected(c.means, c.shared, delta, seed)
			if effort[c.name] += played; best == 2 {
				right++
			}
		}
		t.Logf("%s: %d of %d right, %d replications each", c.name, right, trials, effort[c.name]/trials)
		if high := stat.ClopperPearson(right, trials, 0.999).High; high < 0.95 {
			t.Errorf("%s: right in %d of %d, promised 95 %%", c.name, right, trials)
		}
	}
	if effort["shared"] > effort["slipped"]*6/10 || effort["apart"] > effort["slipped"]*3/4 {
		t.Errorf("replications %v: effort does not go where the decision is open", effort)
	}
}

// Systems that are the same in every replication end with the first of them; a single one is the best.
func TestSelectionOfEquals(t *testing.T) {
	row := []float64{1, 2, 3, 4}
	s := stat.NewSelection([][]float64{row, row}, 0.1, 0.95)
	if !s.Screen(4, []float64{10, 10}) || s.Best([]float64{10, 10}) != 0 || s.Out[1] != 0 {
		t.Errorf("%+v", s)
	}
	if s := stat.NewSelection([][]float64{row}, 0.1, 0.95); !s.Screen(4, []float64{10}) || s.Best([]float64{10}) != 0 {
		t.Errorf("%+v", s)
	}
}

// However little matters, nothing is selected before it is told: a square of the difference is too small for a number.
func TestSelectionOfTheLeastDifference(t *testing.T) {
	values := [][]float64{{1, 2, 3, 4}, {2, 1, 4, 3}}
	for _, delta := range []float64{1e-12, 1e-170, 1e-320} {
		if s := stat.NewSelection(values, delta, 0.95); s.Screen(4, []float64{10, 9}) || s.Most() < 1e9 {
			t.Errorf("to %g, one of two that are hardly told apart is selected at once, and at %g in any case", delta, s.Most())
		}
	}
	if s := stat.NewSelection([][]float64{values[0], values[0]}, 1e-320, 0.95); !s.Screen(4, []float64{10, 10}) {
		t.Error("one of two systems that are the same is not selected")
	}
}
