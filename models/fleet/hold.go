package fleet

import (
	"nines/models/book"
	"nines/sim"
)

// Hold is the grip of one case on one node.
type Hold struct {
	of      int32    // the case
	node    int32    // leaf
	onNode  int32    // next on the same node, later in onset
	sibling int32    // next of the same case
	since   sim.Time // when it began, or began again
	era     uint16   // in which that was
	work    bool     // of the work on the case: the node is out of service, and everybody knows why
	downs   bool     // it takes its node down, while it is felt
	felt    bool     // it is in its node's list
	stood   bool     // the node is stood in for because of it
}

// Hold is one by number.
func (f *Fleet) Hold(h int32) *Hold { return &f.holds.Items[h] }

// Case is whose hold it is; Node, the leaf that it holds.
func (h *Hold) Case() int32 { return h.of }
func (h *Hold) Node() int32 { return h.node }

// Since is when it began, or began again.
func (h *Hold) Since() sim.Time { return h.since }

// Era is the one in which that was.
func (h *Hold) Era() uint16 { return h.era }

// Work reports whether it is of the work on the case: the node is out of service, and everybody knows why.
func (h *Hold) Work() bool { return h.work }

// Felt reports whether it has an effect now.
func (h *Hold) Felt() bool { return h.felt }

// Next is the next hold of the same case, or of the same work on it; None where it is the last.
func (h *Hold) Next() int32 { return h.sibling }

// Behind is the next hold on the same node, later in onset; None where it is the last.
func (h *Hold) Behind() int32 { return h.onNode }

// Holds is the first hold of a case by itself, the latest first; None where it has none.
func (x *Case) Holds() int32 { return x.first }

// Works is the first hold of the work on a case; None where it has none.
func (x *Case) Works() int32 { return x.works }

// On is the first hold on a node that has an effect; None where there is none.
func (f *Fleet) On(leaf int32) int32 { return f.nodes[leaf].holds }

// addHold records that a case hits a leaf. It has no effect before grip.
func (f *Fleet) addHold(id, leaf int32) {
	x := &f.cases.Items[id]
	x.first = f.newHold(Hold{of: id, node: leaf, sibling: x.first})
	x.nodes++
}

// newHold takes a slot for a hold that begins now.
func (f *Fleet) newHold(x Hold) int32 {
	h := f.holds.Take()
	x.onNode, x.since, x.era = None, f.now(), f.chance.Era()
	f.holds.Items[h] = x
	return h
}

// grip makes the holds of a case felt by its nodes, their services and the clocks that stand still while they are down.
func (f *Fleet) grip(id int32) {
	x := &f.cases.Items[id]
	if f.holdsDomain(x) {
		f.ageDomains(x.where, f.pause)
		f.domains[x.where]++
	}
	f.openCut(id)
	f.linkAll(x.first, None, f.Onset(id))
}

// release undoes grip for good.
func (f *Fleet) release(id int32) {
	x := &f.cases.Items[id]
	if !x.hidden() {
		f.loosen(id)
	}
	if len(f.stands.hosts) == 0 {
		return
	}
	for h := x.first; h != None; h = f.holds.Items[h].sibling {
		f.back(h)
	}
}

// loosen makes the holds of a case unfelt.
func (f *Fleet) loosen(id int32) {
	x := &f.cases.Items[id]
	f.closeCut(id)
	if f.holdsDomain(x) {
		f.domains[x.where]--
		f.ageDomains(x.where, f.resume)
	}
	f.unlinkAll(x.first)
}

// AddWork records that the work on a case takes a leaf out of service. It has no effect before TakeOut.
func (f *Fleet) AddWork(id, leaf int32) {
	x := &f.cases.Items[id]
	x.works = f.newHold(Hold{of: id, node: leaf, sibling: x.works, work: true})
}

// TakeOut takes the nodes that were added out of service for the work on a case, in vain if that is done to somebody
// innocent; outing names the draws about that.
func (f *Fleet) TakeOut(id int32, outing uint32, vain bool) {
	x := &f.cases.Items[id]
	if x.works == None {
		return
	}
	x.outing, x.vain = outing, vain
	f.linkAll(x.works, None, f.Onset(id))
	f.post(TakenOut, id, x.works)
}

// PutBack puts back in service what the work on a case took out.
func (f *Fleet) PutBack(id int32) {
	x := &f.cases.Items[id]
	if x.works == None {
		return
	}
	f.unlinkAll(x.works)
	f.post(PutBack, id, x.works)
	x.works = None
}

// Whole reports whether a case holds its component itself, not some nodes below it.
func (x *Case) Whole() bool { return x.whole }

// holdsDomain reports whether a case holds a domain down as such, not only the nodes in it.
func (f *Fleet) holdsDomain(x *Case) bool {
	_, leaf := f.Topology.Leaf(x.where)
	return !leaf && x.whole && !x.hidden() && x.symptom.TakesDown()
}

// linkAll appends the holds of a list, those in front of one, to the lists of their nodes: the earlier holds on a node
// keep what they hold, the new one takes of the rest.
func (f *Fleet) linkAll(h, until int32, cause book.Cause) {
	n := 0
	for ; h != until; h = f.holds.Items[h].sibling {
		n++
		f.holds.Items[h].felt, f.holds.Items[h].downs = true, f.SymptomOf(h).TakesDown()
		f.relink(h, None, h, 1, cause)
	}
	f.book.Touched(n)
}

// unlinkAll takes the holds of a list off those of their nodes; what they held passes to the next in line or becomes
// free.
func (f *Fleet) unlinkAll(h int32) {
	n := 0
	for ; h != None; h = f.holds.Items[h].sibling {
		n++
		f.holds.Items[h].felt = false
		f.relink(h, h, f.holds.Items[h].onNode, -1, book.Nobody)
	}
	f.book.Touched(n)
}

// relink puts one hold in the place of another in the list of h's node (None stands behind the last), counts by more
// holds of h's kind, and lets all who depend on the node know.
func (f *Fleet) relink(h, place, with, by int32, cause book.Cause) {
	x := &f.holds.Items[h]
	i, n := x.node, &f.nodes[x.node]
	before, blaming := f.condition(n), f.book.Blaming()
	if blaming {
		f.chargeNode(i, -1)
	}
	if f.Book.Tells() {
		f.book.SettleDown(n.class, f.now())
	}
	f.gain(i, before, -1)
	at := &n.holds
	for *at != place {
		at = &f.holds.Items[*at].onNode
	}
	*at = with
	if x.downs {
		n.downs += by
	}
	if blaming {
		f.charge(i, 1)
	}
	after := f.condition(n)
	f.gain(i, after, 1)
	if after != before {
		f.changed(i, n, before, after, cause)
	} else {
		f.book.SettleClass(n.class, f.now())
		f.touch(i) // it may be down in another way, or for another cause
	}
	if f.Book.Excuses() && f.Book.Maintains(f.causeOf(&f.cases.Items[x.of])) {
		f.book.Maintain(n.class, by)
	}
	if f.Book.Excuses() && f.book.Blaming() { // one cause that counts may have taken over from one that does not
		f.judgeAll(n.class, book.Nobody)
	}
}

// changed carries a change of one node to all who count nodes.
func (f *Fleet) changed(i int32, n *node, before, after Condition, cause book.Cause) {
	if before.Up != after.Up {
		f.book.NodeTurned(i, n.class, after.Up, f.now())
		f.ageNode(i, after.Up)
		f.countDown(i, after.Up)
	}
	if f.book.Change(i, n.class, before.level(), after.level(), f.Serves(i), f.now(), cause) {
		f.judgeAll(n.class, cause)
	}
	f.touch(i)
}
