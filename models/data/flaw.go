package data

import (
	"nines/sim"
	"nines/sim/flat"
)

// flaw is an error in a fragment that exists: what is there is not what was written. A flaw that is found stays until
// its fragment has been made anew. There are events and memory for flaws alone: errors come to all of a store in one
// stream, and a scrub is an event only where it finds something.
type flaw struct {
	fragment int32
	next     int32 // of the same group; none
	found    bool
	pass     uint32    // names the wait for a scrub, where that is drawn
	since    sim.Time  // when the error came
	timer    sim.Timer // until a scrub comes to it
	read     uint32    // names the wait for a user
	reads    sim.Timer // until one comes to it
}

// unspoil forgets all errors.
func (s *store) unspoil() {
	groups := 0
	if s.erring {
		groups = len(s.groups)
	}
	s.flawed = flat.Fill(s.flawed, groups, none)
	s.flaws.Reset()
	s.decay, s.decayed, s.errors, s.finds, s.passed, s.awaited = sim.Timer{}, 0, 0, 0, 0, 0
}

// spoiled are the fragments of a group that have errors, and of them those of which that is known.
func (s *store) spoiled(g int32) (all, known uint32) {
	if len(s.flawed) == 0 {
		return 0, 0
	}
	for id := s.flawed[g]; id != none; id = s.flaws.Items[id].next {
		x := &s.flaws.Items[id]
		_, place := s.groupOf(x.fragment)
		all |= 1 << place
		if x.found {
			known |= 1 << place
		}
	}
	return all, known
}

// mend takes the error out of a fragment that is gone, or made anew; there may be none. It is up to the caller to count
// how the group then stands.
func (d *Data) mend(s *store, f int32) {
	if len(s.flawed) == 0 {
		return
	}
	at := &s.flawed[f/s.n]
	for *at != none && s.flaws.Items[*at].fragment != f {
		at = &s.flaws.Items[*at].next
	}
	if id := *at; id != none {
		d.calendar.Cancel(&s.flaws.Items[id].timer)
		d.calendar.Cancel(&s.flaws.Items[id].reads)
		*at = s.flaws.Items[id].next
		s.flaws.Free(id)
	}
}

// flawIn is the error in a fragment that has one.
func (s *store) flawIn(f int32) int32 {
	id := s.flawed[f/s.n]
	for s.flaws.Items[id].fragment != f {
		id = s.flaws.Items[id].next
	}
	return id
}
