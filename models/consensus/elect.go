package consensus

import "nines/sim"

// elect makes a candidate the leader. Those whom its first heartbeat reaches in time follow; who times out before
// stands in the next term. With a pre-vote nobody does, since nobody else would be for it.
func (c *Consensus) elect(l *log, m int32) {
	c.settle(l)
	x := &l.members[m]
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
	l.count.Elections++
	if vacant && l.able.has(m) {
		l.fills(c.now(), x.term)
	}
	c.office(l)
}
