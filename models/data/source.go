package data

import "math/bits"

// Where nodes serve so many repairs at a time at most, a job holds the nodes that it reads from, from when it begins
// until it ends or is stopped. Those that wait for sources are asked again whenever one is free.

// limited reports whether nodes serve so many repairs at most.
func (s *store) limited() bool { return s.Rebuild.PerSource > 0 }

// served reports whether there are sources for a job.
func (s *store) served(id int32) bool {
	_, ok := s.sources(id)
	return ok
}

// sources are places of a job's group whose nodes it would read from; false where too many of them are busy. Of those
// that are free it takes who serves the fewest, one after the other until they suffice, but all that are near where
// there are such. Cost: O(fragments²) where sources are limited.
func (s *store) sources(id int32) (set uint32, ok bool) {
	g, place := s.groupOf(s.jobs.Items[id].fragment)
	x := &s.groups[g]
	if !s.limited() || x.missing&lost != 0 {
		return 0, true
	}
	_, known := s.spoiled(g)
	all := uint32(1)<<s.n - 1
	free := all &^ (x.away | known | s.busy(g))
	if near := s.Scheme.Near(int(place), x.away|known); near != 0 {
		return near, near&^free == 0
	}
	for !s.Scheme.Decodable(all &^ set) {
		best := none
		for left := free &^ set; left != 0; left &= left - 1 {
			at := g*s.n + int32(bits.TrailingZeros32(left))
			if best == none || s.source(at).serves < s.source(best).serves {
				best = at
			}
		}
		if best == none {
			return 0, false
		}
		set |= 1 << (best - g*s.n)
	}
	return set, true
}

// busy are the places of a group whose nodes serve as many as they may.
func (s *store) busy(g int32) (set uint32) {
	for place := range s.n {
		if s.source(g*s.n+place).serves >= int32(s.Rebuild.PerSource) {
			set |= 1 << place
		}
	}
	return set
}

// source is the node that a fragment is on.
func (s *store) source(f int32) *node { return &s.nodes[s.fragments[f].leaf] }

// hold has a job that begins hold its sources.
func (s *store) hold(id int32) {
	j := &s.jobs.Items[id]
	j.reads, _ = s.sources(id)
	s.serve(j, 1)
}

// release has a job hold no sources any more.
func (s *store) release(id int32) {
	j := &s.jobs.Items[id]
	s.serve(j, -1)
	j.reads = 0
}

func (s *store) serve(j *job, by int32) {
	g, _ := s.groupOf(j.fragment)
	for reads := j.reads; reads != 0; reads &= reads - 1 {
		s.source(g*s.n + int32(bits.TrailingZeros32(reads))).serves += by
	}
}

// follow has jobs that read a fragment which has been made elsewhere read on there.
func (s *store) follow(f, target int32) {
	if !s.limited() {
		return
	}
	g, place := s.groupOf(f)
	for k := g * s.n; k < (g+1)*s.n; k++ {
		if id := s.fragments[k].job; id >= 0 && s.jobs.Items[id].reads>>place&1 == 1 {
			s.source(f).serves--
			s.nodes[target].serves++
		}
	}
}
