package sight

import (
	"slices"

	"nines/models"
	"nines/models/chance"
	"nines/models/fleet"
	"nines/sim"
	"nines/sim/rng"
)

// A partition cuts messages between the nodes that it holds and everybody else or, where its fault has a Peer, the
// nodes of that domain alone. What is cut off stays together. An observer outside loses sight of the nodes held, which
// is a suspicion with cause: their case shows to it. An observer placed inside sees those, and loses sight of all
// others: it is severed from them, suspects them without cause, and is mistaken until the partition is over. Observers
// stand in a network, not on its machines: nothing else befalls them.

// inside reports whether an observer at some place is cut off together with the nodes of a case.
func (s *Sight) inside(x *fleet.Case, place models.ComponentID) bool {
	if place == models.Fleet || x.Whole() {
		return place != models.Fleet && s.Topology.Holds(x.Where(), place)
	}
	leaf, ok := s.Topology.Leaf(place)
	return ok && s.fleet.Grips(x, leaf)
}

// beholds reports whether a detector stands where a hold can show to it.
func (s *Sight) beholds(h int32, watch int) bool {
	hold := s.fleet.Hold(h)
	if s.fleet.SymptomOf(h).Effect != models.Partition {
		return true
	}
	x := s.fleet.Case(hold.Case())
	place, peer := s.Watches[watch].From, s.fleet.FaultOf(x).Peer
	if s.inside(x, place) {
		return false
	}
	return peer == models.Fleet || place != models.Fleet && s.Topology.Holds(peer, place)
}

// sever has the observers that a case cuts off lose sight of all others (by 1), or find them again (−1). Cost:
// O(nodes that they cannot see) where there are such observers, else O(detectors).
func (s *Sight) sever(id, by int32) {
	x := s.fleet.Case(id)
	if !s.placed || x.Symptom().Effect != models.Partition || !x.Genuine() {
		return
	}
	if by > 0 {
		s.cuts = append(s.cuts, id)
	} else {
		at := slices.Index(s.cuts, id)
		s.cuts = slices.Delete(s.cuts, at, at+1)
	}
	first, last := s.Topology.Span(s.fleet.FaultOf(x).Peer)
	for d := range s.Watches {
		if !s.inside(x, s.Watches[d].From) {
			continue
		}
		for leaf := first; leaf < last; leaf++ {
			switch {
			case !s.severs(x, leaf, d):
			case by > 0:
				s.lose(id, leaf, d)
			default:
				s.find(leaf, d)
			}
		}
	}
}

// severs reports whether a partition lets an observer lose sight of a node, and the observer notice it; asked again, it
// answers the same.
func (s *Sight) severs(x *fleet.Case, leaf int32, watch int) bool {
	first, last := s.Topology.Span(s.fleet.FaultOf(x).Peer)
	if leaf < first || leaf >= last || !s.inside(x, s.Watches[watch].From) || s.fleet.Grips(x, leaf) {
		return false
	}
	sees := s.Watches[watch].Sees(fromInside(*x.Symptom()))
	if sees > 0 && sees < 1 {
		return s.askSevered(x.Began(), chance.Sight, x, leaf, watch).Happens(sees)
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

func (s *Sight) askSevered(era uint16, purpose rng.Purpose, x *fleet.Case, leaf int32, watch int) *chance.Draws {
	return s.chance.AskIn(era, purpose, rng.Child(x.Entity(), s.watcher(leaf, watch)), x.Count(), 0)
}

// lose starts an observer's clock for a node that it is severed from.
func (s *Sight) lose(id, leaf int32, watch int) {
	b := s.believed(leaf, watch)
	b.severed++
	switch {
	case b.suspected && b.visible > 0:
		return
	case b.suspected: // by mistake, or trust would have returned: now it does not
		s.calendar.Cancel(&b.timer)
		s.beginMistake(b, watch)
		return
	case b.visible+b.severed == 1:
		s.calendar.Cancel(&b.timer) // the mistake that will not happen now
	case s.cutElsewhere(leaf, watch, 1):
		return
	}
	if delay := s.severedFor(id, leaf, watch); delay > 0 {
		s.awaitSooner(leaf, watch, delay)
	} else {
		s.calendar.Cancel(&b.timer)
		s.err(leaf, watch)
	}
}

// severedFor is how long it takes an observer to suspect a node that it is severed from.
func (s *Sight) severedFor(id, leaf int32, watch int) sim.Duration {
	x := s.fleet.Case(id)
	wait := s.Watches[watch].Delay(fromInside(*x.Symptom()))
	takes := s.askSevered(x.Began(), chance.Delay, x, leaf, watch).Wait(wait)
	for era := x.Began() + 1; era <= s.chance.Era(); era++ {
		takes = s.askSevered(era, chance.Delay, x, leaf, watch).Outlast(era, s.book.Onset(id), takes, wait)
	}
	return takes
}

// cutElsewhere reports whether an observer and a node are severed in another way: by more cuts than the one that is
// asked about (ours 1, for a hold 0), or by a partition that holds the node.
func (s *Sight) cutElsewhere(leaf int32, watch int, ours int32) bool {
	if s.believed(leaf, watch).severed > ours {
		return true
	}
	for h := s.fleet.On(leaf); ours > 0 && h != fleet.None; h = s.fleet.Hold(h).Behind() {
		if s.sees(h, watch) && s.fleet.SymptomOf(h).Effect == models.Partition {
			return true
		}
	}
	return false
}

// find ends one severance between an observer and a node.
func (s *Sight) find(leaf int32, watch int) {
	b := s.believed(leaf, watch)
	b.severed--
	switch {
	case b.visible+b.severed == 0:
		s.clear(leaf, watch)
	case !b.suspected && !s.cutElsewhere(leaf, watch, 0):
		s.reconsider(leaf, watch)
	}
}

// reconsiderCuts is the part of reconsider that is about severances.
func (s *Sight) reconsiderCuts(leaf int32, watch int) {
	if s.believed(leaf, watch).severed == 0 {
		return
	}
	for _, id := range s.cuts {
		if x := s.fleet.Case(id); s.severs(x, leaf, watch) {
			due := s.book.Onset(id) + sim.Time(s.severedFor(id, leaf, watch))
			s.awaitSooner(leaf, watch, sim.Duration(max(0, due-s.now())))
		}
	}
}
