package detection

import (
	"fmt"
	"testing"

	"nines/sim/rng"
	"nines/sim/stat/stattest"
)

// trialsP is the p-value of the null that it takes as many trials in the mean to complete a run as the theory of runs
// says: of those from no failure to size failures, a head saves those from no failure to that many. 20,000 draws show a
// difference of 5 %.
func trialsP(fails float64, size, head, claimed int) float64 {
	r := newRuns(fails, size)
	xs := make([]float64, 20_000)
	for i := range xs {
		s := rng.Open(rng.Key{Seed: 52, Occurrence: uint64(i)})
		xs[i] = r.trials(head, &s)
	}
	want := r.mean()
	if claimed > 0 {
		want -= newRuns(fails, claimed).mean()
	}
	return stattest.Mean(xs, want)
}

func TestTrialsUntilARun(t *testing.T) {
	for _, c := range []struct {
		fails      float64
		size, head int
	}{{0.3, 1, 0}, {0.3, 3, 0}, {0.3, 3, 2}, {0.9, 20, 0}, {0.9, 20, 15}, {0.01, 4, 0}, {0.001, 9, 1}} {
		stattest.Check(t, fmt.Sprint(c), trialsP(c.fails, c.size, c.head, c.head))
	}
	stattest.Alarm(t, "the head is forgotten", trialsP(0.9, 20, 0, 15))
	stattest.Alarm(t, "the head is one too long", trialsP(0.9, 20, 15, 14))
	s := rng.Open(rng.Key{})
	if sure := newRuns(1, 5); sure.trials(0, &s) != 5 || sure.trials(3, &s) != 2 || sure.mean() != 5 {
		t.Error("sure failures need more than five trials for five in a row")
	}
}
