package world

import (
	"nines/models"
	"nines/sim"
)

// awaitPhase schedules the end of the present phase of an incident that flaps.
func (w *World) awaitPhase(id int32) {
	x := &w.incidents[id]
	flaps := w.faultOf(x).Flaps
	if flaps == nil {
		return
	}
	law := flaps.On
	if x.hidden {
		law = flaps.Off
	}
	lasts := w.draws.ask(forPhase, w.entityOf(x), x.count, x.phase).wait(models.Wait{Law: law})
	x.pulse = w.calendar.After(lasts, sim.Event{Kind: flapped, Who: id})
}

// onFlap ends a phase of an incident and begins the next.
func (w *World) onFlap(id int32) {
	x := &w.incidents[id]
	x.phase++
	if x.hidden {
		x.hidden = false
		w.returns(id)
	} else {
		w.loosen(id)
		x.hidden = true
		w.bridgeAll(id)
	}
	w.awaitPhase(id)
}

// returns makes the effect of an incident felt again. What it took out of reach at its onset stays as it is.
func (w *World) returns(id int32) {
	lost, impact := w.book.Lost(id), w.incidents[id].symptom.Impact
	for h := w.incidents[id].first; h != none; h = w.holds[h].sibling {
		w.holds[h].since, w.holds[h].seen, w.holds[h].noticed, w.holds[h].onNode = w.now(), 0, 0, none
	}
	w.grip(id)
	w.book.Loses(id, lost)
	w.incidents[id].symptom.Impact = impact
	for h := w.incidents[id].first; h != none; h = w.holds[h].sibling {
		w.expose(h)
	}
	w.interrupt(id)
}

// loosen makes the holds of an incident unfelt. The detectors learn of it.
func (w *World) loosen(id int32) {
	x := &w.incidents[id]
	if w.holdsDomain(x) {
		w.domainHeld[x.where]--
		w.ageDomains(x.where, w.resume)
	}
	w.sever(id, -1)
	for h := x.first; h != none; h = w.holds[h].sibling {
		w.unlink(h)
		w.unexpose(h)
	}
}
