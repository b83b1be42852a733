package consensus

import (
	"slices"

	"nines/models"
	"nines/models/book"
	"nines/models/chance"
	"nines/sim"
)

// How a lock changes hands. While it has lapsed there is a time at which its lease ends; from then on it is free, and
// while its log has a leader all that are up look for it.

// seeLocks follows whether a node is up that may hold locks.
func (c *Consensus) seeLocks(leaf int32) {
	up := c.fleet.Up(leaf)
	for i := range c.locks {
		k := &c.locks[i]
		m, ok := slices.BinarySearch(k.leaves, leaf)
		if !ok || k.nodes[m].up == up {
			continue
		}
		c.settleLock(k)
		if k.nodes[m].up = up; up {
			c.returns(k, int32(m))
		} else {
			c.leaves(k, int32(m))
		}
	}
}

// leaves is for a node that goes down.
func (c *Consensus) leaves(k *lock, m int32) {
	x, fails := &k.nodes[m], c.fleet.Fails(k.nodes[m].leaf)
	x.crashed = fails == models.Down
	c.calendar.Cancel(&x.looks)
	if x.acts {
		c.rests(k, x)
		x.stale = !x.crashed
	}
	if m != k.holder || !k.active {
		return
	}
	c.lapse(k)
	c.calendar.Cancel(&k.quits)
	k.gone = x.crashed
	if fails == models.Partition {
		c.scheduleQuit(k)
	}
	c.suspend(k, c.fleet.Culprit(x.leaf))
}

// returns is for a node that is back: a holder that has only hung, or been cut off for less than its deadline, goes on
// if nobody has taken the lock. One that has been taken from wakes and acts until it notices.
func (c *Consensus) returns(k *lock, m int32) {
	x := &k.nodes[m]
	switch {
	case m == k.holder && !k.gone && c.may(k):
		c.goOn(k)
		return
	case m == k.holder && !k.gone:
		c.onQuit(k)
	case x.stale && !k.Fenced:
		x.acts, x.turns = true, x.turns+1
		k.acting++
		lasts := sim.Duration(c.askNode(k, chance.Noticing, m, x.turns).Part() * float64(k.Renew))
		x.notices = c.calendar.After(lasts, lockEvent(noticed, k, m))
	}
	x.stale = false
	if k.free && c.keeps(k) {
		c.look(k, m, x.crashed)
	}
}

// may reports whether a holder that is back may go on: it can renew, or its deadline is not over.
func (c *Consensus) may(k *lock) bool {
	return c.keeps(k) || c.now() < k.renewed+sim.Time(k.Deadline)
}

// goOn has the holder act again, and renew if it can.
func (c *Consensus) goOn(k *lock) {
	k.active = true
	c.fleet.Resume(k.service, &k.why)
	if c.keeps(k) {
		c.hold(k)
	} else {
		c.scheduleQuit(k)
	}
}

// lapse is for a holder that cannot renew any more: it last did within one interval, or when it took the lock.
func (c *Consensus) lapse(k *lock) {
	if k.lapsed {
		return
	}
	k.lapsed = true
	k.lapses++
	ago := sim.Time(c.chance.Ask(chance.Renewing, k.entity, k.lapses, 0).Part() * float64(k.Renew))
	k.renewed = max(c.now()-ago, k.taken)
	k.ends = c.calendar.At(k.renewed+sim.Time(k.Lease), lockEvent(ended, k, 0))
}

// hold is for a holder that renews.
func (c *Consensus) hold(k *lock) {
	k.lapsed, k.free = false, false
	c.calendar.Cancel(&k.ends)
	c.calendar.Cancel(&k.quits)
	c.stopLooking(k)
}

// scheduleQuit has the holder give up when its deadline is over.
func (c *Consensus) scheduleQuit(k *lock) {
	c.calendar.Cancel(&k.quits)
	k.quits = c.calendar.At(max(c.now(), k.renewed+sim.Time(k.Deadline)), lockEvent(quit, k, 0))
}

// onQuit has the holder give up. If it was at work it was for want of the log.
func (c *Consensus) onQuit(k *lock) {
	c.settleLock(k)
	k.count.Quits++
	if k.gone = true; k.active {
		c.suspend(k, c.logs[k.Log].why)
	}
}

// suspend takes the service out since nobody acts.
func (c *Consensus) suspend(k *lock, why book.Reason) {
	k.active = false
	k.why = why
	k.why.Apart = true
	c.fleet.Suspend(k.service, &k.why)
}

// onEnded ends the lease. A holder that is to give up when it does has done so.
func (c *Consensus) onEnded(k *lock) {
	if c.calendar.Cancel(&k.quits) {
		c.onQuit(k)
	}
	k.free = true
	c.lookAll(k)
}

// lookAll has all that are up look for a lock that is free, each somewhere between two looks, while that can be taken.
func (c *Consensus) lookAll(k *lock) {
	if !k.free || !c.keeps(k) {
		return
	}
	for m := range int32(len(k.nodes)) {
		if k.nodes[m].up {
			c.look(k, m, false)
		}
	}
}

// look has a node look for a lock that is free: at once when it has been started anew.
func (c *Consensus) look(k *lock, m int32, anew bool) {
	x, after := &k.nodes[m], sim.Duration(0)
	x.turns++
	if x.begun = c.now(); !anew {
		after = c.askNode(k, chance.Retrying, m, x.turns).Wait(k.retries())
	}
	x.looks = c.calendar.After(after, lockEvent(looked, k, m))
}

// retries is what the time follows until a node looks next, seen at any time.
func (k *lock) retries() models.Wait { return models.Wait{Law: k.Retry, Stationary: true} }

func (c *Consensus) stopLooking(k *lock) {
	for m := range k.nodes {
		c.calendar.Cancel(&k.nodes[m].looks)
	}
}

// take gives a lock that is free to a node.
func (c *Consensus) take(k *lock, m int32) {
	c.settleLock(k)
	if before := &k.nodes[k.holder]; m != k.holder && !k.gone && !before.up {
		before.stale = true
	}
	if x := &k.nodes[m]; x.acts {
		c.rests(k, x)
	}
	c.noteHolder(k, models.TakesRole, m)
	k.holder, k.active, k.gone, k.taken = m, true, false, c.now()
	k.count.Takes++
	c.hold(k)
	c.fleet.Resume(k.service, &k.why)
}

// rests is for a node that no longer acts as a holder that it is not. It is settled.
func (c *Consensus) rests(k *lock, x *candidate) {
	c.calendar.Cancel(&x.notices)
	x.acts = false
	k.acting--
}

// loseLog is for a log that has no leader any more: nobody can renew or take what it keeps.
func (c *Consensus) loseLog(l *log) {
	for i := range c.locks {
		k := &c.locks[i]
		if k.Log != int(l.at) {
			continue
		}
		c.stopLooking(k)
		if k.active {
			c.lapse(k)
			c.scheduleQuit(k)
		}
	}
}

// reconsiderLocks has what cures would do for a log, which was that, be the same for the locks that were given up for
// want of it.
func (c *Consensus) reconsiderLocks(l *log, was book.Reason) {
	was.Apart = true
	for i := range c.locks {
		if k := &c.locks[i]; k.Log == int(l.at) && !k.active && k.why == was {
			c.fleet.Recure(k.service, &k.why, l.why.Cured)
			k.why.Cured = l.why.Cured
		}
	}
}

// fillLog is for a log that has a leader again.
func (c *Consensus) fillLog(l *log) {
	for i := range c.locks {
		switch k := &c.locks[i]; {
		case k.Log != int(l.at):
		case k.active:
			c.hold(k)
		default:
			c.lookAll(k)
		}
	}
}

// noteHolder tells who has a lock, or takes it.
func (c *Consensus) noteHolder(k *lock, what models.What, m int32) {
	if !c.fleet.Told() {
		return
	}
	n := models.Note{At: c.now(), What: what, Incident: -1, Fault: -1, Blames: -1, From: -1,
		Where: c.Topology.Node(k.nodes[m].leaf), Nodes: 1, Watch: -1, Service: int(k.service), Through: -1, Crew: -1}
	if what == models.TakesRole {
		n.From = c.Topology.Node(k.nodes[k.holder].leaf)
	}
	c.fleet.Note(n)
}
