package stat_test

import (
	"math"
	"testing"

	"nines/sim/rng"
	"nines/sim/stat"
)

// TestPseudoQuantiles would catch a difference of quantiles that is not that of the pooled ones, and an interval that
// is too narrow: two systems of 40 replications, whose times are exponential with means that each replication draws, by
// pairs, around 1 and 2. The p99 of all time solves a mixture.
func TestPseudoQuantiles(t *testing.T) {
	const replications, draws, rounds, p = 40, 200, 120, 0.99
	scale := func(u float64) float64 { return 0.5 + u } // of a replication
	mixed := func(x float64) (above float64) {
		for k := range 1000 {
			above += math.Exp(-x/scale((float64(k)+0.5)/1000)) / 1000
		}
		return above
	}
	want := 0.0
	for step := 8.0; step > 1e-9; step /= 2 {
		if mixed(want+step) > 1-p {
			want += step
		}
	}
	covered := 0
	for round := range rounds {
		s := rng.Open(rng.Key{Seed: 1, Replication: uint32(round)})
		var one, two [][]stat.Spell
		for range replications {
			mean := scale(s.Float64())
			var a, b stat.Histogram
			for range draws {
				a.Add(mean * s.Exp())
				b.Add(2 * mean * s.Exp())
			}
			one, two = append(one, spellsOf(&a)), append(two, spellsOf(&b))
		}
		x, y := stat.PseudoQuantiles(two, p), stat.PseudoQuantiles(one, p)
		d := stat.Paired(x, y, 0.95).Difference
		if d.Low <= want && want <= d.High {
			covered++
		}
		if pooled := stat.TimeQuantile(two, p, 0.95).Point - stat.TimeQuantile(one, p, 0.95).Point; round == 0 &&
			math.Abs(d.Point/pooled-1) > 0.05 {
			t.Errorf("difference %v, of the pooled quantiles %v", d.Point, pooled)
		}
	}
	if share := float64(covered) / rounds; share < 0.91 || share > 0.985 {
		t.Errorf("%.1f %% of intervals cover, want 95 %%", 100*share)
	}
	if one := stat.PseudoQuantiles([][]stat.Spell{{{Value: 1, Weight: 1}}}, p); !math.IsNaN(one[0]) {
		t.Errorf("one replication has the pseudovalue %v", one[0])
	}
	same := [][]stat.Spell{{{Value: 3, Weight: 1}}, {{Value: 3, Weight: 2}}, nil}
	if got := stat.PseudoQuantiles(same, p); got[0] != 3 || got[1] != 3 || !math.IsNaN(got[2]) {
		t.Errorf("what is always 3 has pseudovalues %v", got)
	}
}

func spellsOf(h *stat.Histogram) (spells []stat.Spell) {
	for b := range h.Buckets() {
		spells = append(spells, b.Spell())
	}
	return spells
}
