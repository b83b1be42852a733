package models

// onDiagnosis has the recoverer decide what to do about a located incident, and does it. What has no repair is left to
// heal, whatever the recoverer says.
func (w *World) onDiagnosis(id int32) {
	w.note(Located, id)
	x := &w.incidents[id]
	fault := w.faultOf(x)
	suspect := Suspect{Component: x.where, Effect: x.symptom.Effect, Repairable: fault.Repair != nil}
	if w.Recoverer.Recover(View{w}, suspect).Treatment == Repair && suspect.Repairable {
		w.enter(id, waiting)
		w.callCrew(id)
		return
	}
	w.enter(id, repairing)
	w.note(Leaves, id)
}
