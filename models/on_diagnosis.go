package models

// onDiagnosis has the recoverer decide what to do about a located incident, and does it.
func (w *World) onDiagnosis(id int32) {
	w.note(Located, id)
	x := &w.incidents[id]
	fault := w.faultOf(x)
	suspect := Suspect{Component: x.where, Symptom: x.symptom, Repairable: fault.Repair != nil}
	switch w.Recoverer.Recover(View{w}, suspect) {
	case Repair:
		w.enter(id, waiting)
		w.callCrew(id)
	case Leave:
		w.enter(id, repairing)
	}
}
