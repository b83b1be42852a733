package book

import (
	"fmt"
	"slices"
)

// checkGains: what each cure would give in every gate follows from the holds on the nodes that it takes away.
func (b *Book) checkGains(nodes []Node) error {
	want := make([]int64, len(b.gains))
	for i := range nodes {
		n := &nodes[i]
		for c := range b.plan.cures.all {
			for _, id := range b.plan.onClass[n.Class] {
				g := b.plan.services[id].gateOf[b.plan.Topology.Above(int32(i), b.plan.services[id].depth)]
				want[int(g)*len(b.plan.cures.all)+c] += n.Serves * b.plan.gained(id, n, 1<<c)
			}
		}
	}
	if !slices.Equal(want, b.gains) {
		return fmt.Errorf("cures would give %d by gate, counted %d", want, b.gains)
	}
	return nil
}

// gained is what a node would be worth more to a service with a cure.
func (p *Plan) gained(service int16, n *Node, cure uint64) int64 {
	cured := Level{Up: true, Reach: 1}
	for _, h := range n.Holds {
		switch {
		case h.Cured&cure != 0:
		case h.Downs:
			cured = Level{}
		default:
			cured.Reach *= h.Keeps
		}
	}
	if s := &p.services[service]; !s.byNodes {
		return Part(s.units[n.Class], cured.Reach) - Part(s.units[n.Class], n.Level.Reach)
	}
	return count(cured.Up) - count(n.Level.Up)
}
