package data

import (
	"fmt"
	"math/bits"

	"nines/models"
	"nines/models/book"
	"nines/models/fleet"
	"nines/sim/flat"
)

// What services need of stores: who is suspended while too many groups cannot be used, and who loses requests. It is
// looked at once for each event.

// user is what a service needs of a store.
type user struct {
	*models.Backing
	service int16
	spare   int32 // groups that may be out of use
	curable bool  // it is told what cures are worth to the service
}

// planUsers lists who needs a store.
func (p *Plan) planUsers(store int) (users []user) {
	for s := range p.Services {
		for i := range p.Services[s].Stores {
			if x := &p.Services[s].Stores[i]; x.Store == store {
				users = append(users, user{x, int16(s), int32(x.Spare(p.Stores[store].Groups)), p.Book.Tells() && p.Curable(s)})
			}
		}
	}
	return users
}

// support is what a store is for services now.
type support struct {
	useless [models.Uses]int32 // groups that cannot be used, by use
	asked   [models.Uses]int32 // likewise, when somebody was last asked for the reason
	told    [models.Uses]int32 // likewise, as users know it
	why     book.Reason        // for which there came to be more of them last
	holds   []holding          // by user
	keepers []keeper           // see keeper
	// By leaf: cures with which what it had would not have been destroyed; empty where no service needs the store.
	erased []uint64
}

// holding is what a store does to a user.
type holding struct {
	down   bool
	why    book.Reason // while it is
	serial int32       // of the case of why; 0 where it came with none
}

func (s *store) resetSupport(nodes int) {
	s.useless, s.asked, s.told = [models.Uses]int32{}, [models.Uses]int32{}, [models.Uses]int32{}
	s.holds = flat.Fill(s.holds, len(s.users), holding{})
	s.erased = s.erased[:0]
	if len(s.users) > 0 {
		s.erased = flat.Fill(s.erased, nodes, 0)
	}
}

func (x *support) copyFrom(src *support) {
	holds, erased, keepers := x.holds, x.erased, x.keepers
	*x = *src
	x.keepers = keepers
	x.holds, x.erased = flat.Copy(holds, src.holds), flat.Copy(erased, src.erased)
}

// tally enters a group that stands like that, or takes it out (−1); a write has to reach so many fragments.
func (x *support) tally(is standing, write int, by int32) {
	barred := write > 0 && is.reached < write
	for use, out := range [models.Uses]bool{is.unread, barred, is.unread || barred} {
		if out {
			x.useless[use] += by
		}
	}
}

// blame notes the reason for which groups of a store have gone out of use, if any have since it was last asked.
func (s *store) blame(why book.Reason) {
	for use, n := range s.useless {
		if n > s.asked[use] {
			s.why = why
		}
	}
	s.asked = s.useless
}

// accuse has stores put down to a case that groups of theirs have gone out of use, if any have; fleet.None: no fault.
func (d *Data) accuse(id int32) {
	for i := range d.stores {
		if s := &d.stores[i]; s.useless != s.asked {
			s.blame(d.fleet.Because(id))
		}
	}
}

// erase notes that a case has destroyed what a node had.
func (d *Data) erase(leaf, id int32) {
	for i := range d.stores {
		if s := &d.stores[i]; len(s.users) > 0 {
			s.erased[leaf] = d.fleet.Because(id).Cured
		}
	}
	d.accuse(id)
}

// Sustain follows with the services that need stores what an event has changed, when all of it has happened. Cost: O(1)
// for each store that nobody misses; else O(groups), see saved.
func (d *Data) Sustain() {
	d.accuse(fleet.None) // of errors, which no fault has begun
	for i := range d.stores {
		s := &d.stores[i]
		if len(s.users) == 0 {
			continue
		}
		fewer := s.useless != s.told
		s.told = s.useless
		for k := range s.users {
			switch u := &s.users[k]; {
			case !u.Soft:
				d.sustainHard(s, u, &s.holds[k], fewer)
			case fewer:
				d.fleet.Keep(u.service, d.kept(u.service))
			}
		}
	}
}

// sustainHard suspends a service while too few groups can be used, and ends that; it is told whether more or fewer of
// them can than before.
func (d *Data) sustainHard(s *store, u *user, h *holding, turned bool) {
	short := s.useless[u.Use] > u.spare
	if !short && !h.down {
		return
	}
	cured := d.saved(s, u, short)
	switch {
	case short && !h.down:
		d.suspend(u, h, s.why, cured)
	case !short:
		d.fleet.Resume(u.service, &h.why)
	default:
		if cured != h.why.Cured {
			d.fleet.Recure(u.service, &h.why, cured)
			h.why.Cured = cured
		}
		if turned || d.over(h) {
			d.reroot(s, u, h)
		}
	}
	h.down = short
}

// kept is the share of the requests of a service that find what they need in stores.
func (d *Data) kept(service int16) float64 {
	share := 1.0
	for i := range d.stores {
		s := &d.stores[i]
		for k := range s.users {
			if u := &s.users[k]; u.Soft && u.service == service {
				share *= 1 - float64(s.useless[u.Use])/float64(len(s.groups))
			}
		}
	}
	return share
}

// saved is the set of cures with which enough groups could be used, while too few can. What fragments a cure gives back
// are those on nodes that it alone keeps down, unless they have been destroyed, and those that what it stands for has
// destroyed. Cost: O(groups + fragments of those that cannot be used × cures).
func (d *Data) saved(s *store, u *user, short bool) (set uint64) {
	if !short || !u.curable {
		return 0
	}
	var still [models.MaxCures]int32 // groups that could not be used with each cure all the same
	for g := range int32(len(s.groups)) {
		if x := &s.groups[g]; x.away|x.missing == 0 && len(s.flawed) == 0 || s.usable(g, u.Use, 0) {
			continue
		}
		back, any := d.givenBack(s, g)
		set |= any
		for c := range still {
			if any>>c&1 == 0 || !s.usable(g, u.Use, back[c]) {
				still[c]++
			}
		}
	}
	for c, n := range still {
		if n > u.spare {
			set &^= 1 << c
		}
	}
	return set
}

// givenBack are the fragments of a group that each cure would give back, and the cures that would give any.
func (d *Data) givenBack(s *store, g int32) (back [models.MaxCures]uint32, any uint64) {
	x := &s.groups[g]
	for away := x.away; away != 0; away &= away - 1 {
		place := bits.TrailingZeros32(away)
		leaf, cured := s.fragments[g*s.n+int32(place)].leaf, ^uint64(0)
		if !d.fleet.Up(leaf) {
			cured = d.fleet.Freed(leaf)
		}
		if x.missing>>place&1 == 1 {
			cured &= s.erased[leaf]
		}
		any |= cured
		for ; cured != 0; cured &= cured - 1 {
			back[bits.TrailingZeros64(cured)] |= 1 << place
		}
	}
	return back, any
}

// usable reports whether a group can be used, had some of its fragments never been out of reach.
func (s *store) usable(g int32, use models.Use, back uint32) bool {
	if use == models.Written && s.Access.Write == 0 {
		return true // nobody writes
	}
	x := &s.groups[g]
	away, missing := x.away&^back, x.missing
	if missing&back != 0 {
		missing &^= lost | back
	}
	bad, _ := s.spoiled(g)
	if missing&lost != 0 || !s.Scheme.Decodable(missing|bad) {
		return false
	}
	reads := int(s.n)-bits.OnesCount32(away|bad) >= s.Access.Read && s.Scheme.Decodable(away|bad)
	writes := s.Access.Write == 0 || int(s.n)-bits.OnesCount32(away) >= s.Access.Write
	return (reads || use == models.Written) && (writes || use == models.Read)
}

// Suspends is how many stores suspend a service.
func (d *Data) Suspends(service int) (n int32) {
	for i := range d.stores {
		for k := range d.stores[i].users {
			if d.stores[i].holds[k].down && int(d.stores[i].users[k].service) == service {
				n++
			}
		}
	}
	return n
}

// checkSupport: groups that cannot be used are counted, and whoever needs more of them is suspended.
func (d *Data) checkSupport(s *store) error {
	var unused [models.Uses]int32
	for g := range int32(len(s.groups)) {
		for use := range unused {
			if !s.usable(g, models.Use(use), 0) {
				unused[use]++
			}
		}
	}
	if unused != s.useless || len(s.users) > 0 && s.useless != s.told {
		return fmt.Errorf("%d groups cannot be used, counted %d, of which users know %d", unused, s.useless, s.told)
	}
	for k := range s.users {
		u, h := &s.users[k], &s.holds[k]
		if h.down != (!u.Soft && unused[u.Use] > u.spare) {
			return fmt.Errorf("service %d is suspended: %t", u.service, h.down)
		}
		if !h.down {
			continue
		}
		if who, ok := d.keeper(s, u); ok && d.over(h) {
			return fmt.Errorf("service %d is down for case %d, which is over, and not for %d", u.service, h.serial, who.serial)
		}
	}
	return nil
}
