package sight

import (
	"slices"

	"nines/models"
	"nines/models/chance"
	"nines/models/fleet"
	"nines/sim"
)

// fill has all that were kept back for want of a place that has become free run for it. Cost: O(beliefs that are kept
// back).
func (s *Sight) fill() {
	freed := s.room.freed
	if s.room.freed = 0; freed == 0 {
		return
	}
	waiting := len(s.room.line) // who is kept back again, or waits for another detector, stands behind
	for i := range waiting {
		n := s.room.line[i]
		if m := s.mind(n/int32(len(s.Watches)), int(n)%len(s.Watches)); freed>>m.watch&1 == 1 {
			s.run(m)
		} else {
			s.room.line = append(s.room.line, n)
		}
	}
	s.room.line = slices.Delete(s.room.line, 0, waiting)
}

// run has a belief run for a place: it draws anew when the detector notices what there is to see.
func (s *Sight) run(m mind) {
	s.room.stage[s.number(m)] = running
	m.turn++
	if after := s.noticesAnew(m); after > 0 {
		s.await(m, after)
	} else {
		s.onTurn(m)
	}
}

// noticesAnew draws how long a detector that trusts a node takes from now to notice anything of what shows; of what
// shows the same, the first counts.
func (s *Sight) noticesAnew(m mind) sim.Duration {
	first, shown := forever, [models.Effects]bool{}
	draw := func(x models.Symptom) {
		if !shown[x.Effect] {
			shown[x.Effect] = true
			wait := s.fromLook(s.Watches[m.watch].Delay(x), s.now(), m.leaf, m.watch)
			q := s.chance.Ask(chance.Room, s.watcher(m.leaf, m.watch), m.turn, uint32(x.Effect))
			first = min(first, q.Wait(wait))
		}
	}
	for h := s.fleet.On(m.leaf); h != fleet.None; h = s.fleet.Hold(h).Behind() {
		if s.sees(h, m.watch) {
			draw(s.shown(h))
		}
	}
	for _, id := range s.cuts {
		if x := s.fleet.Case(id); m.severed > 0 && s.severs(x, m.leaf, m.watch) {
			draw(fromInside(*x.Symptom()))
		}
	}
	return first
}
