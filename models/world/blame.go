package world

import "nines/models"

// blame says what each cause keeps from a service: whose fault it is while the service is down, second by second. A
// node that several incidents hold is the first one's, as far as it goes, then the next one's.
//
// It is kept only where it is asked for. When a service goes down it is taken of all that holds a node, and carried on
// from there; after the service has come up it is carried on until as many changes have been carried as holds were
// taken, and dropped then. So a service that goes down and up all the time is not taken anew each time, and taking
// costs O(1) for each change that is carried. What is kept are sums of whole units: taken or carried, they are equal.
type blame struct {
	kept    bool
	carry   int                  // changes to carry before it is dropped, once the service is up
	held    []int64              // by cause: units that its incidents hold
	stages  [models.Stages]int64 // by the stage that each incident is in; without what is excused
	holding int64                // sum of held
	excused int64                // of it, what causes hold that do not count
}

// counts reports whether anything is held by a cause that counts, or by nobody who does not.
func (b *blame) counts() bool { return b.excused == 0 || b.holding > b.excused }

// add adds to what a cause holds.
func (b *blame) add(cause int, at models.Stage, units int64, uncounted []bool) {
	b.held[cause] += units
	b.holding += units
	if uncounted != nil && uncounted[cause] {
		b.excused += units
	} else {
		b.stages[at] += units
	}
}

// takeBlame takes the blame of a service that goes down. Cost: O(holds).
func (w *World) takeBlame(service int) {
	s := &w.services[service]
	s.blame.kept = true
	w.blaming++
	for h := range w.holds {
		if i := w.holds[h].node; w.nodes[i].holds == int32(h) { // the first on its node; a slot that is free is none
			w.chargeService(int16(service), i, 1)
			s.blame.carry++
		}
	}
}

// dropBlame forgets who holds what of a service that is up.
func (w *World) dropBlame(b *blame) {
	clear(b.held)
	*b = blame{held: b.held}
	w.blaming--
}

// charge adds (sign 1) or takes back (sign −1) what the holds of a node keep from the services that want to know.
func (w *World) charge(i int32, sign int64) {
	if w.blaming == 0 || w.nodes[i].holds == none {
		return
	}
	for _, s := range w.plan.onClass[w.nodes[i].class] {
		state := &w.services[s]
		if !state.blame.kept {
			continue
		}
		w.chargeService(s, i, sign)
		if state.blame.carry--; state.blame.carry < 0 && sign > 0 && !state.down {
			w.dropBlame(&state.blame)
		}
	}
}

// chargeService is charge for one service, in whole units. The earliest hold takes its share of the whole, the next of
// what is left, and so on, so the shares sum to what is lost.
func (w *World) chargeService(service int16, i int32, sign int64) {
	units := w.plan.services[service].units[w.nodes[i].class]
	if units == 0 {
		return
	}
	left, reach := units, 1.0
	for h := w.nodes[i].holds; h != none; h = w.holds[h].onNode {
		x := &w.incidents[w.holds[h].incident]
		reach *= w.symptomOf(h).Keeps()
		rest := part(units, reach)
		w.services[service].blame.add(w.cause(x), x.charged, sign*(left-rest), w.plan.uncounted)
		left = rest
	}
}

// restage moves what an incident holds to the stage that it enters, and books what a service that is down owes to the
// stage that it leaves.
func (w *World) restage(x *incident, next models.Stage) {
	if w.blaming > 0 {
		w.chargeNodes(x, -1)
	}
	if x.charged = next; w.blaming > 0 {
		w.chargeNodes(x, 1)
	}
}

// chargeNodes charges all nodes that an incident holds. Innocents need not be looked at: while one is worked on, the
// stage stays what it is.
func (w *World) chargeNodes(x *incident, sign int64) {
	for h := x.first; h != none; h = w.holds[h].sibling {
		leaf := w.holds[h].node
		for _, s := range w.plan.onClass[w.nodes[leaf].class] {
			if w.services[s].down {
				w.settleService(int(s))
			}
		}
		w.charge(leaf, sign)
	}
}

// cause of what a case holds: its fault or, after all faults, false alarms.
func (w *World) cause(x *incident) int {
	if x.fault == int16(none) {
		return len(w.Faults)
	}
	return int(x.fault)
}
