package data

import (
	"math/bits"

	"nines/models"
	"nines/models/chance"
	"nines/sim"
)

// see follows whether a node is up: what is on it is reached, or not.
func (d *Data) see(leaf int32) {
	up := d.fleet.Up(leaf)
	if up == d.up[leaf] {
		return
	}
	d.up[leaf] = up
	for i := range d.stores {
		s := &d.stores[i]
		for f := range s.on(leaf) {
			if s.reach(f, up); up {
				d.wake(s, f/s.n)
			}
		}
		if up {
			d.begin(s, leaf)
		} else {
			d.halt(s, leaf)
		}
	}
	if up && !d.doubted[leaf] {
		d.welcome(leaf)
	}
}

// heed follows whether a node is suspected. What is on one that is so for the time of grace is made anew elsewhere.
func (d *Data) heed(leaf int32) {
	doubted := d.sight.Suspected(leaf)
	if doubted == d.doubted[leaf] {
		return
	}
	d.doubted[leaf] = doubted
	for i := range d.stores {
		s := &d.stores[i]
		s.regard(leaf, !doubted)
		if doubted && !s.Rebuild.InPlace {
			d.scatter(s, leaf)
		}
		switch n := &s.nodes[leaf]; {
		case n.held == 0:
		case !doubted:
			d.calendar.Cancel(&n.grace)
			d.begin(s, leaf)
		case s.Rebuild.Grace > 0:
			n.grace = d.calendar.After(s.Rebuild.Grace, sim.Event{Kind: writtenOff, Who: leaf, Arg: int32(i)})
		default:
			d.writeOff(s, leaf)
		}
	}
	if !doubted && d.up[leaf] {
		d.welcome(leaf)
	}
}

// empty destroys what a node has for stores.
func (d *Data) empty(leaf int32) {
	for i := range d.stores {
		s := &d.stores[i]
		s.nodes[leaf].turns++
		for f := range s.on(leaf) {
			if g, place := s.groupOf(f); s.groups[g].missing&(1<<place) == 0 {
				d.destroy(s, f)
				d.wake(s, g)
			}
		}
	}
}

// writeOff has the fragments of a node that stays away be made anew.
func (d *Data) writeOff(s *store, leaf int32) {
	s.nodes[leaf].turns++
	for f := range s.on(leaf) {
		g, place := s.groupOf(f)
		s.groups[g].due |= 1 << place
	}
	if s.Rebuild.InPlace {
		return
	}
	for f := range s.on(leaf) {
		d.request(s, f)
	}
}

// welcome is for a node that is up and trusted: what it has is used, what it lacks is made anew, and those for which
// there was no node may have found one.
func (d *Data) welcome(leaf int32) {
	for i := range d.stores {
		s := &d.stores[i]
		for f := range s.on(leaf) {
			g, place := s.groupOf(f)
			bit := uint32(1) << place
			if _, known := s.spoiled(g); known&bit != 0 {
				d.order(s, f)
			} else if s.groups[g].missing&bit != 0 {
				s.groups[g].due |= bit
				d.request(s, f)
			} else if s.groups[g].due&bit != 0 {
				s.groups[g].due &^= bit
				d.spare(s, f)
			}
		}
		d.rescue(s)
	}
}

// offer has those for which there was no node look at one that has just been left by a fragment.
func (d *Data) offer(s *store, leaf int32) {
	if len(s.room) > 0 && len(s.stranded) > 0 && d.up[leaf] && !d.doubted[leaf] {
		d.rescue(s)
	}
}

// rescue looks again for nodes on which to make what there was none for; what there is none for still stays
// in the list.
func (d *Data) rescue(s *store) {
	n := len(s.stranded)
	for _, x := range s.stranded[:n] {
		s.fragments[x.fragment].job = none
	}
	for k := range n {
		x := s.stranded[k]
		if g, place := s.groupOf(x.fragment); s.groups[g].due&(1<<place) != 0 {
			d.house(s, x)
		}
	}
	s.stranded = append(s.stranded[:0], s.stranded[n:]...)
	s.homeless = len(s.stranded)
}

// request has a fragment that is due be made anew; where that waits until more are missing, so do they.
func (d *Data) request(s *store, f int32) {
	if !s.Rebuild.Lazy {
		d.order(s, f)
		return
	}
	g, _ := s.groupOf(f)
	due := s.groups[g].due
	if s.Scheme.Bears(due) > s.Rebuild.Left {
		return
	}
	for ; due != 0; due &= due - 1 {
		d.order(s, g*s.n+int32(bits.TrailingZeros32(due)))
	}
}

// order opens the job that makes a fragment, unless there is one, on the node where it is to be. Those for which there
// is none now wait for one to come back.
func (d *Data) order(s *store, f int32) {
	if s.fragments[f].job != none {
		return
	}
	own := s.fragments[f].leaf
	d.house(s, errand{f, d.now(), d.past(s, own, s.nodes[own].turns)})
}

// house opens the job that makes a fragment, if there is a node to make it on.
func (d *Data) house(s *store, x errand) {
	switch target := d.heir(s, x); {
	case target != none:
		d.enlist(s, x, target)
	case !s.Rebuild.InPlace:
		s.stranded = append(s.stranded, x)
		s.homeless = len(s.stranded)
		s.fragments[x.fragment].job = stranded
	}
}

// heir is the node on which a fragment is to be made: its own, when that is back, or another; none where there is none.
func (d *Data) heir(s *store, x errand) int32 {
	own := s.fragments[x.fragment].leaf
	if !s.Rebuild.InPlace && (len(s.room) == 0 || s.takers > 0) {
		g, place := s.groupOf(x.fragment)
		about := g
		if s.unites {
			about = 0
		}
		q := d.chance.Ask(chance.Heir, x.past, 0, uint32(about))
		if to := q.Heir(s.placer, s.ground, s.taken(g), int(place)); to != models.Nobody {
			return to
		}
	}
	if d.up[own] && !d.doubted[own] {
		return own
	}
	return none
}

// scatter has what was to be made on a node that stays away be made on others.
func (d *Data) scatter(s *store, leaf int32) {
	n := &s.nodes[leaf]
	for k := s.inLine(n); k > 0; k-- { // some may come back, if there is nobody else
		id := n.head
		x := s.jobs.Items[id].errand
		d.drop(s, id)
		d.house(s, x)
	}
}
