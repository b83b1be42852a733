package exact

// Sparing is a failure domain of like members of which each is up or down, as beta-factor models have it: neither a
// member's own fault nor a shock strikes what is down. A shock hits each member that is up with probability Hit, and
// every member is repaired by itself; while the repair of any that a shock has hit lasts, no other shock comes. All
// times are exponential. Source: Fleming, "A reliability model for common mode failures in redundant safety systems"
// (1975), with repair.
type Sparing struct {
	Members int
	Hit     float64 // probability, 0 … 1
	Quiet   float64 // mean time to the next shock
	MTTF    float64 // of a member's own fault
	MTTR    float64 // of a member, whatever struck it
}

// Up returns the long-run distribution of the number of members up; element k is P(exactly k up). Cost: the stationary
// law of a chain of Members²/2 states.
func (s Sparing) Up() []float64 {
	type state struct{ own, shocked int }
	var all []state
	index := map[state]int{}
	for own := range s.Members + 1 {
		for shocked := range s.Members + 1 - own {
			index[state{own, shocked}] = len(all)
			all = append(all, state{own, shocked})
		}
	}
	c := NewChain(len(all))
	for i, x := range all {
		up := s.Members - x.own - x.shocked
		if up > 0 {
			c.Add(i, index[state{x.own + 1, x.shocked}], float64(up)/s.MTTF)
		}
		if x.own > 0 {
			c.Add(i, index[state{x.own - 1, x.shocked}], float64(x.own)/s.MTTR)
		}
		if x.shocked > 0 {
			c.Add(i, index[state{x.own, x.shocked - 1}], float64(x.shocked)/s.MTTR)
			continue
		}
		for hit, p := range EqualUpCount(up, s.Hit) {
			if hit > 0 && p > 0 {
				c.Add(i, index[state{x.own, hit}], p/s.Quiet)
			}
		}
	}
	pmf := make([]float64, s.Members+1)
	for i, p := range c.Stationary() {
		pmf[s.Members-all[i].own-all[i].shocked] += p
	}
	return pmf
}
