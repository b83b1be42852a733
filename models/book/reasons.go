package book

import (
	"math/bits"
	"slices"

	"nines/sim"
)

// Reason is one for which a service is down whatever its rule says of its nodes: a holder of its role is down, its log
// has no leader, what it needs of a store is out of reach, or nobody holds its lock. It is told when it comes and, the
// same, when it goes; a service is suspended while it has any.
type Reason struct {
	Root  int    // the cause to blame, by number; one beyond false alarms is none
	Cured uint64 // cures with which it would not be there, as a set
	Cause Cause  // whose onset it came with; Nobody where it came with none
	// Apart: it lies in other nodes than those that the service runs on, so that its downtime is Root's. Otherwise it is
	// that of what holds nodes of the service, and Root's while nothing does.
	Apart bool
	// Copies: what is left of it when its case is over is data that is copied; otherwise it is a switchover.
	Copies bool
}

// apart is a reason that lies in other nodes.
type apart struct {
	Reason
	opened uint32 // that of the case with which it came
}

// Suspend takes a service out for a reason; it is judged by Judge thereafter.
func (b *Book) Suspend(service int16, why Reason, now sim.Time) {
	b.suspend(service, &why, 1, now)
	s := &b.services[service]
	switch {
	case why.Apart:
		x := apart{Reason: why}
		if why.Cause.Case != none {
			x.opened = b.cases[why.Cause.Case].opened
		}
		s.apart = append(s.apart, x)
		b.apart++
	case why.Root <= len(b.plan.Faults):
		s.blame.rooted = why.Root + 1
	default:
		s.blame.rooted = 0
	}
}

// Resume ends a reason to Suspend a service.
func (b *Book) Resume(service int16, why Reason, now sim.Time) {
	b.suspend(service, &why, -1, now)
	s := &b.services[service]
	switch {
	case why.Apart:
		i := slices.IndexFunc(s.apart, func(x apart) bool { return x.Reason == why })
		s.apart = slices.Delete(s.apart, i, i+1)
		b.apart--
	case int(s.suspended) == len(s.apart):
		s.blame.rooted = 0
	}
}

// Recure says that a reason would not be there with other cures.
func (b *Book) Recure(service int16, why Reason, cured uint64, now sim.Time) {
	b.suspend(service, &why, -1, now)
	if s := &b.services[service]; why.Apart {
		i := slices.IndexFunc(s.apart, func(x apart) bool { return x.Reason == why })
		s.apart[i].Cured = cured
	}
	why.Cured = cured
	b.suspend(service, &why, 1, now)
}

// suspend counts by more reasons like one.
func (b *Book) suspend(service int16, why *Reason, by int32, now sim.Time) {
	b.settleService(int(service), now)
	b.settleBehind(service, now)
	b.services[service].suspended += by
	b.stale = true
	for cured := why.Cured; cured != 0; cured &= cured - 1 {
		b.freed[int(service)*len(b.plan.cures.all)+bits.TrailingZeros64(cured)] += by
	}
}

// Suspended is how many reasons suspend a service.
func (b *Book) Suspended(service int) int32 { return b.services[service].suspended }

// settleFor books the services up to now that a case suspends from apart, and those that need them: its stage changes.
func (b *Book) settleFor(id int32, now sim.Time) {
	for s := range b.services {
		for i := range b.services[s].apart {
			if b.services[s].apart[i].Cause.Case == id {
				b.settleService(s, now)
				b.settleBehind(int16(s), now)
			}
		}
	}
}
