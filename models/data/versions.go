package data

import (
	"errors"
	"fmt"
	"math"
	"math/bits"
	"slices"

	"nines/models"
	"nines/sim"
	"nines/sim/flat"
)

// What copies of groups have that others lack, because users write on both sides of a partition; see models.Updates.
// Each write is known to a set of copies: at first to those on the side that made it, and once sides meet to all of
// both. How many writes each set of copies knows is kept for each group, as what is expected: nothing is drawn, and
// no event is played for a write. Stores of whose writes nothing is said have none of this.

// versions is what the copies of a store have. Numbers of writes are to all groups together, were all like this one.
type versions struct {
	heard   []uint32   // by group, then standpoint: the copies that users reach, as sets of bits by place
	known   []float64  // by group, then set of copies: writes that these and no others have; never all, and never none
	booked  []sim.Time // by group: until when writes are booked
	stirred []int32    // groups that may not be as heard says
	stirs   []bool     // by group: it is among them
	apart   int32      // groups that are written on two sides or more
	sides   []side     // scratch
	met     meeting    // what was last asked for: groups with the same past meet alike
}

// side is copies of a group that some users reach together, or that are on one with the same third.
type side struct {
	copies  uint32
	writers int // places from which it is written
}

// meeting of two sides with so many writes that the other lacks.
type meeting struct {
	fewer, more float64
	models.Meeting
}

// MaxKnown is how many groups, times the sets of copies of each, a store may have of whose writes something is said:
// each takes eight bytes.
const MaxKnown = 25_000_000

// checkUpdates says what cannot be played of what is written.
func checkUpdates(s *models.Store) error {
	switch u := &s.Updates; {
	case u.Rate == 0:
		return nil
	case !(u.Rate > 0) || math.IsInf(u.Rate, 1) || u.Keys.Count < 1:
		return errors.New("users write a number of keys, at a rate above 0")
	case s.Scheme.Data > 1 || s.Access.Write == 0 || len(s.From) == 0:
		return errors.New("what is written on two sides is known of copies, a number of which users write who stand within")
	case math.Ldexp(float64(s.Groups), s.Scheme.Fragments()) > MaxKnown:
		return fmt.Errorf("%d groups of %d copies each: times the sets of these at most %.0e can be simulated", s.Groups,
			s.Scheme.Fragments(), float64(MaxKnown))
	}
	return nil
}

// join has all copies be reached from everywhere, and have the same.
func (s *store) join() {
	v := &s.versions
	v.stirred, v.apart, v.met = v.stirred[:0], 0, meeting{}
	if len(s.spectrum) == 0 {
		v.heard, v.known, v.booked, v.stirs = v.heard[:0], v.known[:0], v.booked[:0], v.stirs[:0]
		return
	}
	v.heard = flat.Fill(v.heard, len(s.groups)*len(s.From), s.all())
	v.known = flat.Fill(v.known, len(s.groups)<<s.n, 0)
	v.booked, v.stirs = flat.Fill(v.booked, len(s.groups), 0), flat.Fill(v.stirs, len(s.groups), false)
}

func (v *versions) copyFrom(src *versions) {
	old := *v
	*v = *src
	v.heard, v.known = flat.Copy(old.heard, src.heard), flat.Copy(old.known, src.known)
	v.booked, v.stirs = flat.Copy(old.booked, src.booked), flat.Copy(old.stirs, src.stirs)
	v.stirred, v.sides = flat.Copy(old.stirred, src.stirred), old.sides
}

// all is the set of all copies.
func (s *store) all() uint32 { return 1<<s.n - 1 }

func (s *store) heardOf(g int32) []uint32 {
	n := int32(len(s.standpoints))
	return s.heard[g*n:][:n]
}

func (s *store) knownOf(g int32) []float64 { return s.known[g<<s.n:][:1<<s.n] }

// stir remembers that what users reach of a group may have changed.
func (s *store) stir(g int32) {
	if len(s.stirs) > 0 && !s.stirs[g] {
		s.stirs[g] = true
		s.stirred = append(s.stirred, g)
	}
}

// reunite follows which copies are on which side, when all of an event has happened. Cost: O(sets of copies × copies)
// for each group that it has stirred.
func (s *store) reunite(now sim.Time) {
	for _, g := range s.stirred {
		s.stirs[g] = false
		sides := s.sidesOf(g)
		s.write(g, sides, now)
		s.apart -= divided(sides)
		s.hear(g)
		if sides = s.sidesOf(g); s.differ(g) {
			for _, x := range sides {
				s.meet(g, x.copies)
			}
			s.tell(g, sides)
		}
		s.apart += divided(sides)
	}
	s.stirred = s.stirred[:0]
}

// hear notes what users reach of a group; nothing where it is lost.
func (s *store) hear(g int32) {
	heard := s.heardOf(g)
	for i := range heard {
		if heard[i] = 0; s.groups[g].missing&lost == 0 {
			heard[i] = s.all() &^ s.unreached(&s.standpoints[i], g)
		}
	}
}

// sidesOf a group, as it was heard of last; valid until asked again. Copies that nobody reaches are on none.
func (s *store) sidesOf(g int32) []side {
	list := s.sides[:0]
	for _, copies := range s.heardOf(g) {
		if copies == 0 {
			continue
		}
		x := side{copies: copies}
		if bits.OnesCount32(copies) >= s.Access.Write {
			x.writers = 1
		}
		apart := list[:0]
		for _, y := range list {
			if y.copies&x.copies == 0 {
				apart = append(apart, y)
			} else {
				x.copies, x.writers = x.copies|y.copies, x.writers+y.writers
			}
		}
		list = append(apart, x)
	}
	s.sides = list
	return list
}

// divided is 1 for a group that is written on two of its sides or more, else 0.
func divided(sides []side) int32 {
	written := 0
	for _, x := range sides {
		written += min(x.writers, 1)
	}
	return int32(min(written/2, 1))
}

// write books what users have written to a group on its sides since that was last done.
func (s *store) write(g int32, sides []side, now sim.Time) {
	dt := float64(now - s.booked[g])
	if s.booked[g] = now; dt == 0 {
		return
	}
	known := s.knownOf(g)
	for _, x := range sides {
		if x.copies != s.all() { // which have the same in any case
			known[x.copies] += float64(dt * float64(x.writers) * s.paced)
		}
	}
}

// differ reports whether some copies of a group have what others lack.
func (s *store) differ(g int32) bool {
	return slices.ContainsFunc(s.knownOf(g), func(writes float64) bool { return writes != 0 })
}

// meet has the copies of a side find out what each has that the others lack, one after the other.
func (s *store) meet(g int32, copies uint32) {
	known := s.knownOf(g)
	met := copies & -copies
	for rest := copies &^ met; rest != 0; rest &= rest - 1 {
		next, ours, theirs := rest&-rest, 0.0, 0.0
		for set, writes := range known {
			switch ourSet, theirSet := uint32(set)&met != 0, uint32(set)&next != 0; {
			case ourSet && !theirSet:
				ours += writes
			case theirSet && !ourSet:
				theirs += writes
			}
		}
		s.resolve(ours, theirs)
		met |= next
	}
}

// resolve books what comes of two sides with so many writes that the other lacks. Keys are as likely in any group.
func (s *store) resolve(ours, theirs float64) {
	fewer, more := min(ours, theirs), max(ours, theirs)
	if fewer == 0 {
		return
	}
	if s.met.fewer != fewer || s.met.more != more {
		s.met = meeting{fewer, more, models.Meet(s.spectrum, fewer, more)}
	}
	s.Conflicts += s.met.Conflicts / float64(len(s.groups))
	if !s.Updates.Siblings {
		s.WritesLost += s.met.Older / float64(len(s.groups))
	}
}

// tell has all copies on a side know what one of them does. What all that exist know is of no concern any more.
func (s *store) tell(g int32, sides []side) {
	known, exist := s.knownOf(g), s.all()&^s.groups[g].missing
	for set, writes := range known {
		if writes == 0 {
			continue
		}
		told := uint32(set)
		for _, x := range sides {
			if x.copies&told != 0 {
				told |= x.copies
			}
		}
		known[set] = 0
		if told != exist {
			known[told] += writes
		}
	}
}

// unlearn has a copy know nothing any more. What it alone has known is lost, unless all of the group is.
func (s *store) unlearn(g, place int32, now sim.Time) {
	if len(s.stirs) == 0 {
		return
	}
	s.write(g, s.sidesOf(g), now)
	known, bit := s.knownOf(g), 1<<place
	if s.groups[g].missing&lost != 0 {
		clear(known)
	}
	s.WritesLost += known[bit] / float64(len(s.groups))
	known[bit] = 0
	for set, writes := range known {
		if set&bit != 0 {
			known[set], known[set&^bit] = 0, known[set&^bit]+writes
		}
	}
}

// checkVersions: users reach what is noted, groups on several sides are counted, and what is known is known to all of a
// side, and not to all.
func (d *Data) checkVersions(s *store) error {
	apart := int32(0)
	for g := range int32(len(s.stirs)) {
		before := append([]uint32(nil), s.heardOf(g)...)
		if s.hear(g); fmt.Sprint(before) != fmt.Sprint(s.heardOf(g)) || s.stirs[g] {
			return fmt.Errorf("of group %d copies %b are reached, noted as %b", g, s.heardOf(g), before)
		}
		sides := s.sidesOf(g)
		apart += divided(sides)
		exist := s.all() &^ s.groups[g].missing
		for set, writes := range s.knownOf(g) {
			one := uint32(set)
			if writes != 0 && (one == 0 || one&^exist != 0 || one == exist) || !(writes >= 0) {
				return fmt.Errorf("copies %b of group %d, of %b, know of %g writes", set, g, exist, writes)
			}
			for _, x := range sides {
				if writes != 0 && one&x.copies != 0 && x.copies&^one != 0 {
					return fmt.Errorf("copies %b of group %d know of %g writes, of a side %b", set, g, writes, x.copies)
				}
			}
		}
	}
	if apart != s.apart || len(s.stirred) > 0 {
		return fmt.Errorf("%d groups are written on two sides, counted %d", apart, s.apart)
	}
	return nil
}
