package models

import "nines/sim"

// stage is how far an incident has come on the way from onset to over. The time spent in each stage is a part of the
// time to restore, so the parts sum to the whole.
type stage uint8

const (
	undetected stage = iota // detect: no detector has noticed
	locating                // locate: the alarm is being diagnosed
	waiting                 // wait: for hands
	repairing               // repair: hands are on it, or it is left to heal
	stages
	over = stages
)

// incident is one occurrence of one fault on whatever it hit. Invariant: process.active counts the incidents of a
// process whose stage is not over.
type incident struct {
	timer   sim.Timer // of the pending step: diagnosed or repaired
	heal    sim.Timer
	onset   sim.Time
	entered [stages]sim.Time // when each stage was entered
	lost    float64          // throughput that its onset took out of reach, requests per second over all services
	process int32
	where   ComponentID // the fault's target, or the hit node where each is repaired by itself
	first   int32       // its holds
	nodes   int32       // how many
	next    int32       // behind it in its crew's queue, or free; none where -1
	serial  int32       // 1, 2, … in the run
	count   uint32      // which occurrence of its process
	stage   stage
	symptom Symptom
	whole   bool  // the component itself is held, not some nodes below it
	downing bool  // its onset took a service down
	service int16 // the first that it took down
	handsOn bool  // a repair is under way
}

// hold is the grip of one incident on one node.
type hold struct {
	incident int32
	node     int32
	onNode   int32  // next on the same node, later in onset
	sibling  int32  // next of the same incident
	seen     uint16 // detectors to which it shows, as a set
	noticed  uint16 // detectors that have suspected the node because of it
}

// openIncident takes a slot, starts the clock of the first stage and returns the slot's number.
func (w *World) openIncident(p int32, where ComponentID, symptom Symptom, whole bool) int32 {
	w.serial++
	w.processes[p].active++
	id := w.freed
	if id == none {
		id = int32(len(w.incidents))
		w.incidents = append(w.incidents, incident{})
	} else {
		w.freed = w.incidents[id].next
	}
	w.incidents[id] = incident{
		onset: w.now(), entered: [stages]sim.Time{w.now(), -1, -1, -1}, process: p, where: where, first: none, next: none,
		serial: w.serial, count: w.processes[p].count, symptom: symptom, whole: whole,
	}
	return id
}

// enter moves an incident to its next stage and books the time spent in the last.
func (w *World) enter(id int32, next stage) {
	x := &w.incidents[id]
	w.meter.spent(x, w.processes[x.process].fault, w.now())
	x.stage = next
	if next != over {
		x.entered[next] = w.now()
	}
}

// closeIncident ends what is pending, lets go of every node, frees the hands and, when the process has no other
// incident, begins its next life. The note says how it ends.
func (w *World) closeIncident(id int32, how What) {
	x := &w.incidents[id]
	w.calendar.Cancel(&x.timer)
	w.calendar.Cancel(&x.heal)
	w.leaveCrew(id)
	w.enter(id, over)
	w.meter.closed(w, x)
	w.note(how, id)
	w.release(id)
	w.free(id)
	p := &w.processes[x.process]
	if p.active == 0 && w.plan.recorded[p.fault] == nil {
		w.beginLife(x.process)
	}
}

// discard takes back an incident that was opened last and holds nobody.
func (w *World) discard(id int32) {
	w.free(id)
	w.serial--
}

// free gives an incident's slot back.
func (w *World) free(id int32) {
	x := &w.incidents[id]
	w.processes[x.process].active--
	x.stage, x.next, w.freed = over, w.freed, id
}

// fault of an incident.
func (w *World) faultOf(x *incident) *Fault { return &w.Faults[w.processes[x.process].fault] }

// entityOf names the random streams of an incident: those of its process, or of the node that it holds alone.
func (w *World) entityOf(x *incident) uint64 { return w.entity(x.where, w.processes[x.process].fault) }
