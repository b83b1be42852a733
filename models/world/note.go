package world

import "nines/models"

// note reports on a case.
func (w *World) note(what models.What, id int32) {
	if w.tell != nil {
		w.noteCase(what, id, w.incidents[id].where, -1)
	}
}

// noteAt reports on a case and another place than its own.
func (w *World) noteAt(what models.What, id int32, where models.ComponentID) {
	if w.tell != nil {
		w.noteCase(what, id, where, -1)
	}
}

// noteWatch reports what a detector has to do with an incident.
func (w *World) noteWatch(what models.What, id int32, watch int) {
	w.noteCase(what, id, w.incidents[id].where, watch)
}

// noteRelief reports on a mitigation that is done, in vain or not.
func (w *World) noteRelief(id int32, action int16, vain bool) {
	w.noteMitigation(models.Relieves, id, action, vain)
}

// noteMitigation reports on a mitigation of a case.
func (w *World) noteMitigation(what models.What, id int32, action int16, vain bool) {
	if w.tell == nil {
		return
	}
	n := w.noteOf(what, id, w.incidents[id].where)
	n.Treatment, n.Vain = w.actionName(action), vain
	w.tell(n)
}

func (w *World) noteCase(what models.What, id int32, where models.ComponentID, watch int) {
	if w.tell == nil {
		return
	}
	x, n := &w.incidents[id], w.noteOf(what, id, where)
	n.Watch = watch
	switch what {
	case models.Enters:
		n.Stage = x.stage.String()
	case models.Bides, models.Lacks, models.Queues, models.Calls, models.Starts, models.Copies, models.Fails, models.Ends:
		n.Treatment = w.actionName(x.plan)
	}
	w.tell(n)
}

// noteOf is a note of a case that says neither a detector nor what is done.
func (w *World) noteOf(what models.What, id int32, where models.ComponentID) models.Note {
	x := &w.incidents[id]
	n := models.Note{
		At: w.now(), What: what, Incident: int(x.serial), Fault: int(x.fault), Where: where, Nodes: int(x.nodes),
		Watch: -1, Service: -1, Crew: -1,
	}
	if fault := w.faultOf(x); fault != nil && len(fault.Modes) > 0 {
		n.Mode = fault.Modes[x.mode].Name
	}
	if x.team != none {
		n.Crew = int(w.plan.crewOf[x.team])
	}
	return n
}

func (w *World) noteBelief(leaf int32, watch int, b *belief) {
	if w.tell != nil {
		w.noteMind(leaf, watch, b)
	}
}

func (w *World) noteMind(leaf int32, watch int, b *belief) {
	what := models.Trusts
	if b.mistaken {
		what = models.Accuses
	} else if b.suspected {
		what = models.Suspects
	}
	w.tell(models.Note{
		At: w.now(), What: what, Incident: -1, Fault: -1, Where: w.Topology.Node(leaf), Nodes: 1, Watch: watch, Service: -1,
		Crew: -1,
	})
}

func (w *World) noteService(id int, down bool) {
	if w.tell == nil {
		return
	}
	what := models.Rises
	if down {
		what = models.Falls
	}
	w.tell(models.Note{At: w.now(), What: what, Incident: -1, Fault: -1, Where: -1, Watch: -1, Service: id, Crew: -1})
}
