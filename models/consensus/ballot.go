package consensus

import (
	"nines/models/chance"
	"nines/sim"
	"nines/sim/rng"
)

// How a member is voted for.

// message is one between two members about the vote in a term of the first, or about the time-out with which it began
// to ask for one. One of somebody who no longer stands in that term, or asks, is void.
type message struct{ candidate, other, term int32 }

// Of a term a message carries so many bits: enough to tell it from others of which messages are under way.
const memberBits, termBits = 5, 20

func shortTerm(term uint32) int32 { return int32(term & (1<<termBits - 1)) }

func (x message) pack() int32 {
	return x.term<<(2*memberBits) | x.other<<memberBits | x.candidate
}

func unpack(who int32) message {
	const mask = 1<<memberBits - 1
	return message{who & mask, who >> memberBits & mask, who >> (2 * memberBits)}
}

// post sends a message.
func (c *Consensus) post(l *log, kind sim.Kind, x message, takes sim.Duration) {
	l.flying++
	c.calendar.After(takes, event(kind, l, x.pack()))
}

// stand has a member that has timed out vote for itself, once that is written, and then ask all others.
func (c *Consensus) stand(l *log, m int32) {
	x := &l.members[m]
	x.learn(x.term + 1)
	x.voted, x.votes, x.stands = m, 0, true
	l.term = max(l.term, x.term)
	c.listen(l, m, c.now(), false)
	writes := c.write(l, m, x.term)
	c.post(l, granted, message{m, m, shortTerm(x.term)}, writes)
	for g := range int32(len(l.members)) {
		if g == m {
			continue
		}
		c.post(l, asked, message{m, g, shortTerm(x.term)}, writes+c.goes(l, m, g, chance.Polling, x.term))
	}
}

// goes draws how long a request of a member takes to another, and its answer back.
func (c *Consensus) goes(l *log, m, g int32, purpose rng.Purpose, occurrence uint32) sim.Duration {
	way := c.trip(l, m, g, c.ask(l, purpose, m, occurrence, uint32(g))) / 2
	l.ways[l.way(m, g)] = way
	return way
}

// write draws how long a member takes to write its vote of a term.
func (c *Consensus) write(l *log, m int32, term uint32) sim.Duration {
	if l.Disk == nil {
		return 0
	}
	return drawn(c.ask(l, chance.Voting, m, term, 0), l.Disk, l.members[m].pace)
}

// valid reports whether a message about a vote still means something.
func (l *log) valid(x message) bool {
	m := &l.members[x.candidate]
	return m.stands && shortTerm(m.term) == x.term
}

// arrives reports whether a message gets to a member: nothing is between them, or the sender has gone down since.
func (l *log) arrives(from, to int32) bool {
	return l.members[to].hears.has(from) || l.members[to].runs && !l.members[from].runs
}

// onAsked has a member give its vote to the first that asks for it in a term, if it knows of none that is later; with
// a pre-vote, who hears a leader does not listen.
func (c *Consensus) onAsked(l *log, msg message) {
	l.flying--
	x, candidate := &l.members[msg.other], &l.members[msg.candidate]
	if !l.valid(msg) || !l.arrives(msg.candidate, msg.other) || l.PreVote && (x.leads || x.boss != none) {
		return
	}
	if candidate.term < x.term {
		c.refuse(l, msg)
		return
	}
	if candidate.term > x.term {
		c.desert(l, msg)
	}
	if x.voted != none {
		return
	}
	x.voted = msg.candidate
	if x.sounds = false; x.boss == none {
		c.listen(l, msg.other, c.now(), false)
	}
	c.post(l, granted, msg, c.write(l, msg.other, candidate.term)+l.ways[l.way(msg.candidate, msg.other)])
}

// refuse has a candidate know of the later term of a member that it has asked, if the answer reaches it.
func (c *Consensus) refuse(l *log, msg message) {
	if l.arrives(msg.other, msg.candidate) {
		l.members[msg.candidate].learn(l.members[msg.other].term)
	}
}

// desert has a member that is asked for a vote in a later term follow its leader no more, nor lead. Its leader learns
// of that with its next heartbeat, as at once, if it is not asked itself.
func (c *Consensus) desert(l *log, msg message) {
	x := &l.members[msg.other]
	x.learn(l.members[msg.candidate].term)
	if x.leads {
		c.vacate(l, msg.other)
	}
	x.boss = none
	for b := range int32(len(l.members)) {
		if y := &l.members[b]; y.leads && y.term < x.term && y.reaches.has(msg.other) && !y.hears.has(msg.candidate) {
			y.learn(x.term)
			c.vacate(l, b)
		}
	}
}

// onGranted counts a vote.
func (c *Consensus) onGranted(l *log, msg message) {
	l.flying--
	if !l.valid(msg) || !l.arrives(msg.other, msg.candidate) {
		return
	}
	x := &l.members[msg.candidate]
	if x.votes++; x.votes == l.majority {
		c.elect(l, msg.candidate)
	}
}
