package exact

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/integrate/quad"
)

// sure is the law of a duration that never varies.
type sure float64

func (s sure) Survival(x float64) float64 {
	if x < float64(s) {
		return 1
	}
	return 0
}
func (s sure) Mean() float64 { return float64(s) }

// The library's rule of 26 nodes is wrong; those that stand behind the formulas here are not.
func TestRulesOfLegendre(t *testing.T) {
	for _, nodes := range []int{15, 24, 64} {
		square := quad.Fixed(func(x float64) float64 { return x * x }, -8, 1, nodes, quad.Legendre{}, 1)
		near(t, fmt.Sprint(nodes, " nodes"), square, 513./3, 1e-13)
	}
}

func TestIntegral(t *testing.T) {
	decay := func(x float64) float64 { return math.Exp(-x) }
	near(t, "smooth", integral(math.Exp, -1, 2, 1), math.Exp(2)-math.Exp(-1), 1e-14)
	near(t, "kink", integral(func(x float64) float64 { return math.Abs(x - 0.3) }, 0, 1, 1), 0.045+0.245, 1e-13)
	near(t, "jump", integral(func(x float64) float64 { return math.Floor(x + 0.7) }, 0, 1, 1), 0.7, 1e-12)
	near(t, "corner", integral(math.Sqrt, 0, 4, 1), 16./3, 1e-12)
	near(t, "layer", integral(decay, 0, 1e6, 1), 1, 1e-12)
	near(t, "tail", integral(decay, 0, math.Inf(1), 3), 1, 1e-13)
	near(t, "noise", integral(func(x float64) float64 { return math.Sin(1e16 * x) }, 0, 0, 1), 0, 0)
}

// With a constant delay d, NFD-S hears of beat i too late when the monitor of fixed timeout δ + η − d does.
func TestChenWithConstantDelayIsHeartbeat(t *testing.T) {
	for _, shift := range []float64{0.5, 1.2, 2.9} {
		chen := ChenS{Interval: 1, Shift: shift, Loss: 0.3, Delay: sure(0.4)}
		beat := Heartbeat{Interval: 1, Timeout: shift + 1 - 0.4, Delay: 0.4, Loss: 0.3}
		near(t, "T_MR", chen.MistakeRecurrence(), beat.MistakeRecurrence(), 1e-14)
		near(t, "T_M", chen.MistakeDuration(), beat.MistakeDuration(), 1e-11)
		near(t, "P_A", chen.QueryAccuracy(), beat.QueryAccuracy(), 1e-12)
		near(t, "T_D", chen.Detection().DetectionMean(), beat.DetectionMean(), 1e-14)
	}
}

// Section 4 of the paper asks for detection within 30 s, at most one mistake in 30 days and mistakes shorter than 60 s
// on average, with 1 % loss and exponential delays of mean 0.02 s, and finds η = 9.97 s, δ = 20.03 s to be the slowest
// beat that will do.
func TestChenPublishedConfiguration(t *testing.T) {
	with := func(interval float64) ChenS {
		return ChenS{Interval: interval, Shift: 30 - interval, Loss: 0.01, Delay: exponential(0.02)}
	}
	const month = 30 * 86400.
	if c := with(9.97); c.MistakeRecurrence() < month || c.MistakeDuration() > 60 || c.DetectionBound() != 30 {
		t.Errorf("η = 9.97 s: T_MR = %g s, T_M = %g s", c.MistakeRecurrence(), c.MistakeDuration())
	}
	if c := with(9.98); c.MistakeRecurrence() >= month {
		t.Errorf("η = 9.98 s: T_MR = %g s, yet the paper calls it too slow", c.MistakeRecurrence())
	}
}

func TestPhi(t *testing.T) {
	akka := PhiNormal{Mean: 1, Deviation: 0.02, Floor: 0.1, Pause: 3}
	for _, phi := range []float64{0.2, 1, 8, 12} {
		silence := akka.Silence(phi)
		y := (silence - 4) / 0.1
		near(t, "φ of the silence", -math.Log10(math.Erfc(y/math.Sqrt2)/2), phi, 1e-12)

		y = (akka.SilenceLogistic(phi) - 4) / 0.1
		e := math.Exp(-y * (1.5976 + 0.070566*y*y))
		near(t, "φ as Akka computes it", -math.Log10(e/(1+e)), phi, 1e-12)
	}
	near(t, "a deviation above the floor", PhiNormal{Mean: 1, Deviation: 0.2, Floor: 0.1}.Silence(8), 1+0.2*5.612, 1e-4)
	near(t, "Cassandra at 8", PhiExponential{Mean: 1}.Silence(8), 18.42, 1e-3) // published as φ = 0.434·t/mean
	near(t, "Cassandra", -math.Log10(exponential(1.7).Survival(PhiExponential{Mean: 1.7}.Silence(5))), 5, 1e-13)
}

func TestSWIMLimits(t *testing.T) {
	pair, crowd := SWIM{Members: 2}, SWIM{Members: 1_000_001}
	near(t, "two members", pair.FirstProbeMean(), 1, 0)
	near(t, "two members, any phase", pair.FirstProbeDelay(), 0.5, 1e-15)
	near(t, "e/(e−1)", crowd.FirstProbeMean(), math.E/(math.E-1), 1e-6)
	near(t, "any phase", crowd.FirstProbeDelay(), 1, 1e-6)
	near(t, "e^(−x)", crowd.UnprobedFor(2.4), math.Exp(-2.4), 1e-5)
}

func TestSWIMMeansAreAreas(t *testing.T) {
	s := SWIM{Members: 5}
	var periods float64
	for k := range 200 {
		periods += s.Unprobed(k)
	}
	near(t, "Σ P(not in k periods)", s.FirstProbeMean(), periods, 1e-13)
	near(t, "∫ P(not yet)", s.FirstProbeDelay(), trapezoid(s.UnprobedFor, 0, 60, 600_000), 1e-9)
}

// All fates of the ten messages of a probe with two helpers, one by one.
func TestSWIMFalseSuspicion(t *testing.T) {
	s := SWIM{Members: 9, Indirect: 2, Loss: 0.2}
	var want float64
	for lost := range 1 << 10 {
		if lost&0b11 == 0 || lost&0b111100 == 0 || lost&0b1111000000 == 0 {
			continue // one of the round trips is whole
		}
		p := 1.0
		for bit := range 10 {
			if lost>>bit&1 == 1 {
				p *= s.Loss
			} else {
				p *= 1 - s.Loss
			}
		}
		want += p
	}
	near(t, "false suspicion", s.FalseSuspicion(), want, 1e-13)
	near(t, "recurrence", s.SuspicionRecurrence(), 1/want, 1e-13)
}

// All pairs of helpers, one by one: of six who may be asked, the first two are dead and do not answer. Of seven others
// five live to probe the member.
func TestSWIMDeadHelpers(t *testing.T) {
	s := SWIM{Members: 8, Indirect: 2, Dead: 2, Loss: 0.2}
	round := 1 - math.Pow(0.8, 4)
	var all float64
	for i := range 6 {
		for j := range i {
			p := 1.0
			for _, helper := range []int{i, j} {
				if helper >= s.Dead {
					p *= round
				}
			}
			all += p / 15
		}
	}
	near(t, "false suspicion", s.FalseSuspicion(), (1-0.64)*all, 1e-13)
	near(t, "recurrence", s.SuspicionRecurrence(), 7/(5*(1-0.64)*all), 1e-12)
}

// The table in suspicion_test.go of memberlist, which gives the time that remains, and the timeouts of a default LAN
// group of 1000: 12 s to 72 s.
func TestSuspicionTimeouts(t *testing.T) {
	s := Suspicion{Min: 2, Max: 30, Expected: 3}
	for c, left := range []float64{30, 14, 4.810, -2, -3, -8} {
		elapsed := []float64{0, 2, 3, 4, 5, 10}[c]
		near(t, "remaining", s.Timeout(c)-elapsed, left, 1e-3) // rounded down to milliseconds there
	}
	near(t, "unconfirmed", s.Verdict(), 30, 0)
	near(t, "one confirmation", s.Verdict(5), 16, 1e-14)
	near(t, "overdue", s.Verdict(5, 9), 9, 0)
	near(t, "too late", s.Verdict(31), 30, 0)
	near(t, "fired before the second came", s.Verdict(5, 16.5, 17), 16, 1e-14)

	lan := Memberlist(1000, 4, 6, 1)
	near(t, "least", lan.Min, 12, 1e-14)
	near(t, "most", lan.Timeout(0), 72, 1e-14)
	near(t, "confirmed twice", lan.Timeout(2), 12, 1e-14)
	near(t, "no one to confirm", Memberlist(3, 4, 6, 1).Timeout(0), 4, 0)
}

// verdicts is the chain of runs, one step per unit of time: states 0 … f−1 count failures of a node in service, the
// others answers of an ejected one. Steps that change nothing are no transitions.
func verdicts(p Probe) *Chain {
	c := NewChain(p.Fall + p.Rise)
	for j := range p.Fall {
		c.Add(j, j+1, p.Error)
		if j > 0 {
			c.Add(j, 0, 1-p.Error)
		}
	}
	for j := range p.Rise {
		c.Add(p.Fall+j, (p.Fall+j+1)%(p.Fall+p.Rise), 1-p.Error)
		if j > 0 {
			c.Add(p.Fall+j, p.Fall, p.Error)
		}
	}
	return c
}

func TestProbeAgainstChain(t *testing.T) {
	p := Probe{Interval: 1, Fall: 3, Rise: 2, Error: 0.2}
	c := verdicts(p)
	ejected := func(state int) bool { return state >= p.Fall }
	near(t, "P_A", 1-p.QueryAccuracy(), Mass(c.Stationary(), ejected), 1e-13)
	near(t, "T_MR", p.MistakeRecurrence(), 1/c.Flow(c.Stationary(), ejected), 1e-13)
	near(t, "T_G", p.GoodPeriod(), c.MeanHit(ejected)[0], 1e-13)
	near(t, "T_M", p.MistakeDuration(), c.MeanHit(func(s int) bool { return !ejected(s) })[p.Fall], 1e-13)

	p.Timeout = 0.3 // delays the ejection, not the return
	near(t, "T_MR with a timeout", p.MistakeRecurrence(), 1/c.Flow(c.Stationary(), ejected), 1e-13)
	near(t, "shorter mistakes", p.MistakeDuration(), c.MeanHit(func(s int) bool { return !ejected(s) })[p.Fall]-0.3, 1e-13)
}

func TestProbeFigures(t *testing.T) {
	balancer := Probe{Interval: 10, Timeout: 1, Fall: 2, Rise: 2, Error: 0.01}
	near(t, "days between ejections, f = 2", balancer.ProbesToEjection()*10/86400, 1.17, 2e-3)
	balancer.Fall = 3
	near(t, "days between ejections, f = 3", balancer.ProbesToEjection()*10/86400, 117, 2e-3)
	near(t, "closed form", balancer.ProbesToEjection(), (1-1e-6)/(0.99*1e-6), 1e-12)

	clean := Probe{Interval: 2, Timeout: 0.5, Fall: 3, Rise: 2}
	near(t, "mean", clean.DetectionMean(), 1+2*2+0.5, 1e-15)
	near(t, "worst", clean.DetectionCDF(clean.DetectionWorst()), 1, 0)
	near(t, "best", clean.DetectionCDF(2*2+0.5), 0, 0)
	if !math.IsInf(clean.ProbesToEjection(), 1) || clean.QueryAccuracy() != 1 {
		t.Error("a probe that never errs ejects a healthy node")
	}
}

func TestProbeDetectionMeanIsArea(t *testing.T) {
	for _, p := range []Probe{
		{Interval: 2, Timeout: 0.5, Fall: 3, Rise: 2, Error: 0.4}, {Interval: 2, Timeout: 5, Fall: 3, Rise: 2, Error: 0.4},
		{Interval: 4, Timeout: 1, Retry: 1, Fall: 4, Rise: 2, Error: 0.4},
		{Interval: 1, Timeout: 1, Retry: 5, Fall: 2, Rise: 2, Error: 0.4},
	} {
		late := func(x float64) float64 { return 1 - p.DetectionCDF(x) }
		near(t, "E[T_D]", p.DetectionMean(), integral(late, 0, p.DetectionWorst(), 1), 1e-12)
	}
}

// Time in each state of the chain of runs is the number of visits to it times what it lasts.
func TestProbesFollowEachOther(t *testing.T) {
	p := Probe{Interval: 3, Timeout: 5, Retry: 7, Fall: 3, Rise: 2, Error: 0.2}
	c, stays := NewChain(p.Fall+p.Rise), []float64{3, 7, 7, 5, 3}
	// The failure that ejects is known when its timeout is over; the chain is ejected when it is sent.
	for state, next := range [][2]int{{1, 0}, {2, 0}, {3, 0}, {3, 4}, {3, 0}} {
		for i, probability := range []float64{p.Error, 1 - p.Error} {
			if next[i] != state {
				c.Add(state, next[i], probability/stays[state])
			}
		}
	}
	ejected := func(state int) bool { return state >= p.Fall }
	near(t, "T_MR", p.MistakeRecurrence(), 1/c.Flow(c.Stationary(), ejected), 1e-12)
	near(t, "T_G", p.GoodPeriod(), c.MeanHit(ejected)[0]+p.Timeout, 1e-12)
	near(t, "T_M", p.MistakeDuration(), c.MeanHit(func(s int) bool { return !ejected(s) })[p.Fall]-p.Timeout, 1e-12)
	near(t, "a long timeout", 5./2+2*30+30, Probe{Interval: 5, Timeout: 30, Fall: 3}.DetectionMean(), 1e-12)
}

func TestObserversAgainstBirthDeath(t *testing.T) {
	o := Observers{Count: 5, Need: 3, Good: 7, Mistaken: 2}
	wrong := KofN{Repairman{Nodes: 5, MTTF: o.Good, MTTR: o.Mistaken}, 3} // three right ones make the verdict right
	near(t, "P_A", 1-o.QueryAccuracy(), wrong.Unavailability(), 1e-13)
	near(t, "T_MR", o.MistakeRecurrence(), 1/wrong.OutageRate(), 1e-13)
	near(t, "T_M", o.MistakeDuration(), wrong.MeanOutage(), 1e-13)
	near(t, "two of three", FalseVote(3, 2, 0.1), 3*0.01*0.9+0.001, 1e-14)
}

func TestNthDetection(t *testing.T) {
	exp := exponential(4)
	near(t, "third of five, exponential", NthDetectionMean(5, 3, exp.Survival, 4), 4*(1./5+1./4+1./3), 1e-12)
	flat := func(x float64) float64 { return max(0, 1-x/9) }
	near(t, "second of four, uniform", NthDetectionMean(4, 2, flat, 4), 9*2./5, 1e-12)
	beat := Heartbeat{Interval: 1, Timeout: 3, Delay: 0.1, Loss: 0.2}
	late := func(x float64) float64 { return 1 - beat.DetectionCDF(x) }
	near(t, "first of three heartbeats", NthDetectionMean(3, 1, late, 2), beat.FirstDetectionMean(3), 1e-11)
}
