package consensus

import (
	"math"
	"slices"

	"nines/models"
	"nines/models/chance"
	"nines/models/fleet"
	"nines/sim"
	"nines/sim/rng"
)

// How other nodes become members, see models.Changes.

// change is that which is under way, and when the next one is due.
type change struct {
	slot   int32     // number of the member that is to leave; none: no change is under way
	host   int32     // leaf of the node that is to join, which the leader reaches while there is one
	inTurn bool      // the member is not missed, but it is its turn
	ready  bool      // the node has learned
	lacks  bool      // no change is under way though one is due, for want of a node that could join
	begun  sim.Time  // when it began to learn
	tries  uint32    // how often some node did; names draws
	joins  uint32    // how many have become members; names draws
	turns  uint32    // how many turns have come
	waits  bool      // one that has come is not under way yet
	learns sim.Timer // until the node has learned
	misses sim.Timer // until the next member has been missed for long enough
	turn   sim.Timer // until the next one
}

// siteOf is the site of a host.
func (l *log) siteOf(leaf int32) int32 {
	i, _ := slices.BinarySearch(l.Changes.Hosts, leaf)
	return l.Changes.Site[i]
}

// reached reports whether the leader reaches a member.
func (l *log) reached(m int32) bool { return l.led() && l.members[l.leader].reaches.has(m) }

// answers reports whether a node that is no member runs, and hears the leader and is heard.
func (c *Consensus) answers(l *log, leaf int32) bool {
	if runs, _ := c.fleet.Running(leaf); !runs {
		return false
	}
	boss := l.members[l.leader].leaf
	return c.fleet.Passes(boss, leaf) && c.fleet.Passes(leaf, boss)
}

// amend brings changes of members up to what has become of these, and of the nodes that may replace them.
func (c *Consensus) amend(l *log) {
	if l.Changes == nil {
		return
	}
	for again := true; again && l.led(); {
		again = c.advance(l)
	}
	if !l.led() {
		c.calendar.Cancel(&l.learns)
	}
	c.watch(l)
}

// advance takes a step of a change, while there is a leader, and reports whether there may be another one to take.
func (c *Consensus) advance(l *log) bool {
	x := &l.change
	switch {
	case x.slot == none:
		return c.propose(l)
	case !x.inTurn && l.reached(x.slot), !c.answers(l, x.host):
		c.calendar.Cancel(&x.learns)
		x.waits = x.waits || x.inTurn
		x.slot = none
		return true
	case !x.ready && !c.calendar.IsPending(x.learns):
		c.teach(l)
		return true
	case x.ready && l.flying == 0:
		c.replaceMember(l)
		return true
	}
	return false
}

// propose begins a change if one is due for which there is a node: of the member that has been missed for longest, or
// of the one whose turn it is. It reports whether it does.
func (c *Consensus) propose(l *log) bool {
	x, lacks := &l.change, false
	for m := range int32(len(l.members)) {
		if l.reached(m) || l.due(m) > c.now() {
			continue
		}
		if host := c.candidate(l, m); host == none {
			lacks = true
		} else if x.slot == none || l.members[m].heard < l.members[x.slot].heard {
			x.slot, x.host, x.inTurn = m, host, false
		}
	}
	if x.slot == none && x.waits {
		turn := int32(x.turns-1) % int32(len(l.members))
		if host := c.candidate(l, turn); host == none {
			lacks = true
		} else {
			x.slot, x.host, x.inTurn, x.waits = turn, host, true, false
		}
	}
	x.ready, x.lacks = false, lacks && x.slot == none
	return x.slot != none
}

// due is when a member is replaced that is missed.
func (l *log) due(m int32) sim.Time { return l.members[m].heard + sim.Time(l.Changes.After) }

// candidate is the node that could best take the place of a member; none where there is none. Cost, besides
// open partitions: O(domains + hosts × (members + levels²)).
func (c *Consensus) candidate(l *log, slot int32) (best int32) {
	t, x := c.Topology, l.Changes
	spread, around := &c.spreader, t.Above(l.members[slot].leaf, x.Within)
	spread.Reset(t, x.Depth)
	for m := range l.members {
		if int32(m) != slot {
			spread.Add(l.members[m].leaf, 1)
		}
	}
	best = none
	for _, leaf := range x.Hosts {
		if t.Above(leaf, x.Within) == around && !l.hosts(leaf) && c.answers(l, leaf) &&
			(best == none || spread.Emptier(leaf, best)) {
			best = leaf
		}
	}
	return best
}

// waitsFor reports whether one of some nodes is to join, or may be where one is lacking.
func (l *log) waitsFor(leaves []int32) bool {
	if l.Changes == nil || l.slot == none && !l.lacks {
		return false
	}
	for _, leaf := range leaves {
		if _, may := slices.BinarySearch(l.Changes.Hosts, leaf); leaf == l.host || l.lacks && may {
			return true
		}
	}
	return false
}

// hosts reports whether a node is a member.
func (l *log) hosts(leaf int32) bool {
	for m := range l.members {
		if l.members[m].leaf == leaf {
			return true
		}
	}
	return false
}

// teach has the node that is to join learn what is in the log.
func (c *Consensus) teach(l *log) {
	x := &l.change
	x.tries++
	x.begun = c.now()
	takes := c.ask(l, chance.Learning, none, x.tries, 0).Wait(l.learning())
	x.learns = c.calendar.After(takes, event(learned, l, 0))
}

// learning is how long a node learns.
func (l *log) learning() models.Wait { return models.Wait{Law: l.Changes.CatchUp} }

// watch sets when the next member has been missed for long enough, if no change is under way and there is a leader.
func (c *Consensus) watch(l *log) {
	at := l.nextDue(c.now())
	if due, waits := c.calendar.Pending(l.misses); waits && due == at {
		return
	}
	c.calendar.Cancel(&l.misses)
	l.misses = c.calendar.At(at, event(overdue, l, 0))
}

// nextDue is when the next member is to be replaced that is missed and has not been for long enough; infinite where
// none is, or nobody could begin that.
func (l *log) nextDue(now sim.Time) sim.Time {
	at := sim.Time(math.Inf(1))
	for m := range int32(len(l.members)) {
		if due := l.due(m); l.led() && l.slot == none && !l.reached(m) && due > now {
			at = min(at, due)
		}
	}
	return at
}

// scheduleTurn sets when a member is replaced next though it is well.
func (c *Consensus) scheduleTurn(l *log) {
	if l.Changes != nil && l.Changes.Every > 0 {
		l.turn = c.calendar.At(sim.Time(float64(l.turns+1)*float64(l.Changes.Every)), event(turned, l, 0))
	}
}

// onTurned has a member leave, one after the other.
func (c *Consensus) onTurned(l *log) {
	l.turns++
	l.waits = true
	c.scheduleTurn(l)
}

// replaceMember has the node that has learned take the place of the member that leaves. A leader that does leaves its
// office.
func (c *Consensus) replaceMember(l *log) {
	m, leader := l.change.slot, l.leader
	led := leader == m
	c.settle(l)
	l.count.Changes++
	if led {
		c.lose(l, fleet.None)
		l.handed = true
		l.count.Handed++
	}
	if l.members[m].leads {
		c.vacate(l, m)
	}
	gone := l.members[m]
	c.install(l, m, leader)
	c.follow(l)
	if led {
		c.release(l, m, &gone)
	}
}

// install has a node be a member, which knows the term of the one that leads, or did until now, and has voted in it.
func (c *Consensus) install(l *log, m, leader int32) {
	x, host := &l.members[m], l.host
	c.calendar.Cancel(&x.timer)
	for _, s := range l.services {
		c.fleet.Replace(s, x.leaf, host)
	}
	c.note(l, models.Joins, c.Topology.Node(host), c.Topology.Node(x.leaf))
	l.joins++
	*x = member{leaf: host, site: l.siteOf(host), entity: rng.Child(rng.Child(c.fleet.Entity(host), l.entity),
		uint64(l.joins)), heard: c.now(), voted: leader, boss: none, pace: 1, term: l.members[leader].term, turns: x.turns,
		elected: x.elected}
	l.change.slot = none
	l.term = 0
	for g := range l.members {
		l.term = max(l.term, l.members[g].term)
	}
}

// release has the others go on without a leader that has left: its successor has heard its last heartbeat, too, and one
// of those that it reached is told by it to stand at once, if there is a transfer.
func (c *Consensus) release(l *log, m int32, gone *member) {
	if x := &l.members[m]; !x.leads && x.boss == none && x.runs {
		c.silence(l, m, only(m), l.losses, 0)
	}
	if !l.Changes.Transfer || l.led() {
		return
	}
	heir := none
	for g := range int32(len(l.members)) {
		if g != m && gone.reaches.has(g) && l.able.has(g) && (heir == none || l.members[g].pace < l.members[heir].pace) {
			heir = g
		}
	}
	if heir != none {
		x := &l.members[heir]
		way := drawn(c.ask(l, chance.Handing, m, l.losses, 0), l.Trip(gone.site, x.site), gone.pace*x.pace) / 2
		l.flying++
		c.calendar.After(way, event(told, l, heir))
	}
}

// onTold has a member stand at once, pre-vote or not.
func (c *Consensus) onTold(l *log, m int32) {
	l.flying--
	if x := &l.members[m]; x.runs && !x.leads && x.boss == none {
		c.stand(l, m)
	}
}
