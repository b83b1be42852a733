package work

import (
	"nines/models"
	"nines/sim"
)

// Mitigation helps at the alarm, before the cause is known, or beside what mends it.

// mitigate begins what a mitigator does at the alarm.
func (w *Work) mitigate(id int32) {
	w.begun = w.mitigator.Mitigate(w.view(), w.fleet.Case(id).Where(), w.begun[:0])
	for _, r := range w.begun {
		w.relieve(id, r)
	}
}

// bridgeOver begins the mitigations of a bridger that come with a diagnosis, each once for an incident. What has no
// chance against the culprit is passed over.
func (w *Work) bridgeOver(id int32) {
	w.begun = w.bridger.Bridge(w.view(), w.suspectOf(id), w.begun[:0])
	for _, r := range w.begun {
		a := &w.actions[r.Action]
		if !w.relieved(id, int16(r.Action)) && (!a.Elsewhere || a.MayClear(w.fleet.FaultOf(w.fleet.Case(id)))) {
			w.relieve(id, r)
		}
	}
}

// relieve begins a mitigation. What takes no time is done before a role counts as interrupted.
func (w *Work) relieve(id int32, r models.Relief) {
	if w.actions[r.Action].lane != none {
		w.relieveInTurn(id, r)
		return
	}
	at := w.addRelief(id, int16(r.Action), w.nextRelief(id), none)
	takes := r.After
	if !w.actions[r.Action].Elsewhere {
		takes += w.reliefTakes(at)
	}
	if takes <= 0 && w.actions[r.Action].moves >= 0 {
		w.onRelief(at)
		return
	}
	w.reliefs.Items[at].timer = w.calendar.After(takes, sim.Event{Kind: relieved, Who: at})
	w.restage(id)
}

// relieveInTurn has a mitigation come to one node of a case after the other.
func (w *Work) relieveInTurn(id int32, r models.Relief) {
	nth := w.nextRelief(id)
	for h := w.fleet.Case(id).Holds(); h != none; h = w.fleet.Hold(h).Next() {
		at := w.addRelief(id, int16(r.Action), nth, h)
		w.reliefs.Items[at].bides = r.After
		w.lineUp(at)
	}
}

// onRelief ends a mitigation. A role may be moved whatever is wrong, and that does not always succeed.
func (w *Work) onRelief(at int32) {
	r := &w.reliefs.Items[at]
	r.timer = sim.Timer{}
	a, works := &w.actions[r.action], true
	switch {
	case a.Elsewhere:
		w.provide(at)
		return
	case a.Drains:
		w.drain(r.of)
	default:
		lost := w.jobs[r.of].gaps>>a.moves&1 == 1
		works = w.askRelief(r, 1).Happens(a.Coverage)
		if works {
			w.switchOver(r.of, a.moves)
		}
		w.restage(r.of)
		if !lost { // nothing is to be told: no holder of the role was down
			return
		}
	}
	w.noteRelief(models.Relieves, r, !works)
}
