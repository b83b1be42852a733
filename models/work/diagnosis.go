package work

import (
	"nines/models"
	"nines/models/chance"
	"nines/models/fleet"
	"nines/sim"
)

// diagnose asks a localizer who is to blame for a case. The first answers first; who was of no use is followed by the
// next.
func (w *Work) diagnose(id int32) {
	j, x := &w.jobs[id], w.fleet.Case(id)
	s := &j.search
	d, at := models.Right(), min(int(s.found), len(w.right)-1)
	if !w.right[at] {
		odds := w.Localizers[at].Diagnose(w.alarm(id))
		d = w.chance.Ask(chance.Locating, x.Entity(), x.Count(), uint32(s.found)).Diagnosis(odds)
	}
	s.found++
	s.wrong, s.right, s.wasted = int32(d.Wrong), d.Right, d.Wasted
	j.step = diagnosing
	if d.Takes <= 0 {
		w.onDiagnosis(id)
		return
	}
	j.timer = w.calendar.After(d.Takes, sim.Event{Kind: diagnosed, Who: id})
}

// onDiagnosis turns to the first of those whom a diagnosis names.
func (w *Work) onDiagnosis(id int32) {
	if !w.fleet.Case(id).Genuine() && w.resolved(id) {
		w.dismiss(id)
		return
	}
	w.nextSuspect(id)
}

// nextSuspect turns to whoever is named next; when nobody is left, the search begins again. A case that is not genuine
// is seen for what it is, or the node that it is about is treated, once and in vain.
func (w *Work) nextSuspect(id int32) {
	j, x := &w.jobs[id], w.fleet.Case(id)
	s := &j.search
	switch kind := x.Kind(); {
	case kind == fleet.Stray:
		s.misled = true
		w.await(id, blamed)
	case kind == fleet.FalseAlarm && s.wrong > 0:
		s.misled = true
		w.mistaken(id)
		w.await(id, blamed)
	case kind == fleet.FalseAlarm && s.right:
		w.dismiss(id)
	case s.wrong > 0:
		s.wrong--
		s.misled = true
		if !w.mistaken(id) {
			s.blame, s.target = x.Fault(), w.innocent(id)
		}
		w.noteAt(models.Misled, id, s.target)
		w.await(id, blamed)
	case s.right:
		s.misled, s.blame, s.target = false, x.Fault(), x.Where()
		w.note(models.Located, id)
		if w.bridger != nil {
			w.bridgeOver(id)
		}
		w.await(id, blamed)
	default:
		w.diagnose(id)
	}
}

// innocent draws whom a wrong diagnosis names where no other cause comes into question: another target of the fault or,
// where it has no other or strikes nodes one by one, a node that the case does not hold. Where it holds all of them,
// the target itself is looked at in the wrong place.
func (w *Work) innocent(id int32) models.ComponentID {
	x := w.fleet.Case(id)
	q := w.chance.Ask(chance.Innocent, x.Entity(), x.Count(), w.jobs[id].tries)
	targets := w.fleet.FaultOf(x).Targets
	at := int(x.Process() - w.FirstProcess(x.Fault()))
	if len(targets) > 1 && targets[at] == x.Where() {
		other := q.Pick(len(targets) - 1)
		if other >= at {
			other++
		}
		return targets[other]
	}
	first, last := w.Topology.Span(x.Where())
	outside := w.fleet.Nodes() - int(last-first)
	if outside == 0 {
		return x.Where()
	}
	leaf := int32(q.Pick(outside))
	if leaf >= first {
		leaf += last - first
	}
	return w.Topology.Node(leaf)
}
