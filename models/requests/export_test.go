package requests

import (
	"nines/models"
	"nines/models/chance"
	"nines/sim"
)

// Single is a lane that has the road for itself.
type Single struct {
	*Lane
	road Road
}

// Reset begins a run.
func (s *Single) Reset(p *Plan, from *chance.Draws, entity uint64) { s.Enter(p, from, entity, 0) }

// Enter begins a run in the middle of it.
func (s *Single) Enter(p *Plan, from *chance.Draws, entity uint64, now sim.Time) {
	plans := []Plan{*p}
	plans[0].Entity = entity
	s.road.Enter(plans, from, uint64(now), now)
	s.Lane = s.road.Lane(0)
}

// Close ends the time in which requests that come are counted.
func (s *Single) Close(now sim.Time) { s.road.Close(now) }

// CopyFrom makes s equal to src.
func (s *Single) CopyFrom(src *Single) {
	s.road.CopyFrom(&src.road)
	s.Lane = s.road.Lane(0)
}

// Advance plays what happens before a time.
func (s *Single) Advance(until sim.Time) (played int, done bool) { return s.road.Advance(until) }

// Forget begins to count anew.
func (s *Single) Forget(now sim.Time) { s.road.Forget(now) }

// Renew has all that is drawn from now on come from other streams.
func (s *Single) Renew(from *chance.Draws) { s.road.Renew(from) }

// Coming is when the next two requests come.
func (l *Lane) Coming() (next, second sim.Time) { return l.next.at, l.second.at }

// Upcoming is when something happens next.
func (s *Single) Upcoming() sim.Time { return s.road.Upcoming() }

// Upcoming is when something happens next.
func (r *Road) Upcoming() sim.Time {
	if due, ok := r.calendar.Peek(); ok {
		return min(r.next[r.first], due)
	}
	return r.next[r.first]
}

// Tries is how many are under way, with those that nobody waits for.
func (l *Lane) Tries() int { return l.servers.tries.Taken() }

// Now is when a lane is.
func (l *Lane) Now() sim.Time { return l.now }

// Open is how many requests are under way, with those that came before counting began and without, and how long the
// latter have been.
func (l *Lane) Open() (all, counted int, seconds float64) {
	for i := range l.clients.requests.Items {
		if r := &l.clients.requests.Items[i]; r.counted {
			counted++
			seconds += float64(l.now - r.born)
		}
	}
	return l.clients.requests.Taken(), counted, seconds
}

// Settled is what is counted up to now.
func (l *Lane) Settled() *models.LaneOutcome {
	l.account.settle(l.now)
	return &l.account.outcome
}

// Thinking is how many users think.
func (l *Lane) Thinking() int { return l.users.thinks }

// InService is for how long a node has been in service since counting began.
func (l *Lane) InService(node int) float64 {
	d := &l.servers.duties[node]
	if l.servers.nodes[node].state == well {
		return d.Seconds + float64(l.now-d.since)
	}
	return d.Seconds
}

// Evictions has a cache asked for keys, one after the other, and says with what it has parted for each that it has not
// had: with none but that itself where nothing had to go.
func Evictions(spec *models.Cache, keys []uint64) (gone []uint64) {
	c := new(caches)
	c.reset(spec, 1)
	for _, key := range keys {
		if c.hit(0, key, 0) {
			continue
		}
		victim := key
		if int(c.nodes[0].used) == spec.Entries {
			victim = c.of(0)[c.victim(0)].key
		}
		gone = append(gone, victim)
		c.keep(0, key, 0)
	}
	return gone
}
