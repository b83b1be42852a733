package exact

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// A published staffing question: 1000 nodes with an MTTF of 4.3 months of 30.44 d and 6 h repairs. With two crews the
// percentile is on the edge: P(down ≤ 54) = 0.99005, and an MTTF rounded to 3141 h gives 0.98998, so 55.
func TestRepairCrews(t *testing.T) {
	for _, c := range []struct {
		crews            int
		down, percentile float64
	}{{1, 476, 529}, {2, 14.1, 54}, {3, 2.59, 11}, {5, 1.94, 6}, {0, 1.906, 6}} {
		pmf := Repairman{Nodes: 1000, Crews: c.crews, MTTF: 4.3 * 30.44 * 24, MTTR: 6}.Down()
		near(t, "mean down", MeanCount(pmf), c.down, 3e-3) // printed to three digits
		near(t, "99th percentile", float64(QuantileCount(pmf, 0.99)), c.percentile, 0)
	}
}

// With a crew for each node the nodes are independent, so the count is binomial.
func TestCrewsForAll(t *testing.T) {
	all, named := Repairman{8, 0, 100, 25}, Repairman{8, 8, 100, 25}
	law := distuv.Binomial{N: 8, P: 0.2}
	for k, p := range all.Down() {
		near(t, "P(k down)", p, law.Prob(float64(k)), 1e-12)
		near(t, "named crews", named.Down()[k], p, 1e-14)
		near(t, "mirror of up", EqualUpCount(8, 0.8)[8-k], p, 1e-12)
	}
	near(t, "mean wait", all.MeanWait(), 0, 0)
	near(t, "share that waits", all.WaitSurvival(0), 0, 0)
	near(t, "busy", all.MeanBusy(), 1.6, 1e-12)
}

// Each node's cycle is a life, a wait and a repair; an arrival that looked at time averages, not at what arrivals see,
// would break the second line.
func TestRepairmanBalances(t *testing.T) {
	for _, r := range []Repairman{{50, 1, 100, 3}, {50, 2, 100, 3}, {4, 3, 10, 25}} {
		cycle := r.MTTF + r.MeanWait() + r.MTTR
		near(t, "rate", r.FailureRate(), float64(r.Nodes)/cycle, 1e-12)
		near(t, "busy", r.MeanBusy(), r.FailureRate()*r.MTTR, 1e-12)
		wait := trapezoid(r.WaitSurvival, 0, 60*r.MTTR, 6000)
		near(t, "∫P(wait > x)", wait, r.MeanWait(), 1e-4) // trapezoid error
	}
}

func kOfNs() []KofN {
	var all []KofN
	for _, crews := range []int{0, 1, 2} {
		all = append(all, KofN{Repairman{3, crews, 100, 5}, 2}, KofN{Repairman{6, crews, 40, 10}, 3},
			KofN{Repairman{2, crews, 1000, 1}, 1}, KofN{Repairman{4, crews, 50, 2}, 4})
	}
	return all
}

func TestKofNAgainstChain(t *testing.T) {
	for _, s := range kOfNs() {
		c := s.process().Chain(0, s.Nodes)
		out := func(down int) bool { return s.Nodes-down < s.Need }
		pi := c.Stationary()
		near(t, "U", s.Unavailability(), Mass(pi, out), 1e-12)
		near(t, "rate", s.OutageRate(), c.Flow(pi, out), 1e-12)
		near(t, "first", s.MeanFirstOutage(), c.MeanHit(out)[0], 1e-12)
		near(t, "outage", s.MeanOutage(), s.Unavailability()/s.OutageRate(), 1e-12)
		near(t, "cycle", s.MeanUp()+s.MeanOutage(), 1/s.OutageRate(), 1e-12)
		near(t, "OutageBy", s.OutageBy(70), c.HitBy(Only(c.Len(), 0), out, 70), 1e-11)
		near(t, "U(∞)", s.UnavailabilityAt(1e5), s.Unavailability(), 1e-10)
	}
}

func TestKofNWithManyCrews(t *testing.T) {
	s := KofN{Repairman{7, 0, 100, 25}, 5}
	near(t, "U", s.Unavailability(), Below(EqualUpCount(7, 0.8), 5), 1e-12)
	u := TwoState{100, 25}.UnavailabilityAt(30)
	near(t, "U(30)", s.UnavailabilityAt(30), Below(EqualUpCount(7, 1-u), 5), 1e-11)
	mean := trapezoid(s.UnavailabilityAt, 0, 30, 300) / 30
	near(t, "mean U", s.MeanUnavailability(30), mean, 1e-4) // trapezoid error
}

// Two units with one crew, a textbook pair: MTTF = (3λ+μ)/(2λ²) and, with one unit, everything is two-state.
func TestKofNTextbook(t *testing.T) {
	lambda, mu := 1./1000, 1./8
	pair := KofN{Repairman{2, 1, 1000, 8}, 1}
	near(t, "MTTF", pair.MeanFirstOutage(), (3*lambda+mu)/(2*lambda*lambda), 1e-13)
	near(t, "U", pair.Unavailability(), 2*lambda*lambda/(mu*mu+2*lambda*mu+2*lambda*lambda), 1e-13)
	single := KofN{Repairman{1, 1, 1000, 8}, 1}
	near(t, "MTTF of one", single.MeanFirstOutage(), 1000, 1e-14)
	near(t, "no outage by 500", 1-single.OutageBy(500), math.Exp(-0.5), 1e-12)
	near(t, "outage within 8", single.OutageWithin(8), 1-math.Exp(-1), 1e-12)
	near(t, "mean U", single.MeanUnavailability(500), TwoState{1000, 8}.MeanDowntime(500)/500, 1e-11)
}

func TestOutageWithinHasTheMean(t *testing.T) {
	s := KofN{Repairman{5, 2, 30, 10}, 3}
	mean := trapezoid(func(x float64) float64 { return 1 - s.OutageWithin(x) }, 0, 300, 3000)
	near(t, "∫P(outage > x)", mean, s.MeanOutage(), 1e-4) // trapezoid error
}

func TestUnequalComponents(t *testing.T) {
	a, b, c := 0.9, 0.8, 0.99
	pmf := UpCount(a, b, c)
	near(t, "all up", pmf[3], a*b*c, 1e-15)
	near(t, "none up", pmf[0], (1-a)*(1-b)*(1-c), 1e-14)
	near(t, "2 of 3 fails", Below(pmf, 2), 1-(a*b+a*c+b*c-2*a*b*c), 1e-13)
	near(t, "mean", MeanCount(pmf), a+b+c, 1e-15)
	near(t, "3 of 5 at 0.99", 1-Below(EqualUpCount(5, 0.99), 3), 0.99999015, 1e-8)
	near(t, "2 of 3 at 0.99", 1-Below(EqualUpCount(3, 0.99), 2), 0.999702, 1e-9)
	near(t, "quantile", float64(QuantileCount([]float64{0.5, 0.3, 0.2}, 0.8)), 1, 0)
}

func TestShocksAgainstChain(t *testing.T) {
	for _, s := range []Shocks{
		{Members: 3, Hit: 0.3, Quiet: 500, Length: 20, Own: Fault{100, 10}},
		{Members: 5, Hit: 1, Quiet: 5000, Length: 4, Own: Fault{300, 6}},
		{Members: 4, Hit: 0.5, Quiet: 50, Length: 20, Own: Fault{MTTF: math.Inf(1), MTTR: 1}},
	} {
		pmf, c := s.Up(), s.Chain()
		near(t, "Σ", sum(pmf), 1, 1e-14)
		for need := 1; need <= s.Members; need++ {
			near(t, "U", c.Unavailability(need), Below(pmf, need), 1e-11)
		}
	}
}

// Shocks that hit nobody leave independent members; members without faults leave the shock alone.
func TestShocksInTheLimits(t *testing.T) {
	own := Fault{100, 5}
	harmless := Shocks{Members: 4, Hit: 0, Quiet: 50, Length: 9, Own: own}
	for need := 1; need <= 4; need++ {
		alone := KofN{Repairman{4, 0, 100, 5}, need}
		near(t, "U", Below(harmless.Up(), need), alone.Unavailability(), 1e-12)
		near(t, "rate", harmless.Chain().OutageRate(need), alone.OutageRate(), 1e-11)
		near(t, "first", harmless.Chain().MeanFirstOutage(need), alone.MeanFirstOutage(), 1e-11)
	}
	only := Shocks{Members: 3, Hit: 0.2, Quiet: 70, Length: 30, Own: Fault{MTTF: math.Inf(1)}}
	// 0.8³ = 0.512 of the shocks hit nobody and are over at once, 0.2³ = 0.008 hit all: a mean quiet time of 70/0.488,
	// and between two that hit all 0.992/0.008 others, 0.48 of which last 30.
	near(t, "all hit", only.Up()[0], 30*0.008/(70+0.488*30), 1e-13)
	near(t, "lasts", only.ShareActive(), 30*0.488/(70+0.488*30), 1e-13)
	near(t, "first", only.Chain().MeanFirstOutage(1), (70+0.48*30)/0.008, 1e-12)
}

// One chance in twenty that a failure is common makes 1-of-3 redundancy at 0.99 about 500 times worse.
func TestCommonCauseRuinsRedundancy(t *testing.T) {
	s := Shocks{Members: 3, Hit: 1, Quiet: 1999, Length: 1, Own: Fault{99 * 1.05, 1}}
	ratio := Below(s.Up(), 1) / Below(EqualUpCount(3, 0.99), 1)
	if ratio < 400 || ratio > 600 {
		t.Errorf("common cause multiplies unavailability by %.0f, want about 500", ratio)
	}
}

func TestFrailtyAgainstQuadrature(t *testing.T) {
	f, at := Frailty{Rate: 2, Theta: 1.4}, 1.3
	law := distuv.Gamma{Alpha: 1 / f.Theta, Beta: 1 / f.Theta}
	var total, mean, square float64
	for n := range 400 {
		p := f.CountProbability(n, at)
		total, mean, square = total+p, mean+p*float64(n), square+p*float64(n*n)
	}
	near(t, "Σ", total, 1, 1e-12)
	near(t, "mean", mean, 2.6, 1e-12)
	near(t, "variance", square-mean*mean, f.CountVariance(at), 1e-11)
	near(t, "none", f.CountProbability(0, at), f.FirstSurvival(at), 1e-13)
	three := trapezoid(func(z float64) float64 { // z = u⁴ tames the gamma density at 0
		x := z * z * z * z
		return 4 * z * z * z * law.Prob(x) * poisson(3, 2.6*x)
	}, 1e-9, 3, 20000)
	near(t, "P(3) by mixing", f.CountProbability(3, at), three, 1e-6)
}

func TestFrailtyLimits(t *testing.T) {
	equal := Frailty{Rate: 2, Theta: 1e-7}
	near(t, "equal nodes", equal.FirstSurvival(1), math.Exp(-2), 1e-6)
	near(t, "first", Frailty{Rate: 2, Theta: 0.5}.FirstMean(), 1, 1e-15)
	near(t, "lemons", Frailty{Rate: 2, Theta: 1}.FirstMean(), math.Inf(1), 0)
}
