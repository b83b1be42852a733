package fleet

import (
	"nines/models"
	"nines/models/book"
	"nines/sim"
)

// Kind of a case: most are occurrences of a fault, and some only seem to be.
type Kind uint8

// The kinds.
const (
	Genuine    Kind = iota // something is wrong; the case is the incident itself
	FalseAlarm             // nothing is wrong with the node that is accused
	Stray                  // an alarm of another incident that was not grouped with it
)

// Case is what may hold nodes: one occurrence of one fault on whatever it hit, and the work on it. Cases that are not
// genuine are of the same type: they have no process, and hold somebody only while somebody works on them. What is
// booked of a case lies in the book under the same number. Invariant: process.active counts the cases of a process
// that are not over.
type Case struct {
	entity  uint64 // names its random streams
	symptom models.Symptom
	heal    sim.Timer
	progress
	process int32              // None where it is not genuine
	where   models.ComponentID // the fault's target, or the hit node where each is repaired by itself
	first   int32              // its holds
	works   int32              // holds of the work on it: on innocents, or on nodes taken out of service meanwhile
	nodes   int32              // how many it holds by itself
	serial  int32              // 1, 2, … in the run
	count   uint32             // which occurrence of its process; of other cases, what names their draws
	outing  uint32             // names the draws about its works
	fault   int16              // None for a false alarm
	mode    int16              // of the fault, that is present
	era     uint16             // in which the strike began: its first phase
	began   uint16             // the era in which the case did
	kind    Kind
	whole   bool // the component itself is held, not some nodes below it
	vain    bool // its works are on somebody innocent
	over    bool
}

// progress is how far a case has come in its course.
type progress struct {
	pulse  sim.Timer // of the next phase
	phase  uint32
	spells uint32 // of effect and of none, in turn, that are over
}

// Case is one by number; it may be read until a case is opened.
func (f *Fleet) Case(id int32) *Case { return &f.cases.Items[id] }

// Entity names the random streams of a case, with Count.
func (x *Case) Entity() uint64 { return x.entity }

// Count is which occurrence of its process a case is; it names draws.
func (x *Case) Count() uint32 { return x.count }

// Symptom is what the case does to the nodes that it holds.
func (x *Case) Symptom() *models.Symptom { return &x.symptom }

// Process is whose occurrence the case is; None where it is not genuine.
func (x *Case) Process() int32 { return x.process }

// Where is the fault's target, or the node that is hit where each is a case.
func (x *Case) Where() models.ComponentID { return x.where }

// Nodes is how many the case holds by itself.
func (x *Case) Nodes() int32 { return x.nodes }

// Serial is the number of the case in the run, from 1: a number of a slot may be somebody else's later.
func (x *Case) Serial() int32 { return x.serial }

// Spells is how many spells are over, of effect and of none in turn.
func (x *Case) Spells() uint32 { return x.spells }

// hidden reports whether the effect is gone for now.
func (x *Case) hidden() bool { return x.spells&1 == 1 }

// Began is the era in which the case did.
func (x *Case) Began() uint16 { return x.began }

// Outing names the draws about the nodes that the work on the case has taken out last.
func (x *Case) Outing() uint32 { return x.outing }

// Fault is an index into the blueprint's; None for a false alarm.
func (x *Case) Fault() int16 { return x.fault }

// Mode of the fault that is present.
func (x *Case) Mode() int { return int(x.mode) }

// Kind of the case.
func (x *Case) Kind() Kind { return x.kind }

// Genuine reports whether something is wrong.
func (x *Case) Genuine() bool { return x.kind == Genuine }

// Over reports whether the case has Ended.
func (x *Case) Over() bool { return x.over }

// FaultOf a case; nil for a false alarm.
func (f *Fleet) FaultOf(x *Case) *models.Fault {
	if x.fault == int16(None) {
		return nil
	}
	return f.faults[x.fault].Fault
}

// causeOf is the cause of what a case holds: its fault or, after all faults, false alarms.
func (f *Fleet) causeOf(x *Case) int {
	if x.fault == int16(None) {
		return len(f.faults)
	}
	return int(x.fault)
}

// Onset names a case as the cause of what its onset changes.
func (f *Fleet) Onset(id int32) book.Cause {
	return book.Cause{Case: id, Process: f.cases.Items[id].process}
}

// Announced reports whether everybody knew of a case beforehand. A fault that strikes its nodes meanwhile is one like
// any other.
func (f *Fleet) Announced(x *Case) bool {
	return x.kind == Genuine && f.faults[x.fault].Course.Announced
}

func (f *Fleet) note(what models.What, id int32) {
	if f.story != nil {
		f.story(f.NoteOf(what, id, f.cases.Items[id].where))
	}
}

// NoteOf is a note about a case and a place, its own or another, that says nothing of the work on it.
func (f *Fleet) NoteOf(what models.What, id int32, where models.ComponentID) models.Note {
	x := &f.cases.Items[id]
	n := models.Note{
		At: f.now(), What: what, Incident: int(x.serial), Fault: int(x.fault), Where: where, Nodes: int(x.nodes),
		Blames: -1, From: -1, Watch: -1, Service: -1, Through: -1, Crew: -1,
	}
	if fault := f.FaultOf(x); fault != nil && len(fault.Modes) > 0 {
		n.Mode = fault.Modes[x.mode].Name
	}
	return n
}

// Well reports whether no case is open, and no strike to come that another one has triggered.
func (f *Fleet) Well() bool { return f.cases.Taken() == 0 && f.spreading == 0 }
