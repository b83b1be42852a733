package models

import (
	"math"

	"nines/sim"
	"nines/sim/rng"
)

// Answers are drawn here, and only here.

// Sample draws the wait.
func (w Wait) Sample(s *rng.Stream) sim.Duration {
	var takes float64
	switch {
	case w.Play != nil:
		return w.before() + sim.Duration(w.Play.Play(w, s))
	case w.Law == nil:
		return w.before()
	case w.Stationary:
		takes = w.Law.Equilibrium(s)
	case w.Age > 0:
		takes = w.Law.Residual(s, w.Age)
	default:
		takes = w.Law.Sample(s)
	}
	return w.before() + sim.Duration(takes/w.pace())
}

// Anytime draws the wait of somebody of whom it is not known when he looks next.
func (w Wait) Anytime(s *rng.Stream) sim.Duration {
	if w.Every > 0 {
		w.Look = sim.Duration(s.Float64() * float64(w.Every))
	}
	return w.Sample(s)
}

// Residual draws what is left of a wait that has gone on for so long. Where no law says it, waits are drawn until one
// is longer: half of those who have waited for the median need two, so that over all who wait it takes one on average.
// It is false where there is nothing to draw, the wait being certain, or where none of a thousand was longer: then what
// was drawn when the wait began is as good as any.
func (w Wait) Residual(s *rng.Stream, age sim.Duration) (left sim.Duration, ok bool) {
	const tries = 1000
	switch {
	case w.Law == nil && w.Play == nil:
		return 0, false
	case w.Play == nil && age <= w.before():
		return w.Sample(s) - age, true
	case w.Law != nil && !w.Stationary:
		clock := w.Age + float64(float64(age-w.before())*w.pace())
		return sim.Duration(w.Law.Residual(s, clock) / w.pace()), true
	}
	for range tries {
		if left := w.Sample(s) - age; left > 0 {
			return left, true
		}
	}
	return 0, false
}

// Sample draws a diagnosis. Whether somebody is named, and whether rightly, takes two draws whatever comes of it, so
// that two policies on common random numbers stay paired.
func (o Odds) Sample(s *rng.Stream) Diagnosis {
	d := Diagnosis{Takes: o.Takes.Sample(s), Wasted: -1}
	named, right := s.Bernoulli(o.Named), s.Bernoulli(o.Right)
	switch {
	case !named:
		return d
	case !right:
		d.Wrong = 1
	default:
		d.Right = true
		if o.Before != nil {
			d.Wrong = o.Before.Draw(s)
		}
	}
	if d.Wrong > 0 && o.Wasted != nil {
		d.Wasted = sim.Duration(o.Wasted.Sample(s))
	}
	return d
}

// Draw draws a key, counted from 0, by rejection from a curve whose area is inverted (W. Hörmann and G. Derflinger, ACM
// TOMACS 6, 1996). Cost: O(1).
func (k *Keys) Draw(s *rng.Stream) uint64 {
	if k.Exponent == 0 {
		return uint64(s.IntN(k.Count))
	}
	for {
		u := k.last + float64(s.Float64()*(k.first-k.last))
		x := k.inverse(u)
		n := min(max(math.Floor(x+0.5), 1), float64(k.Count))
		if n-x <= k.shift || u >= k.area(n+0.5)-k.weight(n) {
			return uint64(n) - 1
		}
	}
}
