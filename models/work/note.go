package work

import (
	"cmp"

	"nines/models"
)

// note reports on a case.
func (w *Work) note(what models.What, id int32) {
	if w.fleet.Told() {
		w.noteCase(what, id, w.fleet.Case(id).Where(), -1)
	}
}

// noteAt reports on a case and another place than its own.
func (w *Work) noteAt(what models.What, id int32, where models.ComponentID) {
	if w.fleet.Told() {
		w.noteCase(what, id, where, -1)
	}
}

// noteWatch reports what a detector has to do with an incident.
func (w *Work) noteWatch(what models.What, id int32, watch int) {
	if w.fleet.Told() {
		w.noteCase(what, id, w.fleet.Case(id).Where(), watch)
	}
}

// noteRelief reports on a mitigation of a case, or of one of its nodes.
func (w *Work) noteRelief(what models.What, r *relief, vain bool) {
	if !w.fleet.Told() {
		return
	}
	n := w.noteOf(what, r.of, w.fleet.Case(r.of).Where())
	if r.hold != none {
		n.Where, n.Nodes = w.Topology.Node(w.fleet.Hold(r.hold).Node()), 1
	}
	n.Treatment, n.Vain = w.actionName(r.action), vain
	w.fleet.Note(n)
}

// noteRole reports who has the role of a service at the start, or takes it over from another node; none at the start.
func (w *Work) noteRole(what models.What, service int, leaf, from int32) {
	if !w.fleet.Told() {
		return
	}
	n := models.Note{At: w.calendar.Now(), What: what, Incident: -1, Fault: -1, Blames: -1, From: -1,
		Where: w.Topology.Node(leaf), Nodes: 1, Watch: -1, Service: service, Through: -1, Crew: -1}
	if from != none {
		n.From = w.Topology.Node(from)
	}
	w.fleet.Note(n)
}

func (w *Work) noteCase(what models.What, id int32, where models.ComponentID, watch int) {
	j, n := &w.jobs[id], w.noteOf(what, id, where)
	n.Watch = watch
	switch what {
	case models.Misled:
		n.Blames = int(j.search.blame)
	case models.Enters:
		n.Stage = j.booked.String()
	case models.Bides, models.Lacks, models.Queues, models.Calls, models.Starts, models.Stops, models.Resumes,
		models.Copies, models.Fails, models.Ends:
		n.Treatment = w.actionName(j.action)
	}
	w.fleet.Note(n)
}

// noteOf is a note of a case that says neither a detector nor what is done.
func (w *Work) noteOf(what models.What, id int32, where models.ComponentID) models.Note {
	n := w.fleet.NoteOf(what, id, where)
	if team := w.jobs[id].team; team != none {
		n.Crew = int(w.crewOf[team])
	}
	return n
}

// actionName is how what is done is called in stories.
func (w *Work) actionName(action int16) string {
	switch action {
	case models.Repair:
		return "repair"
	case models.Leave, models.Hold:
		return ""
	}
	return cmp.Or(w.actions[action].Name, "treatment")
}
