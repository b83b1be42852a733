package exact

import (
	"math"
	"testing"
)

// Probabilities of all ends sum to 1, a mean is the area below the survival function, and without faults the time to
// commit is that of two exponential times, in the limit of votes that are waited for for ever.
func TestVoting(t *testing.T) {
	v := Voting{Prepare: 1, Timeout: 2, Decide: 2, Life: 60, Missing: 2.0 / 60, Repair: 20}
	near(t, "all ends", v.Voted()+v.Lost()+v.Away()+math.Exp(-v.ends()*v.Timeout), 1, 1e-12)
	near(t, "at once", v.Survival(0), 1, 1e-12)
	near(t, "mean", trapezoid(v.Survival, 0, 1000, 1_000_000), v.Mean(), 1e-6)
	near(t, "p99", v.Survival(v.Quantile(0.99)), 0.01, 1e-9)
	well := Voting{Prepare: 1, Timeout: 100, Decide: 2, Life: 1e12, Repair: 1}
	near(t, "two exponentials", well.Survival(3), 2*math.Exp(-1.5)-math.Exp(-3), 1e-9)
}

// A saga that comes to a step finds its participant down, does the step, or loses one or the other before.
func TestSagas(t *testing.T) {
	s := Sagas{Step: 2, Availability: 0.75, Life: 60}
	near(t, "all ends", s.Passes()+2*s.Lost()+0.25, 1, 1e-12)
	near(t, "time of a step", s.Takes(), 0.75/(1.0/2+2.0/60), 1e-12)
	near(t, "third step", s.Comes(2), s.Passes()*s.Passes(), 1e-15)
}
