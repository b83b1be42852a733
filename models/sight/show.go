package sight

import (
	"slices"

	"nines/models"
	"nines/models/chance"
	"nines/models/fleet"
	"nines/sim"
)

// expose shows holds of a list, those in front of one, to every detector.
func (s *Sight) expose(h, until int32) {
	for ; h != until; h = s.fleet.Hold(h).Next() {
		if !s.fleet.Hold(h).Felt() { // it is over already
			continue
		}
		s.markOf(h)
		x := s.shown(h)
		for d := range s.Watches {
			if x.Effect != models.Partition || s.beholds(h, d) {
				s.exposeTo(h, d, x)
			}
		}
	}
}

// exposeTo shows a hold to a detector that stands where it can be seen, if that can notice it at all.
func (s *Sight) exposeTo(h int32, watch int, x models.Symptom) {
	if sees := s.Watches[watch].Sees(x); sees < 1 && (sees <= 0 || !s.happensToSee(h, watch, sees)) {
		return
	}
	s.marks[h].seen |= 1 << watch
	s.show(h, watch, x)
}

// show starts the detector's clock for a hold that it can see. An effect that has been showing is noticed when it would
// have been. A node that is suspected stays so; whether the new hold is news to the detector, or nothing that it could
// tell from what it has seen, is for it to say.
func (s *Sight) show(h int32, watch int, x models.Symptom) {
	leaf := s.fleet.Hold(h).Node()
	m := s.mind(leaf, watch)
	s.alter(m, m.visible+1, m.severed, m.suspected)
	s.endMistake(m)
	if s.meters>>watch&1 == 1 || s.waits(m) == kept || s.stalled(watch) {
		return // it waits for what comes of it, for room, or to go on
	}
	if m.visible+m.severed == 1 {
		s.calendar.Cancel(&m.timer) // the mistake that will not happen now, or the trust that will not return
	} else if s.showsElsewhere(h, watch) {
		return
	}
	if delay := s.delay(h, watch, x); delay > 0 {
		s.awaitSooner(m, delay)
	} else {
		s.calendar.Cancel(&m.timer)
		s.suspect(m)
	}
}

// unexpose ends the showing of a list of holds that have left their nodes.
func (s *Sight) unexpose(h int32) {
	for ; h != fleet.None; h = s.fleet.Hold(h).Next() {
		if int(h) >= len(s.marks) || s.marks[h].seen == 0 {
			continue
		}
		for d := range s.Watches {
			if s.sees(h, d) {
				s.miss(h, d)
				s.unshow(h, d)
			}
		}
		s.marks[h].seen, s.marks[h].noticed = 0, 0
	}
}

// miss books that a hold ends, or the run does, before a detector has noticed it. What surprises nobody is not missed.
func (s *Sight) miss(h int32, watch int) {
	hold := s.fleet.Hold(h)
	if s.marks[h].noticed&(1<<watch) == 0 && !hold.Work() && !s.fleet.Announced(s.fleet.Case(hold.Case())) {
		s.book.Missed(watch, hold.Since(), s.now())
	}
}

// Remain has the book count what detectors would have noticed later at the end of the run.
func (s *Sight) Remain() {
	for h := range s.marks {
		for d := range s.Watches {
			if s.sees(int32(h), d) {
				s.miss(int32(h), d)
			}
		}
	}
}

// unshow ends the showing of a hold to a detector.
func (s *Sight) unshow(h int32, watch int) {
	leaf := s.fleet.Hold(h).Node()
	m := s.mind(leaf, watch)
	s.alter(m, m.visible-1, m.severed, m.suspected)
	switch {
	case m.severed > 0 && m.suspected && m.visible == 0:
		s.calendar.Cancel(&m.timer)
		m.since = never
		s.beginMistake(m)
	case s.stalled(watch):
		s.giveUpIfWell(m)
	case m.visible+m.severed == 0:
		s.clear(m)
	case !s.showsElsewhere(h, watch):
		s.reconsider(m)
	}
}

// forget gives up what is believed because of a list of holds that are gone.
func (s *Sight) forget(h int32) {
	for ; h != fleet.None; h = s.fleet.Hold(h).Next() {
		if int(h) < len(s.marks) {
			s.marks[h] = mark{}
		}
	}
}

// clear is called when a detector sees the last fault of a node go: it calls off the suspicion to come, or learns after
// its own delay that the node is well.
func (s *Sight) clear(m mind) {
	s.calendar.Cancel(&m.timer)
	s.giveUp(m)
	m.turn++
	if !m.suspected {
		s.awaitMistake(m, s.untilLook(m))
		return
	}
	m.since = s.now()
	wait := s.fromLook(s.Watches[m.watch].Clear(), s.now(), m.leaf, m.watch)
	after := s.chance.Ask(chance.Clear, s.watcher(m.leaf, m.watch), m.turn, 0).Wait(wait)
	if after > 0 {
		s.await(m, after)
	} else {
		s.endMistake(m)
		s.trust(m)
	}
}

// reconsider is called when an effect that would have given a node away is gone while another still shows: what is left
// is noticed when it would have been without.
func (s *Sight) reconsider(m mind) {
	s.calendar.Cancel(&m.timer)
	switch s.waits(m) {
	case kept:
		return
	case running:
		s.run(m)
		return
	}
	for h := s.fleet.On(m.leaf); h != fleet.None; h = s.fleet.Hold(h).Behind() {
		if s.expects(h, m.watch) {
			s.awaitNotice(h, m.watch)
		}
	}
	s.reconsiderCuts(m)
}

// reconsiderCuts is the part of reconsider that is about severances.
func (s *Sight) reconsiderCuts(m mind) {
	if m.severed == 0 || m.suspected {
		return
	}
	for _, id := range s.cuts {
		if x := s.fleet.Case(id); s.severs(x, m.leaf, m.watch) {
			every := s.Watches[m.watch].Delay(fromInside(*x.Symptom())).Every
			due := s.due(m, s.book.Onset(id), s.severedFor(id, m.leaf, m.watch), every)
			s.awaitSooner(m, sim.Duration(max(0, due-s.now())))
		}
	}
}

// followCut reads whether a change cuts observers off, or lets them be back. Some stand inside.
func (s *Sight) followCut(c fleet.Change) {
	if x := s.fleet.Case(c.Case); x.Symptom().Effect != models.Partition || !x.Genuine() {
		return
	}
	switch c.What {
	case fleet.Began, fleet.Returned:
		s.sever(c.Case, 1)
	case fleet.Hid, fleet.Ended:
		s.sever(c.Case, -1)
	}
}

// sever has the observers that a partition cuts off lose sight of all others (by 1), or find them again (−1). Cost:
// O(nodes that they cannot see) where there are such observers, else O(detectors).
func (s *Sight) sever(id, by int32) {
	x := s.fleet.Case(id)
	if by > 0 {
		s.cuts = append(s.cuts, id)
	} else {
		at := slices.Index(s.cuts, id)
		s.cuts = slices.Delete(s.cuts, at, at+1)
	}
	first, last := s.Topology.Span(s.fleet.FaultOf(x).Peer)
	for d := range s.Watches {
		if !s.fleet.Inside(x, s.Watches[d].From) {
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

// lose starts an observer's clock for a node that it is severed from.
func (s *Sight) lose(id, leaf int32, watch int) {
	m := s.mind(leaf, watch)
	s.alter(m, m.visible, m.severed+1, m.suspected)
	switch {
	case m.suspected && m.visible > 0, s.waits(m) == kept:
		return
	case m.suspected: // by mistake, or trust would have returned: now it does not
		s.calendar.Cancel(&m.timer)
		m.since = never
		s.beginMistake(m)
		return
	case s.stalled(watch):
		return
	case m.visible+m.severed == 1:
		s.calendar.Cancel(&m.timer) // the mistake that will not happen now
	case s.cutElsewhere(leaf, watch, 1):
		return
	}
	if delay := s.severedFor(id, leaf, watch); delay > 0 {
		s.awaitSooner(m, delay)
	} else {
		s.calendar.Cancel(&m.timer)
		s.err(m)
	}
}

// find ends one severance between an observer and a node.
func (s *Sight) find(leaf int32, watch int) {
	m := s.mind(leaf, watch)
	s.alter(m, m.visible, m.severed-1, m.suspected)
	switch {
	case s.stalled(watch):
		s.giveUpIfWell(m)
	case m.visible+m.severed == 0:
		s.clear(m)
	case !m.suspected && !s.cutElsewhere(leaf, watch, 0):
		s.reconsider(m)
	}
}

// showsElsewhere reports whether the detector sees the effect of a hold in another hold on the same node, which it has
// yet to notice.
func (s *Sight) showsElsewhere(h int32, watch int) bool {
	effect, leaf := s.fleet.SymptomOf(h).Effect, s.fleet.Hold(h).Node()
	if effect == models.Partition && !s.mind(leaf, watch).suspected && s.cutElsewhere(leaf, watch, 0) {
		return true
	}
	for o := s.fleet.On(leaf); o != fleet.None; o = s.fleet.Hold(o).Behind() {
		if o != h && s.expects(o, watch) && s.fleet.SymptomOf(o).Effect == effect {
			return true
		}
	}
	return false
}
