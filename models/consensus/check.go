package consensus

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"nines/models"
)

// Check verifies every invariant of the room between two events and returns the first that is broken. Cost:
// O(everything).
func (c *Consensus) Check() error {
	for i := range c.logs {
		l := &c.logs[i]
		for _, check := range []func(*log) error{c.checkMembers, c.checkLeader, c.checkTimers, c.checkChange} {
			if err := check(l); err != nil {
				return fmt.Errorf("log %s: %w", l.Name, err)
			}
		}
	}
	for i := range c.locks {
		if err := c.checkLockNow(&c.locks[i]); err != nil {
			return fmt.Errorf("lock of service %d: %w", c.locks[i].service, err)
		}
	}
	return nil
}

// checkMembers: members are as their nodes and what passes between these, and terms never fall.
func (c *Consensus) checkMembers(l *log) error {
	var now [models.MaxMembers]outlook
	if c.outlooks(l, now[:len(l.members)]); !l.looks(now[:len(l.members)]) {
		return fmt.Errorf("members %v look like %v", l.members, now[:len(l.members)])
	}
	latest := uint32(0)
	for m := range l.members {
		x := &l.members[m]
		if x.term < x.looked || x.stands && (!x.runs || x.voted != int32(m)) || x.sounds && (x.stands || !l.PreVote) {
			return fmt.Errorf("member %d of term %d was in %d, stands: %t", m, x.term, x.looked, x.stands)
		}
		x.looked, latest = x.term, max(latest, x.term)
	}
	if latest != l.term {
		return fmt.Errorf("members are in terms to %d; counted %d", latest, l.term)
	}
	return nil
}

// checkLeader: of those in office one at most reaches a majority, and the log is led if one does; what needs it is down
// while none does.
func (c *Consensus) checkLeader(l *log) error {
	for _, s := range l.services {
		if !l.led() && (c.book.Suspended(int(s)) == 0 || !c.book.Down(int(s))) {
			return fmt.Errorf("service %d is up with a log that has no leader", s)
		}
	}
	if cured := c.electing(l); !l.led() && !l.quorum() && c.fleet.Book.Tells() && l.why.Cured != cured {
		return fmt.Errorf("cures %b would bring a majority; counted %b", cured, l.why.Cured)
	}
	leads := none
	for m := range l.members {
		if !l.members[m].leads {
			continue
		}
		if err := c.checkOffice(l, int32(m)); err != nil {
			return fmt.Errorf("leader %d: %w", m, err)
		}
		switch {
		case !l.able.has(int32(m)):
		case leads != none:
			return fmt.Errorf("%d and %d lead, and both reach a majority", leads, m)
		default:
			leads = int32(m)
		}
	}
	if leads != l.leader {
		return fmt.Errorf("led by %d, counted %d", leads, l.leader)
	}
	return nil
}

// checkOffice: who is in office runs, is alone in its term, for which a majority has voted, and waits for the end of
// its office if and only if it reaches none.
func (c *Consensus) checkOffice(l *log, boss int32) error {
	y, voters := &l.members[boss], int32(0)
	for m := range l.members {
		x := &l.members[m]
		if x.term > y.term || x.term == y.term && x.voted == boss {
			voters++
		}
		if x.leads && x.term == y.term && int32(m) != boss {
			return fmt.Errorf("%d leads in the same term, %d", m, x.term)
		}
	}
	switch {
	case !y.runs || y.stands || y.boss != none:
		return errors.New("it does not lead")
	case y.elected > 0 && voters < l.majority:
		return fmt.Errorf("%d of %d have voted for it", voters, len(l.members))
	case c.calendar.IsPending(y.timer) == l.able.has(boss):
		return fmt.Errorf("it reaches a majority: %t, and is to resign all the same", l.able.has(boss))
	}
	return nil
}

// checkTimers: each member that runs leads, or follows a leader that it hears in the same term, or waits for its
// time-out, or has waited in vain.
func (c *Consensus) checkTimers(l *log) error {
	for m := range l.members {
		x := &l.members[m]
		follows, waits := x.boss != none, c.calendar.IsPending(x.timer) && !x.leads
		if n := count(x.leads) + count(follows) + count(waits) + count(x.vain); n != count(x.runs) {
			return fmt.Errorf("member %d runs: %t, leads: %t, follows: %t, waits: %t, in vain: %t", m, x.runs, x.leads,
				follows, waits, x.vain)
		}
		if follows && (!x.hears.has(x.boss) || !l.members[x.boss].leads || l.members[x.boss].term != x.term) {
			return fmt.Errorf("member %d follows %d, who does not lead it", m, x.boss)
		}
		if x.vain && l.heeded.has(int32(m)) {
			return fmt.Errorf("member %d is heard, and waits no more", m)
		}
	}
	return nil
}

// checkChange: members are different hosts; while there is a leader a change is under way if one is due for which there
// is a node, which the leader reaches and which learns or has learned; while none is, it is known when the next is due.
func (c *Consensus) checkChange(l *log) error {
	x := &l.change
	if l.Changes == nil {
		return nil
	}
	for m := range l.members {
		leaf := l.members[m].leaf
		if again := slices.ContainsFunc(l.members[m+1:], func(y member) bool { return y.leaf == leaf }); again ||
			!slices.Contains(l.Changes.Hosts, leaf) || l.members[m].site != l.siteOf(leaf) {
			return fmt.Errorf("member %d is on node %d twice, or as no host", m, leaf)
		}
	}
	learns, due := c.calendar.IsPending(x.learns), l.nextDue(c.now())
	at, misses := c.calendar.Pending(x.misses)
	isDue, could := c.isDue(l)
	switch {
	case l.Changes.Every > 0 && !c.calendar.IsPending(l.turn):
		return errors.New("it waits for no turn")
	case misses != !math.IsInf(float64(due), 1) || misses && at != due:
		return fmt.Errorf("a member is due at %v, not %v", due, at)
	case !l.led() && learns:
		return errors.New("a node learns without a leader")
	case l.led() && x.slot == none && (isDue != x.lacks || could || learns):
		return fmt.Errorf("no change is under way; one is due: %t, could be: %t, some node learns: %t", isDue, could, learns)
	case l.led() && x.slot != none && (!x.inTurn && l.reached(x.slot) || l.hosts(x.host) || !c.answers(l, x.host) ||
		learns == x.ready || x.ready && l.flying == 0):
		return fmt.Errorf("member %d leaves for node %d, which learns: %t, has: %t", x.slot, x.host, learns, x.ready)
	}
	return nil
}

// isDue reports whether a change is due, and whether there is a node for one.
func (c *Consensus) isDue(l *log) (due, could bool) {
	for m := range int32(len(l.members)) {
		turn := l.waits && m == int32(l.turns-1)%int32(len(l.members))
		if turn || !l.reached(m) && l.due(m) <= c.now() {
			due, could = true, could || l.led() && c.candidate(l, m) != none
		}
	}
	return due, could
}

// Suspends is how many logs and locks suspend a service.
func (c *Consensus) Suspends(service int) (n int32) {
	for i := range c.logs {
		if l := &c.logs[i]; !l.led() && slices.Contains(l.services, int16(service)) {
			n++
		}
	}
	for i := range c.locks {
		n += int32(count(!c.locks[i].active && int(c.locks[i].service) == service))
	}
	return n
}

// Pending counts the events of this room that are to come.
func (c *Consensus) Pending() (n int) {
	for i := range c.logs {
		l := &c.logs[i]
		n += l.flying + count(c.calendar.IsPending(l.learns)) + count(c.calendar.IsPending(l.misses)) +
			count(c.calendar.IsPending(l.turn))
		for m := range l.members {
			n += count(c.calendar.IsPending(l.members[m].timer))
		}
	}
	for i := range c.locks {
		k := &c.locks[i]
		n += count(c.calendar.IsPending(k.ends)) + count(c.calendar.IsPending(k.quits))
		for m := range k.nodes {
			n += count(c.calendar.IsPending(k.nodes[m].looks)) + count(c.calendar.IsPending(k.nodes[m].notices))
		}
	}
	return n
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}
