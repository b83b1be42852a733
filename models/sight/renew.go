package sight

import (
	"nines/models"
	"nines/models/fleet"
	"nines/sim"
)

// Renew draws anew, in an era that has just begun, when detectors that trust a node will next suspect it. Those who
// suspect one come to trust it when they would have, and so are mistakes that have a memory. Cost: O(beliefs).
func (s *Sight) Renew() {
	for leaf := range s.regards {
		for d := range s.Watches {
			s.renewBelief(int32(leaf), d)
		}
	}
}

// renewBelief draws when a detector that trusts a node will next suspect it, with cause or without.
func (s *Sight) renewBelief(leaf int32, watch int) {
	b := s.believed(leaf, watch)
	switch {
	case b.suspected:
	case b.visible+b.severed > 0:
		s.renewSuspicion(leaf, watch)
	default:
		s.renewMistake(leaf, watch)
	}
}

// renewSuspicion goes through all that a detector has to notice on a node; of what shows the same, the first counts.
func (s *Sight) renewSuspicion(leaf int32, watch int) {
	s.calendar.Cancel(&s.believed(leaf, watch).timer)
	shown := [models.Effects]bool{}
	for h := s.fleet.On(leaf); h != fleet.None; h = s.fleet.Hold(h).Behind() {
		if effect := s.fleet.SymptomOf(h).Effect; s.sees(h, watch) && !shown[effect] {
			shown[effect] = true
			s.awaitNotice(h, watch)
		}
	}
	s.reconsiderCuts(leaf, watch)
}

// renewMistake draws a mistake that is to come, if those before have no bearing on it.
func (s *Sight) renewMistake(leaf int32, watch int) {
	mistakes, ok := s.mistakes[watch].(models.Unremembering)
	if !ok || mistakes.Rate() == 0 {
		return
	}
	b := s.believed(leaf, watch)
	b.era = s.chance.Era()
	after, _ := s.mistake(leaf, watch)
	if b.turn == 0 { // nobody has changed his mind yet, see awaitFirst
		after += max(0, s.cameUp(leaf, watch)-sim.Duration(s.now()))
	}
	s.calendar.Cancel(&b.timer)
	s.await(leaf, watch, after)
}
