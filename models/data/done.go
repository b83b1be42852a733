package data

import (
	"math/bits"

	"nines/models/chance"
)

// onWorked ends the time that a job takes.
func (d *Data) onWorked(s *store, id int32) {
	if s.jobs.Items[id].step == working && (s.narrow || s.pool >= 0) {
		d.fetch(s, id)
		return
	}
	d.made(s, id)
}

// onFetched ends the job that has read what it needs first.
func (d *Data) onFetched(s *store) {
	id := s.share.End(d.now())
	d.shared(s)
	d.made(s, id)
}

// Copied is told that a pool has copied what a job of a store needs.
func (d *Data) Copied(store, id int32) {
	d.Settle()
	d.made(&d.stores[store], id)
}

// made ends a job: its fragment lies on the new node. Where that cannot be told any more, since too few of the others
// are reached, it begins anew when they are.
func (d *Data) made(s *store, id int32) {
	d.meet(s, id)
	j := &s.jobs.Items[id]
	f, target := j.fragment, j.target
	s.nodes[target].fetched = none
	s.active--
	s.release(id)
	if g, _ := s.groupOf(f); !s.readable(g) {
		j.step = waiting
		s.prepend(id)
	} else {
		s.rebuilt(j, d.now())
		own := s.fragments[f].leaf
		d.close(s, id)
		d.move(s, f, target)
		d.restore(s, f)
		d.wake(s, f/s.n)
		d.offer(s, own)
	}
	d.begin(s, target)
	d.fill(s)
}

// meet finds the errors in what a job has read: the fragments that are near, or any in random order until they suffice.
// Those of a group that is lost are all found, as it is filled anew. What is read in place of them is counted, and
// takes no time.
func (d *Data) meet(s *store, id int32) {
	j := &s.jobs.Items[id]
	f := j.fragment
	g, place := s.groupOf(f)
	x := &s.groups[g]
	bad, known := s.spoiled(g)
	if bad == known {
		return
	}
	read := s.Scheme.Near(int(place), x.away|known)
	switch {
	case x.missing&lost != 0:
		read = bad &^ known
	case read == 0 || read&bad != 0:
		read = d.browse(s, id, read, bad, known)
		j.bytes = s.size * float64(bits.OnesCount32(read))
	}
	for met := read & bad; met != 0; met &= met - 1 {
		s.Met++
		d.find(s, s.flawIn(g*s.n+int32(bits.TrailingZeros32(met))))
	}
}

// browse reads fragments that are reached in random order, beyond those that have been read, until those without errors
// suffice. Those that are known to have errors are not read.
func (d *Data) browse(s *store, id int32, read, bad, known uint32) uint32 {
	j := &s.jobs.Items[id]
	g, _ := s.groupOf(j.fragment)
	all := uint32(1)<<s.n - 1
	sources := all &^ (s.groups[g].away | known)
	q := d.chance.Ask(chance.Reading, j.past, j.try, uint32(g))
	for read&sources != sources && !s.Scheme.Decodable(all&^(read&^bad)) {
		left := sources &^ read
		for k := q.Pick(bits.OnesCount32(left)); k > 0; k-- {
			left &= left - 1
		}
		read |= left & -left
	}
	return read
}
