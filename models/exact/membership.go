package exact

// Membership is a log whose members fail by themselves and are repaired each by itself, all times exponential, and of
// which one that is down at a time is replaced by a node that is up, as long as a majority is. There is always such a
// node, and choosing and electing takes no time. Source: birth–death chain of the members that are down.
type Membership struct {
	Members     int
	MTTF, MTTR  float64
	Replacement float64 // mean time from a failure, or the end of the replacement before
}

// NoQuorum returns the share of the time in which no majority is up.
func (m Membership) NoQuorum() (share float64) {
	n, p, sum := m.Members, 1.0, 0.0
	for down := 0; ; down++ {
		if sum += p; n-down < n/2+1 {
			share += p
		}
		if down == n {
			return share / sum
		}
		back := float64(down+1) / m.MTTR
		if n-down-1 >= n/2+1 {
			back += 1 / m.Replacement
		}
		p *= float64(n-down) / m.MTTF / back
	}
}
