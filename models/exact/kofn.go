package exact

// KofN is a service that is in service iff at least Need of the nodes of a repairman system are up, 1 ≤ Need ≤ Nodes.
// Nodes keep failing and being repaired while the service is out. Source: Trivedi (see TwoState), ch. 8; the closed
// forms are BirthDeath's.
type KofN struct {
	Repairman
	Need int
}

// spare is the largest number of nodes down with which the service is in service.
func (s KofN) spare() int { return s.Nodes - s.Need }

// Unavailability returns the long-run share of time out of service.
func (s KofN) Unavailability() float64 { return sum(s.Down()[s.spare()+1:]) }

// OutageRate returns the outages that begin per unit of time in the long run.
func (s KofN) OutageRate() float64 {
	return s.Down()[s.spare()] * s.process().Birth[s.spare()]
}

// MeanOutage returns the mean duration of an outage.
func (s KofN) MeanOutage() float64 { return s.process().PassageDown(s.spare()+1, s.spare()) }

// MeanUp returns the mean time from the end of one outage to the beginning of the next, in the long run.
func (s KofN) MeanUp() float64 { return (1 - s.Unavailability()) / s.OutageRate() }

// MeanFirstOutage returns the mean time to the first outage when all nodes are up at time 0.
func (s KofN) MeanFirstOutage() float64 { return s.process().PassageUp(0, s.spare()+1) }

// OutageBy returns the probability of an outage in [0, t] when all nodes are up at time 0. Cost: Chain.Transient on
// Nodes−Need+2 states.
func (s KofN) OutageBy(t float64) float64 {
	last := s.spare() + 1
	return s.process().Chain(0, last).HitBy(Only(last+1, 0), func(down int) bool { return down == last }, t)
}

// OutageWithin returns the probability that an outage lasts no longer than x. Cost: Chain.Transient on Need+1 states.
func (s KofN) OutageWithin(x float64) float64 {
	outage := s.process().Chain(s.spare(), s.Nodes) // state 0 is the end of the outage, state 1 its beginning
	return outage.HitBy(Only(outage.Len(), 1), func(state int) bool { return state == 0 }, x)
}

// UnavailabilityAt returns the probability of being out of service at time t when all nodes are up at time 0. Cost:
// Chain.Transient on Nodes+1 states.
func (s KofN) UnavailabilityAt(t float64) float64 {
	p := s.process().Chain(0, s.Nodes).Transient(Only(s.Nodes+1, 0), t)
	return sum(p[s.spare()+1:])
}

// MeanUnavailability returns the expected share of [0, t] out of service when all nodes are up at time 0. Cost:
// Chain.Occupancy on Nodes+1 states.
func (s KofN) MeanUnavailability(t float64) float64 {
	spent := s.process().Chain(0, s.Nodes).Occupancy(Only(s.Nodes+1, 0), t)
	return sum(spent[s.spare()+1:]) / t
}
