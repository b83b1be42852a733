package models

import (
	"math"

	"nines/sim"
)

// onStrike plays the occurrence of a fault: it draws whom it hits, opens the incident (or one for each hit node) and
// lets the detectors see it.
func (w *World) onStrike(p int32) {
	x := &w.processes[p]
	fault := &w.Faults[x.fault]
	where, target := w.target(p)
	symptom, lasts := fault.Symptom, sim.Duration(math.Inf(1))
	if recorded := w.plan.recorded[x.fault]; recorded != nil {
		lasts, symptom.Loss = recorded.Record(Occurrence{Target: target, Count: int(x.count), Now: w.now(), Pace: 1})
		symptom.Effect = effectOf(symptom.Loss)
	} else if fault.Heals != nil {
		s := w.open(forHealing, w.entity(p), x.count)
		lasts = sim.Duration(fault.Heals.Sample(s))
	}
	w.meter.struck(w, p)
	if fault.Each {
		w.strikeEach(p, where, symptom, lasts)
	} else {
		w.strikeOnce(p, where, symptom, lasts)
	}
	w.processes[p].count++
	if w.plan.recorded[x.fault] != nil || w.processes[p].active == 0 {
		w.beginLife(int(x.fault), int32(target))
	}
}

// effectOf says what failing that share of requests amounts to.
func effectOf(loss float64) Effect {
	if loss < 1 {
		return Lossy
	}
	return Down
}

// strikeOnce opens one incident for all that is hit; none where nothing is.
func (w *World) strikeOnce(p int32, where ComponentID, symptom Symptom, lasts sim.Duration) {
	fault := &w.Faults[w.processes[p].fault]
	id := w.openIncident(p, where, symptom, fault.Hits >= 1)
	first, last := w.Topology.Span(where)
	for i := last - 1; i >= first; i-- { // backward, since addHold puts the latest first
		if fault.Hits >= 1 || w.hit(p, i) {
			w.addHold(id, i)
		}
	}
	if w.incidents[id].nodes == 0 {
		w.processes[p].active--
		w.free(id)
		return
	}
	w.beginIncident(id, lasts)
}

// strikeEach opens one incident for every node that is hit.
func (w *World) strikeEach(p int32, where ComponentID, symptom Symptom, lasts sim.Duration) {
	fault := &w.Faults[w.processes[p].fault]
	first, last := w.Topology.Span(where)
	for i := first; i < last; i++ {
		if fault.Hits >= 1 || w.hit(p, i) {
			id := w.openIncident(p, w.Topology.Node(i), symptom, true)
			w.addHold(id, i)
			w.beginIncident(id, lasts)
		}
	}
}

// hit draws whether the present occurrence of a process hits a leaf, independently for each.
func (w *World) hit(p int32, leaf int32) bool {
	s := w.open(forHit, w.Topology.Leaves[leaf].Entity^w.entity(p), w.processes[p].count)
	return s.Bernoulli(w.Faults[w.processes[p].fault].Hits)
}

// beginIncident makes the holds of a new incident felt: services, clocks, traffic, then the detectors.
func (w *World) beginIncident(id int32, lasts sim.Duration) {
	w.note(Begins, id)
	w.grip(id)
	w.incidents[id].heal = w.calendar.After(lasts, sim.Event{Kind: healed, Who: id})
	for h := w.incidents[id].first; h != none; h = w.holds[h].sibling {
		w.expose(h)
	}
}

// onHealed ends an incident that passes by itself, wherever on its way it is.
func (w *World) onHealed(id int32) { w.closeIncident(id) }
