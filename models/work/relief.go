package work

import (
	"nines/models/chance"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/rng"
)

// relief is a mitigation under way, or done, of one incident.
type relief struct {
	timer  sim.Timer // the zero Timer where nothing is under way
	of     int32     // the case that it is for
	next   int32     // of the same case; none where it is the last
	action int16
	nth    uint16 // of the case's, from 0; names its draws
	tries  uint16 // that have begun, of one that is tried again
	hold   int32  // of the node that it is for; none: of all nodes of the case
	// Of one whose action has a pace:
	bides         sim.Duration // from its turn until it begins
	lane          int32        // in which it waits for that; none where it has had it
	ahead, behind int32        // in there; none at the ends
}

// question names a draw about a mitigation, 0 to 2, or about its present try.
func (r *relief) question(n int) uint32 {
	return 3*uint32(r.nth) + uint32(n) + uint32(max(1, r.tries)-1)<<16
}

// reliefTakes draws how long a mitigation takes once it has begun.
func (w *Work) reliefTakes(at int32) (takes sim.Duration) {
	r := &w.reliefs.Items[at]
	a := &w.actions[r.action]
	for part, law := range [...]dist.Law{a.Takes, a.Verify} {
		if law != nil {
			takes += w.askRelief(r, 2*part).Lasts(law)
		}
	}
	return takes
}

// askRelief opens the stream of a question about a mitigation.
func (w *Work) askRelief(r *relief, n int) *chance.Draws {
	x := w.fleet.Case(r.of)
	entity := x.Entity()
	if r.hold != none {
		entity = rng.Child(entity, w.fleet.Entity(w.fleet.Hold(r.hold).Node()))
	}
	return w.chance.Ask(chance.Relief, entity, x.Count(), r.question(n))
}

// addRelief notes that a mitigation of a case is under way: of all its nodes, or of that of a hold.
func (w *Work) addRelief(id int32, action int16, nth uint16, hold int32) int32 {
	at := w.reliefs.Take()
	w.reliefs.Items[at] = relief{of: id, next: w.jobs[id].relief, action: action, nth: nth, hold: hold, lane: none}
	w.jobs[id].relief = at
	return at
}

// nextRelief is the number of the next mitigation of a case. Those of all its nodes have one.
func (w *Work) nextRelief(id int32) uint16 {
	if last := w.jobs[id].relief; last != none {
		return w.reliefs.Items[last].nth + 1
	}
	return 0
}

// relieved reports whether a mitigation has been begun for an incident.
func (w *Work) relieved(id int32, action int16) bool {
	for at := w.jobs[id].relief; at != none; at = w.reliefs.Items[at].next {
		if w.reliefs.Items[at].action == action {
			return true
		}
	}
	return false
}

// endReliefs calls off the mitigations of an incident that is over, and gives their slots back.
func (w *Work) endReliefs(j *job) {
	for at := j.relief; at != none; {
		r := &w.reliefs.Items[at]
		w.calendar.Cancel(&r.timer)
		if r.lane != none {
			w.stepOut(at)
		}
		next := r.next
		w.reliefs.Free(at)
		at = next
	}
	j.relief = none
}

// drain keeps work away from the nodes of a case until it is over.
func (w *Work) drain(id int32) {
	j := &w.jobs[id]
	if j.drained {
		return
	}
	j.drained = true
	w.drainNodes(id, 1)
}

// drainNodes keeps work away from the nodes of a case (by 1), or lets it come again (−1).
func (w *Work) drainNodes(id int32, by int8) {
	for h := w.fleet.Case(id).Holds(); h != none; h = w.fleet.Hold(h).Next() {
		w.sight.Drain(w.fleet.Hold(h).Node(), by)
	}
}
