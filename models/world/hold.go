package world

import (
	"nines/models"
	"nines/models/book"
)

// addHold records that an incident hits a leaf. It has no effect before grip.
func (w *World) addHold(id, leaf int32) {
	h := w.newHold()
	x := &w.incidents[id]
	w.holds[h] = hold{incident: id, node: leaf, onNode: none, sibling: x.first, since: w.now()}
	x.first = h
	x.nodes++
}

// newHold takes a slot.
func (w *World) newHold() int32 {
	h := w.freeHold
	if h == none {
		w.holds = append(w.holds, hold{})
		return int32(len(w.holds) - 1)
	}
	w.freeHold = w.holds[h].sibling
	return h
}

// grip makes the holds of a new incident felt by its nodes, their services and the clocks that stand still while they
// are down.
func (w *World) grip(id int32) {
	x := &w.incidents[id]
	if w.holdsDomain(x) {
		w.ageDomains(x.where, w.pause)
		w.domainHeld[x.where]++
	}
	cause := w.onsetOf(id)
	for h := x.first; h != none; h = w.holds[h].sibling {
		w.link(h, cause)
	}
	x.symptom.Impact /= float64(max(1, w.plan.installed)) // a sum of whole units, exact until now
}

// release undoes grip and frees the holds. The detectors learn of it too.
func (w *World) release(id int32) {
	x := &w.incidents[id]
	if !x.hidden {
		w.loosen(id)
	}
	for h := x.first; h != none; h = w.holds[h].sibling {
		w.undrain(x, w.holds[h].node)
		w.back(h)
	}
	w.freeHolds(x.first)
}

// freeHolds gives the slots of a list of holds back.
func (w *World) freeHolds(h int32) {
	for h != none {
		next := w.holds[h].sibling
		w.holds[h].sibling, w.freeHold = w.freeHold, h
		h = next
	}
}

// addWork records that the work on a case takes a leaf out of service. It has no effect before gripWorks.
func (w *World) addWork(id, leaf int32) {
	x := &w.incidents[id]
	h := w.newHold()
	w.holds[h] = hold{incident: id, node: leaf, onNode: none, sibling: x.works, since: w.now(), work: true}
	x.works = h
}

// gripWorks makes the work on a case felt, and shows it to the detectors.
func (w *World) gripWorks(id int32) {
	cause := w.onsetOf(id)
	for h := w.incidents[id].works; h != none; h = w.holds[h].sibling {
		w.link(h, cause)
	}
	for h := w.incidents[id].works; h != none; h = w.holds[h].sibling {
		w.expose(h)
	}
}

// releaseWorks puts what the work took out of service back.
func (w *World) releaseWorks(id int32) {
	x := &w.incidents[id]
	works := x.works
	x.works = none
	for h := works; h != none; h = w.holds[h].sibling {
		w.unlink(h)
		w.unexpose(h)
	}
	w.freeHolds(works)
}

// holdsDomain reports whether an incident holds a domain down as such, not only the nodes in it.
func (w *World) holdsDomain(x *incident) bool {
	_, leaf := w.Topology.Leaf(x.where)
	return x.whole && !leaf && !x.hidden && x.symptom.TakesDown()
}

// link appends a hold to its node's list: the earlier holds keep what they hold, the new one takes of the rest.
func (w *World) link(h int32, cause book.Cause) { w.relink(h, none, h, 1, cause) }

// unlink takes a hold off its node's list; what it held passes to the next in line or becomes free.
func (w *World) unlink(h int32) { w.relink(h, h, w.holds[h].onNode, -1, book.Nobody) }

// relink puts one hold in the place of another in the list of h's node (none stands behind the last), counts by more
// holds of h's kind, and lets all who depend on the node know.
func (w *World) relink(h, place, with, by int32, cause book.Cause) {
	i := w.holds[h].node
	n := &w.nodes[i]
	before := w.condition(i)
	w.bear(i, -1)
	w.settle(n.class)
	blaming := w.book.Blaming()
	if blaming {
		w.charge(i, -1)
	}
	at := &n.holds
	for *at != place {
		at = &w.holds[*at].onNode
	}
	*at = with
	if w.symptomOf(h).TakesDown() {
		n.downs += by
	}
	if blaming {
		w.charge(i, 1)
	}
	w.bear(i, 1)
	w.changed(i, before, cause)
	w.judgeAnew(i)
}

// symptomOf a hold: the effect of its incident, or being out of service for the work on it.
func (w *World) symptomOf(h int32) *models.Symptom {
	if w.holds[h].work {
		return &outOfService
	}
	return &w.incidents[w.holds[h].incident].symptom
}

var outOfService = models.Symptom{Effect: models.Down, Loss: 1, Slow: 1}

// condition is the truth about a node in numbers.
type condition struct {
	up      bool
	quality float64 // share of the requests it completes that it answers well, in [0, 1]
	slow    float64 // how many times longer its work takes, ≥ 1
	reach   float64 // share of its throughput that does good, in [0, 1]
}

func (w *World) condition(i int32) condition {
	n := &w.nodes[i]
	if n.downs > 0 {
		return condition{slow: 1}
	}
	c := condition{true, 1, 1, 1}
	for h := n.holds; h != none; h = w.holds[h].onNode {
		x := &w.incidents[w.holds[h].incident].symptom
		c.quality *= 1 - x.Loss
		c.slow *= x.Pace()
		c.reach *= x.Keeps()
	}
	return c
}

// settle books, for every service and flow that nodes of a class belong to, the time since the last change as it has
// been.
func (w *World) settle(class int16) {
	w.book.SettleClass(class, w.now())
	if w.flow.On() {
		w.settleFlow()
	}
}

func count(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// changed carries a change of one node to all who count nodes.
func (w *World) changed(i int32, before condition, cause book.Cause) {
	after := w.condition(i)
	if before == after {
		return
	}
	if before.up != after.up {
		w.book.NodeTurned(i, w.nodes[i].class, after.up, w.now())
		w.ageNode(i, after.up)
	}
	if cause != book.Nobody {
		units := w.plan.units[w.nodes[i].class]
		w.incidents[cause.Case].symptom.Impact += float64(book.Part(units, before.reach) - book.Part(units, after.reach))
	}
	for range w.serves(i) {
		if w.flow.On() {
			w.flow.Change(w.nodes[i].class, before.worth(), after.worth(), w.trusted(i))
		}
		w.servicesChanged(i, before, after, cause)
	}
}
