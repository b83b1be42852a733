package work

import (
	"nines/models"
	"nines/models/chance"
	"nines/models/fleet"
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
	case forHands:
		w.renewLeft(j, x)
	case checking:
		law = w.actions[j.action].Verify
		q = w.chance.Ask(chance.Verifying, x.Entity(), x.Count(), j.tries)
	}
	if law != nil {
		q.Redraw(w.calendar, &j.timer, j.since, models.Wait{Law: law})
	}
}

// renewLeft draws what is left of work that lies.
func (w *Work) renewLeft(j *job, x *fleet.Case) {
	if j.left == 0 {
		return
	}
	law, _ := w.handsOn(j, x)
	if law == nil {
		return
	}
	q := w.chance.Ask(chance.Repair, x.Entity(), x.Count(), j.tries-1)
	if left, ok := q.Rest(models.Wait{Law: law}, j.done); ok {
		j.left = left
	}
}
