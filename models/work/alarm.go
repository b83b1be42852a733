package work

import (
	"nines/models"
	"nines/models/chance"
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
	w.cases++
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
	w.cases++
	w.enter(id, models.Locating)
	w.await(id, alarmed)
}
