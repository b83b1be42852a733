package book

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"nines/models"
)

// needs is how services depend on each other. What a service needs is a tree of gates as well: its top counts the rule
// of its own nodes and each of its dependencies, so a service that turns costs the depth of those trees. Services have
// ranks such that each stands behind what it needs, unless they need each other in a circle. A set of services is a
// word with a bit for each rank.
type needs struct {
	order  []int16               // by rank: the service
	rank   []int8                // by service
	hard   [][]models.Dependency // by service: without these it is down
	soft   [][]models.Dependency // by service: without these it loses requests
	called []uint64              // by service: those that its requests fail with by their calls
	feeds  [][]int32             // by service: the gates that count it
	users  []uint64              // by service: those that need it directly, and not softly
	needed []bool                // by service: some other needs it, softly or not
	behind []uint64              // by service: those that are down without it, directly or through others
}

// planNeeds ranks the services, if any needs another or loses requests for what it needs of stores, and lists who needs
// whom.
func (p *Plan) planNeeds() error {
	if !slices.ContainsFunc(p.Services, func(s models.Service) bool { return len(s.Needs) > 0 || s.Backed() }) {
		return nil
	}
	n := len(p.Services)
	p.needs = &needs{
		rank: make([]int8, n), feeds: make([][]int32, n), users: make([]uint64, n), behind: make([]uint64, n),
		hard: make([][]models.Dependency, n), soft: make([][]models.Dependency, n), needed: make([]bool, n),
		called: make([]uint64, n),
	}
	seen := make([]bool, n)
	for s := range p.Services {
		p.needs.place(p.Services, s, seen)
	}
	for s := range p.Services {
		for _, c := range p.Services[s].Calls {
			if !c.Optional {
				p.needs.called[s] |= 1 << p.needs.rank[c.Service]
			}
		}
		for _, d := range p.Services[s].Needs {
			d.Each(func(needed int) { p.needs.needed[needed] = true })
			if d.Soft > 0 {
				p.needs.soft[s] = append(p.needs.soft[s], d)
				continue
			}
			p.needs.hard[s] = append(p.needs.hard[s], d)
			d.Each(func(needed int) { p.needs.users[needed] |= 1 << p.needs.rank[s] })
		}
	}
	for s := range p.Services {
		p.needs.behind[s] = p.needs.closure(p.needs.users[s], func(t int16) uint64 { return p.needs.users[t] })
	}
	return p.coldStart()
}

// place ranks a service behind what it needs; what it is about to be ranked behind already is a circle.
func (n *needs) place(all []models.Service, s int, seen []bool) {
	if seen[s] {
		return
	}
	seen[s] = true
	for i := range all[s].Needs {
		all[s].Needs[i].Each(func(needed int) { n.place(all, needed, seen) })
	}
	n.rank[s] = int8(len(n.order))
	n.order = append(n.order, int16(s))
}

// closure is a set of services with all that next leads to from any of them.
func (n *needs) closure(set uint64, next func(service int16) uint64) uint64 {
	for fresh := set; fresh != 0; {
		s := n.order[bits.TrailingZeros64(fresh)]
		fresh &= fresh - 1
		more := next(s) &^ set
		set, fresh = set|more, fresh|more
	}
	return set
}

// each visits the services of a set in the order of their ranks.
func (n *needs) each(set uint64, visit func(service int16)) {
	for ; set != 0; set &= set - 1 {
		visit(n.order[bits.TrailingZeros64(set)])
	}
}

func (n *needs) has(set uint64, service int) bool { return set>>n.rank[service]&1 > 0 }

// met reports whether a dependency is met by the services of a set.
func (n *needs) met(d *models.Dependency, up uint64) bool {
	if len(d.Of) == 0 {
		return n.has(up, d.Service)
	}
	left := d.AtLeast
	for i := range d.Of {
		if n.met(&d.Of[i], up) {
			left--
		}
	}
	return left <= 0
}

// allMet reports whether a service has all without which it is down.
func (n *needs) allMet(service int16, up uint64) bool {
	all := n.hard[service]
	for i := range all {
		if !n.met(&all[i], up) {
			return false
		}
	}
	return true
}

// coldStart makes sure that all services come up from nothing when all nodes are well: those that wait for each other
// would stay down for ever after an outage of one of them.
func (p *Plan) coldStart() error {
	up, all := p.needs.starting(func(int) bool { return true }), uint64(1)<<len(p.Services)-1
	if up == all {
		return nil
	}
	circle := p.circle(all &^ up)
	names := make([]string, len(circle))
	for i, s := range circle {
		names[i] = p.Services[s].Name
	}
	if len(circle) == 1 {
		return models.At("services."+names[0]+".needs", fmt.Errorf("service %s needs itself; take it out of its own "+
			"needs: it could never start", names[0]))
	}
	return models.At("services."+names[0]+".needs", fmt.Errorf(
		"services %s need each other: after an outage each would wait for the next for ever; "+
			"have one of them start without the others, as with {any: [%s, …]} and a service outside of the circle, "+
			"or with {service: %s, soft: 20%%}",
		strings.Join(append(names, names[0]), " → "), names[1], names[1]))
}

// starting is the set of services that come up from nothing when all nodes are well, of those that may.
func (n *needs) starting(may func(service int) bool) (up uint64) {
	for before := ^up; before != up; {
		before = up
		for s := range n.hard {
			if may(s) && n.allMet(int16(s), up) {
				up |= 1 << n.rank[s]
			}
		}
	}
	return up
}

// circle is a circle of services each of which waits for the next, among those that cannot start.
func (p *Plan) circle(waiting uint64) (path []int) {
	s := -1
	for i := range p.Services {
		if s < 0 && p.needs.has(waiting, i) {
			s = i
		}
	}
	for !slices.Contains(path, s) {
		path = append(path, s)
		next := -1
		for i := range p.needs.hard[s] {
			if d := &p.needs.hard[s][i]; !p.needs.met(d, ^waiting) {
				d.Each(func(needed int) {
					if next < 0 && p.needs.has(waiting, needed) {
						next = needed
					}
				})
			}
		}
		s = next
	}
	return path[slices.Index(path, s):]
}

// layTop makes the gate that counts without what a service is down, its own nodes as well, and those below it for what
// has alternatives; none for a service that is never down for another.
func (p *Plan) layTop(service int) int32 {
	if p.needs == nil || len(p.needs.hard[service]) == 0 && len(p.Services[service].Classes) > 0 {
		return none
	}
	all := p.needs.hard[service]
	top, parts := int32(len(p.gates)), int64(len(all))
	p.gates = append(p.gates, gate{parent: none, have: parts, need: parts + count(len(p.Services[service].Classes) > 0)})
	p.layNeeds(all, top)
	return top
}

func (p *Plan) layNeeds(all []models.Dependency, below int32) {
	for i := range all {
		d := &all[i]
		if len(d.Of) == 0 {
			p.needs.feeds[d.Service] = append(p.needs.feeds[d.Service], below)
			continue
		}
		at := int32(len(p.gates))
		p.gates = append(p.gates, gate{parent: below, have: int64(len(d.Of)), need: int64(d.AtLeast)})
		p.layNeeds(d.Of, at)
	}
}

// touched lists for each class the services that run on it, which are given, and those that need them.
func (n *needs) touched(onClass [][]int16) [][]int16 {
	all := make([][]int16, len(onClass))
	for c := range onClass {
		set := uint64(0)
		for _, s := range onClass[c] {
			set |= 1<<n.rank[s] | n.behind[s]
		}
		n.each(set, func(s int16) { all[c] = append(all[c], s) })
	}
	return all
}
