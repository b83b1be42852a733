package exact

import (
	"math"
	"testing"
)

// Tables of Erlang's loss and delay (L. Kosten; every textbook): five servers offered 3, and two offered 1.6.
func TestErlang(t *testing.T) {
	near(t, "B(5, 3)", ErlangB(5, 3), 0.11005, 1e-4)
	near(t, "C(5, 3)", ErlangC(5, 3), 0.23615, 1e-4)
	for _, c := range []struct {
		servers          int
		load, c, wait, b float64
	}{{2, 0.8, 0.7111, 1.778, 0.3299}, {10, 0.8, 0.4092, 0.2046, 0.1217}, {10, 0.9, 0.6687, 0.6687, 0.1680},
		{100, 0.95, 0.5065, 0.1013, 0.0488}} {
		s := Station{c.servers, c.load * float64(c.servers), 1}
		near(t, "Erlang's C", s.Waits(), c.c, 2e-4)
		near(t, "his wait", s.Sojourn()-1, c.wait, 3e-4)
		near(t, "his B", ErlangB(c.servers, s.Arrive), c.b, 1e-3)
	}
	near(t, "C(1, ρ)", ErlangC(1, 0.8), 0.8, 1e-14)
	near(t, "loss as a bound of 0", first(Station{5, 3, 1}.Bounded(0)), ErlangB(5, 3), 1e-12)
}

// inTurn is the mean time at one of two servers of rate 1 that get Poisson arrivals in turn, from a chain.
func inTurn(rate float64, most int) float64 {
	c, inside := NewChain(2*(most+1)), 0.0 // odd: the next one is its own
	for n := 0; n <= most; n++ {
		c.Add(2*n, 2*n+1, rate)
		if n < most {
			c.Add(2*n+1, 2*n+2, rate)
		} else {
			c.Add(2*n+1, 2*n, rate)
		}
		if n > 0 {
			c.Add(2*n, 2*n-2, 1)
			c.Add(2*n+1, 2*n-1, 1)
		}
	}
	for i, p := range c.Stationary() {
		inside += p * float64(i/2)
	}
	return inside / (rate / 2)
}

func first(x, _ float64) float64  { return x }
func second(_, x float64) float64 { return x }

// One server has the closed forms of M/M/1, and a long line those of a line without end.
func TestStation(t *testing.T) {
	one, three := Station{1, 0.8, 1}, Station{3, 2.4, 1}
	near(t, "M/M/1", one.Sojourn(), 5, 1e-13)
	near(t, "M/M/1 p99", one.SojournQuantile(0.99), math.Log(100)/0.2, 1e-10)
	near(t, "M/M/c as M/M/c/K", second(three.Bounded(400)), three.Sojourn(), 1e-10)
	near(t, "mean as an integral", integral(three.SojournSurvival, 0, 400, 1), three.Sojourn(), 1e-10)
	near(t, "equal rates", Station{2, 1, 1}.SojournSurvival(3), Station{2, 1 + 1e-6, 1}.SojournSurvival(3), 1e-5)
	near(t, "one in turn of all", RenewalSojourn(ErlangGap(1, 0.8), 1), 0.2, 1e-7)
	near(t, "E2/M/1", 1/RenewalSojourn(ErlangGap(2, 1.6), 1), inTurn(1.6, 200), 1e-9)
	near(t, "M/G/1 of exponential work", SingleSojourn(0.8, 1, 2), 5, 1e-13)
}

// Erlang's waits have the mean of Pollaczek and Khinchine, and a tail without end has none left.
func TestConstantWait(t *testing.T) {
	near(t, "nobody waits", ConstantWait(0.6, 1, 0), 0.4, 1e-14)
	mean := trapezoid(func(x float64) float64 { return 1 - ConstantWait(0.6, 1, x) }, 0, 20, 40_000)
	near(t, "mean", mean, SingleSojourn(0.6, 1, 1)-1, 1e-5)
}

// One server: density ∝ that of M/M/1, up to the patience. Many servers: nobody waits, and work above it is cut off.
// Two and a long patience: M/M/2.
func TestPatient(t *testing.T) {
	one := Station{1, 0.8, 1}
	served, _ := one.Patient(3)
	cut := math.Exp(-0.2 * 3)
	near(t, "one", served, (1-cut)/(1-0.8*cut), 1e-12)
	served, stay := Station{40, 2, 1}.Patient(1.5)
	near(t, "many", served, 1-math.Exp(-1.5), 1e-12)
	near(t, "many stay", stay, 1-math.Exp(-1.5), 1e-12)
	served, stay = Station{2, 1.6, 1}.Patient(150)
	near(t, "patient", served, 1, 1e-12)
	near(t, "patient stay", stay, Station{2, 1.6, 1}.Sojourn(), 1e-9)
	near(t, "those served", one.PatientSojourn(300), 5, 1e-12)
	near(t, "overload, those served", Station{1, 3, 1}.PatientSojourn(2), 2/(1-math.Exp(-4))-0.5, 1e-12)
}

// The orders have the mean in common; the waits of the last come have 1/(1 − ρ) times the second moment, and shared
// ones the variance of Coffman, Muntz and Trotter (J. ACM 17, 1970).
func TestOrders(t *testing.T) {
	s := Station{1, 0.5, 1}
	moment := func(survival func(t float64, most int) float64) (mean, square float64) {
		mean = trapezoid(func(x float64) float64 { return survival(x, 30) }, 0, 60, 120)
		return mean, trapezoid(func(x float64) float64 { return 2 * x * survival(x, 30) }, 0, 60, 120)
	}
	mean, square := moment(s.LastComeSurvival)
	near(t, "last come", mean, 2, 1e-2)
	near(t, "last come, squared", square, 2*0.5/math.Pow(0.5, 3)+2*1*1+2, 1e-2)
	mean, square = moment(s.SharedSurvival)
	near(t, "shared", mean, 2, 1e-2)
	near(t, "shared, squared", square, 4+4*2.5/1.5, 1e-2)
}

// A chain that knows nothing of completions has the same mean; work that is resumed and exponential work that starts
// again differ, and constant work that hardly ever fails is as reliable work.
func TestUnreliable(t *testing.T) {
	u := Unreliable{Arrive: 0.5, Fail: 0.1, Repair: 0.5}
	near(t, "resumed", u.Resumed(1), u.Station(1, 1, 300), 1e-9)
	rare := Unreliable{Arrive: 0.5, Fail: 1e-7, Repair: 1}
	near(t, "no breakdown", rare.RestartedConstant(1), SingleSojourn(0.5, 1, 1), 1e-5)
	near(t, "two slots", Unreliable{1.6, 1e-9, 1}.Station(2, 1, 200), Station{2, 1.6, 1}.Sojourn(), 1e-6)
	mean, square := u.moments(u.restarted, 1)
	near(t, "restarted mean", mean, (1/0.1+2)*(1/0.9-1), 1e-9)
	if square <= mean*mean {
		t.Errorf("second moment %v of mean %v", square, mean)
	}
}

// What is served is what the busy chain serves; two that never lack a crew are each a server that loses what it has, of
// what is sent to it; one crew is worse.
func TestPair(t *testing.T) {
	u := Unreliable{Arrive: 0.5, Fail: 0.05, Repair: 0.2}
	share, _ := u.Lost(1, 60)
	near(t, "up and nothing fails", share+0.05/0.5*lostEach(u, 1, 60), 0.8, 1e-9)
	own := Pair{Unreliable{Arrive: 1, Fail: 0.05, Repair: 0.2}, 1, 2}
	shared := own
	shared.Crews = 1
	if a, b := first(own.Lost(30)), first(shared.Lost(30)); !(b < a) {
		t.Errorf("with a crew each %v, with one %v", a, b)
	}
	_, alone := Pair{Unreliable{Fail: 0.05}, 0.5, 1}.back(1, 0, 0.3) // the other is never mended
	near(t, "one server", alone, math.Exp(-0.05*2), 1e-12)
	ideal, stay := Pair{Unreliable{Arrive: 1, Fail: 1e-9, Repair: 1}, 0.5, 1}.Requeued()
	near(t, "nothing fails", ideal, 1, 1e-8)
	near(t, "nothing fails, stay", stay, 2, 1e-8)
}

// lostEach is the mean number that a breakdown finds, per unit of time up, times the share of time up.
func lostEach(u Unreliable, serve float64, most int) float64 {
	share, _ := u.Lost(serve, most)
	up := u.Repair / (u.Repair + u.Fail)
	return (u.Arrive*up - u.Arrive*share) / u.Fail
}

// With as many servers as are ever wanted the first try is taken; one that is tried again finds the same.
func TestRetried(t *testing.T) {
	served, each := Station{1, 2, 1}.Retried(3)
	near(t, "one server", served, 1-ErlangB(1, 2), 1e-12)
	near(t, "one server, tries", each, 1+2*ErlangB(1, 2), 1e-12)
	served, _ = Station{3, 2, 1}.Retried(500)
	near(t, "any number of tries", served, 1-ErlangB(3, 2), 1e-9)
}
