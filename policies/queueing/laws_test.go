package queueing_test

import (
	"math"
	"testing"

	"nines/models"
	"nines/policies/queueing"
	"nines/sim"
)

// TestAdaptiveLIFO would catch a threshold that is off by one, and an order that is turned around.
func TestAdaptiveLIFO(t *testing.T) {
	q := queueing.AdaptiveLIFO{Threshold: 3}
	for waiting, want := range map[int]models.Turn{1: models.FirstCome, 3: models.FirstCome, 4: models.LastCome} {
		if got := q.Next(nil, models.Line{Waiting: waiting}); got != want {
			t.Errorf("of %d that wait it says %v, want %v", waiting, got, want)
		}
	}
}

// TestCoDelLaw would catch a spell that begins too early, and a pace that is not 1/√n: a line in which all wait for too
// long is looked at every 0.1 ms. At 0 the first is; an interval later one is shed, and the n-th after it when
// interval/√n has passed since the last.
func TestCoDelLaw(t *testing.T) {
	const step = 1e-4
	q, m := queueing.CoDel{Target: 0.005, Interval: 0.1}, new(models.LineMemory)
	due := 1.1
	for n, k := 0, 0; n < 40; k++ {
		now := 1 + float64(k)*step
		if q.Next(m, models.Line{Now: sim.Time(now), Waiting: 100, Waited: 0.02}) != models.TurnedAway {
			continue
		}
		if math.Abs(now-due) > 1.5*step {
			t.Errorf("it sheds number %d at %v, want %v", n, now, due)
		}
		n++
		due = now + 0.1/math.Sqrt(float64(n))
		if next := now + step; next > due { // not reached with so few
			t.Fatal("the step is too long")
		}
	}
}

// TestCoDelEnds would catch a spell that does not end with a short wait, or when nobody is behind, and a second one
// that begins from scratch: after nine were shed, it goes on from eight within 16 intervals, and from one later.
func TestCoDelEnds(t *testing.T) {
	const step = 1e-4
	q := queueing.CoDel{Target: 0.005, Interval: 0.1}
	for _, c := range []struct {
		what  string
		short models.Line
		pause float64
		want  float64 // from the first of the second spell to the next
	}{
		{"soon", models.Line{Waiting: 100, Waited: 0.004}, 1, 0.1 / math.Sqrt(8)},
		{"nobody behind", models.Line{Waiting: 2, Waited: 1}, 1, 0.1 / math.Sqrt(8)},
		{"nobody left", models.Line{}, 1, 0.1 / math.Sqrt(8)},
		{"late", models.Line{Waiting: 100, Waited: 0.004}, 3, 0.1},
	} {
		m, now := new(models.LineMemory), 1.0
		until := func(n int) {
			for n > 0 {
				now += step
				if q.Next(m, models.Line{Now: sim.Time(now), Waiting: 100, Waited: 0.02}) == models.TurnedAway {
					n--
				}
			}
		}
		until(9)
		c.short.Now = sim.Time(now)
		if q.Next(m, c.short) == models.TurnedAway {
			t.Errorf("%s: it goes on", c.what)
		}
		now += c.pause
		from := now
		if until(1); now-from < 0.1 {
			t.Errorf("%s: it sheds again after %v s", c.what, now-from)
		}
		from = now
		if until(1); math.Abs(now-from-c.want) > 1.5*step {
			t.Errorf("%s: then it sheds after %v s, want %v", c.what, now-from, c.want)
		}
	}
}
