package world

import (
	"math/bits"
	"slices"

	"nines/models"
	"nines/models/book"
	"nines/sim"
)

// Mitigation helps at the alarm, before the cause is known, or beside what mends it. A service whose role is moved away
// from broken nodes is out of service from the onset of a fault that takes a holder of its role down until the role has
// moved or, where that does not succeed, until the incident is over.

// relief is a mitigation under way, or done, of one incident.
type relief struct {
	timer    sim.Timer
	incident int32 // that it is for; none where the slot is free
	next     int32 // of the same incident, or free
	action   int16
	nth      uint16 // of the incident's, from 0; names its draws
	tries    uint16 // that have begun, of one that is tried again
}

// question names a draw about a mitigation, 0 to 2, or about its present try.
func (r *relief) question(n int) uint32 {
	return 3*uint32(r.nth) + uint32(n) + uint32(max(1, r.tries)-1)<<16
}

// mitigate begins what the recoverer does at the alarm.
func (w *World) mitigate(id int32) {
	if w.plan.mitigator == nil {
		return
	}
	w.begun = w.plan.mitigator.Mitigate(w.board.View(w.now()), w.incidents[id].where, w.begun[:0])
	for _, r := range w.begun {
		w.relieve(id, r)
	}
}

// relieve begins a mitigation. What takes no time is done before a role counts as interrupted.
func (w *World) relieve(id int32, r models.Relief) {
	x, at := &w.incidents[id], w.newRelief()
	nth := uint16(0)
	if x.relief != none {
		nth = w.reliefs[x.relief].nth + 1
	}
	w.reliefs[at] = relief{incident: id, next: x.relief, action: int16(r.Action), nth: nth}
	x.relief = at
	takes := r.After
	if !w.plan.actions[r.Action].Elsewhere {
		takes += w.reliefTakes(at)
	}
	if takes <= 0 && w.plan.moves[r.Action] >= 0 {
		w.onRelief(at)
		return
	}
	w.reliefs[at].timer = w.calendar.After(takes, sim.Event{Kind: relieved, Who: at})
}

// bridgeOver begins the mitigations that come with a diagnosis, each once for an incident.
func (w *World) bridgeOver(id int32) {
	if w.plan.bridger == nil {
		return
	}
	x := &w.incidents[id]
	w.begun = w.plan.bridger.Bridge(w.board.View(w.now()), w.suspectOf(x), w.begun[:0])
	for _, r := range w.begun {
		if !w.relieved(x, int16(r.Action)) {
			w.relieve(id, r)
		}
	}
}

// relieved reports whether a mitigation has been begun for an incident.
func (w *World) relieved(x *incident, action int16) bool {
	for at := x.relief; at != none; at = w.reliefs[at].next {
		if w.reliefs[at].action == action {
			return true
		}
	}
	return false
}

// newRelief takes a slot.
func (w *World) newRelief() int32 {
	at := w.freeRelief
	if at == none {
		w.reliefs = append(w.reliefs, relief{})
		return int32(len(w.reliefs) - 1)
	}
	w.freeRelief = w.reliefs[at].next
	return at
}

// endReliefs calls off the mitigations of an incident that is over, and gives their slots back.
func (w *World) endReliefs(x *incident) {
	for at := x.relief; at != none; {
		r := &w.reliefs[at]
		w.calendar.Cancel(&r.timer)
		next := r.next
		r.incident, r.next, w.freeRelief = none, w.freeRelief, at
		at = next
	}
	x.relief = none
}

// onRelief ends a mitigation. A role may be moved whatever is wrong, and that does not always succeed.
func (w *World) onRelief(at int32) {
	r := &w.reliefs[at]
	id, action := r.incident, &w.plan.actions[r.action]
	if action.Elsewhere {
		w.provide(at)
		return
	}
	x, works := &w.incidents[id], true
	if action.Drains {
		w.drain(id)
	} else {
		q := w.draws.ask(forRelief, w.entityOf(x), x.count, r.question(1))
		if works = q.happens(action.Coverage); works {
			w.switchOver(id, w.plan.moves[r.action])
		}
	}
	w.noteRelief(id, r.action, !works)
}

// switchOver moves the role of a service away from what an incident holds.
func (w *World) switchOver(id int32, service int16) {
	x := &w.incidents[id]
	x.moved |= 1 << service
	if x.gaps>>service&1 == 1 && w.moveRole(service) {
		w.bridge(id, service)
	}
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

// interrupt opens a gap in every service whose role an incident takes down, unless the role has moved already.
func (w *World) interrupt(id int32) {
	x := &w.incidents[id]
	if !x.symptom.TakesDown() {
		return
	}
	for s, active := range w.plan.roles {
		if active < 0 || !w.hitsRole(x, s, active) || x.moved>>s&1 == 1 && w.moveRole(int16(s)) {
			continue
		}
		x.gaps |= 1 << s
		if w.standby(s) == none {
			x.moved |= 1 << s // then whoever returns first takes the role
		}
		w.changeGaps(s, 1, w.onsetOf(id))
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
			if x := &w.incidents[id]; x.gaps&x.moved>>s&1 == 1 && w.moveRole(int16(s)) {
				w.bridge(int32(id), int16(s))
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

// bridge closes the gap of an incident in a service, if there is one.
func (w *World) bridge(id int32, service int16) {
	if x := &w.incidents[id]; x.gaps>>service&1 == 1 {
		x.gaps &^= 1 << service
		w.changeGaps(int(service), -1, book.Nobody)
	}
}

// bridgeAll closes the gaps of an incident whose effect is gone.
func (w *World) bridgeAll(id int32) {
	for gaps := w.incidents[id].gaps; gaps != 0; gaps &= gaps - 1 {
		w.bridge(id, int16(bits.TrailingZeros64(gaps)))
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
