package consensus

import "nines/models/chance"

// Renew draws anew, in an era that has just begun, what is left of the time-outs of members, until nodes that are to be
// members have learned, and until nodes look for locks that are free. Messages arrive when they would have, leases end
// and deadlines are over likewise. Cost: O(members).
func (c *Consensus) Renew() {
	for i := range c.logs {
		l := &c.logs[i]
		if l.Changes != nil {
			c.ask(l, chance.Learning, none, l.tries, 0).Redraw(c.calendar, &l.learns, l.change.begun, l.learning())
		}
		for m := range l.members {
			x := &l.members[m]
			if x.leads {
				c.ask(l, chance.Resigning, int32(m), l.losses, 0).Redraw(c.calendar, &x.timer, x.begun, l.tenure())
				continue
			}
			c.ask(l, chance.Listening, int32(m), x.turns, 0).Redraw(c.calendar, &x.timer, x.begun, x.wait(l))
		}
	}
	for i := range c.locks {
		k := &c.locks[i]
		for m := range k.nodes {
			x := &k.nodes[m]
			q := c.askNode(k, chance.Retrying, int32(m), x.turns)
			q.Redraw(c.calendar, &x.looks, x.begun, k.retries())
		}
	}
}
