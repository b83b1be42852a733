package consensus

import "nines/models/chance"

// Pre-votes: who times out asks first whether it would be elected, and raises its term only if a majority says so
// (Ongaro, "Consensus: Bridging Theory and Practice", 2014, 9.6). So who cannot win disturbs nobody.

// onTimedOut has a member stand for election or, with a pre-vote, ask first whether it would be elected. If there is
// nobody whom that brings nearer to a leader or farther from one, it goes on doing so until that is otherwise, which
// takes no events.
func (c *Consensus) onTimedOut(l *log, m int32) {
	switch x := &l.members[m]; {
	case !l.heeded.has(m):
		if !l.PreVote {
			x.learn(x.term + 1)
			l.term = max(l.term, x.term)
		}
		x.begun, x.vain, x.stands, x.sounds = c.now(), true, false, false
	case l.PreVote:
		c.sound(l, m)
	default:
		c.stand(l, m)
	}
}

// sound has a member that has timed out ask all others.
func (c *Consensus) sound(l *log, m int32) {
	x := &l.members[m]
	c.listen(l, m, c.now(), false)
	if x.stands, x.sounds, x.votes = false, true, 1; x.votes == l.majority {
		c.stand(l, m)
		return
	}
	for g := range int32(len(l.members)) {
		if g != m {
			c.post(l, sounded, message{m, g, shortTerm(x.turns)}, c.goes(l, m, g, chance.Sounding, x.turns))
		}
	}
}

// sounding reports whether a message about a pre-vote still means something.
func (l *log) sounding(x message) bool {
	m := &l.members[x.candidate]
	return m.sounds && shortTerm(m.turns) == x.term
}

// onSounded has a member be for another one, unless it hears a leader or knows of a later term.
func (c *Consensus) onSounded(l *log, msg message) {
	l.flying--
	x := &l.members[msg.other]
	switch {
	case !l.sounding(msg) || !l.arrives(msg.candidate, msg.other) || x.leads || x.boss != none:
	case l.members[msg.candidate].term < x.term:
		c.refuse(l, msg)
	default:
		c.post(l, encouraged, msg, l.ways[l.way(msg.candidate, msg.other)])
	}
}

// onEncouraged counts one that is for a member, which stands when a majority is.
func (c *Consensus) onEncouraged(l *log, msg message) {
	l.flying--
	if !l.sounding(msg) || !l.arrives(msg.other, msg.candidate) {
		return
	}
	x := &l.members[msg.candidate]
	if x.votes++; x.votes == l.majority {
		c.stand(l, msg.candidate)
	}
}
