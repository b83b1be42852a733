package consensus

import (
	"math/bits"

	"nines/models"
	"nines/models/chance"
	"nines/models/fleet"
	"nines/sim"
)

// How a log comes to have no leader, and to have one again.

// lose has a log be without a leader that can commit, for a case; fleet.None: for no fault. It is settled.
func (c *Consensus) lose(l *log, id int32) {
	l.losses++
	l.count.Losses++
	l.vacancy = vacancy{since: c.now(), before: l.term, why: c.fleet.Because(id), clean: l.quorum()}
	l.why.Cured = c.saved(l, id)
	l.leader = none
	c.note(l, models.LosesLead, -1, -1)
	for _, s := range l.services {
		c.fleet.Suspend(s, &l.why)
	}
	c.loseLog(l)
}

// note tells what became of the lead of a log, or of its members.
func (c *Consensus) note(l *log, what models.What, where, from models.ComponentID) {
	if c.fleet.Told() {
		c.fleet.Note(models.Note{At: c.now(), What: what, Incident: -1, Fault: -1, Blames: -1, Where: where, From: from,
			Nodes: int(l.together()), Watch: -1, Service: -1, Through: -1, Crew: -1, Log: int(l.at)})
	}
}

// together is how many members there are at most that one of them reaches.
func (l *log) together() (most int32) {
	for m := range l.members {
		most = max(most, l.members[m].reaches.count())
	}
	return most
}

// saved is the set of cures with which a leader would not have been lost to a case: it would reach a majority or, where
// nobody can be elected, somebody would.
func (c *Consensus) saved(l *log, id int32) (set uint64) {
	switch {
	case id == fleet.None || !c.fleet.Book.Tells():
		return 0
	case l.quorum():
		return c.enabled(l, l.leader)
	}
	return c.electing(l)
}

// electing is the set of cures with which somebody could be elected, while nobody can.
func (c *Consensus) electing(l *log) (set uint64) {
	for m := range l.members {
		set |= c.enabled(l, int32(m))
	}
	return set
}

// reconsider follows what cures would do for a log while nobody can be elected, as other members go down and come back.
// While somebody is about to be elected it is what it was before.
func (c *Consensus) reconsider(l *log) {
	if l.led() || l.quorum() || !c.fleet.Book.Tells() {
		return
	}
	cured, was := c.electing(l), l.why
	if cured == was.Cured {
		return
	}
	for _, s := range l.services {
		c.fleet.Recure(s, &was, cured)
	}
	l.why.Cured = cured
	c.reconsiderLocks(l, was)
}

// enabled is the set of cures with which a member would reach a majority, which it does not.
func (c *Consensus) enabled(l *log, m int32) (set uint64) {
	var more [64]int32 // whom it reaches with each cure
	x := &l.members[m]
	for g := range l.members {
		y := &l.members[g]
		if x.reaches.has(int32(g)) {
			continue
		}
		cures := c.fleet.Revived(x.leaf) & c.fleet.Revived(y.leaf) & c.fleet.Joined(x.leaf, y.leaf) &
			c.fleet.Joined(y.leaf, x.leaf)
		for ; cures != 0; cures &= cures - 1 {
			more[bits.TrailingZeros64(cures)]++
		}
	}
	for cure, n := range more {
		if n > 0 && x.reaches.count()+n >= l.majority {
			set |= 1 << cure
		}
	}
	return set
}

// fill has a log have a leader that can commit. It is settled.
func (c *Consensus) fill(l *log, m int32) {
	l.leader = m
	c.note(l, models.Leads, c.Topology.Node(l.members[m].leaf), -1)
	for _, s := range l.services {
		c.fleet.Resume(s, &l.why)
	}
	c.fillLog(l)
}

// vacate has a leader leave its office, and those who followed it miss it. If the log is led by it, and it is not for
// a fault on its node, that is for what is between the members.
func (c *Consensus) vacate(l *log, was int32) {
	if l.leader == was {
		c.settle(l)
		c.lose(l, c.between(l))
	}
	x := &l.members[was]
	c.calendar.Cancel(&x.timer)
	if x.leads, x.boss = false, none; x.runs {
		c.listen(l, was, c.now(), false)
	}
	missed := members(0)
	for m := range l.members {
		if l.members[m].boss == was {
			missed |= only(int32(m))
		}
	}
	if missed != 0 {
		c.silence(l, was, missed, l.losses, 0)
	}
}

// between is the latest partition between two members; fleet.None where there is none.
func (c *Consensus) between(l *log) (id int32) {
	id = fleet.None
	for a := range l.members {
		for b := range l.members {
			x := c.fleet.Divides(l.members[a].leaf, l.members[b].leaf)
			if x != fleet.None && (id == fleet.None || c.fleet.Case(x).Serial() > c.fleet.Case(id).Serial()) {
				id = x
			}
		}
	}
	return id
}

// office finds the leader that reaches a majority, if there is one. Others keep their office for one time-out.
func (c *Consensus) office(l *log) {
	for m := range int32(len(l.members)) {
		x := &l.members[m]
		switch able := l.able.has(m); {
		case !x.leads:
		case able:
			if c.calendar.Cancel(&x.timer); !l.led() {
				c.fill(l, m)
			}
		case !c.calendar.IsPending(x.timer):
			x.begun = c.now()
			x.timer = c.calendar.After(c.ask(l, chance.Resigning, m, l.losses, 0).Wait(l.tenure()), event(resigns, l, m))
		}
	}
}

// trip draws how long it takes from one member to another and back, at their paces.
func (c *Consensus) trip(l *log, a, b int32, q *chance.Draws) sim.Duration {
	return drawn(q, l.trip(a, b), l.members[a].pace*l.members[b].pace)
}

// listen has the time-out of a member begin at a time, or have begun long before: then it is somewhere in one of
// several that followed each other.
func (c *Consensus) listen(l *log, m int32, from sim.Time, late bool) {
	x := &l.members[m]
	c.calendar.Cancel(&x.timer)
	x.turns++
	x.begun, x.late, x.vain = from, late, false
	lasts := c.ask(l, chance.Listening, m, x.turns, 0).Wait(x.wait(l))
	x.timer = c.calendar.At(max(c.now(), from+sim.Time(lasts)), event(timedOut, l, m))
}

// wait is what a member's time-out follows.
func (x *member) wait(l *log) models.Wait { return models.Wait{Law: l.Timeout, Stationary: x.late} }

// tenure is what the time follows for which a leader keeps its office without a majority: one time-out.
func (l *log) tenure() models.Wait { return models.Wait{Law: l.Timeout} }

// silence has the time-outs begin of members that have heard a leader so far, with its last heartbeat; occurrence and n
// name the draws of when that was.
func (c *Consensus) silence(l *log, was int32, missed members, occurrence, n uint32) {
	ago := min(sim.Duration(c.ask(l, chance.Beating, none, occurrence, n).Part()*float64(l.Heartbeat)),
		sim.Duration(c.now()-l.members[was].elected))
	for m := range int32(len(l.members)) {
		if missed.has(m) {
			l.members[m].boss = none
			way := c.trip(l, was, m, c.ask(l, chance.Beating, m, occurrence, n)) / 2
			c.listen(l, m, c.now()-sim.Time(ago)+sim.Time(way), false)
		}
	}
}
