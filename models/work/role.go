package work

import (
	"math/bits"
	"slices"

	"nines/models"
	"nines/models/book"
	"nines/models/fleet"
)

// A service whose role is moved away from broken nodes is out of service from the onset of a fault that takes a holder
// of its role down until the role has moved or, where that does not succeed, until the incident is over. Whoever takes
// a node out of service for work knows it, and hands its role over first: then the service is out of service only where
// there is no standby, until there is one or the node is back.

// switchOver moves the role of a service away from what a case holds.
func (w *Work) switchOver(id int32, service int16) {
	j := &w.jobs[id]
	j.moved |= 1 << service
	if j.gaps>>service&1 == 1 && w.moveRole(int(service)) {
		w.bridge(&j.gaps, 1<<service)
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
		if active < 0 || j.gaps>>s&1 == 1 || !w.hitsRole(x, s, active) || j.moved>>s&1 == 1 && w.moveRole(s) {
			continue
		}
		j.gaps |= 1 << s
		if w.standby(s) == none {
			j.moved |= 1 << s // then whoever returns first takes the role
		}
		w.fleet.Interrupt(int16(s), 1, w.fleet.Onset(id))
	}
	w.restage(id)
}

// takeOver opens a gap in every service whose role the work on a case has taken out of service and nobody takes over.
func (w *Work) takeOver(id int32) {
	j := &w.jobs[id]
	for s := range w.roles {
		if j.outs>>s&1 == 0 && !w.handOver(id, s) {
			j.outs |= 1 << s
			w.fleet.Interrupt(int16(s), 1, w.fleet.Onset(id))
		}
	}
}

// handOver passes on what the work on a case has taken out of service: the role of every node that is down for nothing
// else.
func (w *Work) handOver(id int32, service int) bool {
	return w.pass(service, func(leaf int32) bool {
		return w.fleet.Downs(leaf) == 1 && w.fleet.Among(w.fleet.Case(id).Works(), leaf)
	})
}

// moveRole passes on the role of every holder that is down.
func (w *Work) moveRole(service int) bool {
	return w.pass(service, func(leaf int32) bool { return !w.fleet.Up(leaf) })
}

// pass gives the role of the holders that are lost to nodes that are up and trusted, and reports whether there were
// enough of them. Cost: O(nodes) for each.
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
	}
	return true
}

// hitsRole reports whether a case holds a node that has a service's role: any node of the service if all have it,
// unless it was the last one that was left. Then there is nothing to switch to, and the first to return serves.
func (w *Work) hitsRole(x *fleet.Case, service, active int) bool {
	if active == 0 && w.book.Nothing(service) {
		return false
	}
	for h := x.Holds(); h != none; h = w.fleet.Hold(h).Next() {
		if w.holdsRole(service, active, w.fleet.Hold(h).Node()) {
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

// fillRoles moves the roles that have found nobody to take them, now that a node is back. Cost: O(cases) while a role
// is interrupted, else O(services).
func (w *Work) fillRoles() {
	for s, active := range w.standbys {
		if active <= 0 || !w.book.Interrupted(s) {
			continue
		}
		for id := range w.jobs {
			j := &w.jobs[id]
			if j.gaps&j.moved>>s&1 == 1 && w.moveRole(s) {
				w.bridge(&j.gaps, 1<<s)
				w.restage(int32(id))
			}
			if j.outs>>s&1 == 1 && w.handOver(int32(id), s) {
				w.bridge(&j.outs, 1<<s)
			}
		}
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
func (w *Work) bridge(gaps *uint64, services uint64) {
	for open := *gaps & services; open != 0; open &= open - 1 {
		w.fleet.Interrupt(int16(bits.TrailingZeros64(open)), -1, book.Nobody)
	}
	*gaps &^= services
}

// resetRoles gives the roles to the first nodes of each service.
func (w *Work) resetRoles() {
	for len(w.roles) < len(w.standbys) {
		w.roles = append(w.roles, nil)
	}
	w.roles = w.roles[:len(w.standbys)]
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
