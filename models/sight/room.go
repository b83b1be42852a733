package sight

import (
	"math"
	"slices"

	"nines/models"
	"nines/sim/flat"
)

// A detector that is Bounded suspects so many nodes at a time and no more. One that it would suspect is kept back where
// there is no room. It goes on watching: when a place is free, all that were kept back and still show something run for
// it, each for as long as it takes to notice that anew, and the others are kept back again. A mistake for which there
// is no room is not made.

// room is how many nodes bounded detectors suspect, and whom they had no room for. Empty where none is bounded.
type room struct {
	taken []int32  // by detector: nodes that it suspects
	stage []runner // by node × detector
	line  []int32  // beliefs that are kept back, in the order in which they were
	freed uint16   // detectors of which a place has become free in this event, as a set
}

// runner is whether a belief waits for a place.
type runner uint8

const (
	unhindered runner = iota
	kept              // back: there is no place, and nothing is pending
	running           // for a place that has become free since it was kept back
)

// unbounded is how many nodes a detector may suspect that is not Bounded.
const unbounded = math.MaxInt32

// mostOf is how many of the nodes a detector may suspect at a time. One that looks at requests suspects no node of its
// own accord.
func mostOf(d models.Detector, nodes int) int32 {
	_, meter := d.(models.Meter)
	if b, ok := d.(models.Bounded); ok && !meter {
		return int32(min(b.Most(nodes), unbounded))
	}
	return unbounded
}

func (r *room) reset(p *Plan) {
	r.taken, r.stage, r.line, r.freed = r.taken[:0], r.stage[:0], r.line[:0], 0
	if p.bounded {
		r.taken = flat.Fill(r.taken, len(p.Watches), 0)
		r.stage = flat.Fill(r.stage, len(p.Topology.Leaves)*len(p.Watches), unhindered)
	}
}

func (r *room) copyFrom(src *room) {
	r.taken, r.stage = flat.Copy(r.taken, src.taken), flat.Copy(r.stage, src.stage)
	r.line = flat.Copy(r.line, src.line)
}

// number is the place of a belief among all.
func (s *Sight) number(m mind) int32 { return m.leaf*int32(len(s.Watches)) + int32(m.watch) }

// waits is whether a belief waits for a place.
func (s *Sight) waits(m mind) runner {
	if !s.bounded {
		return unhindered
	}
	return s.room.stage[s.number(m)]
}

// full reports whether a detector suspects as many nodes as it may.
func (s *Sight) full(watch int) bool { return s.bounded && s.room.taken[watch] >= s.most[watch] }

// take gives a belief a place, of which there is one.
func (s *Sight) take(m mind) {
	if s.bounded {
		s.room.taken[m.watch]++
		s.room.stage[s.number(m)] = unhindered
	}
}

// keep keeps a belief back for want of a place.
func (s *Sight) keep(m mind) {
	s.room.stage[s.number(m)] = kept
	s.room.line = append(s.room.line, s.number(m))
	s.tell(models.Refrains, m)
}

// giveUp ends the wait of a belief that has nothing to show any more. Cost: O(beliefs that are kept back).
func (s *Sight) giveUp(m mind) {
	if !s.bounded {
		return
	}
	if n := s.number(m); s.room.stage[n] == kept {
		at := slices.Index(s.room.line, n)
		s.room.line = slices.Delete(s.room.line, at, at+1)
	}
	s.room.stage[s.number(m)] = unhindered
}

// giveUpIfWell is giveUp where that is so.
func (s *Sight) giveUpIfWell(m mind) {
	if m.visible+m.severed == 0 {
		s.giveUp(m)
	}
}

// leave takes the place back from a belief that has come to trust its node.
func (s *Sight) leave(watch int) {
	if s.bounded {
		s.room.taken[watch]--
		s.room.freed |= 1 << watch
	}
}
