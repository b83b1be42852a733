package data

import (
	"cmp"
	"math/bits"
	"slices"

	"nines/models/book"
	"nines/models/fleet"
)

// Whose fault it is that too few groups can be used: of the case that took the one out of reach that was one too many,
// while it keeps it so. When it is over, or that group is back, it is that of the case of which as much can be said of
// the groups that are still out of reach.

// keeper is a case that keeps a group out of reach.
type keeper struct{ serial, id int32 }

// suspend takes a service out for a reason that has just come.
func (d *Data) suspend(u *user, h *holding, why book.Reason, cured uint64) {
	h.why, h.serial = why, 0
	h.why.Apart, h.why.Copies, h.why.Cured = true, true, cured
	if why.Cause != book.Nobody {
		h.serial = d.fleet.Case(why.Cause.Case).Serial()
	}
	d.fleet.Suspend(u.service, &h.why)
}

// over reports whether the case is that a user is down for; an error that nobody has put there never is.
func (d *Data) over(h *holding) bool {
	if h.serial == 0 {
		return false
	}
	x := d.fleet.Case(h.why.Cause.Case)
	return x.Serial() != h.serial || x.Over()
}

// reroot finds who keeps a user down now. Where nobody does, as while groups that were lost are filled anew, it stays
// the one that it was. Cost: O(groups).
func (d *Data) reroot(s *store, u *user, h *holding) {
	k, ok := d.keeper(s, u)
	if !ok || k.serial == h.serial {
		return
	}
	was := h.why
	d.suspend(u, h, d.fleet.Because(k.id), was.Cured)
	d.fleet.Resume(u.service, &was)
}

// keeper is the case that keeps out of reach the group that is one too many, in the order in which these cases began;
// false where no case does.
func (d *Data) keeper(s *store, u *user) (k keeper, ok bool) {
	s.keepers = s.keepers[:0]
	for g := range int32(len(s.groups)) {
		if x := &s.groups[g]; x.away|x.missing == 0 && len(s.flawed) == 0 || s.usable(g, u.Use, 0) {
			continue
		}
		s.keepers = append(s.keepers, d.keeperOf(s, u, g))
	}
	if len(s.keepers) <= int(u.spare) {
		return k, false
	}
	slices.SortFunc(s.keepers, func(a, b keeper) int { return cmp.Compare(a.serial, b.serial) })
	k = s.keepers[u.spare]
	return k, k.serial > 0
}

// keeperOf is the case that holds the fragment which is one too few of a group that cannot be used: without those cases
// that began last it could be, up to this one. Serial 0 where what is left is held by none: it is to be made anew.
func (d *Data) keeperOf(s *store, u *user, g int32) (k keeper) {
	for back := uint32(0); !s.usable(g, u.Use, back); {
		k = keeper{}
		given := uint32(0)
		for left := s.groups[g].away &^ back; left != 0; left &= left - 1 {
			id := d.fleet.Keeps(s.fragments[g*s.n+int32(bits.TrailingZeros32(left))].leaf)
			if id == fleet.None {
				continue
			}
			if serial := d.fleet.Case(id).Serial(); serial > k.serial {
				k, given = keeper{serial, id}, left&-left
			}
		}
		if given == 0 {
			return keeper{}
		}
		back |= given
	}
	return k
}
