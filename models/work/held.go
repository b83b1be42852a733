package work

import (
	"nines/models"
	"nines/sim"
)

// over notes that the present treatment of a case, if there is one, is over or called off.
func (w *Work) over(j *job) {
	if j.begun {
		w.desk.Over(int(j.line), j.search.target)
		j.begun = false
	}
}

// postpone puts a case on hold.
func (w *Work) postpone(id int32, d models.Decision) {
	j := &w.jobs[id]
	j.step, j.line = onHold, int16(d.Line)
	w.join(&w.held[d.Line], id)
	w.holding |= 1 << d.Line
	w.desk.Held[d.Line]++
	if d.After > 0 {
		j.timer = w.calendar.After(d.After, sim.Event{Kind: due, Who: id})
	}
	w.note(models.Holds, id)
}

// unhold takes a case off hold.
func (w *Work) unhold(id int32) {
	j := &w.jobs[id]
	w.calendar.Cancel(&j.timer)
	j.step = idle
	l := &w.held[j.line]
	w.quit(l, id)
	w.desk.Held[j.line]--
	if l.length == 0 {
		w.holding &^= 1 << j.line
	}
}
