package data

import (
	"nines/models"
	"nines/models/chance"
	"nines/sim/flat"
)

// Where nodes have room for so many fragments, a place is taken by each that is on one, there or destroyed, until it is
// made elsewhere, and by each that is to be made on it.

// clear has all nodes be empty.
func (s *store) clear() {
	s.takers = 0
	if s.room = s.room[:0]; s.places != none {
		s.room = flat.Fill(s.room, len(s.nodes), s.places)
		s.takers = len(s.nodes)
	}
}

// occupy takes a place on a node.
func (d *Data) occupy(s *store, leaf int32) {
	if len(s.room) == 0 {
		return
	}
	if s.room[leaf]--; s.room[leaf] == 0 && !d.doubted[leaf] {
		s.takers--
	}
}

// vacate gives a place on a node back.
func (d *Data) vacate(s *store, leaf int32) {
	if len(s.room) == 0 {
		return
	}
	if s.room[leaf]++; s.room[leaf] == 1 && !d.doubted[leaf] {
		s.takers++
	}
}

// regard follows whether a node is trusted.
func (s *store) regard(leaf int32, trusted bool) {
	switch {
	case len(s.room) == 0 || s.room[leaf] <= 0:
	case trusted:
		s.takers++
	default:
		s.takers--
	}
}

// fit moves fragments for which their nodes have no room at the start to heirs that have, if there are any. Nothing is
// listed yet on any node.
func (d *Data) fit(s *store) {
	if len(s.room) == 0 {
		return
	}
	for f := range s.fragments {
		d.occupy(s, s.fragments[f].leaf)
	}
	for f := range s.fragments {
		own := s.fragments[f].leaf
		if s.room[own] >= 0 {
			continue
		}
		g, place := s.groupOf(int32(f))
		q := d.chance.Ask(chance.Placing, s.entity, 1, uint32(f))
		if to := q.Heir(s.placer, s.ground, s.nodesOf(g), int(place)); to != models.Nobody {
			d.vacate(s, own)
			d.occupy(s, to)
			s.fragments[f].leaf = to
		}
	}
}

// move has a fragment that has been made lie where it was made.
func (d *Data) move(s *store, f, target int32) {
	own := s.fragments[f].leaf
	s.follow(f, target)
	s.unlink(f)
	s.link(f, target)
	d.occupy(s, target)
	d.vacate(s, own)
}
