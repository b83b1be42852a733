package failure

import (
	"nines/models"
	"nines/sim"
)

// Imperfect strikes like Renewal, but a repair does not make its target as good as new. A target has a virtual age v,
// and its next life x is what is left to one that has reached it. After the repair the age is v + Kept·x, where a
// repair undoes wear since the last one (Whole false), or Kept·(v + x), where it undoes wear of all time: models I
// and II of Kijima, J. Appl. Probab. 26 (1989). With Kept 1 the repair is minimal: failures form a nonhomogeneous
// Poisson process whose intensity is the hazard of the law at the target's age. A target is as old when its repair is
// over as it was before, and a lemon ages by its pace. There is no equilibrium to start from.
type Imperfect struct {
	Renewal
	Kept  float64 // in (0, 1]
	Whole bool
}

var (
	_ models.Failure = Imperfect{}
	_ models.Aging   = Imperfect{}
)

// Next is what is left of a life.
func (r Imperfect) Next(o models.Occurrence) models.Wait {
	if o.Count == 0 {
		return r.Renewal.Next(o)
	}
	return models.Wait{Law: r.Life, Age: float64(o.Age) * o.Pace, Pace: o.Pace}
}

// Ages is the virtual age after the repair that follows a life.
func (r Imperfect) Ages(o models.Occurrence, life sim.Duration) sim.Duration {
	age, kept := o.Age, sim.Duration(r.Kept)
	if o.Count == 0 && r.Start == Aged {
		age = r.Age
	}
	if r.Whole {
		return kept * (age + life)
	}
	return age + sim.Duration(kept*life)
}

// LivesOf returns the renewal that a failure follows, or would follow if every repair made its targets as good as new;
// false for what is known in advance.
func LivesOf(f models.Failure) (lives Renewal, ok bool) {
	switch f := f.(type) {
	case Renewal:
		return f, true
	case Imperfect:
		return f.Renewal, true
	}
	return Renewal{}, false
}
