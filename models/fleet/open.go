package fleet

import (
	"nines/models"
	"nines/models/book"
	"nines/sim/rng"
)

// discard takes back an occurrence that was opened last and holds nobody.
func (f *Fleet) discard(id int32) {
	x := &f.cases.Items[id]
	x.over = true
	f.occupy(x.process, -1)
	f.cases.Free(id)
	f.serial--
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
	f.post(Ended, id, None)
	if x.process == None {
		return
	}
	f.occupy(x.process, -1)
	if p := &f.processes[x.process]; p.active == 0 && f.faults[p.fault].recorded == nil {
		f.beginLife(x.process)
	}
}

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

// told is what the book is told of a case that ends.
func (x *Case) told() book.Told { return book.Told{Serial: x.serial, Nodes: x.nodes, Where: x.where} }

// Remain has the book count the cases that are not over at the end of the run.
func (f *Fleet) Remain() {
	for id := range f.cases.Items {
		if x := &f.cases.Items[id]; !x.over && x.kind == Genuine {
			f.book.Remain(int32(id), x.told(), f.now())
		}
	}
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
		whole: whole, progress: progress{phase: uint32(x.phase)}, era: x.era,
	})
}
