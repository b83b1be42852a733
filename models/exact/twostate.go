package exact

import "math"

// TwoState is a component with exponential up times of mean MTTF and exponential down times of mean MTTR that is up at
// time 0. Source of the formulas: Trivedi, "Probability and Statistics with Reliability, Queuing, and Computer Science
// Applications", ch. 8 (two-state availability model).
type TwoState struct {
	MTTF, MTTR float64 // means, positive
}

// Availability returns MTTF/(MTTF+MTTR), the long-run share of time up; it holds for any laws with these means.
func (s TwoState) Availability() float64 { return 1 / (1 + s.MTTR/s.MTTF) }

// Unavailability returns MTTR/(MTTF+MTTR) without subtracting from 1; it holds for any laws with these means.
func (s TwoState) Unavailability() float64 { return 1 / (1 + s.MTTF/s.MTTR) }

// relaxation returns 1/MTTF + 1/MTTR, the rate at which the start is forgotten.
func (s TwoState) relaxation() float64 { return 1/s.MTTF + 1/s.MTTR }

// UnavailabilityAt returns P(down at t) = Ū·(1 − exp(−rt)), with Ū the long-run value and r = 1/MTTF + 1/MTTR.
func (s TwoState) UnavailabilityAt(t float64) float64 {
	return -s.Unavailability() * math.Expm1(-s.relaxation()*t)
}

// MeanDowntime returns the expected time down during [0, t]: Ū·(t − (1 − exp(−rt))/r). One minus its share of t is the
// expected interval availability. Relative error about 1e-16/(rt).
func (s TwoState) MeanDowntime(t float64) float64 {
	r := s.relaxation()
	return s.Unavailability() * (r*t + math.Expm1(-r*t)) / r
}

// VarDowntime returns the variance of the time down during [0, t], in units of time squared; over t² it is the variance
// of interval availability. It is twice the double integral of the covariance of the states at two instants,
// (A + Ū·e^{−ru})·Ū·(e^{−r(v−u)} − e^{−rv}) for u < v. Relative error about 1e-16/(rt)².
func (s TwoState) VarDowntime(t float64) float64 {
	r, up, down := s.relaxation(), s.Availability(), s.Unavailability()
	x := r * t
	gone := -math.Expm1(-x)
	return 2 * down / (r * r) * (up*(x-gone) + (down-up)*(gone-x*math.Exp(-x)) - down*gone*gone/2)
}

// StationaryVarDowntime is VarDowntime for a component that is in equilibrium at time 0: 2·A·Ū·(rt − 1 + e^{−rt})/r².
func (s TwoState) StationaryVarDowntime(t float64) float64 {
	r := s.relaxation()
	return 2 * s.Availability() * s.Unavailability() * (r*t + math.Expm1(-r*t)) / (r * r)
}

// DowntimeVarianceRate returns lim Var(downtime in [0, t])/t of an alternating renewal process with any laws of these
// means and variances: (MTTF²·Var(down) + MTTR²·Var(up))/(MTTF+MTTR)³. For large t the downtime is near normal with
// this variance. Source: Takács, "On certain sojourn time problems in the theory of stochastic processes", Acta Math.
// Acad. Sci. Hung. 8 (1957); Rényi 1957.
func DowntimeVarianceRate(mttf, varUp, mttr, varDown float64) float64 {
	return (mttf*mttf*varDown + mttr*mttr*varUp) / math.Pow(mttf+mttr, 3)
}
