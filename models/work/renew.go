package work

import (
	"nines/models"
	"nines/models/chance"
	"nines/sim/dist"
)

// Renew draws anew, in an era that has just begun, what is left of the work on components and of looks at whether it
// has worked. Diagnoses, mitigations, hands on their way (theirs is an arrival at a team, whichever case it was called
// for), copies, deliveries, and waits that the recoverer has asked for end when they would have. Cost: O(cases).
func (w *Work) Renew() {
	for id := range w.jobs {
		w.renewJob(int32(id))
	}
}

// renewJob draws what is left of the present step of a job, if it is one that follows a law.
func (w *Work) renewJob(id int32) {
	j := &w.jobs[id]
	var law dist.Law
	var q *chance.Draws
	switch x := w.fleet.Case(id); j.step {
	case working:
		law, _ = w.handsOn(j, x)
		q = w.chance.Ask(chance.Repair, x.Entity(), x.Count(), j.tries-1)
	case checking:
		law = w.actions[j.action].Verify
		q = w.chance.Ask(chance.Verifying, x.Entity(), x.Count(), j.tries)
	}
	if law != nil {
		q.Redraw(w.calendar, &j.timer, j.since, models.Wait{Law: law})
	}
}
