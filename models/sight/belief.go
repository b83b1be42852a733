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
//	trusted     a mistake will begin      suspicion will come
//	suspected   trust will return         (nothing is pending)
type belief struct {
	timer     sim.Timer
	turn      uint32 // turns of mind so far; names the draws
	visible   int32  // holds that show to this detector
	severed   int32  // partitions that it notices between itself and the node, which are no fault of the node's
	era       uint16 // in which the mistake that is to come was drawn
	suspected bool
	mistaken  bool // suspected without cause
}

var forever = sim.Duration(math.Inf(1))

// await schedules a belief's next turn; nothing where that lies beyond the run.
func (s *Sight) await(leaf int32, watch int, after sim.Duration) {
	b := s.believed(leaf, watch)
	b.timer = sim.Timer{}
	if due := s.now() + sim.Time(after); due < s.end {
		b.timer = s.calendar.At(due, sim.Event{Kind: turns, Who: leaf, Arg: int32(watch)})
	}
}

// awaitMistake draws when the detector will next suspect the healthy node.
func (s *Sight) awaitMistake(leaf int32, watch int) {
	if s.mistakes[watch] == nil {
		s.believed(leaf, watch).timer = sim.Timer{}
		return
	}
	s.believed(leaf, watch).era = s.chance.Era()
	after, _ := s.mistake(leaf, watch)
	s.await(leaf, watch, after)
}

// awaitFirst draws when the detector will suspect the node for the first time in the run. Many detectors err at certain
// phases of their interval only, and the phases of two nodes, or of two detectors, have nothing to do with each other:
// the start is taken for a moment at which the node came up, and was trusted all the same.
func (s *Sight) awaitFirst(leaf int32, watch int) {
	if s.mistakes[watch] == nil {
		return
	}
	after, _ := s.mistake(leaf, watch)
	if after < forever {
		after += s.cameUp(leaf, watch)
	}
	s.await(leaf, watch, after)
}

// cameUp draws when a detector came to trust the node that was well from the start; asked again, it answers the same.
func (s *Sight) cameUp(leaf int32, watch int) sim.Duration {
	return s.chance.AskIn(0, chance.Clear, s.watcher(leaf, watch), 0, 0).Wait(s.Watches[watch].Clear())
}

// mistake draws the mistake that follows a belief's present turn; asked again, it answers the same.
func (s *Sight) mistake(leaf int32, watch int) (after, lasting sim.Duration) {
	b := s.believed(leaf, watch)
	return s.chance.AskIn(b.era, chance.Mistake, s.watcher(leaf, watch), b.turn, 0).Mistake(s.mistakes[watch])
}

// awaitSooner schedules a belief's next turn, unless one that comes sooner is pending.
func (s *Sight) awaitSooner(leaf int32, watch int, after sim.Duration) {
	timer := &s.believed(leaf, watch).timer
	due, pending := s.calendar.Pending(*timer)
	switch to := s.now() + sim.Time(after); {
	case !pending:
		s.await(leaf, watch, after)
	case to < due:
		s.calendar.Move(timer, to)
	}
}

// awaitNotice has a detector suspect a node when it would because of one hold.
func (s *Sight) awaitNotice(h int32, watch int) {
	hold := s.fleet.Hold(h)
	due := hold.Since() + sim.Time(s.delay(h, watch, s.shown(h)))
	s.awaitSooner(hold.Node(), watch, sim.Duration(max(0, due-s.now())))
}

// onTurn changes a detector's mind about a node, as the table at belief says.
func (s *Sight) onTurn(leaf int32, watch int) {
	b := s.believed(leaf, watch)
	switch {
	case b.visible > 0:
		s.suspect(leaf, watch)
	case b.severed > 0:
		s.err(leaf, watch)
	case b.suspected:
		s.endMistake(b, watch)
		b.turn++
		s.trust(leaf, watch)
	default:
		s.err(leaf, watch)
	}
}

// err has a detector suspect a node without cause: until it thinks better of it, or as long as it is severed from it.
func (s *Sight) err(leaf int32, watch int) {
	b, suspected := s.believed(leaf, watch), s.board.Suspected(leaf)
	s.beginMistake(b, watch)
	s.suspect(leaf, watch)
	if b.severed == 0 {
		_, lasting := s.mistake(leaf, watch)
		s.await(leaf, watch, lasting)
	}
	if !suspected && s.board.Suspected(leaf) {
		s.post(Accused, leaf, int32(b.turn))
	}
}

// suspect makes the node suspected and raises the alarm for every hold that shows.
func (s *Sight) suspect(leaf int32, watch int) {
	b := s.believed(leaf, watch)
	b.suspected = true
	s.hear(leaf, watch)
	s.note(leaf, watch, b)
	for h := s.fleet.On(leaf); h != fleet.None; h = s.fleet.Hold(h).Behind() {
		if s.sees(h, watch) {
			s.notice(h, watch)
		}
	}
}

// trust makes the node trusted by a detector again and lets it make its next mistake.
func (s *Sight) trust(leaf int32, watch int) {
	b := s.believed(leaf, watch)
	b.suspected = false
	s.hear(leaf, watch)
	s.note(leaf, watch, b)
	s.awaitMistake(leaf, watch)
}

// hear counts the votes on a node anew when a detector has changed its mind about it.
func (s *Sight) hear(leaf int32, watch int) {
	r := &s.regards[leaf]
	r.suspecting ^= 1 << watch
	suspected := s.convinced(r.suspecting)
	if suspected != s.board.Suspected(leaf) {
		s.board.Turn(leaf)
		if !suspected {
			s.post(Trusted, leaf, fleet.None)
		}
	}
	s.choose(leaf)
}

// notice is called when a detector suspects a node because of a hold: the first panel whose detectors agree raises the
// alarm. Nodes that planned work, or the work on a case, takes out of service surprise nobody.
func (s *Sight) notice(h int32, watch int) {
	hold, m := s.fleet.Hold(h), &s.marks[h]
	if hold.Work() || s.fleet.Planned(s.fleet.Case(hold.Case())) {
		m.noticed |= 1 << watch
		return
	}
	if m.noticed&(1<<watch) == 0 {
		m.noticed |= 1 << watch
		s.book.Noticed(watch, hold.Since(), s.now())
	}
	if !m.known && s.convinced(m.noticed) {
		m.known = true
		s.post(Alarm, h, int32(watch))
	}
}

// beginMistake books that a node is suspected without cause from now on, if it was not before.
func (s *Sight) beginMistake(b *belief, watch int) {
	if !b.mistaken {
		s.book.Errs(watch, s.now())
		b.mistaken = true
	}
}

// endMistake books a mistake that is over, be it by insight or because the node has really failed.
func (s *Sight) endMistake(b *belief, watch int) {
	if b.mistaken {
		s.book.Corrects(watch, s.now())
		b.mistaken = false
	}
}
