package work

import "nines/models"

// end ends a case: what is pending is called off, hands and places in queues are free again, and it lets go of every
// node. The note says how it ends; what is not genuine and took no time is not worth one.
func (w *Work) end(id int32, how models.What) {
	j, x := &w.jobs[id], w.fleet.Case(id)
	if w.tended(id) {
		w.cases--
	}
	if j.relief != none {
		w.endReliefs(j)
	}
	w.stop(id)
	w.enter(id, models.Over)
	if x.Genuine() || w.book.Onset(id) < w.now() {
		w.note(how, id)
	}
	if j.drained {
		w.drainNodes(id, -1)
	}
	if !x.Genuine() {
		w.accused[w.leaf(x)] = false
	}
	w.fleet.End(id)
}

// stop calls off whatever is being done about a case.
func (w *Work) stop(id int32) {
	j := &w.jobs[id]
	w.over(j)
	switch j.step {
	case onHold:
		w.unhold(id)
	case forParts:
		w.leaveShelf(id)
	case forHands:
		w.leaveQueue(id)
	case working, equipped:
		w.leaveTeam(id)
	case copying:
		w.leavePool(id)
	}
	w.calendar.Cancel(&j.timer)
	j.left, j.done = 0, 0
	if w.fleet.Case(id).Works() != none {
		w.fleet.PutBack(id)
	}
	j.step = idle
}

// dismiss ends a case that is not genuine.
func (w *Work) dismiss(id int32) {
	w.jobs[id].step = idle
	w.end(id, models.Dismisses)
}
