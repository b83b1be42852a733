package models

import (
	"slices"
)

// Shows is the symptom of a fault that strikes a fleet in which all is well, with the largest impact that it has on any
// of its targets, on average over whom it hits. It needs no preparation. Cost: O(targets).
func (b *Blueprint) Shows(f *Fault) Symptom {
	x, total, most := f.Symptom, 0.0, 0.0
	for _, level := range b.Topology.Levels[len(b.Topology.Levels)-1:] {
		for _, c := range level.Classes {
			total += float64(c.Count) * b.Classes[c.Class].Throughput
		}
	}
	total *= float64(len(b.Topology.Leaves)) / float64(b.Topology.Levels[len(b.Topology.Levels)-1].Count)
	for _, target := range f.Targets {
		if i, leaf := b.Topology.Leaf(target); leaf {
			most = max(most, b.Classes[b.Topology.Leaves[i].Class].Throughput/max(total, 1e-300))
		} else { // domains of a level are made alike
			first, last := b.Topology.Span(target)
			most = max(most, f.Hits*float64(last-first)/float64(len(b.Topology.Leaves)))
		}
	}
	x.Impact = min(1, most*(1-x.Keeps()))
	return x
}

// Sight is the probability that a detector can notice a node that a fault hits, on a fleet in which all is well; 0
// where it stands on the wrong side of every cut. It needs no preparation. Cost: O(targets).
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
