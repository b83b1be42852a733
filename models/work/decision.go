package work

import (
	"math/bits"

	"nines/models"
	"nines/sim"
)

// decide asks the recoverer what to do about the present target of a case, and begins it.
func (w *Work) decide(id int32) {
	w.desk.Line = int(none)
	w.jobs[id].step = idle
	d := w.always
	if !w.unvarying {
		d = w.Recover(w.view(), w.suspectOf(id))
	}
	if d.Action == models.Hold {
		w.proceed(id, models.Waiting)
		w.postpone(id, d)
		return
	}
	others := int(w.held[d.Line].length)
	if w.jobs[id].tries > 0 {
		others-- // a case that goes on comes together with nobody
	}
	w.proceedWith(id, d)
	w.askAgain(d.Line, others)
}

// ask has the recoverer decide about a case on hold, with so many others in its line in mind.
func (w *Work) ask(id int32, others int) models.Decision {
	w.desk.Line, w.desk.Others = int(w.jobs[id].line), others
	return w.Recover(w.view(), w.suspectOf(id))
}

// askAll asks about everybody on hold once more.
func (w *Work) askAll() {
	for lines := w.holding; lines != 0; lines &= lines - 1 {
		line := bits.TrailingZeros64(lines)
		w.askAgain(line, int(w.held[line].length)-1)
	}
}

// askAgain asks about the cases of a line once more, in the order in which they were put there and with the same number
// of others in mind, so that those who wait for a number of them begin together. It ends with the first that has to
// wait on, unless those behind it may wait for something else. Cost: O(cases that begin), else O(cases of the line).
func (w *Work) askAgain(line, others int) {
	for id := w.held[line].head; id != none; {
		d := w.ask(id, others)
		switch {
		case d.Action != models.Hold:
			w.unhold(id)
			w.proceedWith(id, d)
			id = w.held[line].head
		case w.spaced:
			id = w.jobs[id].next
		default:
			return
		}
	}
}

// proceedWith begins what has been decided, when its time has come. What cannot be repaired is left to heal, whatever
// the recoverer says, and what is recorded lasts as long as it did, whatever anybody does.
func (w *Work) proceedWith(id int32, d models.Decision) {
	j, x := &w.jobs[id], w.fleet.Case(id)
	j.action, j.line = int16(d.Action), int16(d.Line)
	recorded := x.Genuine() && w.Recorded(x.Fault()) && !j.search.misled
	if recorded || d.Action == models.Leave || d.Action == models.Repair && !w.mendable(id) {
		w.leave(id)
		return
	}
	if w.spaced {
		w.desk.Begin(d.Line, j.search.target)
		j.begun = true
	}
	j.needs = w.needsOf(j)
	w.proceed(id, models.Waiting)
	if d.After > 0 {
		j.step = biding
		j.timer = w.calendar.After(d.After, sim.Event{Kind: due, Who: id})
		w.note(models.Bides, id)
		return
	}
	w.gather(id)
}

// mendable reports whether there is hands-on repair for what is blamed, in the mode that is met.
func (w *Work) mendable(id int32) bool {
	j, x := &w.jobs[id], w.fleet.Case(id)
	return j.search.blame != int16(none) && x.Fault() != int16(none) && w.faultBlamed(j).RepairIn(w.modeOf(j, x)) != nil
}

// leave does nothing: an innocent is looked at for as long as is wasted on it; anything else stays as it is until it
// heals, which some faults never do.
func (w *Work) leave(id int32) {
	j, x := &w.jobs[id], w.fleet.Case(id)
	j.action, j.needs = models.Leave, nothing
	switch {
	case j.search.misled && j.search.wasted > 0:
		w.startWork(id)
	case j.search.misled:
		w.clear(id)
	default:
		w.enter(id, models.Repairing)
		j.step = idle
		w.note(models.Leaves, id)
		if w.fleet.FaultOf(x).HealsIn(x.Mode()) == nil && !w.Recorded(x.Fault()) {
			w.book.Stuck(x.Fault())
		}
	}
}

// onDue begins a treatment whose time has come, or asks again about a case on hold.
func (w *Work) onDue(id int32) {
	if w.jobs[id].step == onHold {
		w.review(id)
		return
	}
	w.gather(id)
}

// review asks once more about a case on hold, which keeps its place if it stays there. Cost: O(1) for one that does.
func (w *Work) review(id int32) {
	line := int(w.jobs[id].line)
	others := int(w.held[line].length) - 1
	d := w.ask(id, others)
	if d.Action != models.Hold {
		w.unhold(id)
		w.proceedWith(id, d)
		w.askAgain(line, others)
		return
	}
	if d.After > 0 {
		w.jobs[id].timer = w.calendar.After(d.After, sim.Event{Kind: due, Who: id})
	}
	w.note(models.Holds, id)
}
