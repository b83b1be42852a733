package consensus

import (
	"nines/models"
	"nines/models/fleet"
)

// What the room follows of the fleet: which members run and how fast, and whose messages reach whom.

// outlook is that of one member.
type outlook struct {
	runs  bool
	pace  float64
	hears members
}

// outlooks are those of all members, by the truth of now. Cost: O(members² × open partitions).
func (c *Consensus) outlooks(l *log, now []outlook) {
	for m := range now {
		now[m].runs, now[m].pace = c.fleet.Running(l.members[m].leaf)
		now[m].hears = 0
	}
	for m := range now {
		for g := range now {
			if now[m].runs && now[g].runs && (m == g || c.fleet.Passes(l.members[g].leaf, l.members[m].leaf)) {
				now[m].hears |= only(int32(g))
			}
		}
	}
}

// follow brings a log up to what has changed of its nodes, and of what passes between them. What members have sent
// before they went down arrives; what is on its way into a partition does not.
func (c *Consensus) follow(l *log) {
	var now [models.MaxMembers]outlook
	looks := now[:len(l.members)]
	if c.outlooks(l, looks); l.looks(looks) {
		return
	}
	c.settle(l)
	c.ripen(l)
	before, had := members(0), l.quorum()
	if l.led() {
		before = l.members[l.leader].reaches
	}
	came := c.arrange(l, looks)
	if l.led() && !l.able.has(l.leader) {
		c.lose(l, c.culprit(l, before))
	}
	if !l.quorum() {
		l.clean = false
		l.count.Short += count(had)
	}
	for m := range l.members {
		if x := &l.members[m]; x.leads && !x.runs {
			c.vacate(l, int32(m))
		}
	}
	c.meet(l)
	c.miss(l)
	c.await(l, came)
	c.office(l)
}

// looks reports whether members are as they look now.
func (l *log) looks(now []outlook) bool {
	for m := range l.members {
		x := &l.members[m]
		if (outlook{x.runs, x.pace, x.hears}) != now[m] {
			return false
		}
	}
	return true
}

// arrange enters how members look now; those that came to run again are told.
func (c *Consensus) arrange(l *log, now []outlook) (came members) {
	l.shifts++
	for m := range l.members {
		x := &l.members[m]
		if now[m].runs && !x.runs {
			came |= only(int32(m))
		}
		if x.runs, x.pace, x.hears = now[m].runs, now[m].pace, now[m].hears; !x.runs {
			x.stands, x.sounds, x.vain, x.boss = false, false, false, none
			c.calendar.Cancel(&x.timer)
		}
	}
	l.span()
	return came
}

// span works out who reaches a majority, and who is heard by one that does.
func (l *log) span() {
	l.able = 0
	for m := range l.members {
		x := &l.members[m]
		x.reaches = 0
		for g := range l.members {
			if x.hears.has(int32(g)) && l.members[g].hears.has(int32(m)) {
				x.reaches |= only(int32(g))
			}
		}
		if l.majorityIn(x.reaches) {
			l.able |= only(int32(m))
		}
	}
	l.heeded = l.able
	for before := members(0); before != l.heeded; {
		before = l.heeded
		for m := range l.members {
			if before.has(int32(m)) {
				l.heeded |= l.members[m].hears
			}
		}
	}
}

// culprit is the case for which the leader does not reach a majority any more, of those whom it reached before: what
// stops it, or one of these, or is between them.
func (c *Consensus) culprit(l *log, before members) int32 {
	boss := &l.members[l.leader]
	if !boss.runs {
		return c.fleet.Stops(boss.leaf)
	}
	for m := range l.members {
		switch x := &l.members[m]; {
		case !before.has(int32(m)) || boss.reaches.has(int32(m)):
		case !x.runs:
			return c.fleet.Stops(x.leaf)
		case !boss.hears.has(int32(m)):
			return c.fleet.Divides(x.leaf, boss.leaf)
		default:
			return c.fleet.Divides(boss.leaf, x.leaf)
		}
	}
	return fleet.None
}
