package consensus

import (
	"nines/models"
	"nines/models/chance"
)

// How long commits take: until a majority has written the entry, the leader among them or not.

// Of a time in which nothing changes commits are drawn at instants that stand for equal parts of it: mostDrawn if it is
// all of the horizon, and leastDrawn at least.
const leastDrawn, mostDrawn = 4, 256

// commits books for how long commits took each time, over dt seconds in which there was a leader and nothing changed.
// Cost: O(draws × members²).
func (c *Consensus) commits(l *log, dt float64) {
	n := 1
	if !l.certain {
		n = int(min(max(mostDrawn*dt/float64(c.Time.Horizon), leastDrawn), mostDrawn))
	}
	l.stretches++
	q := c.ask(l, chance.Committing, none, l.stretches, 0)
	for range n {
		takes, weight := c.commit(l, q), dt/float64(n)
		l.count.Commits.Add(takes, weight)
		l.count.Commit += float64(takes * weight)
		if l.Patience > 0 && takes > float64(l.Patience) {
			l.count.Late += weight
		}
	}
}

// commit draws how long one takes: the leader sends the entry to all that it reaches, who write it, each at its own
// pace, and all of it waits for the leader's.
func (c *Consensus) commit(l *log, q *chance.Draws) float64 {
	var ends [models.MaxMembers]float64 // of those that have it, in order
	have := 0
	for m := range int32(len(l.members)) {
		x := &l.members[m]
		if !l.members[l.leader].reaches.has(m) {
			continue
		}
		takes := float64(q.Lasts(l.trip(l.leader, m))) + float64(q.Lasts(l.Disk))
		if m != l.leader {
			takes *= x.pace
		}
		at := have
		for have++; at > 0 && ends[at-1] > takes; at-- {
			ends[at] = ends[at-1]
		}
		ends[at] = takes
	}
	return float64(l.members[l.leader].pace * ends[l.majority-1])
}
