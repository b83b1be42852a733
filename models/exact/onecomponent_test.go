package exact

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

var twoStates = []TwoState{{MTTF: 100, MTTR: 25}, {MTTF: 3141, MTTR: 6}, {MTTF: 1, MTTR: 3}}

func twoStateChain(s TwoState) *Chain {
	c := NewChain(2)
	c.Add(0, 1, 1/s.MTTF)
	c.Add(1, 0, 1/s.MTTR)
	return c
}

func TestTwoStateAgainstChain(t *testing.T) {
	for _, s := range twoStates {
		near(t, "A", s.Availability(), twoStateChain(s).Stationary()[0], 1e-14)
		near(t, "A + U", s.Availability()+s.Unavailability(), 1, 1e-15)
		for _, x := range []float64{0.1, 1, 10} {
			at := x * s.MTTR
			near(t, "U(t)", s.UnavailabilityAt(at), twoStateChain(s).Transient(Only(2, 0), at)[1], 1e-12)
			near(t, "E[D]", s.MeanDowntime(at), twoStateChain(s).Occupancy(Only(2, 0), at)[1], 1e-12)
		}
	}
}

// takacs is the classical form of the downtime law,
// e^{−λu}(1 + √(λμu) ∫₀ˣ e^{−μy} I₁(2√(λμuy))/√y dy) with u = horizon − x, substituted y = z².
func takacs(s TwoState, horizon, x float64) float64 {
	lambda, mu, u := 1/s.MTTF, 1/s.MTTR, horizon-x
	root := math.Sqrt(lambda * mu * u)
	integral := trapezoid(func(z float64) float64 {
		return 2 * math.Exp(-mu*z*z) * besselI1(2*root*z)
	}, 0, math.Sqrt(x), 4000)
	return math.Exp(-lambda*u) * (1 + root*integral)
}

// besselI1 is the modified Bessel function of order 1 by its integral over a half circle.
func besselI1(z float64) float64 {
	return trapezoid(func(a float64) float64 { return math.Exp(z*math.Cos(a)) * math.Cos(a) }, 0, math.Pi, 60) / math.Pi
}

func TestDowntimeAgainstTakacs(t *testing.T) {
	s := TwoState{MTTF: 100, MTTR: 25}
	for _, x := range []float64{1, 20, 90, 180} {
		near(t, "P(D ≤ x)", s.DowntimeCDF(300, x), takacs(s, 300, x), 1e-6) // the twin's own trapezoid error
	}
	near(t, "atom at 0", s.DowntimeCDF(300, 0), math.Exp(-3), 1e-14)
	near(t, "certain", s.DowntimeCDF(300, 300), 1, 0)
	near(t, "negative", s.DowntimeCDF(300, -1), 0, 0)
}

// The first two moments of the law must be the closed forms, which were derived another way.
func TestDowntimeMoments(t *testing.T) {
	for _, s := range twoStates[:2] {
		horizon := 20 * s.MTTF
		tail := func(x float64) float64 { return 1 - s.DowntimeCDF(horizon, x) }
		mean, second := moments(tail, s.MeanDowntime(horizon)+10*math.Sqrt(s.VarDowntime(horizon)))
		near(t, "mean", mean, s.MeanDowntime(horizon), 1e-4)
		near(t, "variance", second-mean*mean, s.VarDowntime(horizon), 1e-3)
	}
}

func TestStationaryDowntime(t *testing.T) {
	s, horizon := TwoState{MTTF: 100, MTTR: 25}, 300.0
	tail := func(x float64) float64 { return 1 - s.StationaryDowntimeCDF(horizon, x) }
	mean, second := moments(tail, horizon*(1-1e-12)) // short of the jump at the horizon
	near(t, "mean", mean, s.Unavailability()*horizon, 1e-4)
	near(t, "variance", second-mean*mean, s.StationaryVarDowntime(horizon), 1e-4)
	near(t, "never up", tail(horizon*(1-1e-12)), s.Unavailability()*math.Exp(-horizon/s.MTTR), 1e-6)
	near(t, "past the horizon", tail(horizon), 0, 0)
	near(t, "before", tail(-1), 1, 0)
}

// moments integrates the tail of a law on [0, end] to its first two moments.
func moments(tail func(float64) float64, end float64) (mean, second float64) {
	const n = 1000
	for i := range n + 1 {
		x, weight := end*float64(i)/n, end/n
		if i == 0 || i == n {
			weight /= 2
		}
		mean += weight * tail(x)
		second += 2 * weight * x * tail(x)
	}
	return mean, second
}

func TestDowntimeQuantile(t *testing.T) {
	s := TwoState{MTTF: 3141, MTTR: 6}
	x := s.DowntimeQuantile(8760, 0.95)
	near(t, "P(D ≤ quantile)", s.DowntimeCDF(8760, x), 0.95, 1e-9)
	near(t, "quantile in the atom", s.DowntimeQuantile(8760, 0.01), 0, 0)
}

func TestVarianceApproachesItsRate(t *testing.T) {
	s := TwoState{MTTF: 100, MTTR: 25}
	rate := DowntimeVarianceRate(100, 100*100, 25, 25*25)
	near(t, "Var/t, new", s.VarDowntime(1e7)/1e7, rate, 1e-5)
	near(t, "Var/t, stationary", s.StationaryVarDowntime(1e7)/1e7, rate, 1e-5)
}

func TestVarianceOfAShortTime(t *testing.T) {
	s := TwoState{MTTF: 1e6, MTTR: 1e6} // one failure at most, uniform in time, no repair: λt³/3
	near(t, "Var", s.VarDowntime(100), 1e-6*1e6/3, 1e-3)
}

// New Weibull nodes fail in bursts: 2.05 renewals in the first mean lifetime and 0.51 in its tenth for shape 0.5,
// against 1 and 0.1 in equilibrium.
func TestRenewalsOfWeibull(t *testing.T) {
	near(t, "series at the mean", weibullRenewals(0.5, 2), 2.047613594824537, 1e-12) // summed to 60 digits
	for _, shape := range []float64{0.5, 0.7, 1, 2} {
		mean := math.Gamma(1 + 1/shape) // of scale 1
		for _, x := range []float64{0.1, 1} {
			within(t, "m", Renewals(weibull(shape, 1), x, 2000), weibullRenewals(shape, x*mean), 1e-6)
		}
	}
}

// weibullRenewals is m(t) for a Weibull of scale 1 by the power series of Smith and Leadbetter, "On the renewal
// function for the Weibull distribution", Technometrics 5 (1963); good for t up to about the mean.
func weibullRenewals(shape, t float64) float64 {
	const terms = 40
	var gamma, a [terms]float64
	var m float64
	for n := 1; n < terms; n++ {
		x := float64(n) * shape
		gamma[n] = math.Gamma(x+1) / math.Gamma(float64(n+1))
		a[n] = gamma[n]
		for j := 1; j < n; j++ {
			a[n] -= gamma[j] * a[n-j]
		}
		m -= math.Pow(-1, float64(n)) * a[n] * math.Pow(t, x) / math.Gamma(x+1)
	}
	return m
}

func TestRenewalsWithClosedForms(t *testing.T) {
	within(t, "exponential", Renewals(exponential(1), 3, 1000), 3, 1e-5)
	// Erlang-2 of mean 1: m(t) = t − ¼ + ¼e^{−4t}.
	erlang := distuv.Gamma{Alpha: 2, Beta: 2}
	within(t, "Erlang-2", Renewals(erlang, 1.5, 1000), 1.25+math.Exp(-6)/4, 1e-5)
	// Uniform(0, 1): m(t) = e^t − 1 up to 1.
	within(t, "uniform", Renewals(distuv.Uniform{Min: 0, Max: 1}, 1, 1000), math.E-1, 1e-5)
}

// In equilibrium renewals come at a constant rate, whatever the law.
func TestRenewalsInEquilibrium(t *testing.T) {
	for _, l := range []Law{weibull(0.5, 1), weibull(3, 1), distuv.LogNormal{Mu: -0.5, Sigma: 1}} {
		a := Alternating{Life: l, Repair: instantly{}, First: Equilibrium(l)}
		within(t, "m(2)", a.MeanFailures(2, 1000), 2, 2e-3)
	}
}

func TestAlternatingExponential(t *testing.T) {
	s := TwoState{MTTF: 10, MTTR: 4}
	a := Alternating{Life: exponential(10), Repair: exponential(4)}
	for _, at := range []float64{1, 5, 50} {
		within(t, "U(t)", a.UnavailabilityAt(at, 1000), s.UnavailabilityAt(at), 1e-3)
		within(t, "mean U", a.MeanUnavailability(at, 1000), s.MeanDowntime(at)/at, 1e-3)
	}
}

// An Erlang-2 life is two exponential phases, so the renewal equation must agree with a three-state chain.
func TestAlternatingAgainstPhases(t *testing.T) {
	c := NewChain(3)
	c.Add(0, 1, 2./10)
	c.Add(1, 2, 2./10)
	c.Add(2, 0, 1./3)
	a := Alternating{Life: distuv.Gamma{Alpha: 2, Beta: 0.2}, Repair: exponential(3)}
	for _, at := range []float64{2, 8, 30} {
		within(t, "U(t)", a.UnavailabilityAt(at, 1000), c.Transient(Only(3, 0), at)[2], 1e-4)
		within(t, "mean U", a.MeanUnavailability(at, 1000), c.Occupancy(Only(3, 0), at)[2]/at, 1e-4)
	}
}

// Weibull lives with lognormal repairs settle at MTTR/(MTTF+MTTR) though they begin far above it.
func TestAlternatingSettles(t *testing.T) {
	repair := distuv.LogNormal{Mu: math.Log(0.05) - 0.5, Sigma: 1}
	a := Alternating{Life: weibull(0.7, 1), Repair: repair}
	limit := TwoState{MTTF: 1, MTTR: 0.05}.Unavailability()
	near(t, "U(30 mean lives)", a.UnavailabilityAt(30, 3000).Value, limit, 2e-3)
	if early := a.UnavailabilityAt(0.2, 1000).Value; early < 1.2*limit {
		t.Errorf("U(0.2) = %v: a young fleet of shape 0.7 should be down more than the limit %v", early, limit)
	}
}

func TestAgedExponentialIsNew(t *testing.T) {
	a := Alternating{Life: exponential(10), Repair: exponential(4), First: Aged(exponential(10), 7)}
	within(t, "U(5)", a.UnavailabilityAt(5, 1000), TwoState{10, 4}.UnavailabilityAt(5), 1e-5)
}

func TestEquilibriumOfExponential(t *testing.T) {
	for _, x := range []float64{0.1, 1, 5} {
		near(t, "residual", Equilibrium(exponential(1))(x), math.Exp(-x), 1e-9)
	}
	// Weibull 0.5 of scale 1 (mean 2): ∫₀ˣe^{−√s}ds/2 = 1 − (1+√x)e^{−√x}.
	near(t, "Weibull", Equilibrium(weibull(0.5, 2))(4), 3*math.Exp(-2), 1e-9)
}

// A Riemann–Stieltjes sum with the integrand at an end of the step, not its middle, would be off in the third digit
// here.
func TestCourseOfConstantLives(t *testing.T) {
	c := Alternating{Life: constant(1), Repair: constant(0.5)}.Course(3.9, 3900)
	near(t, "failures by 3.9", c.Failures[3900], 2, 1e-9)
	near(t, "down at 1.2", c.Unavailability[1200], 1, 1e-9)
	near(t, "up at 1.8", c.Unavailability[1800], 0, 1e-9)
}

type constant float64

func (c constant) Mean() float64 { return float64(c) }
func (c constant) Survival(x float64) float64 {
	if x < float64(c) {
		return 1
	}
	return 0
}

// Two faults of MTTF 100 h and repair 25 h: 0.640 by the calendar, 0.667 by operating time.
func TestTwoFaults(t *testing.T) {
	f := Fault{MTTF: 100, MTTR: 25}
	near(t, "calendar", AvailabilityCalendar(f, f), 0.64, 1e-15)
	near(t, "operating", AvailabilityOperating(f, f), 2./3, 1e-15)
	near(t, "one", AvailabilityOperating(f), AvailabilityCalendar(f), 1e-15)
	near(t, "never", AvailabilityCalendar(Fault{math.Inf(1), 1}), 1, 0)
}

func TestOperatingAgeAgainstChain(t *testing.T) {
	faults := []Fault{{100, 25}, {30, 2}, {500, 80}}
	c := NewChain(4)
	for i, f := range faults {
		c.Add(0, i+1, 1/f.MTTF)
		c.Add(i+1, 0, 1/f.MTTR)
	}
	near(t, "A", AvailabilityOperating(faults...), c.Stationary()[0], 1e-14)
}

func TestDowntimeShares(t *testing.T) {
	a, b := Fault{100, 25}, Fault{40, 10}
	// 0 up, 1 a alone, 2 b alone, 3 both and a first, 4 both and b first.
	c := NewChain(5)
	c.Add(0, 1, 1/a.MTTF)
	c.Add(0, 2, 1/b.MTTF)
	c.Add(1, 0, 1/a.MTTR)
	c.Add(1, 3, 1/b.MTTF)
	c.Add(2, 0, 1/b.MTTR)
	c.Add(2, 4, 1/a.MTTF)
	for _, both := range []int{3, 4} {
		c.Add(both, 2, 1/a.MTTR)
		c.Add(both, 1, 1/b.MTTR)
	}
	pi := c.Stationary()
	ofA, ofB := DowntimeShares(a, b)
	near(t, "of a", ofA, pi[1]+pi[3], 1e-13)
	near(t, "of b", ofB, pi[2]+pi[4], 1e-13)
	near(t, "sum", ofA+ofB, 1-AvailabilityCalendar(a, b), 1e-13)
}
