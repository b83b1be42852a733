package models

import (
	"slices"
)

// Shows is the symptom of a fault that strikes a fleet in which all is well, with the largest impact that it has on any
// of its targets, on average over whom it hits. It needs no preparation. Cost: O(nodes below the targets).
func (b *Blueprint) Shows(f *Fault) Symptom {
	x, total, most := f.Symptom, 0.0, 0.0
	for class, n := range b.Topology.ByClass() {
		total += float64(float64(n) * b.Classes[class].Throughput)
	}
	for _, target := range f.Targets {
		first, last := b.Topology.Span(target)
		lost := 0.0
		for _, leaf := range b.Topology.Leaves[first:last] {
			lost += b.Classes[leaf.Class].Throughput
		}
		if _, node := b.Topology.Leaf(target); !node {
			lost *= f.MeanHit(int(last-first)) / float64(last-first)
		}
		most = max(most, lost/max(total, 1e-300))
	}
	x.Impact = min(1, most*(1-x.Keeps()))
	return x
}

// Sight is the probability that a detector can notice a node that a fault hits, on a fleet in which all is well; 0
// where it stands on the wrong side of every cut. It needs no preparation. Cost: O(nodes).
func (b *Blueprint) Sight(f *Fault, w *Watch) float64 {
	x := b.Shows(f)
	if x.Effect == Partition {
		x.Loss = 1
		if !slices.ContainsFunc(f.Targets, func(c ComponentID) bool { return b.across(f, c, w.From) }) {
			return 0
		}
	}
	return w.Sees(x)
}

// across reports whether an observer stands where the cut between a target and the others shows.
func (b *Blueprint) across(f *Fault, target, place ComponentID) bool {
	if place == Fleet {
		return f.Peer == Fleet
	}
	return !b.Topology.Holds(target, place) && (f.Peer == Fleet || b.Topology.Holds(f.Peer, place))
}
