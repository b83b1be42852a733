package book

import (
	"math"
	"slices"

	"nines/models"
)

// gates are those of all services.
type gates []gate

// A gate is a threshold on a whole number: nodes, units of throughput, or gates below it. A service is a tree of gates
// whose root says whether it is up, so that a change of one node costs the depth of the tree.
type gate struct {
	have, need int64
	parent     int32 // index of the gate that counts this one; -1 at a service's root
}

func (g *gate) open() bool { return g.have >= g.need }

// What a gate needs is known only when it is known what there is: a share of it, or more than half.
const (
	somePart     = 0
	moreThanHalf = -1
)

// layGates makes the gate of a rule for one domain and, below it, those of its nested rules.
func (p *Plan) layGates(s *service, r *models.Rule, domain models.ComponentID, parent int32) int32 {
	at := int32(len(p.gates))
	need := int64(max(r.Nodes, r.Domains))
	if r.Majority {
		need = moreThanHalf
	}
	p.gates = append(p.gates, gate{parent: parent, need: need})
	if r.Each == nil {
		s.gateOf[domain] = at
		s.depth = p.Topology.Domains[domain].Level
		s.byNodes = r.Share+r.Rate == 0 && !r.Demand
		return at
	}
	for c, d := range p.Topology.Domains {
		if d.Level == r.Depth && p.within(models.ComponentID(c), domain) {
			p.layGates(s, r.Each, models.ComponentID(c), at)
		}
	}
	return at
}

func (p *Plan) within(c, domain models.ComponentID) bool {
	d, outer := p.Topology.Domains[c], p.Topology.Domains[domain]
	return d.First >= outer.First && d.Last <= outer.Last
}

// fillGates counts the service's nodes into the leaf gates, says what gates need, and opens them upward, children
// before parents.
func (p *Plan) fillGates(s *service) {
	on := p.Services[len(p.services)].Classes
	for i, leaf := range p.Topology.Leaves {
		if !slices.Contains(on, int(leaf.Class)) {
			continue
		}
		g := &p.gates[s.gateOf[p.Topology.Above(int32(i), s.depth)]]
		if s.byNodes {
			g.have++
		} else {
			g.have += s.units[leaf.Class]
		}
	}
	p.needParts(s)
	for i := int32(len(p.gates)) - 1; i > s.own; i-- {
		if g := &p.gates[i]; g.open() {
			p.gates[g.parent].have++
		}
	}
}

// needParts sets the thresholds of gates that need a part of what there is: of a service's nodes or units in a domain,
// or of the domains where it has any. A domain in which the service has nothing installed cannot provide it.
func (p *Plan) needParts(s *service) {
	gates, rule := p.gates[s.own:], p.leafRule()
	there := make([]int64, len(gates))
	for i := len(gates) - 1; i >= 0; i-- {
		g := &gates[i]
		there[i] += g.have
		switch g.need {
		case somePart:
			g.need = p.needed(s, rule, g.have)
		case moreThanHalf:
			g.need = there[i]/2 + 1
		}
		if i > 0 && there[i] > 0 {
			there[g.parent-s.own]++
		}
	}
}

// needed is how many units a rule about throughput asks for of those that there are; of those that follow the demand,
// when it is at its lowest.
func (p *Plan) needed(s *service, rule *models.Rule, there int64) int64 {
	switch {
	case rule.Demand:
		return part(s.demand.Lowest(-float64(p.Time.Warmup), float64(p.Time.Horizon)) / s.perUnit)
	case rule.Rate > 0:
		return part(rule.Rate / s.perUnit)
	}
	return part(rule.Share * float64(there))
}

// part is a number of whole things, at least one, that make up a part of all. The allowance of one part in 10⁹ forgives
// the rounding of shares such as 70 % of 360 nodes, which must hold at exactly 252.
func part(of float64) int64 { return max(1, int64(math.Ceil(of*(1-1e-9)))) }

// leafRule is the innermost rule of the service that is being laid.
func (p *Plan) leafRule() *models.Rule {
	r := &p.Services[len(p.services)].Rule
	for r.Each != nil {
		r = r.Each
	}
	return r
}

func count(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// supply changes what a gate has and, where that opens or closes it, the gate that counts it, up to the root.
func (all gates) supply(g int32, by int64) {
	for g >= 0 && by != 0 {
		x := &all[g]
		was := x.open()
		x.have += by
		by = count(x.open()) - count(was)
		g = x.parent
	}
}

// ask changes what a gate needs and, where that opens or closes it, the gates that count it.
func (all gates) ask(g int32, need int64) {
	x := &all[g]
	was := x.open()
	x.need = need
	all.supply(x.parent, count(x.open())-count(was))
}
