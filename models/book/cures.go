package book

import (
	"math/bits"

	"nines/models"
)

// What the downtime would be without one thing that fails, all else as it is. For each cure the book keeps what nodes
// would have more in each gate if it held none of them, which costs no more than to know who holds a node. Only while a
// service is down it is asked whether that would be enough: one that is up is up with less wrong, too.

// cures is what is derived of them.
type cures struct {
	all         []models.Cure
	ofCause     []uint64 // by cause: a set
	ofComponent []int8   // by component: the number of its cure; -1 where it has none
	worth       []bool   // by service: it is told what cures are worth to it
}

// mostGained bounds the table of what cures give: beyond, of very many domains, they are not told apart.
const mostGained = 1 << 20

func (p *Plan) planCures() {
	all := p.Blueprint.Cures()
	if len(all)*len(p.gates) > mostGained {
		return
	}
	c := &p.cures
	c.all, c.ofCause = all, make([]uint64, len(p.Faults)+1)
	c.ofComponent = make([]int8, p.Topology.Components())
	for i := range c.ofComponent {
		c.ofComponent[i] = -1
	}
	for i, x := range all {
		switch x.Of {
		case models.CuredFault:
			c.ofCause[x.Which] |= 1 << i
		case models.CuredComponent:
			c.ofComponent[x.Which] = int8(i)
		}
	}
	for f := range p.Faults {
		set, ok := p.SetOf(f)
		for i, x := range all {
			if ok && x == set {
				c.ofCause[f] |= 1 << i
			}
		}
	}
	for s := range p.Services {
		c.worth = append(c.worth, p.Curable(s))
	}
}

// CuredEverywhere is the set of cures that keep a cause from holding anybody, a bit each in the order of Cures.
func (p *Plan) CuredEverywhere(cause int) uint64 {
	if len(p.cures.all) == 0 {
		return 0
	}
	return p.cures.ofCause[cause]
}

// CuredOn is the set of those that keep what it does to one component from holding anybody.
func (p *Plan) CuredOn(cause int, component models.ComponentID) uint64 {
	set := p.CuredEverywhere(cause)
	if p.Tells() && p.cures.ofComponent[component] >= 0 {
		set |= 1 << p.cures.ofComponent[component]
	}
	return set
}

// Tells reports whether what cures are worth is told.
func (p *Plan) Tells() bool { return len(p.cures.all) > 0 }

// Gain adds to what a cure would give: a node, which serves for so many, would be better where it is worse now. What
// runs on its class and is down has been settled up to now.
func (b *Book) Gain(cure int, leaf int32, class int16, worse, better Level, times int64) {
	b.stale = true
	for _, id := range b.plan.onClass[class] {
		p := &b.plan.services[id]
		gained := count(better.Up) - count(worse.Up)
		if !p.byNodes {
			gained = Part(p.units[class], better.Reach) - Part(p.units[class], worse.Reach)
		}
		g := p.gateOf[b.plan.Topology.Above(leaf, p.depth)]
		b.gains[int(g)*len(b.plan.cures.all)+cure] += times * gained
	}
}

// bookCures books downtime of a service to every cure without which it would not have been.
func (b *Book) bookCures(service int16, o *models.ServiceOutcome, downtime float64) {
	if downtime == 0 || !b.plan.Tells() || !b.plan.cures.worth[service] {
		return
	}
	for set := b.savedBy(service); set != 0; set &= set - 1 {
		o.Saved[bits.TrailingZeros64(set)] += downtime
	}
}

// savedBy is the set of cures with which a service that is down would be up. Cost: O(cures × gates of services that are
// shut), once after each change.
func (b *Book) savedBy(service int16) uint64 {
	if b.stale {
		b.stale = false
		clear(b.saved)
		for c := range b.plan.cures.all {
			b.save(c)
		}
	}
	return b.saved[service]
}

// save notes which services that are down would be up with a cure.
func (b *Book) save(cure int) {
	opened := false
	for s := range b.services {
		x := &b.services[s]
		x.opens = b.shut(int16(s)) && b.opens(int16(s), cure)
		opened = opened || x.opens
	}
	if !opened {
		return
	}
	if b.plan.needs == nil {
		for s := range b.services {
			b.saved[s] |= uint64(count(b.services[s].opens)) << cure
		}
		return
	}
	was := b.ups()
	up := b.plan.needs.rising(was, func(s int16) bool { return !b.shut(s) || b.services[s].opens })
	b.plan.needs.each(up&^was, func(s int16) { b.saved[s] |= 1 << cure })
}

// opens reports whether a service that is shut would not be with a cure.
func (b *Book) opens(service int16, cure int) bool {
	p, all := &b.plan.services[service], len(b.plan.cures.all)
	if b.services[service].suspended > b.freed[int(service)*all+cure] {
		return false
	}
	if p.own == none || b.gates[p.own].open() {
		return true
	}
	for g := p.end - 1; g >= p.own; g-- {
		x, more := &b.gates[g], b.gains[int(g)*all+cure]+b.more[g]
		b.more[g] = 0
		switch {
		case x.open() || x.have+more < x.need:
		case g == p.own:
			return true
		default:
			b.more[x.parent]++
		}
	}
	return false
}

// rising is a set of services that are up with those that come up as well, of those that may.
func (n *needs) rising(up uint64, may func(service int16) bool) uint64 {
	for before := ^up; before != up; {
		before = up
		for r, s := range n.order {
			if up>>r&1 == 0 && may(s) && n.allMet(s, up) {
				up |= 1 << r
			}
		}
	}
	return up
}
