package consensus

import (
	"errors"
	"fmt"
	"slices"
)

// Check verifies every invariant of the room between two events and returns the first that is broken. Cost:
// O(everything).
func (c *Consensus) Check() error {
	for i := range c.logs {
		l := &c.logs[i]
		for _, check := range []func(*log) error{c.checkMembers, c.checkLeader, c.checkTimers} {
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

// checkMembers: members are as their nodes, those that are up are counted, and terms never fall.
func (c *Consensus) checkMembers(l *log) error {
	live, latest := int32(0), uint32(0)
	for m := range l.members {
		x := &l.members[m]
		if up := c.fleet.Up(x.leaf); up != x.up || up && x.pace != c.fleet.Condition(x.leaf).Slow {
			return fmt.Errorf("member %d is up: %t, at pace %v", m, x.up, x.pace)
		}
		if x.up {
			live++
		}
		if x.term < x.looked || x.stands && (!x.up || x.voted != int32(m)) {
			return fmt.Errorf("member %d of term %d was in %d, stands: %t", m, x.term, x.looked, x.stands)
		}
		x.looked, latest = x.term, max(latest, x.term)
	}
	if live != l.live || latest != l.term {
		return fmt.Errorf("%d members up, in terms to %d; counted %d and %d", live, latest, l.live, l.term)
	}
	return nil
}

// checkLeader: who is in office is up, and can commit if and only if a majority is up as well; what needs it is down
// while there is none. In its term a majority has voted for it.
func (c *Consensus) checkLeader(l *log) error {
	for _, s := range l.services {
		if !l.led() && (c.book.Suspended(int(s)) == 0 || !c.book.Down(int(s))) {
			return fmt.Errorf("service %d is up with a log that has no leader", s)
		}
	}
	if l.leader == none {
		return nil
	}
	boss := &l.members[l.leader]
	voters := int32(0)
	for m := range l.members {
		if x := &l.members[m]; x.term > boss.term || x.term == boss.term && x.voted == l.leader {
			voters++
		}
	}
	switch {
	case !boss.up || boss.stands:
		return errors.New("its leader does not lead")
	case l.count.Elections > 0 && voters < l.majority && l.quorum():
		return fmt.Errorf("%d of %d have voted for its leader", voters, len(l.members))
	case c.calendar.IsPending(l.leaves) == l.quorum():
		return fmt.Errorf("its leader has a majority: %t, and is to resign all the same", l.quorum())
	}
	return nil
}

// checkTimers: while one can be elected and nobody is, all that are up wait for their time-outs; else nobody does who
// follows a leader, but those that have not heard of it yet.
func (c *Consensus) checkTimers(l *log) error {
	for m := range l.members {
		x := &l.members[m]
		waits := c.calendar.IsPending(x.timer)
		if could := l.leader == none && l.quorum(); could && waits != x.up || waits && (!x.up || !l.quorum()) ||
			waits && int32(m) == l.leader {
			return fmt.Errorf("member %d waits for its time-out: %t", m, waits)
		}
	}
	return nil
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
		n += l.flying + count(c.calendar.IsPending(l.leaves))
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
