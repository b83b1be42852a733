package exact

import (
	"math"
	"testing"
)

// ashcroft is the utilization of one crew by the closed form of the finite-source queue (Takács; Ashcroft for constant
// repairs), transform(s) being E[e^(−s·repair)].
func ashcroft(nodes int, mttf, mttr float64, transform func(s float64) float64) float64 {
	series, product := 0.0, 1.0
	for r := range nodes {
		if r > 0 {
			product *= (1/transform(float64(r)/mttf) - 1) * float64(nodes-r) / float64(r) // and C(N−1, r)
		}
		series += product
	}
	return 1 - 1/(1+float64(nodes)*mttr/mttf*series)
}

func TestConstantRepairAgainstClosedForm(t *testing.T) {
	for _, nodes := range []int{1, 2, 5, 30} {
		r := ConstantRepair{Nodes: nodes, MTTF: 10, MTTR: 1.3}
		constant := func(s float64) float64 { return math.Exp(-s * r.MTTR) }
		near(t, "utilization", r.MeanBusy(), ashcroft(nodes, r.MTTF, r.MTTR, constant), 1e-12)
		near(t, "mean of the law", MeanCount(r.Down()), r.MeanDown(), 1e-12)
		near(t, "busy share", 1-r.Down()[0], r.MeanBusy(), 1e-12)
	}
	// The same form with exponential repairs is the other repairman, so the form itself is right.
	palm := Repairman{Nodes: 5, Crews: 1, MTTF: 10, MTTR: 1.3}
	exponential := func(s float64) float64 { return 1 / (1 + s*palm.MTTR) }
	near(t, "exponential", palm.MeanBusy(), ashcroft(5, 10, 1.3, exponential), 1e-12)
}

// staged is the repairman with one crew and repairs of that many exponential stages: state 0, and for k nodes down and
// s stages to go 1 + (k−1)·stages + s − 1.
func staged(nodes, stages int, mttf, mttr float64) []float64 {
	c := NewChain(1 + nodes*stages)
	at := func(down, left int) int { return 1 + (down-1)*stages + left - 1 }
	c.Add(0, at(1, stages), float64(nodes)/mttf)
	for down := 1; down <= nodes; down++ {
		for left := 1; left <= stages; left++ {
			if down < nodes {
				c.Add(at(down, left), at(down+1, left), float64(nodes-down)/mttf)
			}
			next := 0
			switch {
			case left > 1:
				next = at(down, left-1)
			case down > 1:
				next = at(down-1, stages)
			}
			c.Add(at(down, left), next, float64(stages)/mttr)
		}
	}
	pi, law := c.Stationary(), make([]float64, nodes+1)
	for state, p := range pi {
		law[(state+stages-1)/stages] += p
	}
	return law
}

// Repairs of many stages are nearly constant; what is left is of the order 1/stages and cancels in 2·P(2n) − P(n).
func TestConstantRepairIsTheLimitOfStages(t *testing.T) {
	r := ConstantRepair{Nodes: 4, MTTF: 10, MTTR: 4}
	coarse, fine := staged(4, 40, r.MTTF, r.MTTR), staged(4, 80, r.MTTF, r.MTTR)
	for k, p := range r.Down() {
		near(t, "P(k down)", p, 2*fine[k]-coarse[k], 2e-4)
	}
	near(t, "one stage", staged(4, 1, 10, 4)[3], Repairman{Nodes: 4, Crews: 1, MTTF: 10, MTTR: 4}.Down()[3], 1e-13)
	if wait := (Repairman{Nodes: 4, Crews: 1, MTTF: 10, MTTR: 4}).MeanWait(); r.MeanWait() >= wait {
		t.Errorf("constant repairs wait %g, no less than exponential ones, %g", r.MeanWait(), wait)
	}
}

func TestStandbyByHand(t *testing.T) {
	const l, m, c = 0.1, 0.7, 0.9
	for crews := 1; crews <= 2; crews++ {
		s := Standby{MTTF: 1 / l, MTTR: 1 / m, Coverage: c, Crews: crews}
		// Balance of each state, both up counting 1.
		n := float64(crews)
		strandedPart := l / (n * m)
		off := 2 * l * (1 - c) / (l + m - strandedPart*(n-1)*m)
		one := 2*l/m - off
		none := one * l / (n * m)
		down := none + off*(1+strandedPart)
		near(t, "unavailability", s.Unavailability(), down/(1+one+down), 1e-13)
		near(t, "outages", s.OutageRate(), (2*l*(1-c)+l*one)/(1+one+down), 1e-13)
		near(t, "first outage", s.MeanFirstOutage(), s.Chain().MeanHit(out)[bothUp], 1e-13)

		leave := s.Chain().MeanHit(func(state int) bool { return !out(state) })
		entry := 2 * l * (1 - c) / (2*l*(1-c) + l*one) // share of outages that begin uncovered
		near(t, "mean outage", s.MeanOutage(), entry*leave[uncovered]+(1-entry)*leave[noneUp], 1e-13)
	}
}

func TestStandbyLimits(t *testing.T) {
	for crews := 1; crews <= 2; crews++ {
		pair := KofN{Repairman{Nodes: 2, Crews: crews, MTTF: 10, MTTR: 2}, 1}
		s := Standby{MTTF: 10, MTTR: 2, Coverage: 1, Crews: crews}
		near(t, "full coverage", s.Unavailability(), pair.Unavailability(), 1e-13)
		near(t, "first outage", s.MeanFirstOutage(), pair.MeanFirstOutage(), 1e-13)
		s.Coverage = 0
		near(t, "no coverage", s.MeanFirstOutage(), 5, 1e-14)
	}
}

func TestTrials(t *testing.T) {
	l := Trials{Accuracy: 0.3, Diagnosis: 2, Wasted: 5}
	late := func(x float64) float64 { return 1 - l.FoundBy(x) }
	mean := integral(late, 0, 400, 20)
	square := integral(func(x float64) float64 { return 2 * x * late(x) }, 0, 400, 20)
	near(t, "mean", l.Mean(), mean, 1e-7)
	near(t, "variance", l.Variance(4, 25), square-mean*mean, 1e-5)
	near(t, "tries", l.MeanTries(), 10./3, 1e-15)
	near(t, "always right", Trials{Accuracy: 1, Diagnosis: 2, Wasted: 5}.Mean(), 2, 0)
	near(t, "one try", Trials{Accuracy: 1, Diagnosis: 2, Wasted: 5}.FoundBy(3), 1-math.Exp(-1.5), 1e-13)
}

func TestRanking(t *testing.T) {
	long := Ranking{Step: 0.4, Candidates: 200}
	near(t, "geometric mean", long.MeanRank(), 2.5, 1e-13)
	near(t, "top five", long.Top(5), 1-math.Pow(0.6, 5), 1e-13)
	short := Ranking{Step: 0.4, Candidates: 3}
	q := 0.6
	near(t, "truncated", short.MeanRank(), 1/0.4-3*q*q*q/(1-q*q*q), 1e-13)
	near(t, "no order", Ranking{Candidates: 9}.MeanRank(), 5, 1e-14)
	near(t, "sure", Ranking{Step: 1, Candidates: 9}.MeanTime(7, 2), 7, 1e-15)
	near(t, "time", short.MeanTime(7, 2), 7+2*(short.MeanRank()-1), 1e-15)
}

func TestLadderAgainstChain(t *testing.T) {
	l := Ladder{
		Steps: []Step{
			{Action: 1, Verify: 0.5, Success: 0.7, Attempts: 3},
			{Action: 4, Success: 0.5, Attempts: 2},
			{Action: 9, Verify: 2, Success: 0, Attempts: 1},
		},
		Repair: 40,
	}
	c := l.Chain()
	if c.Len() != 6+2+2+1+1 {
		t.Fatalf("the chain has %d states", c.Len())
	}
	last := c.Len() - 1
	near(t, "mean", l.Mean(), c.MeanHit(func(s int) bool { return s == last })[0], 1e-13)
	ends := l.EndsAt()
	near(t, "first step", ends[0], 1-0.027, 1e-14)
	near(t, "second step", ends[1], 0.027*0.75, 1e-13)
	near(t, "third step", ends[2], 0, 0)
	near(t, "repair", ends[3], 0.027*0.25, 1e-13)
	near(t, "tries", l.MeanTries()[0], 1+0.3+0.09, 1e-14)
	late := func(x float64) float64 { return 1 - l.RecoveredBy(x) }
	near(t, "∫P(not yet)", integral(late, 0, 1500, 10), l.Mean(), 1e-7)

	bare := Ladder{Repair: 3}
	near(t, "repair alone", bare.RecoveredBy(4), 1-math.Exp(-4./3), 1e-13)
}

func TestSharedRestoreLimits(t *testing.T) {
	r := SharedRestore{Nodes: 6, MTTF: 50, Size: 8, Total: 1, Each: math.Inf(1)}
	one := Repairman{Nodes: 6, Crews: 1, MTTF: 50, MTTR: 8} // shared or in turn, the pool does the same work
	for n, p := range r.Active() {
		near(t, "one pool", p, one.Down()[n], 1e-13)
	}
	near(t, "time of a restore", r.MeanRestore(), one.MeanWait()+8, 1e-13)
	near(t, "pool in use", r.Used(), one.MeanBusy(), 1e-13)
	r.Each = 0.5
	two := Repairman{Nodes: 6, Crews: 2, MTTF: 50, MTTR: 16}
	near(t, "two at a time", r.MeanRestore(), two.MeanWait()+16, 1e-13)
	r.Each = 0.1
	near(t, "no sharing", r.MeanRestore(), 80, 1e-13)
}

// twoStages is the law of the number of jobs when each has two exponential stages of equal mean, n jobs are joined by
// the next at rate birth(n), n < most, and each finishes its stage at rate 2·pace(n).
func twoStages(most int, birth, pace func(n float64) float64) []float64 {
	var states [][2]int // numbers in the first and in the second stage
	index := map[[2]int]int{}
	for a := range most + 1 {
		for b := range most + 1 - a {
			index[[2]int{a, b}] = len(states)
			states = append(states, [2]int{a, b})
		}
	}
	c := NewChain(len(states))
	for i, s := range states {
		a, b := s[0], s[1]
		n := float64(a + b)
		if a+b < most {
			c.Add(i, index[[2]int{a + 1, b}], birth(n))
		}
		if a > 0 {
			c.Add(i, index[[2]int{a - 1, b + 1}], float64(a)*2*pace(n))
		}
		if b > 0 {
			c.Add(i, index[[2]int{a, b - 1}], float64(b)*2*pace(n))
		}
	}
	law := make([]float64, most+1)
	for i, p := range c.Stationary() {
		law[states[i][0]+states[i][1]] += p
	}
	return law
}

// Sizes of two stages give the law of exponential sizes, which is the claim that only the mean matters.
func TestSharedRestoreIsInsensitive(t *testing.T) {
	r := SharedRestore{Nodes: 3, MTTF: 10, Size: 4, Total: 1, Each: 0.6}
	law := twoStages(r.Nodes,
		func(n float64) float64 { return (float64(r.Nodes) - n) / r.MTTF },
		func(n float64) float64 { return min(r.Each, r.Total/n) / r.Size })
	for n, p := range r.Active() {
		near(t, "P(n active)", p, law[n], 1e-13)
	}
}

// So do lead times of two stages.
func TestFleetSparesAreInsensitive(t *testing.T) {
	f := FleetSpares{Nodes: 3, Stock: 2, MTTF: 10, Lead: 4}
	law := twoStages(f.Nodes+f.Stock,
		func(n float64) float64 { return min(3, 5-n) / f.MTTF },
		func(float64) float64 { return 1 / f.Lead })
	for n, p := range f.OnOrder() {
		near(t, "P(n on order)", p, law[n], 1e-13)
	}
}

func TestSparesMeansAreAreas(t *testing.T) {
	for _, s := range []Spares{{0, 0.3, 10}, {2, 0.3, 10}, {8, 0.3, 10}, {20, 2, 5}} {
		near(t, "mean wait", s.MeanWait(), integral(s.WaitSurvival, 0, s.Lead, s.Lead), 1e-12)
		near(t, "waits at all", s.WaitSurvival(0), s.StockOut(), 0)
		m, top := s.Rate*s.Lead, float64(s.Stock)
		short := m*s.StockOut() - top*fewestArrivals(s.Stock+1, m)
		near(t, "backorders", s.Backorders(), short, 1e-9)
	}
	near(t, "no stock", Spares{Rate: 0.3, Lead: 10}.MeanWait(), 10, 1e-13)
	near(t, "one part", Spares{Stock: 1, Rate: 0.1, Lead: 10}.StockOut(), 1-math.Exp(-1), 1e-14)
}

func TestFleetSpares(t *testing.T) {
	large := FleetSpares{Nodes: 400, Stock: 3, MTTF: 400 / 0.2, Lead: 10}
	palm := Spares{Stock: 3, Rate: 0.2, Lead: 10}
	near(t, "a large fleet runs out as Palm says", large.StockOut(), palm.StockOut(), 2e-2)
	near(t, "and waits as he says", large.MeanWait(), palm.MeanWait(), 2e-2)

	bare := FleetSpares{Nodes: 3, MTTF: 20, Lead: 5} // every failure waits one lead time
	near(t, "no stock", bare.MeanWait(), 5, 1e-13)
	near(t, "availability", bare.Unavailability(), 0.2, 1e-13)
}
