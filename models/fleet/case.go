package fleet

import (
	"nines/models"
	"nines/models/book"
	"nines/sim"
	"nines/sim/rng"
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
	pulse   sim.Timer          // of the next phase of its course
	process int32              // None where it is not genuine
	where   models.ComponentID // the fault's target, or the hit node where each is repaired by itself
	first   int32              // its holds
	works   int32              // holds of the work on it: on innocents, or on nodes taken out of service meanwhile
	nodes   int32              // how many it holds by itself
	serial  int32              // 1, 2, … in the run
	count   uint32             // which occurrence of its process; of other cases, what names their draws
	phase   uint32             // of its course
	spells  uint32             // of effect and of none, in turn, that are over
	outing  uint32             // names the draws about its works
	fault   int16              // None for a false alarm
	mode    int16              // of the fault, that is present
	era     uint16             // in which the strike began: its first phase
	began   uint16             // the era in which the case did
	kind    Kind
	whole   bool // the component itself is held, not some nodes below it
	over    bool
}

// Case is one by number; it may be read until a case is opened.
func (f *Fleet) Case(id int32) *Case { return &f.cases.Items[id] }

// Cases is one more than the highest number of a case.
func (f *Fleet) Cases() int32 { return int32(len(f.cases.Items)) }

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

// Onset names a case as the cause of what its onset changes.
func (f *Fleet) Onset(id int32) book.Cause {
	return book.Cause{Case: id, Process: f.cases.Items[id].process}
}

// open takes a slot and starts the clock of the first stage.
func (f *Fleet) open(x Case) int32 {
	f.serial++
	id := f.cases.Take()
	x.serial, x.first, x.works, x.began = f.serial, None, None, f.chance.Era()
	f.cases.Items[id] = x
	f.book.Begin(id, x.process, x.fault, f.now())
	return id
}

// openOccurrence opens the case of a fault that strikes.
func (f *Fleet) openOccurrence(p int32, where models.ComponentID, symptom models.Symptom, whole bool) int32 {
	f.occupy(p, 1)
	x := &f.processes[p]
	return f.open(Case{
		entity: f.entity(where, x.fault), process: p, where: where, count: x.count, fault: x.fault, symptom: symptom,
		whole: whole, phase: uint32(x.phase), era: x.era,
	})
}

// discard takes back an occurrence that was opened last and holds nobody.
func (f *Fleet) discard(id int32) {
	x := &f.cases.Items[id]
	x.over = true
	f.occupy(x.process, -1)
	f.cases.Free(id)
	f.serial--
}

// Accuse opens a case about a healthy node; turn names its draws.
func (f *Fleet) Accuse(leaf int32, turn uint32) int32 {
	return f.open(Case{
		kind: FalseAlarm, process: None, fault: int16(None), where: f.Topology.Node(leaf), count: turn,
		entity: f.nodes[leaf].entity, symptom: outOfService,
	})
}

// Stray opens a case about a node that another case holds, though its alarm belongs to that.
func (f *Fleet) Stray(leaf, about int32) int32 {
	x := &f.cases.Items[about]
	return f.open(Case{
		kind: Stray, process: None, fault: x.fault, where: f.Topology.Node(leaf), count: x.count,
		entity: rng.Child(f.nodes[leaf].entity, f.faults[x.fault].key), symptom: x.symptom,
	})
}

// End ends a case, which has come to stage Over: it lets go of every node, and when its process has no other case, the
// next life of that begins. One that is not genuine and took no time is not worth a number.
func (f *Fleet) End(id int32) {
	x := &f.cases.Items[id]
	f.calendar.Cancel(&x.heal)
	f.calendar.Cancel(&x.pulse)
	switch {
	case x.kind == Genuine:
		f.book.Close(id, x.told(), f.now())
	case x.serial == f.serial && f.book.Onset(id) == f.now():
		f.serial--
	}
	f.PutBack(id)
	f.release(id)
	x.over = true
	f.tell(Ended, id, None)
	if x.process == None {
		return
	}
	f.occupy(x.process, -1)
	if p := &f.processes[x.process]; p.active == 0 && f.faults[p.fault].recorded == nil {
		f.beginLife(x.process)
	}
}

// told is what the book is told of a case that ends.
func (x *Case) told() book.Told { return book.Told{Serial: x.serial, Nodes: x.nodes, Where: x.where} }

// Enter moves a case to another stage: the time in the last is booked, what a service that is down owes to it as well,
// and what the case holds is charged to the next.
func (f *Fleet) Enter(id int32, next models.Stage) {
	if next == models.Over || !f.book.Blaming() {
		f.book.Enter(id, next, f.now())
		return
	}
	x := &f.cases.Items[id]
	f.chargeNodes(x, -1)
	f.book.Enter(id, next, f.now())
	f.chargeNodes(x, 1)
}

// Remain has the book count the cases that are not over at the end of the run.
func (f *Fleet) Remain() {
	for id := range f.cases.Items {
		if x := &f.cases.Items[id]; !x.over && x.kind == Genuine {
			f.book.Remain(int32(id), x.told(), f.now())
		}
	}
}

// Planned reports whether a case is planned work: it takes its targets down at times that everybody knows. Nobody is
// alarmed, and all of its time counts as repair. A fault that strikes the node meanwhile is one like any other.
func (f *Fleet) Planned(x *Case) bool { return x.kind == Genuine && f.faults[x.fault].Planned }
