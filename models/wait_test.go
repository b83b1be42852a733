package models_test

import (
	"slices"
	"testing"

	"nines/models"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/rng"
	"nines/sim/stat/stattest"
)

// dice are a play: the sum of two throws, each up to about seconds.
type dice struct{}

func (dice) Play(w models.Wait, s *rng.Stream) float64 { return w.About * (s.Float64() + s.Float64()) }

// waits are of every kind.
func waits(t *testing.T) map[string]models.Wait {
	weibull, err := dist.NewWeibull(3, 10)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]models.Wait{
		"a law":                  {Law: weibull},
		"what comes first":       {Plus: 5, Law: weibull},
		"at an age":              {Law: weibull, Age: 9},
		"at a pace":              {Law: weibull, Pace: 3},
		"at an age and a pace":   {Plus: 1, Law: weibull, Age: 9, Pace: 0.25},
		"that goes on for ever":  {Law: weibull, Stationary: true},
		"and at a pace":          {Law: weibull, Stationary: true, Pace: 2},
		"a play":                 {Play: dice{}, About: 6},
		"from a look on":         {Every: 9, Look: 4, Plus: 1, Law: weibull},
		"a play from a look on":  {Every: 9, Look: 4, Play: dice{}, About: 6},
		"a play after some time": {Plus: 4, Play: dice{}, About: 6},
	}
}

// drawn takes n draws, each from a stream of its own.
func drawn(seed uint64, n int, draw func(s *rng.Stream) sim.Duration) []float64 {
	xs := make([]float64, n)
	for i := range xs {
		s := rng.Open(rng.Key{Seed: seed, Occurrence: uint64(i)})
		xs[i] = float64(draw(&s))
	}
	return xs
}

// What is left of a wait that has gone on to its median has the law of those that last longer; to forget its age is
// noticed.
func TestResidualWaits(t *testing.T) {
	const n = 20_000
	for name, w := range waits(t) {
		all := drawn(1, 2*n, w.Sample)
		slices.Sort(all)
		age, longer := sim.Duration(all[n]), all[n+1:]
		again := func(draw func(s *rng.Stream) sim.Duration) float64 {
			return stattest.KSTwo(longer, drawn(2, n, func(s *rng.Stream) sim.Duration { return age + draw(s) }))
		}
		stattest.Check(t, name, again(func(s *rng.Stream) sim.Duration {
			left, ok := w.Residual(s, age)
			if !ok {
				t.Fatalf("%s: nothing is drawn at the median", name)
			}
			return left
		}))
		stattest.Alarm(t, name, again(w.Sample))
	}
}

// What is certain is left as it is, and so is a wait that is too long to be met again.
func TestResidualOfWhatIsLeftAlone(t *testing.T) {
	s := new(rng.Stream)
	for name, c := range map[string]struct {
		wait models.Wait
		age  sim.Duration
	}{
		"at once": {models.Wait{}, 1}, "known": {models.Wait{Plus: 5}, 2}, "never": {models.Never(), 1},
		"longer than any": {models.Wait{Play: dice{}, About: 6}, 12},
	} {
		if left, ok := c.wait.Residual(s, c.age); ok {
			t.Errorf("%s: %g s are drawn anew", name, float64(left))
		}
	}
}

// Residual waits, like waits, cost no allocation.
func TestWaitsAllocateNothing(t *testing.T) {
	s := new(rng.Stream)
	for name, w := range waits(t) {
		if n := testing.AllocsPerRun(100, func() {
			w.Sample(s)
			w.Residual(s, 4)
		}); n != 0 {
			t.Errorf("%s: %g allocations", name, n)
		}
	}
}
