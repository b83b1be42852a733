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
	if x.works != None {
		f.PutBack(id)
	}
	f.release(id)
	x.over = true
	f.post(Ended, id, None)
	if x.process == None {
		return
	}
	left := f.occupy(x.process, -1)
	if at := f.faults[x.fault].budget; at != None {
		f.askTurns(at)
	}
	d := &f.faults[x.fault]
	if left == 0 && d.recorded == nil {
		f.beginLife(x.process)
	}
	if left == 0 && d.Renews != nil {
		f.renewLives(x.process)
	}
}

// Enter moves a case to another stage: the time in the last is booked, what a service that is down owes to it as well,
// and what the case holds is charged to the next.
func (f *Fleet) Enter(id int32, next models.Stage) {
	if f.book.Blaming() && next != models.Over {
		f.recharge(id, next)
		return
	}
	f.book.Enter(id, next, f.now())
}

func (f *Fleet) recharge(id int32, next models.Stage) {
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

// Spent is how many incident-seconds there have been of each fault in the measured time so far.
func (f *Fleet) Spent() []float64 {
	all := make([]float64, len(f.faults))
	for i := range all {
		all[i] = f.book.Spent(i)
	}
	for id := range f.cases.Items {
		if x := &f.cases.Items[id]; !x.over && x.kind == Genuine {
			all[x.fault] += f.book.Unspent(int32(id), f.now())
		}
	}
	return all
}

// Accuse opens a case about a healthy node; turn names its draws.
func (f *Fleet) Accuse(leaf int32, turn uint32) int32 {
	id, x := f.open(None, int16(None), f.Topology.Node(leaf), turn)
	x.kind, x.entity, x.symptom = FalseAlarm, f.nodes[leaf].entity, outOfService
	return id
}

// Stray opens a case about a node that another case holds, though its alarm belongs to that.
func (f *Fleet) Stray(leaf, about int32) int32 {
	belongs := f.cases.Items[about]
	id, x := f.open(None, belongs.fault, f.Topology.Node(leaf), belongs.count)
	x.kind, x.symptom = Stray, belongs.symptom
	x.entity = rng.Child(f.nodes[leaf].entity, f.faults[x.fault].key)
	return id
}

// open takes a slot and starts the clock of the first stage. The case, which may be written until the next is opened,
// is made in its place.
func (f *Fleet) open(process int32, fault int16, where models.ComponentID, count uint32) (id int32, x *Case) {
	f.serial++
	id = f.cases.Take()
	x = &f.cases.Items[id]
	*x = Case{}
	x.process, x.fault, x.where, x.count = process, fault, where, count
	x.serial, x.first, x.works, x.began = f.serial, None, None, f.chance.Era()
	f.book.Begin(id, process, fault, f.now())
	return id, x
}

// openOccurrence opens the case of a fault that strikes.
func (f *Fleet) openOccurrence(p int32, where models.ComponentID, whole bool) int32 {
	f.occupy(p, 1)
	by := &f.processes[p]
	id, x := f.open(p, by.fault, where, by.count)
	x.entity, x.symptom = f.entity(where, by.fault), f.faults[by.fault].Symptom
	x.whole, x.phase, x.era = whole, uint32(by.phase), by.era
	return id
}
