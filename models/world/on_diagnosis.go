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
	case x.kind == stray:
		x.misled = true
		w.decide(id)
	case x.kind == falseAlarm && x.wrong > 0:
		x.misled = true
		w.mistaken(x)
		w.decide(id)
	case x.kind == falseAlarm && x.right:
		w.dismiss(id)
	case x.wrong > 0:
		x.wrong--
		x.misled = true
		if !w.mistaken(x) {
			x.blame, x.target = x.fault, w.innocent(x)
		}
		w.noteAt(models.Misled, id, x.target)
		w.decide(id)
	case x.right:
		x.misled, x.blame, x.target = false, x.fault, x.where
		w.note(models.Located, id)
		w.bridgeOver(id)
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

// innocent draws whom a wrong diagnosis names where no other cause comes into question: another target of the fault or,
// where it has no other or strikes nodes one by one, a node that the incident does not hold. Where it holds all of
// them, the target itself is looked at in the wrong place.
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

// suspectOf is what the recoverer is told of the present target. Nobody repairs by hand what is not there: at a false
// alarm there is nothing to be found.
func (w *World) suspectOf(x *incident) models.Suspect {
	first, _ := w.Topology.Span(x.target)
	depth := w.Topology.Depth(x.target)
	s := models.Suspect{Component: x.target, Level: w.Topology.LevelName(depth), Node: int(first),
		Effect: x.symptom.Effect, Begun: x.tries > 0}
	if leaf := depth == len(w.Topology.Levels); leaf {
		s.Class = w.Classes[w.nodes[first].class].Name
	}
	if x.blame != int16(none) {
		fault := &w.Faults[x.blame]
		s.Cause, s.Change, s.Repairable = fault.Called(), fault.Change, x.fault != int16(none) && fault.Repairable()
		s.Helps = w.plan.helps[x.blame][count(s.Class != "")]
	}
	if !x.misled {
		s.Attempt, s.Tries = int(x.attempt), int(x.tried)
	}
	return s
}

// blamed is the fault whose cause is being treated.
func (w *World) blamed(x *incident) *models.Fault { return &w.Faults[x.blame] }
