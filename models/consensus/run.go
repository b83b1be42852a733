package consensus

import (
	"nines/models"
	"nines/models/book"
	"nines/models/chance"
	"nines/models/fleet"
	"nines/sim"
	"nines/sim/flat"
	"nines/sim/rng"
)

// First is the first kind of event of this room; it owns sixteen.
const First = fleet.First + 80

// The kinds of events. Arg of each is the log; Who is given behind each.
const (
	timedOut   sim.Kind = First + iota // a member has not heard of a leader for its time-out
	asked                              // a member is asked for its vote, see message
	granted                            // a vote reaches the candidate, see message
	resigns                            // a leader gives up its office, having no majority
	sounded                            // a member is asked whether it would give its vote, see message
	encouraged                         // it would, see message
	ended                              // the lease of a lock ends; 0. Arg of this and those below is the lock
	looked                             // a node, by number among those of the lock, looks for it
	quit                               // its holder gives up; 0
	noticed                            // a node that has lost it does
	learned                            // a node has learned what is in the log, and is to be a member; 0
	overdue                            // a member has been missed for so long that it is replaced; 0
	turned                             // a member is replaced though it is well; 0
	told                               // a member, to stand at once
)

// KindName says what an event of this room is about.
func KindName(k sim.Kind) string {
	return [...]string{"time out", "ask for votes", "vote", "resign", "sound out", "encourage", "lease ends",
		"look for a lock", "give a lock up", "notice that it is lost", "learn a log", "replace a member",
		"replace a member in turn", "take over"}[k-First]
}

// Reset makes all logs led, by a member that is drawn, reusing memory.
func (c *Consensus) Reset(p *Plan, draws *chance.Draws, b *book.Book, truth *fleet.Fleet) {
	c.Plan, c.chance, c.book, c.fleet = p, draws, b, truth
	c.logs = flat.Resize(c.logs, len(p.logs))
	for i := range c.logs {
		c.logs[i].reset(&p.logs[i], int32(i), p.causes)
		l := &c.logs[i]
		c.seat(l)
		l.begin(int32(c.ask(l, chance.Leading, none, 0, 0).Pick(len(l.members))))
	}
	c.locks = flat.Resize(c.locks, len(p.locks))
	for i := range c.locks {
		c.resetLock(&c.locks[i], &p.locks[i], int32(i))
	}
}

// reset has all members of a log up and in one term.
func (l *log) reset(p *logPlan, at int32, causes int) {
	members, ways, meter := l.members, l.ways, l.meter
	n := len(p.Members)
	*l = log{logPlan: p, at: at, term: 1, meter: meter}
	l.members = flat.Fill(members, n, member{runs: true, voted: none, term: 1, pace: 1, hears: 1<<n - 1})
	l.ways = flat.Fill(ways, n*n, 0)
	l.meter.reset(causes)
}

// seat has the members be those that begin.
func (c *Consensus) seat(l *log) {
	for m, leaf := range l.Members {
		x := &l.members[m]
		x.leaf, x.site, x.entity = leaf, int32(m), rng.Child(c.fleet.Entity(leaf), l.entity)
		if l.Changes != nil {
			x.site = l.siteOf(leaf)
		}
	}
	l.change.slot = none
	l.span()
}

// begin has all follow a leader.
func (l *log) begin(leader int32) {
	l.leader = leader
	for m := range l.members {
		l.members[m].boss = leader
	}
	l.members[leader].leads, l.members[leader].boss = true, none
}

// Start is given the calendar, and tells who holds locks.
func (c *Consensus) Start(calendar *sim.Calendar) {
	c.calendar = calendar
	for i := range c.logs {
		c.scheduleTurn(&c.logs[i])
	}
	for i := range c.locks {
		c.noteHolder(&c.locks[i], models.HasRole, c.locks[i].holder)
	}
}

// CopyFrom makes c equal to src in its own memory; it draws, schedules and looks at what it is given.
func (c *Consensus) CopyFrom(src *Consensus, calendar *sim.Calendar, draws *chance.Draws, b *book.Book,
	truth *fleet.Fleet) {
	c.Plan, c.calendar, c.chance, c.book, c.fleet = src.Plan, calendar, draws, b, truth
	c.logs = flat.Resize(c.logs, len(src.logs))
	for i := range c.logs {
		c.logs[i].copyFrom(&src.logs[i])
	}
	c.locks = flat.Resize(c.locks, len(src.locks))
	for i := range c.locks {
		c.locks[i].copyFrom(&src.locks[i])
	}
}

func (l *log) copyFrom(src *log) {
	old := *l
	*l = *src
	l.members, l.ways = flat.Copy(old.members, src.members), flat.Copy(old.ways, src.ways)
	l.meter = old.meter
	l.meter.copyFrom(&src.meter)
}

// Handle plays an event of this room.
func (c *Consensus) Handle(e sim.Event) {
	if e.Kind >= ended && e.Kind <= noticed {
		c.handleLock(&c.locks[e.Arg], e)
		return
	}
	l := &c.logs[e.Arg]
	switch e.Kind {
	case timedOut:
		c.onTimedOut(l, e.Who)
	case asked:
		c.onAsked(l, unpack(e.Who))
	case granted:
		c.onGranted(l, unpack(e.Who))
	case resigns:
		c.vacate(l, e.Who)
	case sounded:
		c.onSounded(l, unpack(e.Who))
	case encouraged:
		c.onEncouraged(l, unpack(e.Who))
	case learned:
		l.ready = true
	case turned:
		c.onTurned(l)
	case told:
		c.onTold(l, e.Who)
	}
	c.amend(l)
}

func (c *Consensus) handleLock(k *lock, e sim.Event) {
	switch e.Kind {
	case ended:
		c.onEnded(k)
	case looked:
		c.take(k, e.Who)
	case quit:
		c.onQuit(k)
	case noticed:
		c.settleLock(k)
		c.rests(k, &k.nodes[e.Who])
	}
}

// Catch follows what an event has changed of nodes, when all of it has happened.
func (c *Consensus) Catch() {
	if !c.On() {
		return
	}
	for i := range c.logs {
		l := &c.logs[i]
		if c.fleet.Recut() || l.among(c.fleet.Touched()) {
			c.follow(l)
			c.amend(l)
		} else if l.waitsFor(c.fleet.Touched()) {
			c.amend(l)
		}
		c.reconsider(l)
	}
	for _, leaf := range c.fleet.Touched() {
		c.seeLocks(leaf)
	}
}

// among reports whether some member is on one of some nodes.
func (l *log) among(leaves []int32) bool {
	for _, leaf := range leaves {
		if l.hosts(leaf) {
			return true
		}
	}
	return false
}
