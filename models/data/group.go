package data

import (
	"math/bits"

	"nines/sim"
)

// standing is how a group is, as far as it is measured.
type standing struct {
	bears    int // further losses; below 0 where it is lost
	away     int // fragments that are not reached
	reached  int // fragments that are; 0 where it is lost
	unread   bool
	poisoned bool // a fragment has an error that is not found
}

// standing of a group. Cost: O(parts of its scheme).
func (s *store) standing(g int32) standing {
	x := &s.groups[g]
	bad, known := s.spoiled(g)
	if x.away|x.missing|bad == 0 {
		return standing{bears: s.whole, reached: int(s.n)}
	}
	away, poisoned := bits.OnesCount32(x.away), bad != known
	if x.missing&lost != 0 {
		return standing{-1, away, 0, true, poisoned}
	}
	reached, useless := int(s.n)-away, x.away|bad
	unread := int(s.n)-bits.OnesCount32(useless) < s.Access.Read || !s.Scheme.Decodable(useless)
	return standing{s.Scheme.Bears(x.missing | bad), away, reached, unread, poisoned}
}

// restand books that a group stands otherwise than before.
func (s *store) restand(g int32, before standing) {
	for i := range s.standpoints {
		s.survey(&s.standpoints[i], g)
	}
	s.stir(g)
	if after := s.standing(g); after != before {
		s.count(before, -1)
		s.count(after, 1)
	}
}

// readable reports whether a fragment of a group can be made now, for all that is known: from others or, where it is
// lost, with other data.
func (s *store) readable(g int32) bool {
	x := &s.groups[g]
	_, known := s.spoiled(g)
	return x.missing&lost != 0 || s.Scheme.Decodable(x.away|known)
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
func (d *Data) destroy(s *store, f int32) {
	g, place := s.groupOf(f)
	x := &s.groups[g]
	before := s.standing(g)
	d.mend(s, f)
	x.missing |= 1 << place
	x.away |= 1 << place
	s.judge(g, d.now(), d.striking)
	s.unlearn(g, place, d.now())
	s.restand(g, before)
}

// judge finds out whether a group is lost by now, for a fault that has just destroyed or spoiled some of it.
func (s *store) judge(g int32, now sim.Time, fault int16) {
	x := &s.groups[g]
	bad, _ := s.spoiled(g)
	if x.missing&lost == 0 && !s.Scheme.Decodable(x.missing|bad) {
		s.lose(g, now, s.Scheme.Decodable(x.missing), fault)
		x.missing |= lost
	}
}

// restore has a fragment be there again, on a node that is up.
func (d *Data) restore(s *store, f int32) {
	g, place := s.groupOf(f)
	x := &s.groups[g]
	before := s.standing(g)
	d.mend(s, f)
	s.unlearn(g, place, d.now()) // where it was made of others, it has what these have
	bit := uint32(1) << place
	x.missing &^= bit
	x.away &^= bit
	x.due &^= bit
	if bad, _ := s.spoiled(g); bad == 0 && x.missing == lost {
		x.missing = 0
	}
	s.restand(g, before)
}
