package exact

import "math"

// Shocks is a failure domain of like members that fail each for itself and together. A shock strikes the domain,
// holds each member with probability Hit, independently, and lets go of all of them at its end; no second shock comes
// while one lasts. A shock that hits nobody is over at once, since nothing needs repair. A member is up iff neither its
// own fault nor a shock holds it. The shock and the members' own faults are independent alternating renewals that age
// with the calendar and know no lack of crews. Source: the shock model of Marshall and Olkin, "A multivariate
// exponential distribution", JASA 62 (1967), with repair.
type Shocks struct {
	Members int
	Hit     float64 // probability, 0 … 1
	Quiet   float64 // mean time from the end of a shock, or from one that hits nobody, to the onset of the next
	Length  float64 // mean duration of a shock that hits somebody
	Own     Fault   // of each member; MTTF +Inf: none
}

// felt returns the probability that a shock hits somebody.
func (s Shocks) felt() float64 { return -math.Expm1(float64(s.Members) * math.Log1p(-s.Hit)) }

// ShareActive returns the long-run share of time in which a shock lasts. Any laws with these means.
func (s Shocks) ShareActive() float64 { return 1 / (1 + s.Quiet/(s.Length*s.felt())) }

// Up returns the long-run distribution of the number of members up; element k is P(exactly k up). Given how many a
// shock holds, if any, the others are independent, so it is a mixture of binomial laws. Any laws with these means.
func (s Shocks) Up() []float64 {
	own := AvailabilityCalendar(s.Own)
	quiet := 1 / (1 + s.Length*s.felt()/s.Quiet)
	pmf := make([]float64, s.Members+1)
	for spared, p := range EqualUpCount(s.Members, 1-s.Hit) {
		share := quiet * p * s.Length / s.Quiet
		if spared == s.Members {
			share = quiet
		}
		addScaled(pmf[:spared+1], share, EqualUpCount(spared, own))
	}
	return pmf
}

// ShockChain is the Markov chain of Shocks with exponential laws, for what needs more than means: the frequency and
// length of outages and the time to the first.
type ShockChain struct {
	*Chain
	Up []int // members up in each state; state 0 is all up and no shock
}

// Chain returns the Markov chain of the domain. A state says whether a shock lasts, how many members it holds, and how
// many of the held and of the free members have their own fault: about Members³/6 states, so it is meant for up to 10
// members.
func (s Shocks) Chain() ShockChain {
	states, index := s.states()
	c := ShockChain{NewChain(len(states)), make([]int, len(states))}
	for i, x := range states {
		c.Up[i] = s.Members - x.held - x.freeFaulty
		s.ownFaults(c.Chain, index, x)
		if x.shock {
			c.Add(i, index[shockState{freeFaulty: x.freeFaulty + x.heldFaulty}], 1/s.Length)
		} else {
			s.strike(c.Chain, index, x)
		}
	}
	return c
}

// OutageRate returns the outages that begin per unit of time, in the long run, of a service that needs the given number
// of members up.
func (c ShockChain) OutageRate(need int) float64 {
	return c.Flow(c.Stationary(), c.below(need))
}

// Unavailability returns the long-run share of time in which fewer than need members are up.
func (c ShockChain) Unavailability(need int) float64 { return Mass(c.Stationary(), c.below(need)) }

// MeanFirstOutage returns the mean time until fewer than need members are up, from all up and no shock.
func (c ShockChain) MeanFirstOutage(need int) float64 { return c.MeanHit(c.below(need))[0] }

func (c ShockChain) below(need int) func(int) bool {
	return func(state int) bool { return c.Up[state] < need }
}

// shockState counts the members held by the shock, and those with their own fault among the held and among the free.
type shockState struct {
	shock                        bool
	held, heldFaulty, freeFaulty int
}

// states enumerates the states in a fixed order, the quiet ones first, with their numbers.
func (s Shocks) states() ([]shockState, map[shockState]int) {
	var all []shockState
	for faulty := range s.faultCounts(s.Members) {
		all = append(all, shockState{freeFaulty: faulty})
	}
	for held := 1; held <= s.Members; held++ {
		for heldFaulty := range s.faultCounts(held) {
			for freeFaulty := range s.faultCounts(s.Members - held) {
				all = append(all, shockState{true, held, heldFaulty, freeFaulty})
			}
		}
	}
	index := make(map[shockState]int, len(all))
	for i, x := range all {
		index[x] = i
	}
	return all, index
}

// faultCounts is how many numbers of own faults are possible among the given members: 0 only, or 0 … members.
func (s Shocks) faultCounts(members int) int {
	if math.IsInf(s.Own.MTTF, 1) {
		return 1
	}
	return members + 1
}

// ownFaults adds the onsets of the members' own faults out of state x and their ends back into it.
func (s Shocks) ownFaults(c *Chain, index map[shockState]int, x shockState) {
	if math.IsInf(s.Own.MTTF, 1) {
		return
	}
	from := index[x]
	link := func(worse shockState, healthy, faulty int) {
		if healthy > 0 {
			c.Add(from, index[worse], float64(healthy)/s.Own.MTTF)
			c.Add(index[worse], from, float64(faulty+1)/s.Own.MTTR)
		}
	}
	free := x
	free.freeFaulty++
	link(free, s.Members-x.held-x.freeFaulty, x.freeFaulty)
	held := x
	held.heldFaulty++
	link(held, x.held-x.heldFaulty, x.heldFaulty)
}

// strike adds the onset of a shock out of the quiet state x: binomially many of the faulty and of the healthy are hit,
// and nothing changes where nobody is.
func (s Shocks) strike(c *Chain, index map[shockState]int, x shockState) {
	for faulty, p := range EqualUpCount(x.freeFaulty, s.Hit) {
		for healthy, q := range EqualUpCount(s.Members-x.freeFaulty, s.Hit) {
			if faulty+healthy > 0 {
				struck := shockState{true, faulty + healthy, faulty, x.freeFaulty - faulty}
				c.Add(index[x], index[struck], p*q/s.Quiet)
			}
		}
	}
}
