package dist

import "nines/sim/rng"

// Law is a law of nonnegative durations X in seconds. No method allocates; none is meant to be called with a NaN. A
// draw from a tail heavier than doubles can hold is +Inf: never.
//
// Sample and its sisters are called through an interface, so the stream they are given must live in a structure that
// is on the heap anyway: the address of a local variable would cost an allocation per call.
type Law interface {
	// Sample draws X.
	Sample(s *rng.Stream) float64

	// Residual draws the remaining life X − age given X > age, exactly, for ages from 0 to 1e10 y. An age at which
	// nothing can be alive leaves 0.
	Residual(s *rng.Stream, age float64) float64

	// Equilibrium draws the residual life at a random time in a stationary renewal process, whose density is
	// Survival(x)/Mean(). It has no meaning where the mean is infinite: whoever compiles a model refuses such a law.
	Equilibrium(s *rng.Stream) float64

	// Survival is P(X > x), with small relative error in the far tail too; 1 for x < 0.
	Survival(x float64) float64

	// Hazard is the density at x over Survival(x), per second, with small relative error where the survival is too small
	// for a double, too: the rate at which a wait that has lasted x ends. It is 0 below the support, +Inf from its end on,
	// and knows nothing of an atom, where a share of all waits ends at once.
	Hazard(x float64) float64

	// Quantile is the smallest x with P(X ≤ x) ≥ p, the lower end of the support for p = 0 and the upper end, which may
	// be +Inf, for p = 1; NaN outside [0, 1]. It may be slow: it serves explanations and tests.
	Quantile(p float64) float64

	// Mean is E X, and +Inf where the tail is so heavy that it has none.
	Mean() float64

	// String is the canonical short text, rounded for reading: "weibull(shape 0.8, mean 180d)".
	String() string
}
