package models

import "nines/sim"

// notice is called when a detector suspects a node because of a hold: the first panel whose detectors agree on any node
// of an incident raises its alarm.
func (w *World) notice(h int32, watch int) {
	hold := &w.holds[h]
	if hold.noticed&(1<<watch) == 0 {
		hold.noticed |= 1 << watch
		w.meter.noticed(watch, w.incidents[hold.incident].onset, w.now())
	}
	if id := hold.incident; w.incidents[id].stage == undetected && w.plan.convinced(hold.noticed) {
		w.enter(id, locating)
		w.noteWatch(Alarms, id, watch)
		w.diagnose(id)
	}
}

// diagnose asks the localizer how long it takes to find the culprit.
func (w *World) diagnose(id int32) {
	x := &w.incidents[id]
	s := w.open(forLocating, w.entityOf(x), x.count)
	takes := w.Localizers[0].Diagnose(Alarm{Symptom: x.symptom}, s).Takes
	if takes <= 0 {
		w.onDiagnosis(id)
		return
	}
	x.timer = w.calendar.After(takes, sim.Event{Kind: diagnosed, Who: id})
}
