package consensus

// What members learn from each other when it changes who hears whom, and whom they miss.

// meet has leaders and those who hear them find out which term it is, as with the next heartbeat, which counts as at
// once here: who knows of a later term leads no more, and others follow.
func (c *Consensus) meet(l *log) {
	for again := true; again; {
		again = false
		for b := range int32(len(l.members)) {
			for m := range int32(len(l.members)) {
				boss, x := &l.members[b], &l.members[m]
				switch {
				case !boss.leads || m == b || !x.hears.has(b):
				case x.term <= boss.term && x.boss != b:
					c.join(l, m, b)
					again = true
				case c.yields(l, b, m):
					again = true
				}
			}
		}
	}
}

// yields has a leader leave its office if it hears somebody of a later term, and reports whether it does.
func (c *Consensus) yields(l *log, b, m int32) bool {
	boss, x := &l.members[b], &l.members[m]
	if !boss.leads || x.term <= boss.term || !boss.hears.has(m) {
		return false
	}
	boss.learn(x.term)
	c.vacate(l, b)
	return true
}

// join has a member follow a leader whom it hears.
func (c *Consensus) join(l *log, m, boss int32) {
	x := &l.members[m]
	x.learn(l.members[boss].term)
	if x.leads {
		c.vacate(l, m)
	}
	c.calendar.Cancel(&x.timer)
	x.boss, x.stands, x.sounds, x.vain = boss, false, false, false
}

// miss is for members that do not hear their leaders any more, who lead on: their time-outs have begun with the last
// heartbeat.
func (c *Consensus) miss(l *log) {
	for b := range int32(len(l.members)) {
		missed := members(0)
		for m := range l.members {
			if x := &l.members[m]; x.boss == b && !x.hears.has(b) {
				missed |= only(int32(m))
			}
		}
		if missed != 0 {
			c.silence(l, b, missed, l.shifts, 1)
		}
	}
}

// await has the time-outs begin of members that hear no leader: of those that have just come, which hear at once which
// term it is, and of those that have waited in vain and do no more.
func (c *Consensus) await(l *log, came members) {
	for m := range int32(len(l.members)) {
		x := &l.members[m]
		switch {
		case x.leads || x.boss != none:
		case came.has(m):
			for g := range l.members {
				if x.hears.has(int32(g)) {
					x.learn(l.members[g].term)
				}
			}
			c.listen(l, m, c.now(), false)
		case x.vain && l.heeded.has(m):
			c.listen(l, m, c.now(), true)
		}
	}
}

// ripen brings the terms of those up to date that have timed out in vain, who raise theirs with each time-out and tell
// those who hear them. With a pre-vote they raise none.
func (c *Consensus) ripen(l *log) {
	if l.PreVote {
		return
	}
	for m := range l.members {
		if x := &l.members[m]; x.vain {
			if rounds := float64(c.now()-x.begun) / l.Timeout.Mean(); rounds >= 1 {
				x.learn(x.term + uint32(min(rounds, mostRounds)))
				x.begun = c.now()
			}
		}
	}
	for m := range l.members {
		for g := range l.members {
			if x := &l.members[g]; x.vain && l.members[m].vain && x.hears.has(int32(m)) {
				x.learn(l.members[m].term)
			}
		}
		l.term = max(l.term, l.members[m].term)
	}
}

// mostRounds bounds the terms of an outage, of which there is no more to know than that they are many.
const mostRounds = 1 << 16

// learn has a member know of a term.
func (x *member) learn(term uint32) {
	if term > x.term {
		x.term, x.voted, x.stands, x.sounds = term, none, false, false
	}
}
