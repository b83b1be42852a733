package consensus

import (
	"errors"
	"fmt"

	"nines/models"
	"nines/models/book"
	"nines/models/chance"
	"nines/sim"
	"nines/sim/flat"
	"nines/sim/rng"
)

// lockPlan is what does not change about a lock.
type lockPlan struct {
	*models.Lock
	service int16
	entity  uint64  // names its random streams
	leaves  []int32 // of the nodes that may hold it, in order
}

// lock is one in a run. Its holder renews it all the time, of which there are no events, until it has lapsed.
type lock struct {
	*lockPlan
	at      int32 // its number
	nodes   []candidate
	holder  int32     // who took it last
	active  bool      // the holder acts: it is up, and has not given up
	gone    bool      // the holder has given up or crashed: it will not go on
	lapsed  bool      // the holder cannot renew
	free    bool      // the lease has run out
	taken   sim.Time  // when the holder took it
	renewed sim.Time  // when the holder last renewed, while it has lapsed
	lapses  uint32    // names draws
	ends    sim.Timer // the lease does
	quits   sim.Timer // the holder gives up
	why     book.Reason
	acting  int32 // nodes that act and have lost it
	settled sim.Time
	count   models.LockOutcome
}

// candidate is a node that may hold a lock.
type candidate struct {
	leaf    int32
	up      bool
	crashed bool      // when it went down; otherwise it hung, or was cut off
	stale   bool      // it hangs as a holder, and somebody has taken the lock since
	acts    bool      // it acts as a holder, and is not
	turns   uint32    // names draws
	begun   sim.Time  // when it was seen how long it is to its next look
	looks   sim.Timer // it does
	notices sim.Timer // it does, that it is no holder
}

// planLocks lists the locks of services.
func (p *Plan) planLocks() error {
	for s := range p.Services {
		x := p.Services[s].Lock
		if x == nil {
			continue
		}
		if err := p.checkLock(s, x); err != nil {
			return models.At("services."+p.Services[s].Name+".lock", fmt.Errorf("service %s: %w", p.Services[s].Name, err))
		}
		l := lockPlan{Lock: x, service: int16(s), entity: rng.Name(0, "lock "+p.Services[s].Name)}
		for i, leaf := range p.Topology.Leaves {
			if p.Book.Serves(s, leaf.Class) {
				l.leaves = append(l.leaves, int32(i))
			}
		}
		p.locks = append(p.locks, l)
	}
	return nil
}

// checkLock says what of a lock cannot be played.
func (p *Plan) checkLock(service int, x *models.Lock) error {
	switch {
	case x.Log < 0 || x.Log >= len(p.Logs):
		return errors.New("its lock is kept in no log")
	case len(p.Services[service].Classes) == 0:
		return errors.New("it has no nodes that could hold a lock")
	case !(x.Renew > 0 && x.Renew < x.Deadline && x.Deadline <= x.Lease) || x.Retry == nil || !(x.Retry.Mean() > 0):
		return errors.New("a lease is renewed within the deadline, which is no longer than the lease")
	}
	return nil
}

// resetLock gives a lock to one of its nodes.
func (c *Consensus) resetLock(k *lock, p *lockPlan, at int32) {
	nodes := k.nodes
	*k = lock{lockPlan: p, at: at, active: true}
	k.nodes = flat.Fill(nodes, len(p.leaves), candidate{up: true})
	for i, leaf := range p.leaves {
		k.nodes[i].leaf = leaf
	}
	k.holder = int32(c.chance.Ask(chance.Holding, k.entity, 0, 0).Pick(len(k.nodes)))
}

func (k *lock) copyFrom(src *lock) {
	nodes := k.nodes
	*k = *src
	k.nodes = flat.Copy(nodes, src.nodes)
}

// lockEvent is one about a lock, see First.
func lockEvent(kind sim.Kind, k *lock, who int32) sim.Event {
	return sim.Event{Kind: kind, Who: who, Arg: k.at}
}

// keeps reports whether the log that a lock is kept in can commit.
func (c *Consensus) keeps(k *lock) bool { return c.logs[k.Log].led() }

// askNode opens the stream of a question about one of a lock's nodes.
func (c *Consensus) askNode(k *lock, purpose rng.Purpose, m int32, turn uint32) *chance.Draws {
	return c.chance.Ask(purpose, rng.Child(c.fleet.Entity(k.nodes[m].leaf), k.entity), turn, 0)
}

// settleLock brings what is measured of a lock up to now.
func (c *Consensus) settleLock(k *lock) {
	if holders := int(k.acting) + count(k.active); holders > 1 {
		k.count.Double += float64(c.now() - k.settled)
	}
	k.settled = c.now()
}

// checkLockNow: who acts is up, and lapses only without its log; a lease that has lapsed ends or has ended; while it
// can be taken all that are up look for it; and those are counted that act and are no holders.
func (c *Consensus) checkLockNow(k *lock) error {
	acting, can := int32(0), k.free && c.keeps(k)
	for m := range k.nodes {
		x := &k.nodes[m]
		acting += int32(count(x.acts))
		switch {
		case x.up != c.fleet.Up(x.leaf) || x.acts && (!x.up || x.stale || k.Fenced):
			return fmt.Errorf("node %d is up: %t, acts: %t", m, x.up, x.acts)
		case c.calendar.IsPending(x.looks) != (can && x.up), c.calendar.IsPending(x.notices) != x.acts:
			return fmt.Errorf("node %d is to look: %t, to notice: %t", m, !(can && x.up), !x.acts)
		}
	}
	quits := k.lapsed && !k.gone && k.active
	switch {
	case acting != k.acting:
		return fmt.Errorf("%d act, counted %d", acting, k.acting)
	case k.active && (!k.nodes[k.holder].up || k.gone || k.free || k.lapsed == c.keeps(k)) || !k.active && !k.lapsed:
		return fmt.Errorf("its holder acts: %t, has lapsed: %t", k.active, k.lapsed)
	case c.calendar.IsPending(k.ends) != (k.lapsed && !k.free), quits && !c.calendar.IsPending(k.quits):
		return fmt.Errorf("its lease is to end: %t", c.calendar.IsPending(k.ends))
	case k.gone && c.calendar.IsPending(k.quits):
		return errors.New("who is gone is to give up")
	}
	return nil
}
