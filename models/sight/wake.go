package sight

import (
	"nines/models"
	"nines/models/chance"
	"nines/models/fleet"
	"nines/sim"
)

// halt stops the detectors that run on nodes of a list of holds, those in front of one.
func (s *Sight) halt(h, until int32) {
	for ; h != until; h = s.fleet.Hold(h).Next() {
		if !s.fleet.Hold(h).Felt() || !s.stops(h) {
			continue
		}
		for d := range s.Watches {
			if s.runsOn[d] == s.fleet.Hold(h).Node() {
				s.markOf(h).stalls = true
				s.stop(d, s.fleet.SymptomOf(h).Effect == models.Down)
			}
		}
	}
}

// stop has a detector change no mind from now on. Cost: O(nodes).
func (s *Sight) stop(watch int, crashed bool) {
	x := &s.stalls[watch]
	if x.holds++; x.holds == 1 {
		x.since, x.crashed = s.now(), false
		x.count++
		for leaf := range s.regards {
			s.calendar.Cancel(&s.mind(int32(leaf), watch).timer)
		}
	}
	x.crashed = x.crashed || crashed
}

// resume lets the detectors that run on nodes of a list of holds that have left go on, where nothing else stops them.
func (s *Sight) resume(h int32) {
	for ; h != fleet.None; h = s.fleet.Hold(h).Next() {
		if int(h) >= len(s.marks) || !s.marks[h].stalls {
			continue
		}
		s.marks[h].stalls = false
		for d := range s.Watches {
			if s.runsOn[d] != s.fleet.Hold(h).Node() {
				continue
			}
			if x := &s.stalls[d]; x.holds == 1 {
				s.wake(d)
			} else {
				x.holds--
			}
		}
	}
}

// wake lets a detector go on. Cost: O(nodes).
func (s *Sight) wake(watch int) {
	x := &s.stalls[watch]
	x.holds, x.until = 0, s.now()
	for leaf := range int32(len(s.regards)) {
		switch m := s.mind(leaf, watch); {
		case m.visible > 0 && m.suspected && s.looking[watch] == nil:
			s.suspect(m)
		case m.visible+m.severed > 0:
			s.reconsider(m)
		case !m.suspected && leaf != s.runsOn[watch] && s.convicts(watch) && s.ranOut(m):
			s.accuse(m, s.hearsAgain(m))
		default:
			s.clear(m)
		}
	}
}

// ranOut draws whether the time of a healthy node that a detector could not hear has run out in a stall. To who hears
// nobody all are cut off.
func (s *Sight) ranOut(m mind) bool {
	x, w := &s.stalls[m.watch], &s.Watches[m.watch]
	cut := models.Symptom{Effect: models.Partition, Loss: 1, Slow: 1}
	draws := s.chance.Ask(chance.Silence, s.watcher(m.leaf, m.watch), x.count, 0)
	return draws.Happens(w.Sees(cut)) && draws.Wait(w.Delay(cut)) <= sim.Duration(x.until-x.since)
}

// hearsAgain draws when a detector that goes on hears the next sign of life.
func (s *Sight) hearsAgain(m mind) sim.Duration {
	return s.chance.Ask(chance.Silence, s.watcher(m.leaf, m.watch), s.stalls[m.watch].count, 1).
		Wait(s.Watches[m.watch].Clear())
}
