package work

import (
	"nines/models"
	"nines/sim"
)

// A case is in the stage of what is done about it, except while a mitigation moves a role that it has interrupted: what
// the service waits for then is the switchover, and not the search or the repair that go on beside it.

// enter moves a case to another stage. Stages may come again.
func (w *Work) enter(id int32, next models.Stage) {
	j := &w.jobs[id]
	j.stage = next
	if now := w.Stage(id); now != models.Switching || j.booked != now {
		w.bookStage(id, now)
	}
}

// restage has the stage of a case follow its gaps and its mitigations.
func (w *Work) restage(id int32) {
	if now := w.Stage(id); now != w.jobs[id].booked {
		w.bookStage(id, now)
	}
}

// bookStage books the time that a case has spent in its last stage.
func (w *Work) bookStage(id int32, next models.Stage) {
	w.fleet.Enter(id, next)
	w.jobs[id].booked = next
	if w.fleet.Told() && w.fleet.Case(id).Genuine() {
		w.note(models.Enters, id)
	}
}

// Stage of a case.
func (w *Work) Stage(id int32) models.Stage {
	if j := &w.jobs[id]; j.gaps == 0 || !w.switching(j) {
		return j.stage
	}
	return models.Switching
}

// switching reports whether a role that a case interrupts is being moved. Cost: O(its mitigations).
func (w *Work) switching(j *job) bool {
	for at := j.relief; at != none; at = w.reliefs.Items[at].next {
		r := &w.reliefs.Items[at]
		a := &w.actions[r.action]
		moves := a.moves >= 0 && !a.Elsewhere && !a.Drains // see onRelief
		if moves && j.gaps>>a.moves&1 == 1 && r.timer != (sim.Timer{}) {
			return true
		}
	}
	return false
}

// tended reports whether somebody works on a case. What was announced is none.
func (w *Work) tended(id int32) bool {
	at := w.jobs[id].stage
	return at != models.Undetected && at != models.Over && !w.fleet.Announced(w.fleet.Case(id))
}

// proceed moves a case to a stage, unless it is busy with somebody innocent: that counts as locating.
func (w *Work) proceed(id int32, next models.Stage) {
	if j := &w.jobs[id]; !j.search.misled && j.stage != next {
		w.enter(id, next)
	}
}
