package exact

import "math"

// Law is what the renewal equations need to know of a law of durations: P(X > x) for x ≥ 0, and the mean. Laws of
// nines/sim/dist and of gonum/stat/distuv both have it.
type Law interface {
	Survival(x float64) float64
	Mean() float64
}

// Alternating is a component that is new and up at time 0, lives for a Life, is down for a Repair, and is as good as
// new again; all durations are independent.
type Alternating struct {
	Life, Repair Law
	// First is the survival function of the first life where it is not new: Aged or Equilibrium; nil means new.
	First func(x float64) float64
}

// Estimate is a numerical answer with the difference between it and the same computation on a grid of half as many
// steps. The methods here converge at least linearly where laws have no atoms, so Error bounds the true error.
type Estimate struct{ Value, Error float64 }

// Course is the expected course of an alternating renewal process on the grid 0, Step, 2·Step, …
type Course struct {
	Step           float64
	Failures       []float64 // expected number of failures in [0, k·Step]
	Unavailability []float64 // P(down at k·Step)
}

// Course solves for the whole course on [0, horizon] with a grid of the given number of steps.
//
// With M and N the expected numbers of failures and of finished repairs, F and G the laws of lives and repairs,
//
//	M(t) = F₁(t) + ∫F(t−s) dN(s),   N(t) = ∫G(t−s) dM(s),   P(down at t) = ∫(1−G(t−s)) dM(s),
//
// where each integral is a Riemann–Stieltjes sum with the integrand at the middle of each step (the method of Xie, "On
// the solution of renewal-type integral equations", Commun. Statist. Simul. 18 (1989)): it needs no densities, so a
// Weibull shape below 1, whose density is infinite at 0, does no harm. Error: O(Step²) for smooth laws, O(Step^{1+β})
// for a Weibull shape β < 1, O(Step) where a law has atoms. Cost: steps² multiplications.
func (a Alternating) Course(horizon float64, steps int) Course {
	h := horizon / float64(steps)
	first := a.First
	if first == nil {
		first = a.Life.Survival
	}
	failed, down := middles(a.Life, h, steps), middles(a.Repair, h, steps)
	for k, s := range failed {
		failed[k] = 1 - s
	}
	course := Course{h, make([]float64, steps+1), make([]float64, steps+1)}
	failures, repairs := make([]float64, steps+1), make([]float64, steps+1) // in each step
	var repaired float64
	for i := 1; i <= steps; i++ {
		known := 1 - first(float64(i)*h)
		var stillDown float64
		for j := 1; j < i; j++ {
			known += failed[i-j] * repairs[j]
			stillDown += down[i-j] * failures[j]
		}
		// The unknowns x (failures) and y (repairs) of this step obey two equations:
		//   x = known − M + failed₀·y  and  y = M − N − stillDown + (1 − down₀)·x.
		before := course.Failures[i-1]
		due := before - repaired - stillDown
		x := (known - before + failed[0]*due) / (1 - failed[0]*(1-down[0]))
		y := due + (1-down[0])*x
		failures[i], repairs[i] = x, y
		repaired += y
		course.Failures[i] = before + x
		course.Unavailability[i] = stillDown + down[0]*x
	}
	return course
}

// middles tabulates the survival function of a law at the middles of n steps.
func middles(l Law, h float64, n int) []float64 {
	table := make([]float64, n)
	for k := range table {
		table[k] = l.Survival((float64(k) + 0.5) * h)
	}
	return table
}

// UnavailabilityAt returns P(down at t). Method, error and cost as Course, solved twice.
func (a Alternating) UnavailabilityAt(t float64, steps int) Estimate {
	return a.twice(t, steps, func(c Course) float64 { return c.Unavailability[len(c.Unavailability)-1] })
}

// MeanUnavailability returns the expected share of [0, t] that is spent down, one minus the expected interval
// availability. Method, error and cost as Course, solved twice.
func (a Alternating) MeanUnavailability(t float64, steps int) Estimate {
	return a.twice(t, steps, func(c Course) float64 {
		last := len(c.Unavailability) - 1
		return (sum(c.Unavailability[:last]) + c.Unavailability[last]/2) / float64(last) // 0 at time 0
	})
}

// MeanFailures returns the expected number of failures in [0, t]. Method, error and cost as Course, solved twice.
func (a Alternating) MeanFailures(t float64, steps int) Estimate {
	return a.twice(t, steps, func(c Course) float64 { return c.Failures[len(c.Failures)-1] })
}

func (a Alternating) twice(t float64, steps int, read func(Course) float64) Estimate {
	fine, coarse := read(a.Course(t, steps)), read(a.Course(t, steps/2))
	return Estimate{fine, math.Abs(fine - coarse)}
}
