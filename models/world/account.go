package world

import (
	"nines/models"
	"nines/models/book"
)

// What the world tells the book about services and cases. Who holds which node is the world's to know; what that is
// worth, and whose fault it is, the book adds up.

// level is what of a node's condition counts for services.
func (c condition) level() book.Level { return book.Level{Up: c.up, Reach: c.reach} }

// servicesChanged tells the services of node i, and which of them go up or down.
func (w *World) servicesChanged(i int32, before, after condition, cause book.Cause) {
	class := w.nodes[i].class
	for _, s := range w.plan.book.On(class) {
		w.book.Change(s, i, class, before.level(), after.level(), cause)
		w.judge(s, cause)
	}
}

// judge takes a service down or up as its rule and its role demand. Attribution and downtime up to now are settled by
// the caller.
func (w *World) judge(s int16, cause book.Cause) {
	if w.book.Asks(s) {
		w.answer(s)
	}
	w.book.Judge(s, w.now(), cause)
	for _, t := range w.book.Turns() {
		w.noteService(t.Service, t.Down)
	}
}

// judgeAnew judges the services of a node whose holds are others than before, though its condition may be the same: one
// cause that counts may have taken over from one that does not.
func (w *World) judgeAnew(i int32) {
	if !w.plan.book.Excuses() || !w.book.Blaming() {
		return
	}
	for _, s := range w.plan.book.On(w.nodes[i].class) {
		w.judge(s, book.Nobody)
	}
}

// answer tells a service that goes down who holds which node. Cost: O(holds).
func (w *World) answer(s int16) {
	nodes := 0
	for h := range w.holds {
		if i := w.holds[h].node; w.nodes[i].holds == int32(h) { // the first on its node; a slot that is free is none
			w.chargeService(s, i, w.serves(i))
			nodes++
		}
	}
	w.book.Answer(s, nodes)
}

// charge adds (sign 1) or takes back (sign −1) what the holds of a node keep from the services that want to know.
func (w *World) charge(i int32, sign int64) {
	n := w.serves(i)
	if !w.book.Blaming() || w.nodes[i].holds == none || n == 0 {
		return
	}
	for _, s := range w.plan.book.On(w.nodes[i].class) {
		if !w.book.Blames(s) {
			continue
		}
		if w.chargeService(s, i, sign*n); sign > 0 {
			w.book.Carried(s)
		}
	}
}

// chargeService is charge for one service, in whole units, as often as the node serves for nodes. The earliest hold
// takes its share of the whole, the next of what is left, and so on, so the shares sum to what is lost.
func (w *World) chargeService(s int16, i int32, sign int64) {
	units := w.plan.book.Units(s, w.nodes[i].class)
	if units == 0 {
		return
	}
	left, reach := units, 1.0
	for h := w.nodes[i].holds; h != none; h = w.holds[h].onNode {
		id := w.holds[h].incident
		reach *= w.symptomOf(h).Keeps()
		rest := book.Part(units, reach)
		w.book.Charge(s, w.cause(&w.incidents[id]), id, sign*(left-rest))
		left = rest
	}
}

// restage moves a case, and what it holds, to the stage that it enters, and books what a service that is down owes to
// the stage that it leaves.
func (w *World) restage(id int32, next models.Stage) {
	x := &w.incidents[id]
	if !w.book.Blaming() {
		w.book.Enter(id, next, w.now())
		return
	}
	w.chargeNodes(x, -1)
	w.book.Enter(id, next, w.now())
	w.chargeNodes(x, 1)
}

// chargeNodes charges all nodes that an incident holds, by itself or by the work on it.
func (w *World) chargeNodes(x *incident, sign int64) {
	for h := x.first; h != none; h = w.holds[h].sibling {
		w.chargeNode(w.holds[h].node, sign)
	}
	for h := x.works; h != none; h = w.holds[h].sibling {
		if !w.gripped(w.holds[h].incident, w.holds[h].node) {
			w.chargeNode(w.holds[h].node, sign)
		}
	}
}

func (w *World) chargeNode(leaf int32, sign int64) {
	w.book.SettleDown(w.nodes[leaf].class, w.now())
	w.charge(leaf, sign)
}

// cause of what a case holds: its fault or, after all faults, false alarms.
func (w *World) cause(x *incident) int {
	if x.fault == int16(none) {
		return len(w.Faults)
	}
	return int(x.fault)
}

// onsetOf names an incident as the cause of what its onset changes.
func (w *World) onsetOf(id int32) book.Cause {
	return book.Cause{Case: id, Process: w.incidents[id].process}
}

// told is what the book is told of an incident that ends.
func (x *incident) told() book.Told {
	return book.Told{Serial: x.serial, Nodes: x.nodes, Where: x.where}
}

// treated tells the book of a treatment that begins.
func (w *World) treated(x *incident) {
	switch {
	case x.plan == models.Leave:
	case x.kind == falseAlarm:
		w.book.Needless()
	case x.kind == stray:
		w.book.Vain()
	case x.misled:
		w.book.Misled(x.fault)
	default:
		w.book.Treated(x.fault)
	}
}
