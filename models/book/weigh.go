package book

import (
	"slices"

	"nines/models"
	"nines/sim"
)

// What the states of services come to for those that need them: which share of its requests each loses for what it
// needs, and how much of them hinges on each other one.

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
// Cost: O(services² × what they need), where that has changed.
func (b *Book) weigh(now sim.Time) {
	if x := b.stand(); x != b.stood {
		b.weighAll(x, now)
	}
}

// Keep says which share of the requests of a service find what they need in stores.
func (b *Book) Keep(service int16, share float64, now sim.Time) {
	b.services[service].keeps = share // which is weighed, and what was booked with it before, by weighAll
	b.weighAll(b.stand(), now)
}

func (b *Book) weighAll(x stand, now sim.Time) {
	n, fresh := b.plan.needs, x.up^b.stood.up // who serves otherwise than before
	b.stood = x
	served := b.served(x, none, 0)
	b.imagine(x)
	for r, id := range n.order {
		s, loses := &b.services[id], 0.0
		s.passes = b.passing(id, &served, n.called[id])
		if !s.down {
			loses = 1 - b.passing(id, &served, 0)
		}
		if loses == s.loses && slices.Equal(b.row(b.imagined, id), b.row(b.hinges, id)) {
			continue
		}
		b.settleService(int(id), now)
		if loses != s.loses && !s.down {
			b.turns = append(b.turns, Turn{Service: int(id), Through: b.missing(id, fresh, &served), Softly: true,
				Loses: loses})
			fresh |= 1 << r
		}
		s.loses = loses
		copy(b.row(b.hinges, id), b.row(b.imagined, id))
	}
}

// served is, by rank, the share of its requests that each service serves if that of one rank, unless it is none, serves
// a share of them whatever happens to it, all else being as it is. What closes a circle of needs is taken as it stands:
// it serves all or none.
func (b *Book) served(x stand, one int32, share float64) (served shares) {
	n := b.plan.needs
	for r := range n.order {
		served[r] = float64(x.up >> r & 1)
	}
	for r, id := range n.order {
		switch {
		case int32(r) == one:
			served[r] = share
		case x.shut>>r&1 > 0:
			served[r] = 0
		default:
			served[r] = b.passing(id, &served, 0)
		}
	}
	return served
}

// passing is the share of a service's requests that stores and all it needs let through, independently of each other,
// without some services.
func (b *Book) passing(service int16, served *shares, without uint64) float64 {
	n, share := b.plan.needs, b.services[service].keeps
	for i := range n.hard[service] {
		if d := &n.hard[service][i]; !n.names(d, without) {
			share *= n.serving(d, served)
		}
	}
	for i := range n.soft[service] {
		if d := &n.soft[service][i]; !n.names(d, without) {
			share *= 1 - float64(d.Soft*(1-n.serving(d, served)))
		}
	}
	return share
}

// names reports whether a dependency is one on a service of a set.
func (n *needs) names(d *models.Dependency, set uint64) bool {
	return len(d.Of) == 0 && n.has(set, d.Service)
}

// serving is the share of requests that a dependency serves: of alternatives, the best serve, as many as are needed.
func (n *needs) serving(d *models.Dependency, served *shares) float64 {
	if len(d.Of) == 0 {
		return served[n.rank[d.Service]]
	}
	var of shares
	for i := range d.Of {
		of[i] = n.serving(&d.Of[i], served)
	}
	all := 1.0
	for range d.AtLeast {
		best := 0
		for i := range d.Of {
			if of[i] > of[best] {
				best = i
			}
		}
		all *= max(0, of[best])
		of[best] = -1
	}
	return all
}

// missing is a service that one needs and that does not serve all requests, one that is fresh where there is any; −1
// where there is none.
func (b *Book) missing(service int16, fresh uint64, served *shares) int {
	n, found := b.plan.needs, -1
	for _, all := range [...][]models.Dependency{n.soft[service], n.hard[service]} {
		for i := range all {
			if n.serving(&all[i], served) == 1 {
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

// imagine fills in how much of the requests of each service hinges on each other one: what would be served if that one
// were up and well, less what would be if it were down, all else being as it is.
func (b *Book) imagine(x stand) {
	n := b.plan.needs
	for r, on := range n.order {
		if !n.needed[on] {
			continue
		}
		well, down := b.served(x, int32(r), 1), b.served(x, int32(r), 0)
		for q, id := range n.order {
			if q != r {
				b.row(b.imagined, id)[on] = well[q] - down[q]
			}
		}
	}
}
