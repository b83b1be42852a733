package consensus

import "nines/models/chance"

// What the room follows of the fleet: which members take part, and how fast.

// see follows whether the node of a member is up, and its pace.
func (c *Consensus) see(l *log, m int32) {
	x := &l.members[m]
	condition := c.fleet.Condition(x.leaf)
	switch {
	case x.up != condition.Up:
		c.settle(l)
		if x.pace = condition.Slow; condition.Up {
			c.comes(l, m)
		} else {
			c.goes(l, m)
		}
	case x.pace != condition.Slow:
		c.settle(l)
		x.pace = condition.Slow
	}
}

// goes is for a member whose node goes down. What it has sent arrives.
func (c *Consensus) goes(l *log, m int32) {
	x, led, had := &l.members[m], l.led(), l.quorum()
	x.up, x.stands = false, false
	c.calendar.Cancel(&x.timer)
	l.live--
	office := l.leader == m
	switch {
	case led && (office || !l.quorum()):
		c.lose(l, x.leaf)
	case had && !l.quorum():
		l.clean = false
	}
	switch {
	case office:
		c.vacate(l)
	case led && !l.quorum():
		takes := c.ask(l, chance.Resigning, none, l.losses, 0).Wait(l.office())
		l.leaves = c.calendar.After(takes, event(resigns, l, 0))
	}
	if had && !l.quorum() {
		l.count.Short++
		c.rest(l)
	}
}

// comes is for a member whose node is back. What it has voted it has on its disk; which term it is it hears at once.
func (c *Consensus) comes(l *log, m int32) {
	x := &l.members[m]
	x.up = true
	l.live++
	switch {
	case !l.quorum():
	case l.leader != none && l.live == l.majority:
		x.learn(l.members[l.leader].term)
		c.calendar.Cancel(&l.leaves)
		c.fill(l)
	case l.leader != none:
		x.learn(l.members[l.leader].term)
	default:
		if l.live == l.majority {
			c.rouse(l, m)
		}
		x.learn(l.before)
		c.listen(l, m, c.now(), false)
	}
}

// learn has a member know of a term.
func (x *member) learn(term uint32) {
	if term > x.term {
		x.term, x.voted, x.stands = term, none, false
	}
}
