package work

import (
	"nines/models"
	"nines/models/chance"
	"nines/models/fleet"
	"nines/sim"
)

// onAlarm is called when as many detectors as it takes have noticed a hold of a case: the first begins the work on it.
// One that comes when the case is over is no news.
func (w *Work) onAlarm(h int32, watch int) {
	id := w.fleet.Hold(h).Case()
	switch {
	case w.fleet.Case(id).Over():
	case w.jobs[id].stage == models.Undetected:
		w.noteWatch(models.Alarms, id, watch)
		w.raise(id)
	default:
		w.further(h)
	}
}

// raise begins the work on an incident: what helps without a diagnosis, and the search for the cause. Nothing more is
// rolled out of what does harm.
func (w *Work) raise(id int32) {
	w.fleet.Halt(id)
	w.enter(id, models.Locating)
	w.await(id, alarmed)
}

// further is called when one more node of an incident raises an alarm: the correlator groups it with the first, or it
// becomes a case of its own, on which everything is spent in vain.
func (w *Work) further(h int32) {
	hold := w.fleet.Hold(h)
	leaf, id := hold.Node(), hold.Case()
	if w.Correlator == nil || w.accused[leaf] {
		return
	}
	x := w.fleet.Case(id)
	joins := w.Correlator.Joins(sim.Duration(w.now() - w.book.Alarmed(id)))
	entity := w.fleet.Entity(leaf) ^ w.Key(x.Fault())
	if w.chance.Ask(chance.Grouping, entity, x.Count(), 0).Happens(joins) {
		return
	}
	w.accused[leaf] = true
	w.book.Strayed()
	belongs := stray{id, x.Serial()}
	own := w.fleet.Stray(leaf, id)
	w.open(own).stray = belongs
	w.inquire(own)
}

// accuse is called when a healthy node is suspected: somebody will look into it, and perhaps act.
func (w *Work) accuse(leaf int32, turn uint32) {
	if w.accused[leaf] {
		return
	}
	w.accused[leaf] = true
	w.book.Accused()
	id := w.fleet.Accuse(leaf, turn)
	w.open(id)
	w.inquire(id)
}

// inquire begins the work on a case that is not genuine.
func (w *Work) inquire(id int32) {
	w.enter(id, models.Locating)
	w.await(id, alarmed)
}

// resolved reports whether a case that is not genuine has become pointless: the node is trusted again, or the incident
// that caused the alarm is over.
func (w *Work) resolved(id int32) bool {
	x := w.fleet.Case(id)
	switch x.Kind() {
	case fleet.FalseAlarm:
		return !w.sight.Suspected(w.leaf(x))
	case fleet.Stray:
		belongs := w.jobs[id].stray
		about := w.fleet.Case(belongs.about)
		return about.Serial() != belongs.serial || about.Over()
	}
	return false
}

// alarm is what a localizer is told about a case.
func (w *Work) alarm(id int32) models.Alarm {
	x := w.fleet.Case(id)
	a := models.Alarm{
		Symptom: *x.Symptom(), False: x.Kind() == fleet.FalseAlarm, Nodes: max(1, int(x.Nodes())), Others: w.cases - 1,
		Attempt: int(w.jobs[id].search.found), Since: w.fleet.SinceChange(),
	}
	if x.Genuine() {
		a.Change = w.fleet.FaultOf(x).Change
	}
	return a
}
