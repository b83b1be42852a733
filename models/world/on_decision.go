package world

import (
	"nines/models"
	"nines/sim"
)

// decide asks the recoverer what to do about the present target of a case, and begins it. What cannot be repaired is
// left to heal, whatever the recoverer says.
func (w *World) decide(id int32) {
	held := int(w.held.length)
	d := w.ask(id, held)
	if d.Treatment == models.Hold {
		w.proceed(id, models.Waiting)
		w.postpone(id, d.After)
		return
	}
	w.proceedWith(id, d)
	w.askAgain(held + 1)
}

// ask has the recoverer decide about a case while so many others are on hold.
func (w *World) ask(id int32, others int) models.Decision {
	w.board.Held = others
	return w.Recover(w.board.View(w.now()), w.suspectOf(&w.incidents[id]))
}

// postpone puts a case on hold.
func (w *World) postpone(id int32, after sim.Duration) {
	x := &w.incidents[id]
	x.step = onHold
	w.join(&w.held, id)
	if after > 0 {
		x.timer = w.calendar.After(after, sim.Event{Kind: due, Who: id})
	}
	w.note(models.Holds, id)
}

// askAgain asks about the cases on hold once more, in the order in which they were put there and with the same number
// on hold in mind, so that those who wait for a number of them begin together. It ends with the first that has to wait
// on: whoever comes behind waits for the same. Cost: O(cases that begin).
func (w *World) askAgain(held int) {
	for id := w.held.head; id != none; id = w.held.head {
		d := w.ask(id, held-1)
		if d.Treatment == models.Hold {
			return
		}
		w.unhold(id)
		w.proceedWith(id, d)
	}
}

// unhold takes a case off hold.
func (w *World) unhold(id int32) {
	x := &w.incidents[id]
	w.calendar.Cancel(&x.timer)
	x.step = idle
	w.quit(&w.held, id)
}

// proceedWith begins what has been decided, when its time has come. What is recorded lasts as long as it did, whatever
// anybody does.
func (w *World) proceedWith(id int32, d models.Decision) {
	x := &w.incidents[id]
	fault := w.faultOf(x)
	x.plan = int16(d.Treatment)
	recorded := x.kind == genuine && w.plan.recorded[x.fault] != nil && !x.misled
	if recorded || d.Treatment == models.Leave || d.Treatment == models.Repair && (fault == nil || fault.Repair == nil) {
		w.leave(id)
		return
	}
	w.proceed(id, models.Waiting)
	if d.After > 0 {
		x.step = biding
		x.timer = w.calendar.After(d.After, sim.Event{Kind: due, Who: id})
		w.note(models.Bides, id)
		return
	}
	w.gather(id)
}

// leave does nothing: an innocent is looked at for as long as is wasted on it; anything else stays as it is until it
// heals, which some faults never do.
func (w *World) leave(id int32) {
	x := &w.incidents[id]
	x.plan = models.Leave
	switch {
	case x.misled && x.wasted > 0:
		w.startWork(id)
	case x.misled:
		w.cleared(id)
	default:
		w.enter(id, models.Repairing)
		x.step = idle
		w.note(models.Leaves, id)
		if fault := w.faultOf(x); fault.Heals == nil && w.plan.recorded[x.fault] == nil {
			w.book.Stuck(x.fault)
		}
	}
}

// onDue begins a treatment whose time has come, or asks again about a case on hold.
func (w *World) onDue(id int32) {
	x := &w.incidents[id]
	if x.step == onHold {
		w.review(id)
		return
	}
	w.gather(id)
}

// review asks once more about a case on hold, which keeps its place if it stays there. Cost: O(1) for one that does.
func (w *World) review(id int32) {
	held := int(w.held.length)
	d := w.ask(id, held-1)
	if d.Treatment != models.Hold {
		w.unhold(id)
		w.proceedWith(id, d)
		w.askAgain(held)
		return
	}
	if d.After > 0 {
		w.incidents[id].timer = w.calendar.After(d.After, sim.Event{Kind: due, Who: id})
	}
	w.note(models.Holds, id)
}
