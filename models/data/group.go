package data

import (
	"math/bits"

	"nines/sim"
)

// standing is how a group is, as far as it is measured.
type standing struct {
	bears    int // further losses; below 0 where it is lost
	reached  int // fragments; 0 where it is lost
	unread   bool
	degraded bool
}

// standing of a group. Cost: O(parts of its scheme).
func (s *store) standing(g int32) standing {
	x := &s.groups[g]
	if x.away == 0 && x.missing == 0 {
		return standing{bears: s.whole, reached: int(s.n)}
	}
	if x.missing&lost != 0 {
		return standing{bears: -1, unread: true, degraded: x.away != 0}
	}
	reached := int(s.n) - bits.OnesCount32(x.away)
	unread := reached < s.Access.Read || !s.Scheme.Decodable(x.away)
	return standing{s.Scheme.Bears(x.missing), reached, unread, x.away != 0}
}

// restand books that a group stands otherwise than before.
func (s *store) restand(g int32, before standing) {
	if after := s.standing(g); after != before {
		s.count(before, -1)
		s.count(after, 1)
	}
}

// readable reports whether a fragment of a group can be made now: from others or, where it is lost, with other data.
func (s *store) readable(g int32) bool {
	x := &s.groups[g]
	return x.missing&lost != 0 || s.Scheme.Decodable(x.away)
}

// reach has a fragment of a group be reached, or no more, because its node is.
func (s *store) reach(f int32, up bool) {
	g, place := s.groupOf(f)
	x := &s.groups[g]
	if bit := uint32(1) << place; x.missing&bit == 0 {
		before := s.standing(g)
		if x.away |= bit; up {
			x.away &^= bit
		}
		s.restand(g, before)
	}
}

// destroy loses a fragment, and with it perhaps its group.
func (s *store) destroy(f int32, now sim.Time) {
	g, place := s.groupOf(f)
	x := &s.groups[g]
	before := s.standing(g)
	x.missing |= 1 << place
	x.away |= 1 << place
	if x.missing&lost == 0 && !s.Scheme.Decodable(x.missing) {
		x.missing |= lost
		s.lose(now)
	}
	s.restand(g, before)
}

// restore has a fragment be there again, on a node that is up.
func (s *store) restore(f int32) {
	g, place := s.groupOf(f)
	x := &s.groups[g]
	before := s.standing(g)
	bit := uint32(1) << place
	x.missing &^= bit
	x.away &^= bit
	x.due &^= bit
	if x.missing == lost {
		x.missing = 0
	}
	s.restand(g, before)
}
