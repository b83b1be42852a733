package fleet

import (
	"slices"

	"nines/models"
)

// Which messages pass between nodes. A partition loses those between the nodes that it holds and all others or, where
// its fault has a Peer, the nodes of that alone; what is cut off stays together. Open partitions are few, and where
// there is none nothing is asked.

// cuts reports whether a case is a partition that loses all messages; one of a record may lose some requests only.
func (f *Fleet) cuts(x *Case) bool {
	return x.kind == Genuine && x.symptom.Effect == models.Partition &&
		(x.symptom.TakesDown() || f.FaultOf(x).Peer != models.Fleet)
}

// openCut and closeCut keep the list of partitions that are felt.
func (f *Fleet) openCut(id int32) {
	if f.cuts(&f.cases.Items[id]) {
		f.partitions, f.news.cut = append(f.partitions, id), true
	}
}

func (f *Fleet) closeCut(id int32) {
	if i := slices.Index(f.partitions, id); i >= 0 {
		f.partitions, f.news.cut = slices.Delete(f.partitions, i, i+1), true
	}
}

// Recut reports whether messages pass otherwise than before the event.
func (f *Fleet) Recut() bool { return f.news.cut }

// Passes reports whether a message from one node gets to another, if both run. Cost: O(open partitions).
func (f *Fleet) Passes(from, to int32) bool { return f.Divides(from, to) == None }

// Divides is the latest case in the way of a message; None if it gets there.
func (f *Fleet) Divides(from, to int32) int32 {
	for _, id := range slices.Backward(f.partitions) {
		if f.loses(&f.cases.Items[id], from, to) {
			return id
		}
	}
	return None
}

// Reaches reports whether requests of users at a place get to a node and answers back. Cost: O(holds on it + open
// partitions).
func (f *Fleet) Reaches(place models.ComponentID, leaf int32) bool {
	if runs, _ := f.Running(leaf); !runs {
		return false
	}
	for _, id := range f.partitions {
		x := &f.cases.Items[id]
		peer := f.FaultOf(x).Peer
		switch inside, held := f.Inside(x, place), f.Grips(x, leaf); {
		case inside == held:
		case peer == models.Fleet, held && f.Topology.Holds(peer, place),
			inside && f.Topology.Holds(peer, f.Topology.Node(leaf)):
			return false
		}
	}
	return true
}

// Inside reports whether who stands at some place is cut off together with the nodes of a case.
func (f *Fleet) Inside(x *Case, place models.ComponentID) bool {
	if place == models.Fleet || x.whole {
		return place != models.Fleet && f.Topology.Holds(x.where, place)
	}
	leaf, ok := f.Topology.Leaf(place)
	return ok && f.Grips(x, leaf)
}

// loses reports whether a partition loses a message.
func (f *Fleet) loses(x *Case, from, to int32) bool {
	inward, outward := f.Grips(x, to), f.Grips(x, from)
	if inward == outward || inward && x.symptom.Cut == models.Outbound || outward && x.symptom.Cut == models.Inbound {
		return false
	}
	outside := from
	if outward {
		outside = to
	}
	first, last := f.Topology.Span(f.FaultOf(x).Peer)
	return first <= outside && outside < last
}

// Joined is the set of cures with which a message that is lost would get there, one bit each in the order of Cures.
func (f *Fleet) Joined(from, to int32) uint64 {
	cured := ^uint64(0)
	for _, id := range f.partitions {
		if x := &f.cases.Items[id]; f.loses(x, from, to) {
			cured &= f.curedBy(x)
		}
	}
	return cured
}

// Running reports whether a node runs, whoever it may be cut off from, and how many times longer its work takes.
func (f *Fleet) Running(leaf int32) (runs bool, slow float64) {
	slow = 1
	for h := f.nodes[leaf].holds; h != None; h = f.holds.Items[h].onNode {
		if f.stops(h) {
			return false, 1
		}
		slow *= f.SymptomOf(h).Pace()
	}
	return true, slow
}

// stops reports whether the node of a hold does not run because of it.
func (f *Fleet) stops(h int32) bool { return f.fells(h) && f.SymptomOf(h).Effect != models.Partition }

// fells reports whether the node of a hold is down because of it.
func (f *Fleet) fells(h int32) bool { return f.holds.Items[h].downs }

// Stops is the case that keeps a node from running, the latest if there are several; None where it runs.
func (f *Fleet) Stops(leaf int32) int32 { return f.latest(leaf, f.stops) }

// Fells is the case that takes a node down, the latest if there are several; None where it is up.
func (f *Fleet) Fells(leaf int32) int32 { return f.latest(leaf, f.fells) }

// Keeps is the case that has kept a node down for longest, of those that take it down now; None where it is up.
func (f *Fleet) Keeps(leaf int32) int32 {
	for h := f.nodes[leaf].holds; h != None; h = f.holds.Items[h].onNode {
		if f.fells(h) {
			return f.holds.Items[h].of
		}
	}
	return None
}

func (f *Fleet) latest(leaf int32, grips func(h int32) bool) (id int32) {
	id = None
	for h := f.nodes[leaf].holds; h != None; h = f.holds.Items[h].onNode {
		if grips(h) {
			id = f.holds.Items[h].of
		}
	}
	return id
}

// Revived is the set of cures with which a node that does not run would, one bit each in the order of Cures.
func (f *Fleet) Revived(leaf int32) uint64 { return f.without(leaf, f.stops) }

// Freed is the set of cures with which a node that is down would be up, one bit each in the order of Cures.
func (f *Fleet) Freed(leaf int32) uint64 { return f.without(leaf, f.fells) }

func (f *Fleet) without(leaf int32, grips func(h int32) bool) uint64 {
	cured := ^uint64(0)
	for h := f.nodes[leaf].holds; h != None; h = f.holds.Items[h].onNode {
		if grips(h) {
			cured &= f.curedBy(&f.cases.Items[f.holds.Items[h].of])
		}
	}
	return cured
}
