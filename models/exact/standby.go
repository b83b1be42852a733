package exact

// Standby is a pair of units, both of which fail at rate λ = 1/MTTF whether they serve or stand by, and are repaired at
// rate μ = 1/MTTR; one suffices. The first failure of the two is covered with probability Coverage: the other unit
// serves on at once. An uncovered one takes the service down until the unit that failed is repaired; while it is down
// the other can fail too, as one that waits can. The failure of the last unit takes the service down until either unit
// is repaired, whatever the coverage. All durations are exponential.
//
// Source: Arnold, "The concept of coverage and its effect on the reliability model of a repairable system", IEEE Trans.
// Computers 22 (1973); Trivedi (see TwoState), ch. 8.
type Standby struct {
	MTTF, MTTR float64 // of one unit
	Coverage   float64 // c, 0 … 1
	Crews      int     // 1, first come first served, or 2
}

// The states of the pair; in the last three the service is down.
const (
	bothUp = iota
	oneUp
	noneUp    // the last unit failed after a covered failure
	uncovered // one unit down, the other up and not serving
	stranded  // the other has failed after an uncovered failure
)

func out(state int) bool { return state >= noneUp }

// Chain returns the chain of the states both up, one up, none up, uncovered, and uncovered with the other down too.
func (s Standby) Chain() *Chain {
	fail, repair := 1/s.MTTF, 1/s.MTTR
	c := NewChain(5)
	c.Add(bothUp, oneUp, 2*fail*s.Coverage)
	c.Add(bothUp, uncovered, 2*fail*(1-s.Coverage))
	c.Add(oneUp, noneUp, fail)
	c.Add(oneUp, bothUp, repair)
	c.Add(noneUp, oneUp, float64(s.Crews)*repair)
	c.Add(uncovered, stranded, fail)
	c.Add(uncovered, bothUp, repair)
	c.Add(stranded, oneUp, repair)                        // of the uncovered failure, the first in line
	c.Add(stranded, uncovered, float64(s.Crews-1)*repair) // of the other
	return c
}

// MeanFirstOutage returns the mean time until the service is first down, both units being up at first: ((λ+μ) +
// 2λc)/(2λ·(λ + μ(1−c))).
func (s Standby) MeanFirstOutage() float64 {
	l, m, c := 1/s.MTTF, 1/s.MTTR, s.Coverage
	return (l + m + 2*l*c) / (2 * l * (l + m*(1-c)))
}

// Unavailability returns the long-run share of time in which the service is down.
func (s Standby) Unavailability() float64 { return Mass(s.Chain().Stationary(), out) }

// OutageRate returns the outages that begin per unit of time in the long run.
func (s Standby) OutageRate() float64 {
	c := s.Chain()
	return c.Flow(c.Stationary(), out)
}

// MeanOutage returns the mean duration of an outage.
func (s Standby) MeanOutage() float64 { return s.Unavailability() / s.OutageRate() }
