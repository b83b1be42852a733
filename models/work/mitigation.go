package work

import (
	"nines/models"
	"nines/models/chance"
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

// bridgeOver begins the mitigations of a bridger that come with a diagnosis, each once for an incident.
func (w *Work) bridgeOver(id int32) {
	w.begun = w.bridger.Bridge(w.view(), w.suspectOf(id), w.begun[:0])
	for _, r := range w.begun {
		if !w.relieved(id, int16(r.Action)) {
			w.relieve(id, r)
		}
	}
}

// relieve begins a mitigation. What takes no time is done before a role counts as interrupted.
func (w *Work) relieve(id int32, r models.Relief) {
	j, at := &w.jobs[id], w.reliefs.Take()
	nth := uint16(0)
	if j.relief != none {
		nth = w.reliefs.Items[j.relief].nth + 1
	}
	w.reliefs.Items[at] = relief{of: id, next: j.relief, action: int16(r.Action), nth: nth}
	j.relief = at
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

// onRelief ends a mitigation. A role may be moved whatever is wrong, and that does not always succeed.
func (w *Work) onRelief(at int32) {
	r := &w.reliefs.Items[at]
	r.timer = sim.Timer{}
	x, a, works := w.fleet.Case(r.of), &w.actions[r.action], true
	switch {
	case a.Elsewhere:
		w.provide(at)
		return
	case a.Drains:
		w.drain(r.of)
	default:
		lost := w.jobs[r.of].gaps>>a.moves&1 == 1
		works = w.chance.Ask(chance.Relief, x.Entity(), x.Count(), r.question(1)).Happens(a.Coverage)
		if works {
			w.switchOver(r.of, a.moves)
		}
		w.restage(r.of)
		if !lost { // nothing is to be told: no holder of the role was down
			return
		}
	}
	w.noteRelief(models.Relieves, r.of, r.action, !works)
}
