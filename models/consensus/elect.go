package consensus

import "nines/sim"

// elect makes a candidate the leader, unless it hears one of a later term and follows that. Those whom its first
// heartbeat reaches in time follow; who times out before stands in the next term. With a pre-vote nobody does, since
// nobody else would be for it.
func (c *Consensus) elect(l *log, m int32) {
	c.settle(l)
	x := &l.members[m]
	for g := range l.members {
		if y := &l.members[g]; y.leads && y.term > x.term && x.hears.has(int32(g)) {
			c.join(l, m, int32(g))
			return
		}
	}
	vacant := !l.led()
	if !vacant && l.able.has(m) {
		l.leader = m
	}
	c.calendar.Cancel(&x.timer)
	x.leads, x.stands, x.boss, x.elected = true, false, none, c.now()
	for g := range int32(len(l.members)) {
		y := &l.members[g]
		due, waits := c.calendar.Pending(y.timer)
		missed := waits && !y.leads && !l.PreVote && due < c.now()+sim.Time(l.ways[l.way(m, g)])
		if g != m && y.hears.has(m) && y.term <= x.term && !missed {
			c.join(l, g, m)
		}
	}
	c.replace(l, m)
	l.count.Elections++
	if vacant && l.able.has(m) {
		l.fills(c.now(), x.term)
	}
	c.office(l)
}

// replace has all leaders but a new one leave their office who hear of a later term: of those who have voted for it,
// who are most, a leader that reaches most hears one.
func (c *Consensus) replace(l *log, by int32) {
	for b := range int32(len(l.members)) {
		for m := range int32(len(l.members)) {
			if b != by {
				c.yields(l, b, m)
			}
		}
	}
}
