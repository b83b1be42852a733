package stat_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"nines/sim/stat"
)

// By hand: of 20 pairs 1 says yes of the first alone and 7 of the second alone. A fair coin gives that or less in 9 of
// 256 ways on either side. With half a pair more of each kind there are 1.5 and 7.5 of 22.
func TestMatched(t *testing.T) {
	a, b := make([]float64, 20), make([]float64, 20)
	a[0], a[10], b[10] = 1, 1, 1
	for i := range 7 {
		b[1+i] = 1
	}
	c := stat.Matched(a, b, 0.95)
	middle, half := -6./22, 1.959963984540054*math.Sqrt((9-36./22)/484)
	for name, pair := range map[string][2]float64{
		"difference": {c.Difference.Point, -0.3}, "p": {c.P, 18. / 256},
		"low": {c.Difference.Low, middle - half}, "high": {c.Difference.High, middle + half},
	} {
		if math.Abs(pair[0]-pair[1]) > 1e-12 {
			t.Errorf("%s is %v, want %v", name, pair[0], pair[1])
		}
	}
	same := stat.NoneDiffers(38, 0.95)
	if want := 1.959963984540054 / 40; same.P != 1 || math.Abs(same.Difference.High-want) > 1e-12 ||
		same.Difference.Low != -same.Difference.High {
		t.Errorf("none of 38 differs: %+v, want ±%v", same, want)
	}
	if all := stat.Matched([]float64{1, 1, 1}, []float64{0, 0, 0}, 0.95).Difference; all.High != 1 || all.Low > 1 {
		t.Errorf("all differ: %+v", all)
	}
}

// The interval of Student's t, from 40 pairs of which one in twenty says yes of one system alone, covers in 91 %.
func TestMatchedCovers(t *testing.T) {
	r := rand.New(rand.NewPCG(12, 12))
	var c, naive tally
	a, b := make([]float64, 40), make([]float64, 40)
	for range runs(4000) {
		for i := range a {
			a[i], b[i] = 1, 1
			switch x := r.Float64(); {
			case x < 0.05:
				b[i] = 0
			case x < 0.06:
				a[i] = 0
			}
		}
		c.add(stat.Matched(a, b, 0.95).Difference, 0.04)
		naive.add(stat.Paired(a, b, 0.95).Difference, 0.04)
	}
	if c.coverage() < 0.94 || c.coverage() > 0.99 {
		t.Errorf("matched pairs: %v", c)
	}
	if naive.coverage() > 0.92 {
		t.Errorf("Student's t covers as well: %v", naive)
	}
}
