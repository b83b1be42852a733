package work

import (
	"nines/models"
	"nines/sim"
)

// provide begins, or ends, a try to have the nodes of an incident stood in for. The fault goes on, and so does the
// work on it.
func (w *Work) provide(at int32) {
	r := &w.reliefs.Items[at]
	x, a := w.fleet.Case(r.of), &w.actions[r.action]
	if r.tries > 0 {
		p := a.Clearing(w.fleet.FaultOf(x), x.Mode())
		if w.askRelief(r, 1).Happens(p) {
			w.noteRelief(models.Relieves, r, !w.standInFor(r))
			return
		}
		if int(r.tries) >= a.Tries {
			w.noteRelief(models.Relieves, r, true)
			return
		}
	}
	r.tries++
	w.book.Treated(x.Fault())
	w.noteRelief(models.Starts, r, false)
	r.timer = w.calendar.After(w.reliefTakes(at), sim.Event{Kind: relieved, Who: at})
}

// standInFor has the nodes that a mitigation is for stood in for, and reports whether there was room for any.
func (w *Work) standInFor(r *relief) bool {
	if r.hold != none {
		return w.standIn(r.hold)
	}
	found := false
	for h := w.fleet.Case(r.of).Holds(); h != none; h = w.fleet.Hold(h).Next() {
		found = w.standIn(h) || found
	}
	return found
}

// standIn has the node of a hold stood in for, unless it is because of that already or has a role, which moves by
// itself or not at all, and reports whether there was room.
func (w *Work) standIn(h int32) bool {
	i, host := w.fleet.Hold(h).Node(), none
	if w.fleet.Hold(h).Stood() || w.hasRole(i) {
		return false
	}
	if !w.fleet.Away(i) {
		if host = w.host(i, w.fleet.Case(w.fleet.Hold(h).Case()).Where()); host == none {
			return false
		}
	}
	w.fleet.StandIn(h, host)
	return true
}

// host finds where a node may be stood in for: the first of its class that is up, trusted and serves for itself, from
// as far behind it as what the cause sits in is wide, so that the nodes of a domain spread. Cost: O(nodes).
func (w *Work) host(i int32, where models.ComponentID) int32 {
	first, last := w.Topology.Span(where)
	n := int32(w.fleet.Nodes())
	for k := range n {
		j := (i + last - first + k) % n
		inside := first <= j && j < last
		if !inside && w.fleet.Class(j) == w.fleet.Class(i) && w.able(j) && !w.fleet.Away(j) {
			return j
		}
	}
	return none
}
