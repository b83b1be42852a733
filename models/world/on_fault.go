package world

import (
	"nines/models"
	"nines/sim"
)

// onStrike plays the occurrence of a fault: it draws whom it hits, opens the incident (or one for each hit node) and
// lets the detectors see it. A process that hits nobody is free to strike again at once, as is a recorded one.
func (w *World) onStrike(p int32, deferred bool) {
	x := &w.processes[p]
	if w.plan.recorded[x.fault] != nil && !deferred {
		// What ends at this very instant ends first, so that outages in a row are one outage and nothing overlaps.
		x.timer = w.calendar.At(w.now(), sim.Event{Kind: strikes, Who: p, Arg: 1})
		return
	}
	before, harmful := x.active, w.harms(p)
	if harmful {
		symptom, lasts := w.occurs(p)
		if w.Faults[x.fault].Each {
			w.strikeEach(p, symptom, lasts)
		} else {
			w.strikeOnce(p, symptom, lasts)
		}
	}
	if x.active > before {
		w.book.Struck(p)
		w.spread(p)
	} else if harmful && w.rollOn(p) {
		return
	}
	x.count++
	x.rung = 0
	if x.active == 0 || w.plan.recorded[x.fault] != nil {
		w.beginLife(p)
	}
}

// harms draws whether the present strike of a process does any harm, and remembers when the last change was made.
func (w *World) harms(p int32) bool {
	f := w.processes[p].fault
	fault := &w.Faults[f]
	if fault.Change {
		w.lastChange = w.now()
	}
	if fault.Good == 0 {
		return true
	}
	where, _ := w.target(p)
	return !w.draws.ask(forHarm, w.entity(where, f), w.processes[p].count, 0).happens(fault.Good)
}

// occurs says what the present strike of a process does and how long, if that is known in advance.
func (w *World) occurs(p int32) (x models.Symptom, lasts sim.Duration) {
	f := w.processes[p].fault
	recorded := w.plan.recorded[f]
	if recorded == nil {
		return w.Faults[f].Symptom, forever
	}
	_, target := w.target(p)
	x = w.Faults[f].Symptom
	lasts, loss := recorded.Record(w.occurrence(p, target))
	if x.Effect != models.Down && x.Effect != models.Lossy {
		return x, lasts
	}
	if x.Effect, x.Loss = models.Down, loss; loss < 1 {
		x.Effect = models.Lossy
	}
	return x, lasts
}

// strikeOnce opens one incident for all that is hit; none where nothing is.
func (w *World) strikeOnce(p int32, symptom models.Symptom, lasts sim.Duration) {
	where, _ := w.target(p)
	x := &w.processes[p]
	fault := &w.Faults[x.fault]
	whole := fault.Hits >= 1 && len(fault.Stages) == 0
	id := w.openIncident(p, where, symptom, whole)
	first, last := w.Topology.Span(where)
	for i := last - 1; i >= first; i-- { // backward, since addHold puts the latest first
		if whole || w.strikes(x, w.entity(where, x.fault), i) {
			w.addHold(id, i)
		}
	}
	if w.incidents[id].nodes == 0 {
		w.discard(id)
		return
	}
	w.beginIncident(id, lasts)
}

// strikes draws whether the present strike of a process hits a leaf.
func (w *World) strikes(x *process, entity uint64, leaf int32) bool {
	return w.hit(x.fault, entity, leaf, x.count) && w.exposed(x.fault, entity, leaf, x.count, 0, x.rung)
}

// strikeEach opens one incident for every node that is hit.
func (w *World) strikeEach(p int32, symptom models.Symptom, lasts sim.Duration) {
	where, _ := w.target(p)
	all := w.Faults[w.processes[p].fault].Hits >= 1
	entity := w.entity(where, w.processes[p].fault)
	first, last := w.Topology.Span(where)
	for i := first; i < last; i++ {
		if x := &w.processes[p]; all || w.hit(x.fault, entity, i, x.count) {
			id := w.openIncident(p, w.Topology.Node(i), symptom, true)
			w.addHold(id, i)
			w.beginIncident(id, lasts)
		}
	}
}

// hit draws whether an occurrence of a fault hits a leaf, independently for each.
func (w *World) hit(f int16, entity uint64, leaf int32, count uint32) bool {
	return w.draws.ask(forHit, w.nodes[leaf].entity^entity, count, 0).happens(w.Faults[f].Hits)
}

// beginIncident makes the holds of a new incident felt: services, clocks, traffic, then the detectors.
func (w *World) beginIncident(id int32, lasts sim.Duration) {
	x := &w.incidents[id]
	fault := w.faultOf(x)
	x.mode = w.drawMode(x, fault)
	w.book.Began(x.fault)
	w.note(models.Begins, id)
	w.announce(id)
	w.grip(id)
	if law := fault.HealsIn(int(x.mode)); law != nil && lasts == forever {
		lasts = w.draws.ask(forHealing, w.entityOf(x), x.count, 0).wait(models.Wait{Law: law})
	}
	if lasts < forever {
		x.heal = w.calendar.After(lasts, sim.Event{Kind: healed, Who: id})
	}
	w.sever(id, 1)
	for h := w.incidents[id].first; h != none; h = w.holds[h].sibling {
		w.expose(h)
	}
	w.interrupt(id)
	w.awaitPhase(id)
	w.awaitGrowth(id)
}

// onHealed ends an incident that passes by itself, wherever on its way it is.
func (w *World) onHealed(id int32) { w.closeIncident(id, models.Heals) }
