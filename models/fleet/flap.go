package fleet

import (
	"nines/models/chance"
	"nines/sim"
)

// awaitPhase schedules the end of the present phase of a case that flaps.
func (f *Fleet) awaitPhase(id int32) {
	x := &f.cases.Items[id]
	flaps := f.faults[x.fault].Flaps
	if flaps == nil {
		return
	}
	law := flaps.On
	if x.hidden {
		law = flaps.Off
	}
	lasts := f.chance.Ask(chance.Phase, x.entity, x.count, x.phase).Lasts(law)
	x.pulse = f.calendar.After(lasts, sim.Event{Kind: flapped, Who: id})
}

// onFlap ends a phase of a case and begins the next.
func (f *Fleet) onFlap(id int32) {
	x := &f.cases.Items[id]
	x.phase++
	if x.hidden {
		x.hidden = false
		f.returns(id)
	} else {
		f.loosen(x)
		x.hidden = true
		f.tell(Hid, id, None)
	}
	f.awaitPhase(id)
}

// returns makes the effect of a case felt again. What it took out of reach at its onset stays as it is.
func (f *Fleet) returns(id int32) {
	x := &f.cases.Items[id]
	lost, impact := f.book.Lost(id), x.symptom.Impact
	for h := x.first; h != None; h = f.holds.Items[h].sibling {
		f.holds.Items[h].since, f.holds.Items[h].onNode = f.now(), None
	}
	f.grip(id)
	f.book.Loses(id, lost)
	x.symptom.Impact = impact
	f.tell(Returned, id, None)
}
