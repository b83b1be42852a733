package world

import (
	"nines/models"
	"nines/sim"
)

// diagnose asks a localizer who is to blame for a case. The first answers first; who was of no use is followed by the
// next.
func (w *World) diagnose(id int32) {
	x := &w.incidents[id]
	l := w.Localizers[min(int(x.found), len(w.Localizers)-1)]
	d := w.draws.ask(forLocating, w.entityOf(x), x.count, uint32(x.found)).diagnosis(l.Diagnose(w.alarm(x)))
	x.found++
	x.wrong, x.right, x.wasted = int32(d.Wrong), d.Right, d.Wasted
	x.step = diagnosing
	if d.Takes <= 0 {
		w.onDiagnosis(id)
		return
	}
	x.timer = w.calendar.After(d.Takes, sim.Event{Kind: diagnosed, Who: id})
}

// onDiagnosis turns to the first of those whom a diagnosis names.
func (w *World) onDiagnosis(id int32) {
	x := &w.incidents[id]
	if x.kind != genuine && w.resolved(x) {
		w.dismiss(id)
		return
	}
	w.nextSuspect(id)
}

// nextSuspect turns to whoever is named next; when nobody is left, the search begins again. A case that is not genuine
// is seen for what it is, or the node that it is about is treated, once and in vain.
func (w *World) nextSuspect(id int32) {
	x := &w.incidents[id]
	x.step = idle
	switch {
	case x.kind == stray, x.kind == falseAlarm && x.wrong > 0:
		x.misled = true
		w.decide(id)
	case x.kind == falseAlarm && x.right:
		w.dismiss(id)
	case x.wrong > 0:
		x.wrong--
		x.misled, x.target = true, w.innocent(x)
		w.noteAt(models.Misled, id, x.target)
		w.decide(id)
	case x.right:
		x.misled, x.target = false, x.where
		w.note(models.Located, id)
		w.decide(id)
	default:
		w.diagnose(id)
	}
}

// dismiss ends a case that is not genuine.
func (w *World) dismiss(id int32) {
	w.incidents[id].step = idle
	w.closeIncident(id, models.Dismisses)
}

// innocent draws whom a wrong diagnosis names: another target of the fault or, where it has no other or strikes nodes
// one by one, a node that the incident does not hold. Where it holds all of them, the target itself is looked at in
// the wrong place.
func (w *World) innocent(x *incident) models.ComponentID {
	q := w.draws.ask(forInnocent, w.entityOf(x), x.count, x.tries)
	targets := w.faultOf(x).Targets
	if p := x.process; len(targets) > 1 && targets[p-w.plan.firstProc[x.fault]] == x.where {
		at := int(p - w.plan.firstProc[x.fault])
		other := q.pick(len(targets) - 1)
		if other >= at {
			other++
		}
		return targets[other]
	}
	first, last := w.Topology.Span(x.where)
	outside := len(w.nodes) - int(last-first)
	if outside == 0 {
		return x.where
	}
	leaf := int32(q.pick(outside))
	if leaf >= first {
		leaf += last - first
	}
	return w.Topology.Node(leaf)
}

// suspectOf is what the recoverer is told of the present target.
func (w *World) suspectOf(x *incident) models.Suspect {
	first, _ := w.Topology.Span(x.target)
	_, leaf := w.Topology.Leaf(x.target)
	fault := w.faultOf(x)
	s := models.Suspect{
		Component: x.target, Domain: !leaf, Effect: x.symptom.Effect, Node: int(first),
		Repairable: fault != nil && fault.Repair != nil, Change: fault != nil && fault.Change,
	}
	if !x.misled {
		s.Attempt = int(x.attempt)
	}
	return s
}
