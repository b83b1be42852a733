package consensus

import (
	"math/bits"

	"nines/models"
	"nines/models/chance"
	"nines/sim"
)

// How a log comes to have no leader, and to have one again.

// lose has a log be without a leader that can commit, for what takes a node down; none: for no fault. It is settled.
func (c *Consensus) lose(l *log, leaf int32) {
	l.losses++
	l.count.Losses++
	l.vacancy = vacancy{since: c.now(), before: l.term, why: c.fleet.Culprit(leaf), clean: l.quorum()}
	l.why.Cured = c.saved(l, leaf)
	c.note(l, models.LosesLead, -1)
	for _, s := range l.services {
		c.fleet.Suspend(s, &l.why)
	}
	c.loseLog(l)
}

// note tells what became of the lead of a log.
func (c *Consensus) note(l *log, what models.What, where models.ComponentID) {
	if c.fleet.Told() {
		c.fleet.Note(models.Note{At: c.now(), What: what, Incident: -1, Fault: -1, Blames: -1, Where: where, From: -1,
			Nodes: int(l.live), Watch: -1, Service: -1, Through: -1, Crew: -1, Log: int(l.at)})
	}
}

// saved is the set of cures with which a leader would not have been lost: those of what takes its node down or, where
// no majority is left, those with which one would be.
func (c *Consensus) saved(l *log, leaf int32) (set uint64) {
	switch {
	case leaf == none:
		return 0
	case l.quorum():
		return c.fleet.Freed(leaf)
	}
	var more [64]int32 // members up with each cure
	for m := range l.members {
		if x := &l.members[m]; !x.up && !c.fleet.Up(x.leaf) { // else it is about to be seen that it is back
			for cures := c.fleet.Freed(x.leaf); cures != 0; cures &= cures - 1 {
				more[bits.TrailingZeros64(cures)]++
			}
		}
	}
	for cure, n := range more {
		if l.live+n >= l.majority {
			set |= 1 << cure
		}
	}
	return set
}

// fill has a log have a leader that can commit. It is settled.
func (c *Consensus) fill(l *log) {
	c.note(l, models.Leads, c.Topology.Node(l.members[l.leader].leaf))
	for _, s := range l.services {
		c.fleet.Resume(s, &l.why)
	}
	c.fillLog(l)
}

// vacate has the leader leave its office. If a majority is up, the others miss it from its last heartbeat on.
func (c *Consensus) vacate(l *log) {
	was := l.leader
	l.leader = none
	c.calendar.Cancel(&l.leaves)
	if !l.quorum() {
		return
	}
	ago := min(sim.Duration(c.ask(l, chance.Beating, none, l.losses, 0).Part()*float64(l.Heartbeat)),
		sim.Duration(c.now()-l.elected))
	for m := range int32(len(l.members)) {
		switch x := &l.members[m]; {
		case !x.up || c.calendar.IsPending(x.timer):
		case m == was:
			c.listen(l, m, c.now(), false)
		default:
			way := c.trip(l, was, m, c.ask(l, chance.Beating, m, l.losses, 0)) / 2
			c.listen(l, m, c.now()-sim.Time(ago)+sim.Time(way), false)
		}
	}
}

// trip draws how long it takes from one member to another and back, at their paces.
func (c *Consensus) trip(l *log, a, b int32, q *chance.Draws) sim.Duration {
	return drawn(q, l.Trip(a, b), l.members[a].pace*l.members[b].pace)
}

// listen has the time-out of a member begin at a time, or have begun long before: then it is somewhere in one of
// several that followed each other.
func (c *Consensus) listen(l *log, m int32, from sim.Time, late bool) {
	x := &l.members[m]
	c.calendar.Cancel(&x.timer)
	x.turns++
	x.begun, x.late = from, late
	lasts := c.ask(l, chance.Listening, m, x.turns, 0).Wait(x.wait(l))
	x.timer = c.calendar.At(max(c.now(), from+sim.Time(lasts)), event(timedOut, l, m))
}

// wait is what a member's time-out follows.
func (x *member) wait(l *log) models.Wait { return models.Wait{Law: l.Timeout, Stationary: x.late} }

// office is what the time follows for which a leader keeps its office without a majority: one time-out.
func (l *log) office() models.Wait { return models.Wait{Law: l.Timeout} }

// rest has nobody stand, since nobody can be elected.
func (c *Consensus) rest(l *log) {
	for m := range l.members {
		c.calendar.Cancel(&l.members[m].timer)
		l.members[m].stands = false
	}
}

// rouse is for members that have stood in vain for as long as there was no majority, except one that has just come:
// they are in one term, and somewhere in their time-outs.
func (c *Consensus) rouse(l *log, but int32) {
	l.vacancy.before = l.term
	for m := range int32(len(l.members)) {
		if x := &l.members[m]; x.up && m != but {
			x.learn(l.term)
			c.listen(l, m, c.now(), true)
		}
	}
}

// elect makes a candidate the leader. Those whom its first heartbeat reaches in time follow; who times out before
// stands in the next term.
func (c *Consensus) elect(l *log, m int32) {
	c.settle(l)
	vacant := l.leader == none
	l.leader, l.elected = m, c.now()
	term := l.members[m].term
	for g := range int32(len(l.members)) {
		x := &l.members[g]
		if due, pending := c.calendar.Pending(x.timer); pending && g != m && due < c.now()+sim.Time(l.ways[l.way(m, g)]) {
			continue
		}
		c.calendar.Cancel(&x.timer)
		if x.stands = false; x.up {
			x.learn(term)
		}
	}
	l.count.Elections++
	if vacant {
		l.fills(c.now(), term)
		c.fill(l)
	}
}
