package data

import "math/bits"

// standing is how a group is, as far as it is measured.
type standing struct {
	bears    int // further losses; below 0 where it is lost
	unread   bool
	degraded bool
}

// standing of a group. Cost: O(parts of its scheme).
func (s *store) standing(g int32) standing {
	x := &s.groups[g]
	if x.away == 0 && x.missing == 0 {
		return standing{bears: s.whole}
	}
	if x.missing&lost != 0 {
		return standing{bears: -1, unread: true, degraded: x.away != 0}
	}
	return standing{s.Scheme.Bears(x.missing), !s.Scheme.Decodable(x.away), x.away != 0}
}

// restand books that a group stands otherwise than before, and wakes what waited for it to be read.
func (s *store) restand(g int32, before standing) {
	after := s.standing(g)
	if after != before {
		s.count(before, -1)
		s.count(after, 1)
	}
}

// readable reports whether a fragment of a group can be made now: from others or, where it is lost, with other data.
func (s *store) readable(g int32) bool {
	x := &s.groups[g]
	return x.missing&lost != 0 || s.Scheme.Decodable(x.away)
}

// reach has a fragment be reached, or no more, because its node is.
func (d *Data) reach(s *store, f int32, up bool) {
	g, place := s.groupOf(f)
	x := &s.groups[g]
	if bit := uint32(1) << place; x.missing&bit == 0 {
		before := s.standing(g)
		if x.away |= bit; up {
			x.away &^= bit
		}
		s.restand(g, before)
		if up && before.unread {
			d.wake(s, g)
		}
	}
}

// destroy loses a fragment, and with it perhaps its group.
func (d *Data) destroy(s *store, f int32) {
	g, place := s.groupOf(f)
	x := &s.groups[g]
	before := s.standing(g)
	x.missing |= 1 << place
	x.away |= 1 << place
	if x.missing&lost == 0 && !s.Scheme.Decodable(x.missing) {
		x.missing |= lost
		s.lose(d.now())
		d.wake(s, g)
	}
	s.restand(g, before)
}

// restore has a fragment be there again, on a node that is up.
func (d *Data) restore(s *store, f int32) {
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
	if before.unread {
		d.wake(s, g)
	}
}

// wake has nodes begin what they could not because a group could not be read.
func (d *Data) wake(s *store, g int32) {
	for due := s.groups[g].due; due != 0; due &= due - 1 {
		f := g*s.n + int32(bits.TrailingZeros32(due))
		if id := s.fragments[f].job; id >= 0 && s.jobs.Items[id].step == waiting {
			d.begin(s, s.jobs.Items[id].target)
		}
	}
}
