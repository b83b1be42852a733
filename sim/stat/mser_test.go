package stat

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// batched is a series whose batches have these means, and values that differ within them.
func batched(means ...float64) (series []float64) {
	for _, m := range means {
		series = append(series, m-2, m+2, m, m-1, m+1)
	}
	return series
}

// Of the means 20, 8, 0, 1, 0, 1, …, twelve in all, leaving out d = 0, 1, 2, 3 gives (Σ(Y−Ȳ)²)/(n−d)² of
//
//	d = 0: (469 − 33²/12)/144 = 2.6267    d = 1: (69 − 13²/11)/121 = 0.4433
//	d = 2: (5 − 5²/10)/100    = 0.0250    d = 3: (5 − 5²/9)/81     = 0.0274
//
// and more the further on: (n−d)/4 over (n−d)² where that is even.
func TestMSER5ByHand(t *testing.T) {
	settling := []float64{20, 8, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1}
	for _, c := range []struct {
		name    string
		series  []float64
		cut     int
		settled bool
	}{
		{"two batches of transient", batched(settling...), 10, true},
		{"values behind the last batch", append(batched(settling...), 99, 99), 10, true},
		{"no transient", batched(0, 1, 0, 1, 0, 1, 0, 1, 0, 1), 0, true},
		{"nothing happens", make([]float64, 60), 0, true},
		{"half of it", batched(9, 9, 9, 9, 9, 1, 1, 1, 1, 1), 25, true},
		{"more than half of it", batched(9, 9, 9, 9, 9, 9, 1, 1, 1, 1, 1), 30, false},
		{"a drift that does not end", batched(12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1), 35, false},
		{"fewer than ten batches", batched(9, 1, 1, 1, 1, 1, 1, 1, 1), 5, false},
		{"no batch", []float64{1, 2, 3, 4}, 0, false},
		{"none", nil, 0, false},
	} {
		before := slices.Clone(c.series)
		if cut, settled := MSER5(c.series); cut != c.cut || settled != c.settled {
			t.Errorf("%s: %d, %t; want %d, %t", c.name, cut, settled, c.cut, c.settled)
		}
		if !slices.Equal(before, c.series) {
			t.Errorf("%s: the series was changed", c.name)
		}
	}
}

// A series that only makes noise mostly needs no warm-up, and is seldom called too short.
func TestMSER5OfNoise(t *testing.T) {
	const rounds, values = 2000, 200
	r := rand.New(rand.NewPCG(1, 2))
	none, short := 0, 0
	series := make([]float64, values)
	for range rounds {
		for i := range series {
			series[i] = r.NormFloat64()
		}
		switch cut, settled := MSER5(series); {
		case !settled:
			short++
		case cut == 0:
			none++
		}
	}
	if none < rounds/2 || short > rounds/10 {
		t.Errorf("of %d series of noise %d need no warm-up, and %d are called too short", rounds, none, short)
	}
}
