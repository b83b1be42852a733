package world

import (
	"slices"

	"nines/models"
	"nines/models/book"
	"nines/sim"
)

// Mitigation helps before the cause is known. A service whose role is moved away from broken nodes is out of service
// from the onset of a fault that takes a holder of its role down until the role has moved or, where that does not
// succeed, until the incident is over.

// mitigate begins what the recoverer does at the alarm.
func (w *World) mitigate(id int32) {
	if w.plan.mitigator == nil {
		return
	}
	x := &w.incidents[id]
	d := w.plan.mitigator.Mitigate(w.board.View(w.now()), x.where)
	if d.Treatment < 0 {
		return
	}
	x.remedy = int16(d.Treatment)
	takes := d.After
	if law := w.plan.treatments[d.Treatment].Takes; law != nil {
		takes += w.draws.ask(forRelief, w.entityOf(x), x.count, 0).wait(models.Wait{Law: law})
	}
	if takes <= 0 && w.plan.moves[d.Treatment] >= 0 {
		w.onRelief(id) // before the role counts as interrupted
		return
	}
	x.relief = w.calendar.After(takes, sim.Event{Kind: relieved, Who: id})
}

// onRelief judges a mitigation.
func (w *World) onRelief(id int32) {
	x := &w.incidents[id]
	t := &w.plan.treatments[x.remedy]
	moves := w.plan.moves[x.remedy] >= 0
	works := w.reliefWorks(x, moves)
	switch {
	case t.Drains:
		w.drain(id)
	case works && moves:
		x.moved = true
		if x.gap >= 0 && w.moveRole(x.gap) {
			w.bridge(id)
		}
	case works && w.plan.recorded[x.fault] == nil:
		w.closeIncident(id, models.Ends)
		return
	}
	w.noteRelief(id, !works && !t.Drains)
}

// reliefWorks draws whether a mitigation works. A role may be moved whatever it takes to mend the fault.
func (w *World) reliefWorks(x *incident, moves bool) bool {
	p := w.chance(x, x.remedy)
	if moves {
		p = w.plan.fixes[x.remedy][x.fault]
	}
	return w.draws.ask(forRelief, w.entityOf(x), x.count, 1).happens(p)
}

// drain keeps work away from the nodes of an incident until it is over.
func (w *World) drain(id int32) {
	x := &w.incidents[id]
	if x.drained {
		return
	}
	x.drained = true
	for h := x.first; h != none; h = w.holds[h].sibling {
		w.nodes[w.holds[h].node].drains++
		w.choose(w.holds[h].node)
	}
}

// undrain lets work come to a node that an incident lets go.
func (w *World) undrain(x *incident, leaf int32) {
	if x.drained {
		w.nodes[leaf].drains--
		w.choose(leaf)
	}
}

// interrupt opens a gap in the first service whose role an incident takes down, unless the role has moved already: an
// incident interrupts one role at most.
func (w *World) interrupt(id int32) {
	x := &w.incidents[id]
	if !x.symptom.TakesDown() {
		return
	}
	for s, active := range w.plan.roles {
		if active < 0 || !w.hitsRole(x, s, active) {
			continue
		}
		if x.moved && w.moveRole(int16(s)) {
			continue
		}
		x.gap = int16(s)
		x.moved = x.moved || w.standby(s) == none // then whoever returns first takes the role
		w.changeGaps(s, 1, w.onsetOf(id))
		return
	}
}

// hitsRole reports whether an incident holds a node that has a service's role: any node of the service if all have it,
// unless it was the last one that was left. Then there is nothing to switch to, and the first to return serves.
func (w *World) hitsRole(x *incident, service, active int) bool {
	if active == 0 && w.book.Nothing(service) {
		return false
	}
	for h := x.first; h != none; h = w.holds[h].sibling {
		leaf := w.holds[h].node
		if active == 0 && w.plan.book.Serves(service, w.nodes[leaf].class) ||
			slices.Contains(w.roles[service], leaf) {
			return true
		}
	}
	return false
}

// moveRole gives the role of every holder that is down to a node that is up and trusted, and reports whether there were
// enough of them. Cost: O(nodes) for each.
func (w *World) moveRole(service int16) bool {
	holders := w.roles[service]
	for i, leaf := range holders {
		if w.nodes[leaf].downs == 0 {
			continue
		}
		next := w.standby(int(service))
		if next == none {
			return false
		}
		holders[i] = next
	}
	return true
}

// fillRoles moves the roles that have found nobody to take them, now that a node is back. Cost: O(incidents) while a
// role is interrupted, else O(services).
func (w *World) fillRoles() {
	for s, active := range w.plan.roles {
		if active <= 0 || !w.book.Interrupted(s) {
			continue
		}
		for id := range w.incidents {
			if x := &w.incidents[id]; x.gap == int16(s) && x.moved && w.moveRole(x.gap) {
				w.bridge(int32(id))
			}
		}
	}
}

// standby finds a node that could take a role; none where there is none.
func (w *World) standby(service int) int32 {
	for i := range w.nodes {
		n := &w.nodes[i]
		serves := w.plan.book.Serves(service, n.class)
		if serves && n.downs == 0 && !w.board.Suspected(int32(i)) && !slices.Contains(w.roles[service], int32(i)) {
			return int32(i)
		}
	}
	return none
}

// bridge closes the gap of an incident.
func (w *World) bridge(id int32) {
	if x := &w.incidents[id]; x.gap >= 0 {
		w.changeGaps(int(x.gap), -1, book.Nobody)
		x.gap = int16(none)
	}
}

// changeGaps counts the gaps of a service.
func (w *World) changeGaps(service int, by int32, cause book.Cause) {
	w.settleFlow()
	w.book.Interrupt(int16(service), by, w.now())
	w.judge(int16(service), cause)
}

// resetRoles gives the roles to the first nodes of each service.
func (w *World) resetRoles() {
	for len(w.roles) < len(w.plan.roles) {
		w.roles = append(w.roles, nil)
	}
	w.roles = w.roles[:len(w.plan.roles)]
	for s, active := range w.plan.roles {
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
