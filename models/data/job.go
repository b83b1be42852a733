package data

import (
	"math/bits"

	"nines/models/chance"
	"nines/models/pools"
	"nines/sim"
	"nines/sim/rng"
)

// step is how far a job is.
type step uint8

// The steps.
const (
	waiting step = iota // in the line of its node
	working             // it takes its time
	copying             // it takes its bytes
)

// errand is a fragment that is to be made anew.
type errand struct {
	fragment int32
	ordered  sim.Time // when it was to be made
	// past names, with the group, the random streams of what is drawn about it: what has happened to the fragment, and on
	// which nodes it was to be made since. So what is ordered anew is drawn anew.
	past uint64
}

// job makes one fragment anew. Its past includes the target.
type job struct {
	errand
	target int32 // on which it is made
	next   int32 // in the line of that node; none
	step   step
	try    uint32 // how often it was begun
	reads  uint32 // places of its group that it holds the sources of
	begun  sim.Time
	bytes  float64 // that it reads
	copy   int32   // of these, as a pool calls it
	timer  sim.Timer
}

// enlist opens the job that makes a fragment on a node.
func (d *Data) enlist(s *store, x errand, target int32) {
	id := s.jobs.Take()
	x.past = rng.Child(x.past, d.fleet.Entity(target))
	s.jobs.Items[id] = job{errand: x, target: target, next: none}
	s.fragments[x.fragment].job = id
	s.open++
	if s.fragments[x.fragment].leaf != target {
		d.occupy(s, target)
	}
	s.append(id)
	d.begin(s, target)
}

// begin has a node that is free begin the next job in its line, if it may.
func (d *Data) begin(s *store, target int32) {
	n := &s.nodes[target]
	if n.fetched != none || n.head == none || !d.up[target] {
		return
	}
	id, ahead := s.next(n)
	r := &s.Rebuild
	if id == none && r.PerSource == 0 {
		return
	}
	if id == none || r.AtOnce > 0 && s.active >= r.AtOnce {
		if !n.waits {
			n.waits = true
			s.idle = append(s.idle, target)
		}
		return
	}
	s.take(n, id, ahead)
	n.fetched = id
	s.active++
	s.hold(id)
	d.work(s, id)
}

// work begins a job that has its node: first comes the time that it takes, then that of its bytes.
func (d *Data) work(s *store, id int32) {
	j := &s.jobs.Items[id]
	g, place := s.groupOf(j.fragment)
	j.begun, j.try = d.now(), j.try+1
	_, known := s.spoiled(g)
	j.bytes = s.size * float64(s.Scheme.Reads(int(place), s.groups[g].away|known))
	if !s.timed {
		d.fetch(s, id)
		return
	}
	j.step = working
	j.timer = d.calendar.After(d.question(s, j).Lasts(s.Rebuild.Takes), sim.Event{Kind: worked, Who: id, Arg: s.at})
}

// question opens the stream of how long a job takes, which is drawn anew when it begins anew.
func (d *Data) question(s *store, j *job) *chance.Draws {
	g, _ := s.groupOf(j.fragment)
	return d.chance.Ask(chance.Rebuilding, j.past, j.try, uint32(g))
}

// fetch has a job read what it needs.
func (d *Data) fetch(s *store, id int32) {
	j := &s.jobs.Items[id]
	j.step = copying
	if s.pool >= 0 {
		j.copy = d.pools.Join(s.pool, pools.Copy{Store: s.at, Job: id}, j.bytes)
		return
	}
	if !s.narrow {
		j.timer = d.calendar.After(0, sim.Event{Kind: worked, Who: id, Arg: s.at})
		return
	}
	s.share.Join(d.now(), id, j.bytes)
	d.shared(s)
}

// shared is called when the number of those that read has changed.
func (d *Data) shared(s *store) {
	d.calendar.Cancel(&s.timer)
	if after, ok := s.share.Next(); ok {
		s.timer = d.calendar.After(after, sim.Event{Kind: fetched, Arg: s.at})
	}
}

// close forgets a job that is in no line and not under way.
func (d *Data) close(s *store, id int32) {
	x := &s.fragments[s.jobs.Items[id].fragment]
	x.job = none
	if target := s.jobs.Items[id].target; x.leaf != target {
		d.vacate(s, target)
	}
	s.jobs.Free(id)
	s.open--
}

// stop ends what a job does, if it is under way.
func (d *Data) stop(s *store, id int32) {
	j := &s.jobs.Items[id]
	switch {
	case j.step != copying:
	case s.pool >= 0:
		d.pools.Leave(s.pool, j.copy)
	case s.narrow:
		s.share.Leave(d.now(), id)
		d.shared(s)
	}
	d.calendar.Cancel(&j.timer)
	j.step = waiting
	s.nodes[j.target].fetched = none
	s.active--
	s.release(id)
}

// spare calls off the job that was to make a fragment, which has come back.
func (d *Data) spare(s *store, f int32) {
	id := s.fragments[f].job
	if id < 0 {
		return // it stays in the list of those that are stranded, if it is, and is not due any more
	}
	target := s.jobs.Items[id].target
	d.drop(s, id)
	s.Spared++
	d.begin(s, target)
	d.fill(s)
}

// drop ends a job, begun or not.
func (d *Data) drop(s *store, id int32) {
	if s.jobs.Items[id].step == waiting {
		s.remove(id)
	} else {
		d.stop(s, id)
	}
	d.close(s, id)
}

// halt has a node that is down do nothing more: what was under way begins anew when it is back.
func (d *Data) halt(s *store, leaf int32) {
	if id := s.nodes[leaf].fetched; id != none {
		d.stop(s, id)
		s.prepend(id)
		d.fill(s)
	}
}

// fill has nodes begin that waited because enough were at it, or for sources. Each is asked once.
func (d *Data) fill(s *store) {
	most := s.Rebuild.AtOnce
	for left := len(s.idle); left > 0 && (most == 0 || s.active < most); left-- {
		k := s.nextIdle()
		leaf := s.idle[k]
		s.idle = append(s.idle[:k], s.idle[k+1:]...)
		s.nodes[leaf].waits = false
		d.begin(s, leaf)
	}
}

// wake has nodes begin what they could not while a group could not be read.
func (d *Data) wake(s *store, g int32) {
	due := s.groups[g].due
	if due == 0 || !s.readable(g) {
		return
	}
	for ; due != 0; due &= due - 1 {
		f := g*s.n + int32(bits.TrailingZeros32(due))
		if id := s.fragments[f].job; id >= 0 && s.jobs.Items[id].step == waiting {
			d.begin(s, s.jobs.Items[id].target)
		}
	}
}
