package consensus

import (
	"nines/models/chance"
	"nines/sim"
)

// How a member is voted for.

// message is one between two members about the vote in a term of the first. One of somebody who no longer stands in
// that term is void.
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
		way := c.trip(l, m, g, c.ask(l, chance.Polling, m, x.term, uint32(g))) / 2
		l.ways[l.way(m, g)] = way
		c.post(l, asked, message{m, g, shortTerm(x.term)}, writes+way)
	}
}

// write draws how long a member takes to write its vote of a term.
func (c *Consensus) write(l *log, m int32, term uint32) sim.Duration {
	if l.Disk == nil {
		return 0
	}
	return drawn(c.ask(l, chance.Voting, m, term, 0), l.Disk, l.members[m].pace)
}

// way is the place in ways of those from a candidate to another member.
func (l *log) way(m, g int32) int32 { return m*int32(len(l.members)) + g }

// valid reports whether a message still means something.
func (l *log) valid(x message) bool {
	m := &l.members[x.candidate]
	return m.stands && shortTerm(m.term) == x.term && l.quorum()
}

// onAsked has a member give its vote to the first that asks for it in a term, if it knows of none that is later. A
// leader that is asked for one of a later term has been replaced.
func (c *Consensus) onAsked(l *log, msg message) {
	l.flying--
	x, candidate := &l.members[msg.other], &l.members[msg.candidate]
	if !x.up || !l.valid(msg) || candidate.term < x.term {
		return
	}
	if x.learn(candidate.term); x.voted != none {
		return
	}
	if l.leader == msg.other {
		c.settle(l)
		c.lose(l, none)
		c.vacate(l)
	}
	x.voted = msg.candidate
	c.listen(l, msg.other, c.now(), false)
	c.post(l, granted, msg, c.write(l, msg.other, candidate.term)+l.ways[l.way(msg.candidate, msg.other)])
}

// onGranted counts a vote.
func (c *Consensus) onGranted(l *log, msg message) {
	l.flying--
	if !l.valid(msg) {
		return
	}
	x := &l.members[msg.candidate]
	if x.votes++; x.votes == l.majority {
		c.elect(l, msg.candidate)
	}
}
