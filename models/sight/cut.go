package sight

import (
	"nines/models"
	"nines/models/chance"
	"nines/models/fleet"
	"nines/sim"
	"nines/sim/rng"
)

// A partition cuts messages between the nodes that it holds and everybody else or, where its fault has a Peer, the
// nodes of that domain alone. What is cut off stays together. An observer outside loses sight of the nodes held, which
// is a suspicion with cause: their case shows to it. An observer placed inside sees those, and loses sight of all
// others: it is severed from them, suspects them without cause, and is mistaken until the partition is over. What else
// befalls those who run on a node is in stall.go; those who are placed in a domain stand in its network, not on its
// machines.

// beholds reports whether a detector stands where the hold of a partition can show to it.
func (s *Sight) beholds(h int32, watch int) bool {
	hold := s.fleet.Hold(h)
	x := s.fleet.Case(hold.Case())
	place, peer := s.Watches[watch].From, s.fleet.FaultOf(x).Peer
	if s.fleet.Inside(x, place) {
		return false
	}
	return peer == models.Fleet || place != models.Fleet && s.Topology.Holds(peer, place)
}

// severs reports whether a partition lets an observer lose sight of a node, and the observer notice it; asked again, it
// answers the same.
func (s *Sight) severs(x *fleet.Case, leaf int32, watch int) bool {
	first, last := s.Topology.Span(s.fleet.FaultOf(x).Peer)
	if leaf < first || leaf >= last || !s.fleet.Inside(x, s.Watches[watch].From) || s.fleet.Grips(x, leaf) {
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

// severedFor is how long it takes an observer to suspect a node that it is severed from.
func (s *Sight) severedFor(id, leaf int32, watch int) sim.Duration {
	x := s.fleet.Case(id)
	wait := s.fromLook(s.Watches[watch].Delay(fromInside(*x.Symptom())), s.book.Onset(id), leaf, watch)
	takes := s.askSevered(x.Began(), chance.Delay, x, leaf, watch).Wait(wait)
	for era := x.Began() + 1; era <= s.chance.Era(); era++ {
		takes = s.askSevered(era, chance.Delay, x, leaf, watch).Outlast(era, s.book.Onset(id), takes, wait)
	}
	return takes
}

// cutElsewhere reports whether an observer and a node are severed in another way: by more cuts than the one that is
// asked about (ours 1, for a hold 0), or by a partition that holds the node.
func (s *Sight) cutElsewhere(leaf int32, watch int, ours int32) bool {
	if s.mind(leaf, watch).severed > ours {
		return true
	}
	for h := s.fleet.On(leaf); ours > 0 && h != fleet.None; h = s.fleet.Hold(h).Behind() {
		if s.sees(h, watch) && s.fleet.SymptomOf(h).Effect == models.Partition {
			return true
		}
	}
	return false
}
