package models

import "math"

// FirstFull is the class of a service whose nodes are the first to have more to do than they can as demand rises, while
// all are well and trusted, and the demand at which that is, in requests per second. Where balancers send every node
// the same, that is the slowest, however much is installed besides. Without a Splitter there is none: −1, and +Inf.
// Cost: O(nodes + classes).
func (b *Blueprint) FirstFull(service int) (class int, demand float64) {
	class, demand = -1, math.Inf(1)
	if b.Splitter == nil {
		return class, demand
	}
	nodes := b.Topology.ByClass()
	var groups []Group
	for _, c := range b.Services[service].Classes {
		if nodes[c] > 0 {
			like := &b.Classes[c]
			groups = append(groups, Group{Class: c, Nodes: nodes[c], Weight: like.Weight, Throughput: like.Throughput})
		}
	}
	shares := make([]float64, len(groups))
	if len(groups) > 0 {
		b.Splitter.Split(View{}, groups, shares)
	}
	for i, g := range groups {
		if full := g.Throughput * float64(g.Nodes) / shares[i]; shares[i] > 0 && full < demand {
			class, demand = g.Class, full
		}
	}
	return class, demand
}
