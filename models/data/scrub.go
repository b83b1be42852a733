package data

import (
	"math"

	"nines/models/chance"
	"nines/models/fleet"
	"nines/sim"
	"nines/sim/rng"
)

// The questions about an error: when it comes, and in which fragment.
const (
	ofWait  = 0
	ofPlace = 1
)

// awaitDecay waits for the next error. They come to all fragments, gone or not, so that the rate is the same at any
// time; what comes to one that is gone, or has one, is none.
func (d *Data) awaitDecay(s *store) {
	if s.decays == nil {
		return
	}
	q := d.chance.Ask(chance.Decay, s.entity, s.errors, ofWait)
	s.decayed = d.now()
	s.decay = d.calendar.After(q.Lasts(s.decays), sim.Event{Kind: decayed, Arg: s.at})
}

// onDecayed has an error come in a fragment.
func (d *Data) onDecayed(s *store) {
	f := int32(d.chance.Ask(chance.Decay, s.entity, s.errors, ofPlace).Pick(len(s.fragments)))
	s.errors++
	d.spoil(s, f)
	d.wake(s, f/s.n)
	d.awaitDecay(s)
}

// corrupt has a fault put errors into some of what a node has for stores.
func (d *Data) corrupt(x *fleet.Case, leaf int32, share float64) {
	for i := range d.stores {
		s := &d.stores[i]
		entity := rng.Child(d.past(s, leaf, 0), x.Entity())
		for f := range s.on(leaf) {
			g, _ := s.groupOf(f)
			if d.chance.Ask(chance.Corrupting, entity, x.Count(), uint32(g)).Happens(share) {
				before := s.Errors
				d.spoil(s, f)
				s.Corrupted += s.Errors - before
				d.wake(s, g)
			}
		}
	}
}

// spoil puts an error into a fragment that exists and has none. With it perhaps its group is lost.
func (d *Data) spoil(s *store, f int32) {
	g, place := s.groupOf(f)
	bad, _ := s.spoiled(g)
	if bit := uint32(1) << place; (s.groups[g].missing|bad)&bit != 0 {
		return
	}
	before := s.standing(g)
	id := s.flaws.Take()
	s.flaws.Items[id] = flaw{fragment: f, next: s.flawed[g], since: d.now()}
	s.flawed[g] = id
	s.Errors++
	d.awaitScrub(s, id)
	d.awaitRead(s, id)
	s.judge(g, d.now(), d.striking)
	s.restand(g, before)
}

// awaitScrub waits until a scrub comes to an error.
func (d *Data) awaitScrub(s *store, id int32) {
	x := &s.flaws.Items[id]
	e := sim.Event{Kind: scrubbed, Who: id, Arg: s.at}
	switch every := float64(s.Scrub.Every); {
	case s.passes != nil:
		s.passed++
		x.pass = s.passed
		x.timer = d.calendar.After(d.chance.Ask(chance.Scrubbing, s.entity, x.pass, 0).Lasts(s.passes), e)
	case every > 0:
		g, _ := s.groupOf(x.fragment)
		entity := rng.Child(d.fleet.Entity(s.fragments[x.fragment].leaf), s.entity)
		phase := float64(every * d.chance.AskIn(0, chance.Scrubbing, entity, 0, uint32(g)).Part())
		at := phase + float64(every*math.Ceil((float64(d.now())-phase)/every))
		if at <= float64(d.now()) {
			at += every
		}
		x.timer = d.calendar.At(sim.Time(at), e)
	}
}

// onScrubbed has a scrub come to an error, if its node is up; else it comes with a later pass.
func (d *Data) onScrubbed(s *store, id int32) {
	f := s.flaws.Items[id].fragment
	if !d.up[s.fragments[f].leaf] {
		d.awaitScrub(s, id)
		return
	}
	s.Scrubbed++
	d.find(s, id)
}

// awaitRead waits until a user reads where an error is.
func (d *Data) awaitRead(s *store, id int32) {
	if s.readers == nil {
		return
	}
	x := &s.flaws.Items[id]
	s.awaited++
	x.read = s.awaited
	lasts := d.chance.Ask(chance.Stumbling, s.entity, x.read, 0).Lasts(s.readers)
	x.reads = d.calendar.After(lasts, sim.Event{Kind: stumbled, Who: id, Arg: s.at})
}

// onStumbled has a user come to an error, if its node is up; else another one comes later.
func (d *Data) onStumbled(s *store, id int32) {
	if !d.up[s.fragments[s.flaws.Items[id].fragment].leaf] {
		d.awaitRead(s, id)
		return
	}
	s.Stumbled++
	d.find(s, id)
}

// find tells that a fragment has an error: it is made anew, where it is unless it is being made elsewhere or its node
// is down. That does not wait for other losses.
func (d *Data) find(s *store, id int32) {
	x := &s.flaws.Items[id]
	f := x.fragment
	g, place := s.groupOf(f)
	before := s.standing(g)
	x.found = true
	s.finds++
	d.calendar.Cancel(&x.timer)
	d.calendar.Cancel(&x.reads)
	s.Hidden += float64(d.now() - x.since)
	s.groups[g].due |= 1 << place
	s.restand(g, before)
	switch leaf := s.fragments[f].leaf; {
	case s.fragments[f].job == none && d.up[leaf]:
		d.enlist(s, errand{f, d.now(), d.past(s, leaf, ^s.finds)}, leaf) // which are other turns than those of nodes
	default:
		d.order(s, f)
	}
	if s.Rebuild.Lazy {
		d.request(s, f) // the others may not wait any longer
	}
}
