package sight

import (
	"math"

	"nines/models/chance"
	"nines/models/fleet"
	"nines/sim"
)

// belief is what one detector thinks of one node. Its one pending event means the next turn of mind:
//
//	            no visible fault          a visible fault, or severed from the node
//	trusted     a mistake will begin      suspicion will come, or nothing is pending for want of room (room.go)
//	suspected   trust will return         a fault that is yet to be noticed will be, else nothing is pending
type belief struct {
	timer     sim.Timer
	since     sim.Time // when what the detector saw of a node that it suspects was over; +Inf: it is not
	turn      uint32   // turns of mind so far; names the draws
	visible   int32    // holds that show to this detector
	severed   int32    // partitions that it notices between itself and the node, which are no fault of the node's
	era       uint16   // in which the mistake that is to come was drawn
	suspected bool
	mistaken  bool // suspected without cause
}

var (
	forever = sim.Duration(math.Inf(1))
	never   = sim.Time(math.Inf(1))
)

// await schedules a belief's next turn; nothing where that lies beyond the run.
func (s *Sight) await(m mind, after sim.Duration) {
	m.timer = sim.Timer{}
	if due := s.now() + sim.Time(after); due < s.end {
		m.timer = s.calendar.At(due, sim.Event{Kind: turns, Who: m.leaf, Arg: int32(m.watch)})
	}
}

// awaitMistake draws when the detector will next suspect the healthy node, from some time ahead on.
func (s *Sight) awaitMistake(m mind, from sim.Duration) {
	if !s.errsAlone(m.watch) {
		m.timer = sim.Timer{}
		return
	}
	m.era = s.chance.Era()
	after, _ := s.mistake(m)
	s.await(m, from+after)
}

// awaitFirst draws when the detector will suspect the node for the first time in the run. Many detectors err at certain
// phases of their interval only, and the phases of two nodes, or of two detectors, have nothing to do with each other:
// the start is taken for a moment at which the node came up, and was trusted all the same.
func (s *Sight) awaitFirst(m mind) {
	if !s.errsAlone(m.watch) {
		return
	}
	after, _ := s.mistake(m)
	if after < forever {
		after += s.cameUp(m)
	}
	s.await(m, after)
}

// cameUp draws when a detector came to trust the node that was well from the start; asked again, it answers the same.
func (s *Sight) cameUp(m mind) sim.Duration {
	wait := s.fromLook(s.Watches[m.watch].Clear(), 0, m.leaf, m.watch)
	return s.chance.AskIn(0, chance.Clear, s.watcher(m.leaf, m.watch), 0, 0).Wait(wait)
}

// mistake draws the mistake that follows a belief's present turn; asked again, it answers the same.
func (s *Sight) mistake(m mind) (after, lasting sim.Duration) {
	return s.chance.AskIn(m.era, chance.Mistake, s.watcher(m.leaf, m.watch), m.turn, 0).Mistake(s.mistakes[m.watch])
}

// awaitSooner schedules a belief's next turn, unless one that comes sooner is pending.
func (s *Sight) awaitSooner(m mind, after sim.Duration) {
	due, pending := s.calendar.Pending(m.timer)
	switch to := s.now() + sim.Time(after); {
	case !pending:
		s.await(m, after)
	case to < due:
		s.calendar.Move(&m.timer, to)
	}
}

// awaitNotice has a detector suspect a node when it would because of one hold.
func (s *Sight) awaitNotice(h int32, watch int) {
	if s.meters>>watch&1 == 1 {
		return
	}
	hold := s.fleet.Hold(h)
	m, x := s.mind(hold.Node(), watch), s.shown(h)
	due := s.due(m, hold.Since(), s.delay(h, watch, x), s.notices(h, watch, x).Every)
	s.awaitSooner(m, sim.Duration(max(0, due-s.now())))
}

// onTurn changes a detector's mind about a node, as the table at belief says.
func (s *Sight) onTurn(m mind) {
	switch {
	case m.visible > 0:
		s.suspect(m)
	case m.severed > 0:
		s.err(m)
	case m.suspected:
		s.endMistake(m)
		m.turn++
		s.trust(m)
	default:
		s.err(m)
	}
}

// onErr has a group be wrong about a node, unless that is silent or suspected already, which the process does not
// strike, or the one that runs on a node that has stopped.
func (s *Sight) onErr(watch int) {
	g := &s.groups[watch]
	m := s.mind(int32(s.askGroup(watch, 1).Pick(len(s.regards))), watch)
	g.strikes++
	s.renewGroup(watch)
	if m.standing() == heard && !s.stalled(watch) {
		m.era = g.era
		s.err(m)
	}
}

// err has a detector suspect a node without cause: until it thinks better of it, or as long as it is severed from it.
func (s *Sight) err(m mind) {
	lasting := forever
	if m.severed == 0 {
		_, lasting = s.mistake(m)
	}
	s.accuse(m, lasting)
}

// accuse has a detector suspect a node without cause for so long; for as long as it is severed from it.
func (s *Sight) accuse(m mind, lasting sim.Duration) {
	if s.full(m.watch) {
		s.refrain(m)
		return
	}
	suspected := s.board.Suspected(m.leaf)
	s.beginMistake(m)
	s.suspect(m)
	if m.severed == 0 {
		m.since = s.now()
		s.await(m, lasting)
	}
	if !suspected && s.board.Suspected(m.leaf) {
		s.post(Accused, m.leaf, int32(m.turn))
	}
}

// refrain is what becomes of a suspicion without cause for which there is no room.
func (s *Sight) refrain(m mind) {
	if m.severed > 0 {
		s.keep(m)
		return
	}
	m.turn++
	s.awaitMistake(m, s.untilLook(m))
}

// suspect makes the node suspected, if it is not and there is room, and raises the alarm for every hold that shows.
func (s *Sight) suspect(m mind) {
	if !m.suspected {
		if s.full(m.watch) {
			s.keep(m)
			return
		}
		s.take(m)
		s.alter(m, m.visible, m.severed, true)
		s.hear(m.leaf, m.watch)
		s.note(m)
	}
	m.since = never
	for h := s.fleet.On(m.leaf); h != fleet.None; h = s.fleet.Hold(h).Behind() {
		if s.sees(h, m.watch) {
			s.notice(h, m.watch)
		}
	}
}

// trust makes the node trusted by a detector again and lets it make its next mistake.
func (s *Sight) trust(m mind) {
	s.alter(m, m.visible, m.severed, false)
	s.hear(m.leaf, m.watch)
	s.note(m)
	s.awaitMistake(m, 0)
	s.leave(m.watch)
}

// hear counts the votes on a node anew when a detector has changed its mind about it.
func (s *Sight) hear(leaf int32, watch int) {
	r := &s.regards[leaf]
	r.suspecting ^= 1 << watch
	suspected := s.convinced(r.suspecting)
	if suspected != s.board.Suspected(leaf) {
		s.board.Turn(leaf)
		if len(s.Stores) > 0 {
			s.news.heard = append(s.news.heard, leaf)
		}
		if !suspected {
			s.post(Trusted, leaf, fleet.None)
		}
	}
	s.choose(leaf, r)
}

// notice is called when a detector suspects a node because of a hold: the first panel whose detectors agree raises the
// alarm. Nodes that are announced to go away, or that the work on a case takes out of service, surprise nobody.
func (s *Sight) notice(h int32, watch int) {
	hold, x := s.fleet.Hold(h), &s.marks[h]
	if hold.Work() || s.fleet.Announced(s.fleet.Case(hold.Case())) {
		x.noticed |= 1 << watch
		return
	}
	if x.noticed&(1<<watch) == 0 {
		x.noticed |= 1 << watch
		s.book.Noticed(watch, hold.Since(), s.now())
	}
	if !x.known && s.convinced(x.noticed) {
		x.known = true
		s.post(Alarm, h, int32(watch))
	}
}

// beginMistake books that a node is suspected without cause from now on, if it was not before.
func (s *Sight) beginMistake(m mind) {
	if !m.mistaken {
		s.book.Errs(m.watch, s.now())
		m.mistaken = true
	}
}

// endMistake books a mistake that is over, be it by insight or because the node has really failed.
func (s *Sight) endMistake(m mind) {
	if m.mistaken {
		s.book.Corrects(m.watch, s.now())
		m.mistaken = false
	}
}

// Trusts reports whether every detector trusts every node and sees nothing, and nobody accuses others. Cost:
// O(beliefs).
func (s *Sight) Trusts() bool {
	for i := range s.deaf {
		if s.calendar.IsPending(s.deaf[i].timer) {
			return false
		}
	}
	for i := range s.beliefs {
		if s.beliefs[i].standing() != heard {
			return false
		}
	}
	return true
}
