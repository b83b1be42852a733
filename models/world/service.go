package world

import (
	"fmt"
	"math"
	"slices"

	"nines/models"
)

// A gate is a threshold on a whole number: nodes, units of throughput, or gates below it. A service is a tree of gates
// whose root says whether it is up, so that a change of one node costs the depth of the tree.
type gate struct {
	have, need int64
	parent     int32 // index of the gate that counts this one; -1 at a service's root
}

func (g *gate) open() bool { return g.have >= g.need }

// servicePlan is a service ready for the hot path.
type servicePlan struct {
	root     int32
	depth    int     // of the domains that the leaf gates stand for
	gateOf   []int32 // by domain at that depth (component number); the leaf gate
	byNodes  bool    // leaf gates count nodes; otherwise units of throughput
	units    []int64 // by class: units of throughput of a healthy node, 0 where it is not of the service
	perUnit  float64 // requests per second in a unit
	allUnits int64   // installed
	allNodes int
}

// unitsInstalled is about how many units the whole of a service is divided into: enough for shares of 1e-12 and far
// from overflow. Whole units make sums exact: what is taken away and given back leaves nothing behind.
const unitsInstalled = 1 << 50

// planService lays the gates of one service behind those that exist and returns its plan.
func (b *Plan) planService(id int) error {
	s := &b.Services[id]
	p := servicePlan{units: make([]int64, len(b.Classes)), gateOf: make([]int32, len(b.Topology.Domains))}
	total := 0.0
	for _, c := range s.Classes {
		total += float64(b.plan.ofClass[c]) * b.Classes[c].Throughput
	}
	if total == 0 {
		return fmt.Errorf("service %s runs on no node that has a throughput", s.Name)
	}
	p.perUnit = total / unitsInstalled
	for _, c := range s.Classes {
		p.units[c] = int64(math.Round(b.Classes[c].Throughput / p.perUnit))
		p.allUnits += int64(b.plan.ofClass[c]) * p.units[c]
		p.allNodes += b.plan.ofClass[c]
	}
	p.root = b.layGates(&p, &s.Rule, models.Fleet, -1)
	b.fillGates(&p)
	b.plan.services = append(b.plan.services, p)
	if g := b.plan.gates[p.root]; !g.open() {
		return fmt.Errorf("service %s can never be up: %s", s.Name, b.shortfall(&p, &s.Rule))
	}
	return nil
}

// layGates makes the gate of a rule for one domain and, below it, those of its nested rules.
func (b *Plan) layGates(p *servicePlan, r *models.Rule, domain models.ComponentID, parent int32) int32 {
	at := int32(len(b.plan.gates))
	b.plan.gates = append(b.plan.gates, gate{parent: parent, need: int64(max(r.Nodes, r.Domains))})
	if r.Each == nil {
		p.gateOf[domain] = at
		p.depth = b.Topology.Domains[domain].Level
		p.byNodes = r.Nodes > 0
		return at
	}
	for c, d := range b.Topology.Domains {
		if d.Level == r.Depth && b.within(models.ComponentID(c), domain) {
			b.layGates(p, r.Each, models.ComponentID(c), at)
		}
	}
	return at
}

func (b *Plan) within(c, domain models.ComponentID) bool {
	d, outer := b.Topology.Domains[c], b.Topology.Domains[domain]
	return d.First >= outer.First && d.Last <= outer.Last
}

// fillGates counts the service's nodes into the leaf gates, turns shares into units, and opens gates upward, children
// before parents.
func (b *Plan) fillGates(p *servicePlan) {
	on := b.Services[len(b.plan.services)].Classes
	for i, leaf := range b.Topology.Leaves {
		if !slices.Contains(on, int(leaf.Class)) {
			continue
		}
		g := &b.plan.gates[p.gateOf[b.Topology.Above(int32(i), p.depth)]]
		if p.byNodes {
			g.have++
		} else {
			g.have += p.units[leaf.Class]
		}
	}
	if !p.byNodes {
		b.needShares(p)
	}
	for i := int32(len(b.plan.gates)) - 1; i > p.root; i-- {
		if g := &b.plan.gates[i]; g.open() {
			b.plan.gates[g.parent].have++
		}
	}
}

// needShares sets the threshold of every leaf gate to its share of what its domain has installed. A domain in which
// the service has nothing installed cannot provide it. The allowance of one part in 10⁹ forgives the rounding of
// shares such as 70 % of 360 nodes, which must hold at exactly 252.
func (b *Plan) needShares(p *servicePlan) {
	share := b.leafRule(p).Share
	for i := p.root; i < int32(len(b.plan.gates)); i++ {
		g := &b.plan.gates[i]
		if g.need == 0 {
			g.need = max(1, int64(math.Ceil(share*float64(g.have)*(1-1e-9))))
		}
	}
}

func (b *Plan) leafRule(p *servicePlan) *models.Rule {
	r := &b.Services[len(b.plan.services)].Rule
	for r.Each != nil {
		r = r.Each
	}
	return r
}

func (b *Plan) shortfall(p *servicePlan, r *models.Rule) string {
	switch {
	case r.Nodes > 0:
		return fmt.Sprintf("it asks for %d nodes and runs on %d", r.Nodes, p.allNodes)
	case r.Each != nil:
		g := b.plan.gates[p.root]
		return fmt.Sprintf("it asks for %d domains and at most %d can meet the condition", g.need, g.have)
	}
	return "it asks for more throughput than is installed"
}
