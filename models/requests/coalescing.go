package requests

import (
	"nines/models"
	"nines/sim/flat"
)

// What a node works on it need not do twice at a time. The first try that misses a key leads: those that miss it before
// its answer is there follow it. They take what a hit takes and wait, with their slots as if they called, for what the
// leader fetches: they are answered with it, or fail as it fails, and then make the calls that hits make. A leader that
// its client gives up goes on for as long as another waits for it. When a node fails, the fate is that of all that is
// there.

// flights are what nodes work on, by node and key.
type flights struct {
	on      bool
	heads   []int32 // of each place of a hash table the first that leads, or none
	leaders int
	woken   flat.Queue[int32] // tries whose leaders are done, since the event began
	joined  uint64
}

func (f *flights) reset(spec *models.Cache) {
	f.on, f.leaders, f.joined = spec != nil && spec.Coalesces, 0, 0
	if f.woken.Reset(); f.on {
		f.heads = flat.Fill(f.heads, max(16, len(f.heads)), none)
	}
}

func (f *flights) copyFrom(src *flights) {
	f.on, f.leaders, f.joined = src.on, src.leaders, src.joined
	f.heads = flat.Copy(f.heads, src.heads)
	f.woken.Reset()
}

// at is where the tries of a node that lead, and are about a key, begin.
func (f *flights) at(node int32, key uint64) *int32 {
	const odd = 0xd6e8feb86659fd93
	return &f.heads[hashed(key^uint64(node+1)*odd, len(f.heads))]
}

// follow has a try follow the one that leads for its key, if there is one.
func (s *servers) follow(t int32) bool {
	if !s.flights.on {
		return false
	}
	x := &s.tries.Items[t]
	for lead := *s.flights.at(x.node, x.key); lead != none; lead = s.tries.Items[lead].chain {
		if y := &s.tries.Items[lead]; y.node == x.node && y.key == x.key {
			x.follows = lead
			y.crowd.append(s.tries.mates, t)
			s.flights.joined++
			return true
		}
	}
	return false
}

// lead has a try lead for its key.
func (s *servers) lead(t int32) {
	f := &s.flights
	if !f.on {
		return
	}
	if f.leaders++; f.leaders > len(f.heads) {
		s.spread()
	}
	s.tries.Items[t].leads = true
	s.enter(t)
}

func (s *servers) enter(t int32) {
	x := &s.tries.Items[t]
	at := s.flights.at(x.node, x.key)
	x.chain, *at = *at, t
}

// spread doubles the table.
func (s *servers) spread() {
	f := &s.flights
	old := f.heads
	f.heads = flat.Fill([]int32(nil), 2*len(old), none)
	for _, t := range old {
		for t != none {
			next := s.tries.Items[t].chain
			s.enter(t)
			t = next
		}
	}
}

// leads reports whether others wait for a try.
func (s *servers) leads(t int32) bool { return s.tries.Items[t].crowd.first != none }

// resign has a try that leads do so no more; nobody follows it.
func (s *servers) resign(t int32) {
	x := &s.tries.Items[t]
	at := s.flights.at(x.node, x.key)
	for *at != t {
		at = &s.tries.Items[*at].chain
	}
	*at, x.leads = x.chain, false
	s.flights.leaders--
}

// wake tells those that follow a try, if it leads, what it has fetched, or that it has failed.
func (s *servers) wake(t int32) {
	x := &s.tries.Items[t]
	if !x.leads {
		return
	}
	for x.crowd.first != none {
		follower := x.crowd.first
		y := &s.tries.Items[follower]
		s.separate(follower)
		y.hit, y.stale, y.spoiled, y.unmet = x.hit, x.stale, x.spoiled, !x.hit
		if y.place == calling {
			y.woken = true
			s.flights.woken.Put(follower)
			s.news = true
		}
	}
	s.resign(t)
}

// separate has a try that goes follow nobody, and lead nobody: none follows it.
func (s *servers) separate(t int32) {
	if !s.flights.on {
		return
	}
	x := &s.tries.Items[t]
	if x.woken = false; x.follows != none {
		s.tries.Items[x.follows].crowd.remove(s.tries.mates, t)
		x.follows = none
	}
	if x.leads {
		s.resign(t)
	}
}

// disband ends all leading and following at a node. Cost: O(all that lead).
func (s *servers) disband(node int32) {
	if !s.flights.on {
		return
	}
	for i := range s.flights.heads {
		for t := s.flights.heads[i]; t != none; {
			next := s.tries.Items[t].chain
			if x := &s.tries.Items[t]; x.node == node {
				for x.crowd.first != none {
					s.separate(x.crowd.first)
				}
				s.resign(t)
			}
			t = next
		}
	}
}
