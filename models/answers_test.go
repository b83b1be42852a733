package models_test

import (
	"math"
	"testing"

	"nines/models"
	"nines/sim/rng"
)

// player takes twice what it is asked about.
type player struct{}

func (player) Play(w models.Wait, _ *rng.Stream) float64 { return 2 * w.About }

// TestWaits would catch an age that counts in time instead of in the clock's seconds, a pace that makes waits longer,
// and a time that comes first and is left out. A life of 10 s has 6 s left at the age of 4 s, which a clock that runs
// twice as fast shows after 3 s.
func TestWaits(t *testing.T) {
	s := rng.Open(rng.Key{})
	ten := constant(t, 10)
	for _, c := range []struct {
		what string
		w    models.Wait
		want float64
	}{
		{"nothing", models.Wait{}, 0}, {"a time that is known", models.Wait{Plus: 3}, 3},
		{"a life", models.Wait{Law: ten}, 10},
		{"a life after a time", models.Wait{Plus: 3, Law: ten}, 13}, {"what is left", models.Wait{Law: ten, Age: 4}, 6},
		{"from a look on", models.Wait{Every: 9, Look: 4, Plus: 1, Law: ten}, 15},
		{"played from a look on", models.Wait{Every: 9, Look: 4, Play: player{}, About: -1}, 2},
		{"on a fast clock", models.Wait{Law: ten, Pace: 2}, 5},
		{"left, on it", models.Wait{Plus: 1, Law: ten, Age: 4, Pace: 2}, 4},
		{"played", models.Wait{Plus: 1, Play: player{}, About: 4}, 9}, {"never", models.Never(), math.Inf(1)},
	} {
		if got := float64(c.w.Sample(&s)); got != c.want {
			t.Errorf("%s: %g s, want %g", c.what, got, c.want)
		}
	}
	sum, lives := 0.0, models.Wait{Law: ten, Stationary: true}
	const n = 10_000
	for range n {
		x := float64(lives.Sample(&s))
		if sum += x; x > 10 {
			t.Fatalf("%g s left of a life of 10 s", x)
		}
	}
	if mean := sum / n; math.Abs(mean-5) > 0.2 { // uniform: 7 standard errors
		t.Errorf("%g s are left of a life of 10 s on average, want 5", mean)
	}
}

// two innocents come first.
type two struct{}

func (two) Draw(*rng.Stream) int { return 2 }

func (two) Chance(n int) float64 { return map[int]float64{2: 1}[n] }

// TestOdds would catch a diagnosis that names the culprit where it is said not to, or innocents without a cost.
func TestOdds(t *testing.T) {
	s := rng.Open(rng.Key{})
	wait, five := models.Wait{Plus: 60}, constant(t, 5)
	for _, c := range []struct {
		what string
		o    models.Odds
		want models.Diagnosis
	}{
		{"nobody", models.Odds{Takes: wait, Named: 0, Right: 1, Before: two{}}, models.Diagnosis{Takes: 60, Wasted: -1}},
		{"the culprit", models.Odds{Takes: wait, Named: 1, Right: 1, Wasted: five},
			models.Diagnosis{Takes: 60, Right: true, Wasted: -1}},
		{"an innocent alone", models.Odds{Named: 1, Right: 0, Before: two{}, Wasted: five},
			models.Diagnosis{Wrong: 1, Wasted: 5}},
		{"innocents first", models.Odds{Named: 1, Right: 1, Before: two{}, Wasted: five},
			models.Diagnosis{Wrong: 2, Right: true, Wasted: 5}},
		{"innocents who are treated", models.Odds{Named: 1, Right: 1, Before: two{}},
			models.Diagnosis{Wrong: 2, Right: true, Wasted: -1}},
	} {
		if got := c.o.Sample(&s); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.what, got, c.want)
		}
	}
}

// TestViews would catch a count of the trusted, a clock that runs in the warm-up, and cases on hold that are forgotten.
func TestViews(t *testing.T) {
	v := models.Scene{Trusted: []bool{true, false, false, true}, Now: 100, Warmup: 30, Held: 2}.View()
	if v.Nodes() != 4 || v.Untrusted() != 2 || v.Held(3) != 2 || v.Now() != 100 || v.Clock() != 70 {
		t.Errorf("%d nodes, %d untrusted, %d held, at %g, clock %g", v.Nodes(), v.Untrusted(), v.Held(3), v.Now(), v.Clock())
	}
	for leaf, want := range []bool{true, false, false, true} {
		if v.Trusted(leaf) != want {
			t.Errorf("node %d trusted: %t", leaf, v.Trusted(leaf))
		}
	}
}

// TestMargins would catch the edge or the middle of a step in place of what held exactly (nothing, as much as is asked,
// twice and ten times as much), a step that is too wide, and a mean of steps.
func TestMargins(t *testing.T) {
	var m models.Margins
	m.Add(1.25, 30)
	m.Add(1.2505, 10)
	for _, exact := range []float64{0, 1, 2, 10} {
		m.Add(exact, 10)
		m.Add(exact, 5)
	}
	near(t, "mean", m.Mean(), (0.25*30+0.2505*10+(-1+0+1+9)*15)/100)
	spells := m.Spells()
	if len(spells) != 5 {
		t.Fatalf("%v, want four values and one step", spells)
	}
	for i, want := range []struct{ value, weight float64 }{{-1, 15}, {0, 15}, {0.25025, 40}, {1, 15}, {9, 15}} {
		near(t, "margin", spells[i].Value, want.value)
		near(t, "its time", spells[i].Weight, want.weight)
	}
	var whole models.Margins
	nodes := 3.0
	whole.Add(nodes*0.7/2.1, 10) // less than 1 by a rounding
	whole.Add(nodes*1.1/3.3, 10) // more
	for _, s := range whole.Spells() {
		if s.Value != 0 || math.Signbit(s.Value) {
			t.Errorf("a margin of %g, want 0", s.Value)
		}
	}
	if empty := new(models.Margins); !math.IsNaN(empty.Mean()) || len(empty.Spells()) > 0 {
		t.Error("no margin has a mean")
	}
}

// TestWorstComesFirst would catch the shortest that are kept, parts that never came and count, and an order that is not
// that of the record among equals.
func TestWorstComesFirst(t *testing.T) {
	nan := math.NaN()
	parts := func(x ...float64) (p [models.Stages]float64) {
		for i := range p {
			p[i] = nan
		}
		copy(p[:], x)
		return p
	}
	got := models.Worst([]models.IncidentRecord{
		{Serial: 1, Parts: parts(5)}, {Serial: 2, Parts: parts(1, 2, nan, 7)}, {Serial: 3, Parts: parts(2, 3)},
	})
	var order []int
	for i := range got {
		order = append(order, got[i].Serial)
	}
	if len(order) != 3 || order[0] != 2 || order[1] != 1 || order[2] != 3 {
		t.Errorf("incidents of 5, 10 and 5 s in the order %v, want 2, 1, 3", order)
	}
	near(t, "duration", got[0].Duration(), 10)
}
