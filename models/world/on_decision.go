package world

import (
	"math/bits"

	"nines/models"
	"nines/sim"
)

// decide asks the recoverer what to do about the present target of a case, and begins it. What cannot be repaired is
// left to heal, whatever the recoverer says.
func (w *World) decide(id int32) {
	w.board.Line = int(none)
	d := w.Recover(w.board.View(w.now()), w.suspectOf(&w.incidents[id]))
	if d.Action == models.Hold {
		w.proceed(id, models.Waiting)
		w.postpone(id, d)
		return
	}
	others := int(w.held[d.Line].length)
	if w.incidents[id].tries > 0 {
		others-- // a case that goes on comes together with nobody
	}
	w.proceedWith(id, d)
	w.askAgain(d.Line, others)
}

// ask has the recoverer decide about a case on hold, with so many others in its line in mind.
func (w *World) ask(id int32, others int) models.Decision {
	x := &w.incidents[id]
	w.board.Line, w.board.Others = int(x.line), others
	return w.Recover(w.board.View(w.now()), w.suspectOf(x))
}

// postpone puts a case on hold.
func (w *World) postpone(id int32, d models.Decision) {
	x := &w.incidents[id]
	x.step, x.line = onHold, int16(d.Line)
	w.join(&w.held[d.Line], id)
	w.holding |= 1 << d.Line
	w.board.Held[d.Line]++
	if d.After > 0 {
		x.timer = w.calendar.After(d.After, sim.Event{Kind: due, Who: id})
	}
	w.note(models.Holds, id)
}

// askAll asks about everybody on hold once more.
func (w *World) askAll() {
	for lines := w.holding; lines != 0; lines &= lines - 1 {
		line := bits.TrailingZeros64(lines)
		w.askAgain(line, int(w.held[line].length)-1)
	}
}

// askAgain asks about the cases of a line once more, in the order in which they were put there and with the same number
// of others in mind, so that those who wait for a number of them begin together. It ends with the first that has to
// wait on, unless those behind it may wait for something else. Cost: O(cases that begin), else O(cases of the line).
func (w *World) askAgain(line, others int) {
	for id := w.held[line].head; id != none; {
		d := w.ask(id, others)
		switch {
		case d.Action != models.Hold:
			w.unhold(id)
			w.proceedWith(id, d)
			id = w.held[line].head
		case w.plan.spaced:
			id = w.incidents[id].next
		default:
			return
		}
	}
}

// unhold takes a case off hold.
func (w *World) unhold(id int32) {
	x := &w.incidents[id]
	w.calendar.Cancel(&x.timer)
	x.step = idle
	l := &w.held[x.line]
	w.quit(l, id)
	w.board.Held[x.line]--
	if l.length == 0 {
		w.holding &^= 1 << x.line
	}
}

// heldCases is how many cases are on hold.
func (w *World) heldCases() int {
	n := 0
	for i := range w.held {
		n += int(w.held[i].length)
	}
	return n
}

// proceedWith begins what has been decided, when its time has come. What is recorded lasts as long as it did, whatever
// anybody does.
func (w *World) proceedWith(id int32, d models.Decision) {
	x := &w.incidents[id]
	x.plan, x.line = int16(d.Action), int16(d.Line)
	recorded := x.kind == genuine && w.plan.recorded[x.fault] != nil && !x.misled
	if recorded || d.Action == models.Leave || d.Action == models.Repair && !w.mendable(x) {
		w.leave(id)
		return
	}
	if w.plan.spaced {
		w.board.Begin(d.Line, x.target)
		x.begun = true
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

// over notes that the present treatment of a case, if there is one, is over or called off.
func (w *World) over(x *incident) {
	if x.begun {
		w.board.Over(int(x.line), x.target)
		x.begun = false
	}
}

// mendable reports whether there is hands-on repair for what is blamed, in the mode that is met.
func (w *World) mendable(x *incident) bool {
	return x.blame != int16(none) && x.fault != int16(none) && w.blamed(x).RepairIn(w.modeOf(x)) != nil
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
		if w.faultOf(x).HealsIn(int(x.mode)) == nil && w.plan.recorded[x.fault] == nil {
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
	line := int(w.incidents[id].line)
	others := int(w.held[line].length) - 1
	d := w.ask(id, others)
	if d.Action != models.Hold {
		w.unhold(id)
		w.proceedWith(id, d)
		w.askAgain(line, others)
		return
	}
	if d.After > 0 {
		w.incidents[id].timer = w.calendar.After(d.After, sim.Event{Kind: due, Who: id})
	}
	w.note(models.Holds, id)
}
