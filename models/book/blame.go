package book

import (
	"slices"

	"nines/models"
	"nines/sim"
)

// blame says what each cause keeps from a service: whose fault it is while the service is down, second by second. A
// node that several incidents hold is the first one's, as far as it goes, then the next one's.
//
// It is kept only where it is asked for. When a service goes down it is told of all that holds a node, and carried on
// from there; after the service has come up it is carried on until as many changes have been carried as nodes were
// told, and dropped then. So a service that goes down and up all the time is not told anew each time, and telling
// costs O(1) for each change that is carried. What is kept are sums of whole units: told or carried, they are equal.
type blame struct {
	kept    bool
	carry   int                  // changes to carry before it is dropped, once the service is up
	held    []int64              // by cause: units that its incidents hold
	stages  [models.Stages]int64 // by the stage that each incident is in; without what is excused
	holding int64                // sum of held
	excused int64                // of it, what causes hold that do not count
	vain    int64                // of the rest, what work on innocents holds
	// rooted is 1 and the root of the last reason that suspends it and does not lie Apart, which is to blame while nobody
	// holds anything: the node of a leader may be back before there is another one. 0: none.
	rooted int
}

// counts reports whether a service that is down is down for a cause that counts, or for none.
func (b *blame) counts() bool { return b.excused == 0 || b.holding > b.excused }

// Asks reports whether a service is down and wants to be told of all that holds a node, before it is judged: Charge
// for each share, then Answer. One that is never up is so by its rule, whoever holds what.
func (b *Book) Asks(service int16) bool {
	return !b.services[service].blame.kept && b.shut(service) && !b.plan.services[service].never
}

// Answer says that a service that Asks has been told, of so many nodes that are held.
func (b *Book) Answer(service int16, nodes int) {
	s := &b.services[service].blame
	s.kept, s.carry = true, nodes
	b.blaming++
}

// Blaming reports whether any service wants to know who holds what.
func (b *Book) Blaming() bool { return b.blaming > 0 }

// Blames reports whether a service does.
func (b *Book) Blames(service int16) bool { return b.services[service].blame.kept }

// Charge adds units of a service to what a case holds by its cause, in vain where that is work on somebody innocent.
func (b *Book) Charge(service int16, cause int, id int32, units int64, vain bool) {
	s := &b.services[service].blame
	s.held[cause] += units
	s.holding += units
	if b.plan.uncounted != nil && b.plan.uncounted[cause] {
		s.excused += units
		return
	}
	s.stages[b.cases[id].stage] += units
	if vain {
		s.vain += units
	}
}

// Carried counts a change that was charged to a service, and forgets who holds what once it has been up for long
// enough.
func (b *Book) Carried(service int16) {
	s := &b.services[service]
	if s.blame.carry--; s.blame.carry < 0 && !s.down {
		clear(s.blame.held)
		s.blame = blame{held: s.blame.held}
		b.blaming--
	}
}

// SettleDown books the services of a class, and those that need them, that are down up to now: the stages of causes are
// about to change.
func (b *Book) SettleDown(class int16, now sim.Time) {
	for _, s := range b.plan.touched[class] {
		if b.services[s].down {
			b.settleService(int(s), now)
		}
	}
}

// Owes reports whether what holds a node of a service's class may be to blame for its downtime: not where the node is
// no member of its log.
func (b *Book) Owes(service int16, leaf int32) bool {
	return b.plan.services[service].members == nil || slices.Contains(b.services[service].members, leaf)
}

// Replace has another node be a member of the log of a service. What holds either is not charged meanwhile.
func (b *Book) Replace(service int16, out, in int32) {
	members := b.services[service].members
	members[slices.Index(members, out)] = in
}
