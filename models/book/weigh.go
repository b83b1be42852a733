package book

import (
	"nines/models"
	"nines/sim"
)

// What the states of services come to for those that need them: which share of its requests each loses for what it
// needs, and on which others its own state hinges.

// stand is the state of all services, in sets.
type stand struct{ up, shut uint64 }

func (b *Book) stand() (x stand) {
	x.up = b.ups()
	for s := range b.services {
		if b.shut(int16(s)) {
			x.shut |= 1 << b.plan.needs.rank[s]
		}
	}
	return x
}

// weigh follows a change of which services are up, or would be by themselves. What changes has been settled up to now.
// Cost: O(services × what they need), where that has changed.
func (b *Book) weigh(now sim.Time) {
	x := b.stand()
	if x == b.stood {
		return
	}
	n, fresh := b.plan.needs, x.up^b.stood.up // who serves otherwise than before
	b.stood = x
	hinges := n.hinges(x)
	for r, id := range n.order {
		s, loses := &b.services[id], 0.0
		if s.passes = b.passing(id); !s.down {
			loses = 1 - s.passes
		}
		if loses == s.loses && hinges[r] == s.hinges {
			continue
		}
		b.settleService(int(id), now)
		if loses != s.loses && !s.down {
			b.turns = append(b.turns, Turn{Service: int(id), Through: b.missing(id, fresh), Softly: true,
				Loses: loses})
			fresh |= 1 << r
		}
		s.loses, s.hinges = loses, hinges[r]
	}
}

// passing is the share of a service's requests that all it needs lets through, independently of each other.
func (b *Book) passing(service int16) float64 {
	n, share := b.plan.needs, 1.0
	for i := range n.hard[service] {
		share *= b.serving(&n.hard[service][i], n.rank[service])
	}
	for i := range n.soft[service] {
		d := &n.soft[service][i]
		share *= 1 - float64(d.Soft*(1-b.serving(d, n.rank[service])))
	}
	return share
}

// serving is the share of requests that a dependency of the service of a rank serves: of alternatives, the best serve,
// as many as are needed. In a circle, what stands behind the service serves all requests or none.
func (b *Book) serving(d *models.Dependency, rank int8) float64 {
	if len(d.Of) == 0 {
		s := &b.services[d.Service]
		switch {
		case b.plan.needs.rank[d.Service] >= rank:
			return float64(count(!s.down))
		case b.shut(int16(d.Service)):
			return 0
		}
		return s.passes
	}
	var shares [models.MaxServices]float64
	for i := range d.Of {
		shares[i] = b.serving(&d.Of[i], rank)
	}
	all := 1.0
	for range d.AtLeast {
		best := 0
		for i := range d.Of {
			if shares[i] > shares[best] {
				best = i
			}
		}
		all *= max(0, shares[best])
		shares[best] = -1
	}
	return all
}

// missing is a service that one needs and that does not serve all requests, one that is fresh where there is any; −1
// where there is none.
func (b *Book) missing(service int16, fresh uint64) int {
	n, found := b.plan.needs, -1
	for _, all := range [...][]models.Dependency{n.soft[service], n.hard[service]} {
		for i := range all {
			if b.serving(&all[i], n.rank[service]) == 1 {
				continue
			}
			all[i].Each(func(needed int) {
				s := &b.services[needed]
				if (s.down || s.loses > 0) && (found < 0 || n.has(fresh, needed) && !n.has(fresh, found)) {
					found = needed
				}
			})
		}
	}
	return found
}

// hinges is, by rank, the set of services on which the state of each hinges: it would be up if that one were, and down
// if that one were not, all else being as it is.
func (n *needs) hinges(x stand) (sets [models.MaxServices]uint64) {
	for r, id := range n.order {
		if n.users[id] == 0 {
			continue
		}
		bit := uint64(1) << r
		n.each(n.forced(x, bit, bit)&^n.forced(x, bit, 0)&^bit, func(s int16) { sets[n.rank[s]] |= bit })
	}
	return sets
}

// forced is the set of services that would be up if those of a set were in a state whatever happens to them. What
// closes a circle of needs is taken as it stands.
func (n *needs) forced(x stand, set, state uint64) uint64 {
	up := x.up
	for r, id := range n.order {
		bit := uint64(1) << r
		up &^= bit
		if set&bit > 0 && state&bit > 0 || set&bit == 0 && x.shut&bit == 0 && n.allMet(id, up) {
			up |= bit
		}
	}
	return up
}
