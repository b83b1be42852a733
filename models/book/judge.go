package book

import (
	"math/bits"

	"nines/models"
	"nines/sim"
)

// Judge takes a service down or up as its rule and what suspends it demand, and begins or ends an outage that counts;
// those that need it follow. It has been settled up to now, and so have those of them that are down; whoever Asks has
// been told.
func (b *Book) Judge(service int16, now sim.Time, cause Cause) {
	if b.plan.needs != nil {
		b.judgeAll(service, now, cause)
		return
	}
	s, down := &b.services[service], b.falls(service)
	if out := down && b.answersFor(service); out != s.out || down != s.down {
		b.turn(service, down, out, int16(none), now, cause)
	}
}

// judgeAll judges a service and those that need it, as far as that makes a difference to them, each after what it
// needs. In a circle of needs some are judged again: since all only go down, or all only come up, that ends.
func (b *Book) judgeAll(service int16, now sim.Time, cause Cause) {
	n := b.plan.needs
	var through [models.MaxServices]int16 // by rank: whose turn it follows
	through[n.rank[service]] = int16(none)
	for open := uint64(1) << n.rank[service]; open != 0; {
		r := bits.TrailingZeros64(open)
		open &^= 1 << r
		id := n.order[r]
		s, down := &b.services[id], b.falls(id)
		turned, out := down != s.down, down && b.counts(id)
		if turned {
			b.feed(id, 1-2*count(down))
		}
		if !turned && out == s.out {
			continue
		}
		b.settleService(int(id), now)
		b.turn(id, down, out, through[r], now, cause)
		for fresh := n.users[id] &^ open; fresh != 0; fresh &= fresh - 1 {
			through[bits.TrailingZeros64(fresh)] = id
		}
		open |= n.users[id]
	}
	b.weigh(now)
}

// feed has the gates that count a service count it, or no longer.
func (b *Book) feed(service int16, by int64) {
	for _, g := range b.plan.needs.feeds[service] {
		b.gates.supply(g, by)
	}
}

// turn takes a service down or up, and into an outage that counts or out of it, because another one turned or by
// itself.
func (b *Book) turn(service int16, down, out bool, through int16, now sim.Time, cause Cause) {
	s := &b.services[service]
	if out != s.out {
		b.turnOut(int(service), out, now, cause)
		s.out = out
	}
	if down != s.down {
		s.down, b.stale = down, true
		b.turns = append(b.turns, Turn{Service: int(service), Down: down, Through: int(through)})
	}
}

// counts reports whether a service that is down is down for a cause that counts: its own, or that of one for which it
// waits, directly or through others.
func (b *Book) counts(service int16) bool {
	if b.plan.uncounted == nil {
		return true
	}
	n, up, counts := b.plan.needs, b.ups(), false
	up &^= 1 << n.rank[service]
	all := n.closure(1<<n.rank[service], func(s int16) uint64 { return b.awaits(s, up) })
	n.each(all, func(s int16) { counts = counts || b.shut(s) && b.answersFor(s) })
	return counts
}

// awaits is the set of services for which one that is down waits: those that are down of each dependency that is not
// met.
func (b *Book) awaits(service int16, up uint64) (set uint64) {
	all := b.plan.needs.hard[service]
	for i := range all {
		set |= b.plan.needs.unmet(&all[i], up)
	}
	return set
}

// unmet is the set of services that are down of a dependency that is not met; none of one that is.
func (n *needs) unmet(d *models.Dependency, up uint64) (set uint64) {
	switch {
	case n.met(d, up):
		return 0
	case len(d.Of) == 0:
		return 1 << n.rank[d.Service]
	}
	for i := range d.Of {
		set |= n.unmet(&d.Of[i], up)
	}
	return set
}
