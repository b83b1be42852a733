package world

import (
	"nines/models"
	"nines/sim"
)

// notice is called when a detector suspects a node because of a hold: the first panel whose detectors agree on any node
// of an incident raises its alarm. Nodes that planned work, or the work on an incident, takes out of service surprise
// nobody.
func (w *World) notice(h int32, watch int) {
	hold := &w.holds[h]
	if hold.work || w.planned(&w.incidents[hold.incident]) {
		hold.noticed |= 1 << watch
		return
	}
	before := w.plan.convinced(hold.noticed)
	if hold.noticed&(1<<watch) == 0 {
		hold.noticed |= 1 << watch
		w.book.Noticed(watch, hold.since, w.now())
	}
	switch id := hold.incident; {
	case before || hold.known || !w.plan.convinced(hold.noticed):
	case w.incidents[id].stage == models.Undetected:
		hold.known = true
		w.noteWatch(models.Alarms, id, watch)
		w.raise(id)
	default:
		hold.known = true
		w.further(h)
	}
}

// raise begins the work on an incident: what helps without a diagnosis, then the search for the cause.
func (w *World) raise(id int32) {
	w.enter(id, models.Locating)
	w.mitigate(id)
	w.diagnose(id)
}

// further is called when one more node of an incident raises an alarm: the correlator groups it with the first, or it
// becomes a case of its own, on which everything is spent in vain.
func (w *World) further(h int32) {
	hold := &w.holds[h]
	if w.Correlator == nil || w.nodes[hold.node].accused {
		return
	}
	x := &w.incidents[hold.incident]
	joins := w.Correlator.Joins(sim.Duration(w.now() - w.book.Alarmed(hold.incident)))
	entity := w.nodes[hold.node].entity ^ w.plan.faultKeys[x.fault]
	if w.draws.ask(forGrouping, entity, x.count, 0).happens(joins) {
		return
	}
	w.nodes[hold.node].accused = true
	w.book.Strayed()
	w.enterCase(w.openCase(occurrence{
		kind: stray, process: none, fault: x.fault, where: w.Topology.Node(hold.node), count: x.count,
		about: hold.incident, aboutNo: x.serial, symptom: x.symptom,
	}, work{blame: x.fault}))
}

// accuse is called when a healthy node is suspected: somebody will look into it, and perhaps act.
func (w *World) accuse(leaf int32, turn uint32) {
	if w.nodes[leaf].accused {
		return
	}
	w.nodes[leaf].accused = true
	w.book.Accused()
	w.enterCase(w.openCase(occurrence{
		kind: falseAlarm, process: none, fault: int16(none), where: w.Topology.Node(leaf), count: turn,
		symptom: outOfService,
	}, work{blame: int16(none)}))
}

// enterCase begins the work on a case that is not genuine.
func (w *World) enterCase(id int32) {
	w.enter(id, models.Locating)
	w.diagnose(id)
}

// forget ends a case that is not genuine: its node may be accused again. What took no time is not worth a line
// or a number.
func (w *World) forget(id int32, how models.What) {
	x := &w.incidents[id]
	if w.book.Onset(id) < w.now() {
		w.note(how, id)
	} else if x.serial == w.serial {
		w.serial--
	}
	leaf, _ := w.Topology.Leaf(x.where)
	w.nodes[leaf].accused = false
}

// resolved reports whether a case that is not genuine has become pointless: the node is trusted again, or the incident
// that caused the alarm is over.
func (w *World) resolved(x *incident) bool {
	switch x.kind {
	case falseAlarm:
		leaf, _ := w.Topology.Leaf(x.where)
		return !w.board.Suspected(leaf)
	case stray:
		about := &w.incidents[x.about]
		return about.serial != x.aboutNo || about.stage == models.Over
	}
	return false
}

// alarm is what a localizer is told about a case.
func (w *World) alarm(x *incident) models.Alarm {
	a := models.Alarm{
		Symptom: x.symptom, False: x.kind == falseAlarm, Nodes: max(1, int(x.nodes)), Others: w.cases - 1,
		Attempt: int(x.found), Since: sim.Duration(w.now() - w.lastChange),
	}
	if fault := w.faultOf(x); fault != nil && x.kind == genuine {
		a.Change = fault.Change
	}
	return a
}
