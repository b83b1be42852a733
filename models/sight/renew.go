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
			s.renewBelief(s.mind(int32(leaf), d))
		}
	}
	for d := range s.groups {
		s.renewGroup(d)
	}
}

// renewBelief draws when a detector will next suspect a node, or notice what befell it under suspicion.
func (s *Sight) renewBelief(m mind) {
	switch {
	case s.stalled(m.watch):
	case m.visible+m.severed > 0:
		s.renewSuspicion(m)
	case m.suspected:
	default:
		s.renewMistake(m)
	}
}

// renewSuspicion goes through all that a detector has to notice on a node; of what shows the same, the first counts.
func (s *Sight) renewSuspicion(m mind) {
	if s.waits(m) != unhindered {
		s.reconsider(m)
		return
	}
	s.calendar.Cancel(&m.timer)
	shown := [models.Effects]bool{}
	for h := s.fleet.On(m.leaf); h != fleet.None; h = s.fleet.Hold(h).Behind() {
		if effect := s.fleet.SymptomOf(h).Effect; s.expects(h, m.watch) && !shown[effect] {
			shown[effect] = true
			s.awaitNotice(h, m.watch)
		}
	}
	s.reconsiderCuts(m)
}

// renewMistake draws a mistake that is to come, if those before have no bearing on it.
func (s *Sight) renewMistake(m mind) {
	mistakes, ok := s.mistakes[m.watch].(models.Unremembering)
	if !ok || mistakes.Rate() == 0 || s.mutual[m.watch] != nil {
		return
	}
	m.era = s.chance.Era()
	after, _ := s.mistake(m)
	if m.turn == 0 { // nobody has changed his mind yet, see awaitFirst
		after += max(0, s.cameUp(m)-sim.Duration(s.now()))
	}
	s.calendar.Cancel(&m.timer)
	s.await(m, after)
}
