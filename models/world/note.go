package world

import "nines/models"

// note reports on a case.
func (w *World) note(what models.What, id int32) { w.noteCase(what, id, w.incidents[id].where, -1) }

// noteAt reports on a case and another place than its own.
func (w *World) noteAt(what models.What, id int32, where models.ComponentID) {
	w.noteCase(what, id, where, -1)
}

// noteWatch reports what a detector has to do with an incident.
func (w *World) noteWatch(what models.What, id int32, watch int) {
	w.noteCase(what, id, w.incidents[id].where, watch)
}

func (w *World) noteCase(what models.What, id int32, where models.ComponentID, watch int) {
	if w.tell == nil {
		return
	}
	x := &w.incidents[id]
	n := models.Note{
		At: w.now(), What: what, Incident: int(x.serial), Fault: int(x.fault), Where: where, Nodes: int(x.nodes),
		Watch: watch, Service: -1, Permanent: x.permanent,
	}
	switch what {
	case models.Enters:
		n.Stage = x.stage.String()
	case models.Bides, models.Lacks, models.Queues, models.Calls, models.Starts, models.Copies, models.Fails, models.Ends:
		n.Treatment = w.treatmentName(x.plan)
	case models.Relieves:
		n.Treatment = w.treatmentName(x.remedy)
	}
	w.tell(n)
}

func (w *World) noteBelief(leaf int32, watch int, b *belief) {
	if w.tell == nil {
		return
	}
	what := models.Trusts
	if b.mistaken {
		what = models.Accuses
	} else if b.suspected {
		what = models.Suspects
	}
	w.tell(models.Note{
		At: w.now(), What: what, Incident: -1, Fault: -1, Where: w.Topology.Node(leaf), Nodes: 1, Watch: watch, Service: -1,
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
	w.tell(models.Note{At: w.now(), What: what, Incident: -1, Fault: -1, Where: -1, Watch: -1, Service: id})
}
