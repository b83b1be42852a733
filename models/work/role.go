package work

import (
	"math/bits"
	"slices"

	"nines/models"
	"nines/models/chance"
	"nines/models/fleet"
	"nines/sim/flat"
	"nines/sim/rng"
)

// A service whose role is moved away from broken nodes is out of service while a holder of its role is down: from the
// onset of the fault that takes it down until the role has moved, whoever moved it, or the holder is back. Who takes a
// node out of service for work knows it, and hands its role over first: then the service is out of service only where
// there is no standby, until there is one or the node is back.
//
// A case has a gap in the role of each service of which it takes a holder down, by itself or by the work on it; so a
// role is interrupted if and only if a holder is down. Where all nodes have the role no holder is lost, and a gap ends
// with the switchover of its own case.

// switchOver moves the role of a service away from what a case holds.
func (w *Work) switchOver(id int32, service int16) {
	j := &w.jobs[id]
	j.moved |= 1 << service
	if j.gaps>>service&1 == 1 && w.moveRole(id, int(service)) {
		w.bridge(id, &j.gaps, 1<<service)
	}
}

// interrupt opens a gap in every service whose role a case takes down, unless there is one already, the role has moved
// or the case is over.
func (w *Work) interrupt(id int32) {
	j, x := &w.jobs[id], w.fleet.Case(id)
	if x.Over() || !x.Symptom().TakesDown() {
		return
	}
	for s, active := range w.standbys {
		if active < 0 || j.gaps>>s&1 == 1 || !w.hitsRole(x, s, active) || j.moved>>s&1 == 1 && w.moveRole(id, s) {
			continue
		}
		j.gaps |= 1 << s
		if w.standby(s) == none {
			j.moved |= 1 << s // then whoever returns first takes the role
		}
		w.suspend(id, s)
	}
	w.restage(id)
}

// suspend takes a service out of service because a case takes a holder of its role down.
func (w *Work) suspend(id int32, service int) {
	why := w.fleet.Because(id)
	w.fleet.Suspend(int16(service), &why)
}

// takeOver opens a gap in every service whose role the work on a case has taken out of service and nobody takes over.
func (w *Work) takeOver(id int32) {
	j := &w.jobs[id]
	for s, active := range w.standbys {
		if active <= 0 {
			continue
		}
		if w.handOver(id, s); j.outs>>s&1 == 0 && w.holds(w.fleet.Case(id).Works(), s) {
			j.outs |= 1 << s
			w.suspend(id, s)
		}
	}
}

// handOver passes on what the work on a case has taken out of service: the role of every node that is down for nothing
// but work.
func (w *Work) handOver(id int32, service int) {
	w.pass(service, func(leaf int32) bool {
		return w.fleet.Among(w.fleet.Case(id).Works(), leaf) && !w.broken(leaf)
	})
}

// broken reports whether a node is down for anything but work.
func (w *Work) broken(leaf int32) bool {
	for h := w.fleet.On(leaf); h != none; h = w.fleet.Hold(h).Behind() {
		if !w.fleet.Hold(h).Work() && w.fleet.SymptomOf(h).TakesDown() {
			return true
		}
	}
	return false
}

// moveRole passes on the role of every holder that a case takes down. Who takes it over may be behind.
func (w *Work) moveRole(id int32, service int) bool {
	gone := none
	moved := w.pass(service, func(leaf int32) bool {
		lost := w.fleet.Grips(w.fleet.Case(id), leaf)
		if lost {
			gone = leaf
		}
		return lost
	})
	if moved && gone != none {
		w.loseLag(id, service, gone)
	}
	return moved
}

// loseLag books the work that is lost as a role moves away from a node which a case has taken down.
func (w *Work) loseLag(id int32, service int, gone int32) {
	x := w.fleet.Case(id)
	for i := range w.actions {
		if a := &w.actions[i]; int(a.moves) == service && a.Loses != nil {
			entity := rng.Child(x.Entity(), w.fleet.Entity(gone))
			w.book.LostWork(x.Fault(), float64(w.chance.Ask(chance.Loss, entity, x.Count(), 1).Lasts(a.Loses)))
			return
		}
	}
}

// pass gives the role of the holders that are lost to nodes that are up and trusted, and reports whether there were
// enough of them. Other cases may have taken a holder down that has none any more: their gaps are closed when all news
// is heard. Cost: O(nodes) for each.
func (w *Work) pass(service int, lost func(leaf int32) bool) bool {
	holders := w.roles[service]
	for i, leaf := range holders {
		if !lost(leaf) {
			continue
		}
		next := w.standby(service)
		if next == none {
			return false
		}
		holders[i] = next
		w.noteRole(models.TakesRole, service, next, leaf)
		w.mayFill()
	}
	return true
}

// hitsRole reports whether a case holds a node that has a service's role: any node of the service if all have it,
// unless it was the last one that was left. Then there is nothing to switch to, and the first to return serves.
func (w *Work) hitsRole(x *fleet.Case, service, active int) bool {
	if active == 0 && w.book.Nothing(service) {
		return false
	}
	return w.holds(x.Holds(), service)
}

// holds reports whether a list of holds has one on a node that has a service's role.
func (w *Work) holds(h int32, service int) bool {
	for ; h != none; h = w.fleet.Hold(h).Next() {
		if w.holdsRole(service, w.standbys[service], w.fleet.Hold(h).Node()) {
			return true
		}
	}
	return false
}

// hasRole reports whether a node has the role of any service.
func (w *Work) hasRole(leaf int32) bool {
	for s, active := range w.standbys {
		if w.holdsRole(s, active, leaf) {
			return true
		}
	}
	return false
}

// holdsRole reports whether a node has the role of a service, which so many of its nodes have.
func (w *Work) holdsRole(service, active int, leaf int32) bool {
	return active == 0 && w.Book.Serves(service, w.fleet.Class(leaf)) || slices.Contains(w.roles[service], leaf)
}

// mayFill has roles filled when all news is heard, if there are any: a node is back, or no longer has one.
func (w *Work) mayFill() {
	if len(w.standbys) > 0 {
		w.later.fill, w.later.any = true, true
	}
}

// fillRoles moves the roles that have found nobody to take them, and closes the gaps of cases that no longer take a
// holder down. Cost: O(cases) while a role is interrupted, else O(services).
func (w *Work) fillRoles() {
	for s, active := range w.standbys {
		if active <= 0 || w.book.Suspended(s) == 0 {
			continue
		}
		for id := range w.jobs {
			w.fillRole(int32(id), s)
		}
		for id := range w.jobs {
			w.closeGaps(int32(id), s)
		}
	}
}

// fillRole has somebody take the role of a service for the holders that a case takes down, if that waits for nothing
// else.
func (w *Work) fillRole(id int32, service int) {
	j := &w.jobs[id]
	if j.gaps&j.moved>>service&1 == 1 {
		w.moveRole(id, service)
	}
	if j.outs>>service&1 == 1 {
		w.handOver(id, service)
	}
}

// closeGaps closes those of a case's gaps in the role of a service where it takes no holder down any more.
func (w *Work) closeGaps(id int32, service int) {
	j, x := &w.jobs[id], w.fleet.Case(id)
	if j.gaps>>service&1 == 1 && !w.holds(x.Holds(), service) {
		w.bridge(id, &j.gaps, 1<<service)
		w.restage(id)
	}
	if j.outs>>service&1 == 1 && !w.holds(x.Works(), service) {
		w.bridge(id, &j.outs, 1<<service)
	}
}

// standby finds a node that could take a role; none where there is none.
func (w *Work) standby(service int) int32 {
	for i := range int32(w.fleet.Nodes()) {
		if w.Book.Serves(service, w.fleet.Class(i)) && w.able(i) && !w.fleet.Away(i) &&
			!slices.Contains(w.roles[service], i) {
			return i
		}
	}
	return none
}

// every is the set of all services.
const every = ^uint64(0)

// bridge closes those of a case's gaps, by itself or by the work on it, that are in some services, a set.
func (w *Work) bridge(id int32, gaps *uint64, services uint64) {
	for open := *gaps & services; open != 0; open &= open - 1 {
		why := w.fleet.Because(id)
		w.fleet.Resume(int16(bits.TrailingZeros64(open)), &why)
	}
	*gaps &^= services
}

// resetRoles gives the roles to the first nodes of each service.
func (w *Work) resetRoles() {
	w.roles = flat.Resize(w.roles, len(w.standbys))
	for s, active := range w.standbys {
		w.roles[s] = w.roles[s][:0]
		for len(w.roles[s]) < active {
			next := w.standby(s)
			if next == none {
				break
			}
			w.roles[s] = append(w.roles[s], next)
		}
	}
}
