package exact

// Sides is members in zones, each of which is cut off from all others for a part of the time, by itself, as each member
// is down by itself. Zones that are cut off are on their own, all others are together. Source: a sum over which zones
// are cut off, of binomials. Cost: 2^zones · members².
type Sides struct {
	Members []int   // of each zone
	Up      float64 // share of the time in which a member is, in [0, 1]
	Joined  float64 // share of the time in which a zone is not cut off, in [0, 1]
}

// Some returns the probability that so many members or more are up on one side; more than half of all.
func (s Sides) Some(need int) float64 {
	return s.over(func(joined uint) (p float64) {
		together := 0
		for z, n := range s.Members {
			if joined>>z&1 == 1 {
				together += n
			} else {
				p += s.atLeast(need, n)
			}
		}
		return p + s.atLeast(need, together)
	})
}

// From returns the probability that so many members or more are up on the side of a zone.
func (s Sides) From(zone, need int) float64 {
	return s.over(func(joined uint) float64 {
		if joined>>zone&1 == 0 {
			return s.atLeast(need, s.Members[zone])
		}
		together := 0
		for z, n := range s.Members {
			if joined>>z&1 == 1 {
				together += n
			}
		}
		return s.atLeast(need, together)
	})
}

// over is the mean of a function of which zones are joined.
func (s Sides) over(of func(joined uint) float64) float64 {
	cut := TwoState{MTTF: s.Joined, MTTR: 1 - s.Joined}
	parts := make([]TwoState, len(s.Members))
	for z := range parts {
		parts[z] = cut
	}
	return Structure{Parts: parts}.Mean(of)
}

// atLeast is the probability that so many of n members are up.
func (s Sides) atLeast(need, n int) float64 {
	if need > n {
		return 0
	}
	return 1 - Below(EqualUpCount(n, s.Up), need)
}
