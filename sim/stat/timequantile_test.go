package stat

import (
	"math"
	"testing"

	"nines/sim/rng"
)

// Replications in which a rare state is mostly missing: the mean of their own quantiles would be near 10, the time
// quantile of the long run is 0. A tenth of all time is spent at 0, in spells that only one replication in five has.
func TestTimeQuantileSeesWhatIsRare(t *testing.T) {
	var replications [][]Spell
	for i := range 100 {
		down := 0.0
		if i%5 == 0 {
			down = 50
		}
		replications = append(replications, []Spell{{10, 100 - down, 0}, {0, down, 0}})
	}
	e := TimeQuantile(replications, 0.05, 0.95)
	if e.Point != 0 || e.Low != 0 || e.High != 0 {
		t.Errorf("the 5 %% quantile is %v (%v to %v), want 0", e.Point, e.Low, e.High)
	}
	if e = TimeQuantile(replications, 0.5, 0.95); e.Point != 10 {
		t.Errorf("the median is %v, want 10", e.Point)
	}
}

// Exponential states of random length: the interval covers the true quantile as often as it says.
func TestTimeQuantileCovers(t *testing.T) {
	const runs, p = 400, 0.05
	want, covered := -math.Log(1-p), 0
	for run := range runs {
		s := rng.Open(rng.Key{Seed: 7, Entity: uint64(run)})
		var replications [][]Spell
		for range 40 {
			var spells []Spell
			for range 50 {
				spells = append(spells, Spell{s.Exp(), s.Exp(), 0})
			}
			replications = append(replications, spells)
		}
		if e := TimeQuantile(replications, p, 0.95); e.Low <= want && want <= e.High {
			covered++
		}
	}
	if share := float64(covered) / runs; share < 0.92 || share > 0.985 {
		t.Errorf("covered in %.1f %% of experiments", 100*share)
	}
}

// What is held for 96 % of the time is the 5 % quantile, whatever there was for moments, however few the replications.
func TestTimeQuantileOfAnAtom(t *testing.T) {
	for _, n := range []int{2, 40, 58, 59, 80} {
		replications := make([][]Spell, n)
		for i := range replications {
			replications[i] = []Spell{{0.5, 999, 0}, {-0.25 - 0.01*float64(i%7), 1, 0}}
		}
		e := TimeQuantile(replications, 0.05, 0.95)
		if e.Point != 0.5 || e.High != 0.5 || n >= 40 && e.Low != 0.5 {
			t.Errorf("%d replications: %v (%v to %v), want 0.5", n, e.Point, e.Low, e.High)
		}
	}
}

// What is known to lie within a bucket is no better known for being seen often.
func TestTimeQuantileOfABucket(t *testing.T) {
	var h Histogram
	h.Add(7)
	h.Add(7.01)
	var replications [][]Spell
	for b := range h.Buckets() {
		replications = append(replications, []Spell{b.Spell()}, []Spell{b.Spell()}, []Spell{b.Spell()})
	}
	e := TimeQuantile(replications, 0.05, 0.95)
	for _, got := range [][2]float64{{e.Low, 7}, {e.Point, 7.005}, {e.High, 7.01}} {
		near(t, "quantile in a bucket from 7 to 7.01", got[0], got[1])
	}
}

func TestTimeQuantileWithoutTime(t *testing.T) {
	if e := TimeQuantile(nil, 0.05, 0.95); !math.IsNaN(e.Point) || len(e.Warnings) == 0 {
		t.Errorf("an estimate from nothing: %+v", e)
	}
}
