package world

import (
	"slices"

	"nines/models"
	"nines/sim"
	"nines/sim/rng"
)

// A partition cuts messages between the nodes that it holds and everybody else or, where its fault has a Peer, the
// nodes of that domain alone. What is cut off stays together. An observer outside loses sight of the nodes held, which
// is a suspicion with cause: their incident shows to it. An observer placed inside sees those, and loses sight of all
// others: it is severed from them, suspects them without cause, and is mistaken until the partition is over. Observers
// stand in a network, not on its machines: nothing else befalls them.

// inside reports whether an observer at some place is cut off together with the nodes of an incident.
func (w *World) inside(id int32, place models.ComponentID) bool {
	if x := &w.incidents[id]; place == models.Fleet || x.whole {
		return place != models.Fleet && w.Topology.Holds(x.where, place)
	}
	leaf, ok := w.Topology.Leaf(place)
	return ok && w.gripped(id, leaf)
}

// gripped reports whether an incident holds a node.
func (w *World) gripped(id, leaf int32) bool {
	for h := w.nodes[leaf].holds; h != none; h = w.holds[h].onNode {
		if w.holds[h].incident == id && !w.holds[h].work {
			return true
		}
	}
	return false
}

// beholds reports whether a detector stands where a hold can show to it.
func (w *World) beholds(h int32, watch int) bool {
	x := &w.incidents[w.holds[h].incident]
	if x.symptom.Effect != models.Partition || w.holds[h].work {
		return true
	}
	place, peer := w.Watches[watch].From, w.faultOf(x).Peer
	if w.inside(w.holds[h].incident, place) {
		return false
	}
	return peer == models.Fleet || place != models.Fleet && w.Topology.Holds(peer, place)
}

// sever has the observers that an incident cuts off lose sight of all others (by 1), or find them again (−1). Cost:
// O(nodes that they cannot see) where there are such observers, else O(detectors).
func (w *World) sever(id, by int32) {
	x := &w.incidents[id]
	if !w.plan.placed || x.symptom.Effect != models.Partition || x.kind != genuine {
		return
	}
	if by > 0 {
		w.cuts = append(w.cuts, id)
	} else {
		at := slices.Index(w.cuts, id)
		w.cuts = slices.Delete(w.cuts, at, at+1)
	}
	first, last := w.Topology.Span(w.faultOf(x).Peer)
	for d := range w.Watches {
		if !w.inside(id, w.Watches[d].From) {
			continue
		}
		for leaf := first; leaf < last; leaf++ {
			switch {
			case !w.severs(id, leaf, d):
			case by > 0:
				w.lose(id, leaf, d)
			default:
				w.find(leaf, d)
			}
		}
	}
}

// severs reports whether a partition lets an observer lose sight of a node, and the observer notice it; asked again, it
// answers the same.
func (w *World) severs(id, leaf int32, watch int) bool {
	x := &w.incidents[id]
	first, last := w.Topology.Span(w.faultOf(x).Peer)
	if leaf < first || leaf >= last || !w.inside(id, w.Watches[watch].From) || w.gripped(id, leaf) {
		return false
	}
	sees := w.Watches[watch].Sees(fromInside(x.symptom))
	if sees > 0 && sees < 1 {
		return w.askSevered(forSight, id, leaf, watch).happens(sees)
	}
	return sees > 0
}

// fromInside is what a partition shows of those outside to those inside: what cannot enter, for one, is all that they
// would hear from there.
func fromInside(x models.Symptom) models.Symptom {
	x.Loss = 1
	switch x.Cut {
	case models.Inbound:
		x.Cut = models.Outbound
	case models.Outbound:
		x.Cut = models.Inbound
	}
	return x
}

func (w *World) askSevered(purpose rng.Purpose, id, leaf int32, watch int) *draws {
	x := &w.incidents[id]
	return w.draws.ask(purpose, rng.Child(w.entityOf(x), w.watcher(leaf, watch)), x.count, 0)
}

// lose starts an observer's clock for a node that it is severed from.
func (w *World) lose(id, leaf int32, watch int) {
	b := w.believed(leaf, watch)
	b.severed++
	switch {
	case b.suspected && b.visible > 0:
		return
	case b.suspected: // by mistake, or trust would have returned: now it does not
		w.calendar.Cancel(&b.timer)
		w.beginMistake(b, watch)
		return
	case b.visible+b.severed == 1:
		w.calendar.Cancel(&b.timer) // the mistake that will not happen now
	case w.cutElsewhere(leaf, watch, 1):
		return
	}
	if delay := w.severedFor(id, leaf, watch); delay > 0 {
		w.awaitSooner(leaf, watch, delay)
	} else {
		w.calendar.Cancel(&b.timer)
		w.err(leaf, watch)
	}
}

// severedFor is how long it takes an observer to suspect a node that it is severed from.
func (w *World) severedFor(id, leaf int32, watch int) sim.Duration {
	x := fromInside(w.incidents[id].symptom)
	return w.askSevered(forDelay, id, leaf, watch).wait(w.Watches[watch].Delay(x))
}

// cutElsewhere reports whether an observer and a node are severed in another way: by more cuts than the one that is
// asked about (ours 1, for a hold 0), or by a partition that holds the node.
func (w *World) cutElsewhere(leaf int32, watch int, ours int32) bool {
	if w.believed(leaf, watch).severed > ours {
		return true
	}
	for h := w.nodes[leaf].holds; ours > 0 && h != none; h = w.holds[h].onNode {
		if w.holds[h].seen&(1<<watch) != 0 && w.symptomOf(h).Effect == models.Partition {
			return true
		}
	}
	return false
}

// find ends one severance between an observer and a node.
func (w *World) find(leaf int32, watch int) {
	b := w.believed(leaf, watch)
	b.severed--
	switch {
	case b.visible+b.severed == 0:
		w.clear(leaf, watch)
	case !b.suspected && !w.cutElsewhere(leaf, watch, 0):
		w.reconsider(leaf, watch)
	}
}

// reconsiderCuts is the part of reconsider that is about severances.
func (w *World) reconsiderCuts(leaf int32, watch int) {
	if w.believed(leaf, watch).severed == 0 {
		return
	}
	for _, id := range w.cuts {
		if w.severs(id, leaf, watch) {
			due := w.book.Onset(id) + sim.Time(w.severedFor(id, leaf, watch))
			w.awaitSooner(leaf, watch, sim.Duration(max(0, due-w.now())))
		}
	}
}
