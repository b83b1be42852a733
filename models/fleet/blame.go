package fleet

import (
	"nines/models"
	"nines/models/book"
)

// What the fleet tells the book about services and cases. Who holds which node is known here; what that is worth, and
// whose fault it is, the book adds up.

// Press says that the demand on the service that has to meet it has come to exceed what it reaches, or no longer does.
func (f *Fleet) Press(service int16, exceeds bool) {
	f.book.Press(service, exceeds, f.now())
	f.judge(service, book.Nobody)
}

// judge takes a service down or up as its rule and what suspends it demand. Attribution and downtime up to now are
// settled by the caller.
func (f *Fleet) judge(s int16, cause book.Cause) {
	if f.book.Asks(s) {
		f.answer(s)
	}
	f.book.Judge(s, f.now(), cause)
	f.noteTurns(cause)
}

// noteTurns tells what became of services.
func (f *Fleet) noteTurns(cause book.Cause) {
	for _, t := range f.book.Turns() {
		f.noteService(t, cause)
	}
}

// noteService tells what became of a service: with another one, of which the case is named whose onset did it.
func (f *Fleet) noteService(t book.Turn, cause book.Cause) {
	if f.story == nil {
		return
	}
	note := models.Note{
		At: f.now(), What: models.Rises, Incident: -1, Fault: -1, Blames: -1, From: -1, Where: -1, Watch: -1,
		Service: t.Service, Through: t.Through, Crew: -1,
	}
	switch {
	case t.Softly:
		note.What, note.Loses = models.Degrades, t.Loses
	case t.Down:
		note.What = models.Falls
	}
	if t.Through >= 0 && cause != book.Nobody {
		x := &f.cases.Items[cause.Case]
		note.Incident, note.Fault, note.Where, note.Nodes = int(x.serial), int(x.fault), x.where, int(x.nodes)
	}
	f.story(note)
}

// judgeAll is judge for all services of a class.
func (f *Fleet) judgeAll(class int16, cause book.Cause) {
	for _, s := range f.Book.On(class) {
		f.judge(s, cause)
	}
}

// answer tells a service that goes down who holds which node. Cost: O(holds).
func (f *Fleet) answer(s int16) {
	nodes := 0
	for h := range f.holds.Items {
		// The first on its node; a slot that is free is none.
		if x := &f.holds.Items[h]; x.felt && f.nodes[x.node].holds == int32(h) {
			f.chargeService(s, x.node, f.counted(s, x.node))
			nodes++
		}
	}
	for _, i := range f.stands.away {
		if f.nodes[i].holds == None {
			f.chargeService(s, i, f.counted(s, i))
			nodes++
		}
	}
	f.book.Answer(s, nodes)
}

// counted is as often as a service is charged with what holds a node: for each node that this serves for and, where it
// is missed in its domain, for itself, though it is stood in for in another.
func (f *Fleet) counted(s int16, i int32) int64 {
	n := f.Serves(i)
	if f.Away(i) && f.Book.Misses(s, i, f.stands.hosts[i]) {
		n++
	}
	return n
}

// charge adds (sign 1) or takes back (sign −1) what the holds of a node keep from the services that want to know.
func (f *Fleet) charge(i int32, sign int64) {
	if f.book.Blaming() && (f.nodes[i].holds != None || f.Away(i)) {
		f.chargeHeld(i, sign)
	}
}

func (f *Fleet) chargeHeld(i int32, sign int64) {
	for _, s := range f.Book.On(f.nodes[i].class) {
		if !f.book.Blames(s) {
			continue
		}
		n := f.counted(s, i)
		if n == 0 {
			continue
		}
		if f.chargeService(s, i, sign*n); sign > 0 {
			f.book.Carried(s)
		}
	}
}

// chargeService is charge for one service, in whole units, so many times. The earliest hold takes its share of the
// whole, the next of what is left, and so on, so the shares sum to what is lost. Of a node that is stood in for nothing
// is left: the rest is the share of the hold that asked for it.
func (f *Fleet) chargeService(s int16, i int32, sign int64) {
	units := f.Book.Units(s, f.nodes[i].class)
	if units == 0 || !f.book.Owes(s, i) {
		return
	}
	left, reach := units, 1.0
	for h := f.nodes[i].holds; h != None; h = f.holds.Items[h].onNode {
		id := f.holds.Items[h].of
		reach *= f.SymptomOf(h).Keeps()
		rest := book.Part(units, reach)
		f.book.Charge(s, f.causeOf(&f.cases.Items[id]), id, sign*(left-rest), f.inVain(h))
		left = rest
	}
	if left > 0 && f.Away(i) {
		id := f.holds.Items[f.stands.asks[i]].of
		f.book.Charge(s, f.causeOf(&f.cases.Items[id]), id, sign*left, false)
	}
}

// chargeNodes charges all nodes that a case holds, by itself or by the work on it.
func (f *Fleet) chargeNodes(x *Case, sign int64) {
	for h := x.first; h != None; h = f.holds.Items[h].sibling {
		f.chargeNode(f.holds.Items[h].node, sign)
	}
	for h := x.works; h != None; h = f.holds.Items[h].sibling {
		if leaf := f.holds.Items[h].node; !f.Grips(x, leaf) {
			f.chargeNode(leaf, sign)
		}
	}
}

func (f *Fleet) chargeNode(leaf int32, sign int64) {
	f.book.SettleDown(f.nodes[leaf].class, f.now())
	f.charge(leaf, sign)
}

// inVain reports whether a hold is that of work on somebody innocent.
func (f *Fleet) inVain(h int32) bool {
	hold := &f.holds.Items[h]
	return hold.work && f.cases.Items[hold.of].vain
}
