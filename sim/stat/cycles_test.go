package stat_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"nines/sim/stat"
)

// cycle is a time of mean 10 and then, in one cycle of three, a loss of mean 1 that takes as long.
func cycle(r *rand.Rand) (loss, length float64) {
	if r.IntN(3) == 0 {
		loss = r.ExpFloat64()
	}
	return loss, 10*r.ExpFloat64() + loss
}

// shareLost is the exact answer.
const shareLost = (1.0 / 3) / (10 + 1.0/3)

// It would catch a bias that is taken off in the wrong direction, and sums that are not those of all cycles.
func TestCycleShareIsThatOfTheJackknife(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	const n = 40
	var losses, lengths [n]float64
	var all, first, second stat.Cycles
	for i := range n {
		losses[i], lengths[i] = cycle(r)
		all.Add(losses[i], lengths[i])
		if i < 15 {
			first.Add(losses[i], lengths[i])
		} else {
			second.Add(losses[i], lengths[i])
		}
	}
	jackknife := n * all.Loss / all.Length
	for i := range n {
		jackknife -= float64(n-1) / n * (all.Loss - losses[i]) / (all.Length - lengths[i])
	}
	plain, got := all.Loss/all.Length, stat.CycleShare(all, 0.95)
	if bias := jackknife - plain; math.Abs(got.Point-jackknife) > math.Abs(bias)/5 {
		t.Errorf("the jackknife has %v, sums have %v, without correction %v", jackknife, got.Point, plain)
	}
	first.Merge(second)
	if merged := stat.CycleShare(first, 0.95); math.Abs(merged.Point-got.Point) > 1e-12 ||
		math.Abs(merged.High-got.High) > 1e-12 || first.N != n || first.Lossy != all.Lossy {
		t.Errorf("merged %v, at once %v", merged, got)
	}
}

// It would catch an interval that takes the cycles for as many observations of the loss as they are.
func TestCycleShareCovers(t *testing.T) {
	for _, n := range []int{30, 100, 400} {
		r := rand.New(rand.NewPCG(3, uint64(n)))
		var held tally
		for range 2000 {
			var c stat.Cycles
			for range n {
				c.Add(cycle(r))
			}
			held.add(stat.CycleShare(c, 0.95), shareLost)
		}
		if x := held.coverage(); x < 0.93 || x > 0.97 {
			t.Errorf("%d cycles: %s", n, held)
		}
	}
}

func TestFewCyclesSayLittle(t *testing.T) {
	for _, x := range []struct {
		name        string
		losses      []float64
		point, high float64 // NaN: none
	}{
		{"none", nil, math.NaN(), 1},
		{"no losses", []float64{0, 0, 0}, math.NaN(), 1},
		{"one loss", []float64{0, 2, 0}, 2.0 / 30, 1},
	} {
		var c stat.Cycles
		for _, loss := range x.losses {
			c.Add(loss, 10)
		}
		e := stat.CycleShare(c, 0.95)
		same := math.IsNaN(e.Point) && math.IsNaN(x.point) || math.Abs(e.Point-x.point) < 1e-12
		if !same || e.High != x.high || e.Low != 0 || len(e.Warnings) != 1 {
			t.Errorf("%s: %+v", x.name, e)
		}
	}
}
