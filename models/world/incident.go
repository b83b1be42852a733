package world

import (
	"nines/models"
	"nines/sim"
)

// step is what is being done about a case at present. Its timer, if it has one, is the end of it.
type step uint8

const (
	idle       step = iota // nothing: nobody has noticed, or it is left to heal
	diagnosing             // the localizer is at work
	onHold                 // the recoverer wants to be asked again
	biding                 // the treatment is not due yet (back-off, grace, the next visit)
	forParts               // in the queue of a spare
	forHands               // in the queue of a team
	working                // hands are on it
	copying                // data is copied through a pool
	checking               // has it worked?
)

// kind of a case: most are incidents, and some only seem to be.
type kind uint8

const (
	genuine    kind = iota // something is wrong; the case is the incident itself
	falseAlarm             // nothing is wrong with the node that is accused
	stray                  // an alarm of another incident that was not grouped with it
)

// incident is one occurrence of one fault on whatever it hit, together with the work on it. Cases that are not genuine
// are of the same type: they hold nobody, have no process and cost time, hands and parts. What is booked of a case lies
// in the book under the same number. Invariant: process.active counts the incidents of a process whose stage is not
// over.
type incident struct {
	occurrence
	work
}

// occurrence is the truth about a case.
type occurrence struct {
	heal    sim.Timer
	pulse   sim.Timer          // of the end of a phase, where it flaps, or of the next stage of a rollout
	process int32              // none where the case is not genuine
	where   models.ComponentID // the fault's target, or the hit node where each is repaired by itself
	first   int32              // its holds
	nodes   int32              // how many it holds by itself
	serial  int32              // 1, 2, … in the run
	about   int32              // the incident that a stray belongs to
	aboutNo int32              // and its serial number: when that is over, its slot may be somebody else's
	count   uint32             // which occurrence of its process; of other cases, what names their draws
	phase   uint32             // phases that are over, where it flaps
	fault   int16              // none for a false alarm
	mode    int16              // of the fault, that is present
	rung    int16              // stage of the rollout that it has come to
	kind    kind
	whole   bool // the component itself is held, not some nodes below it
	hidden  bool // it flaps, and its effect is gone for now
	symptom models.Symptom
}

// work is what is being done about a case.
type work struct {
	timer   sim.Timer          // of the present step
	wasted  sim.Duration       // on each innocent of the present diagnosis; negative: what its treatment takes
	target  models.ComponentID // of the present treatment
	works   int32              // holds of the work on it: on innocents, or on nodes taken out of service meanwhile
	next    int32              // behind it in a queue, or free; none where -1
	tries   uint32             // treatments begun, names their draws
	attempt int32              // treatments of the true target that have failed, and those before that count
	tried   int32              // likewise, with those that have worked
	found   int32              // diagnoses so far
	wrong   int32              // innocents still to be treated before the search goes on
	team    int32              // whose hands it has or waits for; none where -1
	turn    int32              // of that team, when its hands began
	relief  int32              // the last of its mitigations; none where -1
	plan    int16              // number of the present treatment, or Repair or Leave
	blame   int16              // the fault whose cause the present diagnosis names; none where nobody has an idea
	line    int16              // in which it is on hold
	gaps    uint64             // services whose role it interrupts, as a set
	moved   uint64             // services whose role has been moved because of it, as a set
	stage   models.Stage
	step    step
	right   bool // after the innocents the culprit comes next
	misled  bool // the present target is innocent
	drained bool // its nodes are kept from work
	begun   bool // the board says that it is being treated
}

// hold is the grip of one incident on one node.
type hold struct {
	incident int32
	node     int32
	onNode   int32    // next on the same node, later in onset
	sibling  int32    // next of the same incident
	seen     uint16   // detectors to which it shows, as a set
	noticed  uint16   // detectors that have suspected the node because of it
	since    sim.Time // when it began, or began again
	known    bool     // an alarm has been raised because of it
	stood    bool     // the node is stood in for because of it
	work     bool     // of the work on the incident: the node is out of service, and everybody knows why
}

// openCase takes a slot, starts the clock of the first stage and returns the slot's number.
func (w *World) openCase(o occurrence, todo work) int32 {
	w.serial++
	id := w.freed
	if id == none {
		id = int32(len(w.incidents))
		w.incidents = append(w.incidents, incident{})
	} else {
		w.freed = w.incidents[id].next
	}
	o.serial, o.first = w.serial, none
	todo.works, todo.next, todo.target, todo.team, todo.relief = none, none, o.where, none, none
	w.incidents[id] = incident{o, todo}
	w.book.Begin(id, o.process, o.fault, w.now())
	return id
}

// openIncident opens the case of a fault that strikes.
func (w *World) openIncident(p int32, where models.ComponentID, symptom models.Symptom, whole bool) int32 {
	w.occupy(p, 1)
	x, before := &w.processes[p], w.recall(p)
	return w.openCase(occurrence{
		process: p, where: where, count: x.count, fault: x.fault, symptom: symptom, whole: whole, rung: x.rung,
	}, work{blame: x.fault, attempt: before.attempt, tried: before.tries})
}

// enter moves an incident to another stage and books the time spent in the last. Stages may come again.
func (w *World) enter(id int32, next models.Stage) {
	x := &w.incidents[id]
	w.book.Leave(id, w.now())
	before := x.stage
	x.stage = next
	if tends(before) != tends(next) && !w.planned(x) {
		w.cases += int(2*count(tends(next)) - 1)
	}
	if next != models.Over {
		w.restage(id, next)
	}
	if x.kind == genuine {
		w.note(models.Enters, id)
	}
}

// tended reports whether somebody works on a case. What is planned is none.
func (w *World) tended(x *incident) bool {
	return tends(x.stage) && !w.planned(x)
}

func tends(at models.Stage) bool { return at != models.Undetected && at != models.Over }

// proceed moves an incident to a stage, unless it is busy with somebody innocent: that counts as locating.
func (w *World) proceed(id int32, next models.Stage) {
	if x := &w.incidents[id]; !x.misled && x.stage != next {
		w.enter(id, next)
	}
}

// closeIncident ends what is pending, lets go of every node, frees hands and places in queues and, when the process has
// no other incident, begins its next life. The note says how it ends.
func (w *World) closeIncident(id int32, how models.What) {
	x := &w.incidents[id]
	w.calendar.Cancel(&x.heal)
	w.endReliefs(x)
	w.calendar.Cancel(&x.pulse)
	w.stop(id)
	w.enter(id, models.Over)
	if x.kind == genuine {
		w.note(how, id)
		w.book.Close(id, x.told(), w.now())
	} else {
		w.forget(id, how)
	}
	w.release(id)
	w.bridgeAll(id)
	w.fillRoles()
	w.free(id)
	if x.process != none {
		if p := &w.processes[x.process]; p.active == 0 && w.plan.recorded[p.fault] == nil {
			w.beginLife(x.process)
		}
	}
	w.askAll()
}

// discard takes back an incident that was opened last and holds nobody.
func (w *World) discard(id int32) {
	w.free(id)
	w.serial--
}

// free gives an incident's slot back.
func (w *World) free(id int32) {
	x := &w.incidents[id]
	if x.process != none {
		w.occupy(x.process, -1)
	}
	x.stage, x.next, w.freed = models.Over, w.freed, id
}

// faultOf a case; nil for a false alarm.
func (w *World) faultOf(x *incident) *models.Fault {
	if x.fault == int16(none) {
		return nil
	}
	return &w.Faults[x.fault]
}

// entityOf names the random streams of a case: those of its process, or of the node that it holds alone.
func (w *World) entityOf(x *incident) uint64 {
	if x.fault == int16(none) {
		leaf, _ := w.Topology.Leaf(x.where)
		return w.nodes[leaf].entity
	}
	return w.entity(x.where, x.fault)
}
