package work

import (
	"nines/models"
	"nines/models/chance"
	"nines/models/fleet"
	"nines/sim"
	"nines/sim/dist"
)

// A treatment takes, in this order, a part, hands, time on the component, data through a pool, and time until it is
// known whether it has worked. Hands are free again when their time is over; a part is used up.

// gather gets what a treatment needs: first the part, then the hands. Whatever is not to be had is waited for.
func (w *Work) gather(id int32) {
	if spare := w.jobs[id].needs.spare; spare < 0 || w.takePart(id, spare) {
		w.callHands(id)
	}
}

// callHands gets hands for a case that has its part.
func (w *Work) callHands(id int32) {
	j := &w.jobs[id]
	if crew := j.needs.crew; crew < 0 || w.joinTeam(id, w.teamOf(crew, w.site(j))) {
		w.startWork(id)
	}
}

// startWork begins the time on the component, or goes on with it.
func (w *Work) startWork(id int32) {
	w.proceed(id, models.Repairing)
	j, x := &w.jobs[id], w.fleet.Case(id)
	j.step = working
	if w.resume(id) {
		return
	}
	w.treated(j, x)
	w.noteAt(models.Starts, id, w.site(j))
	w.takeOut(id)
	law, takes := w.handsOn(j, x)
	if law != nil {
		takes = w.chance.Ask(chance.Repair, x.Entity(), x.Count(), j.tries).Lasts(law)
	}
	j.timer, j.since = w.calendar.After(takes, sim.Event{Kind: worked, Who: id}), w.now()
	j.tries++
}

// treated tells the book of a treatment that begins.
func (w *Work) treated(j *job, x *fleet.Case) {
	switch {
	case j.action == models.Leave:
	case x.Kind() == fleet.FalseAlarm:
		w.book.Needless()
	case x.Kind() == fleet.Stray:
		w.book.Vain()
	case j.search.misled:
		w.book.Misled(x.Fault())
	default:
		w.book.Treated(x.Fault())
	}
}

// handsOn is the law of the time on the component; nil where that is known.
func (w *Work) handsOn(j *job, x *fleet.Case) (law dist.Law, known sim.Duration) {
	switch {
	case j.search.misled && j.search.wasted >= 0:
		return nil, j.search.wasted
	case j.action == models.Repair:
		return w.faultBlamed(j).RepairIn(w.modeOf(j, x)), 0
	}
	return w.actions[j.action].Takes, 0
}

// takeOut takes nodes out of service for the time of the work: all that it is done to and that still serve, if the
// action needs them. Hands-on repair leaves in service what serves.
func (w *Work) takeOut(id int32) {
	j, x := &w.jobs[id], w.fleet.Case(id)
	misled := j.search.misled
	if j.action == models.Leave || j.action == models.Repair && !misled || j.action >= 0 && !w.actions[j.action].Offline {
		return
	}
	right := x.Genuine() && !misled
	if right && !x.Symptom().TakesDown() {
		for h := x.Holds(); h != none; h = w.fleet.Hold(h).Next() {
			w.fleet.AddWork(id, w.fleet.Hold(h).Node())
		}
	}
	if site := w.site(j); !right || site != j.search.target {
		first, last := w.Topology.Span(site)
		for i := first; i < last; i++ {
			if !right || !w.fleet.Grips(x, i) {
				w.fleet.AddWork(id, i)
			}
		}
	}
	w.fleet.TakeOut(id, j.tries+1, !right)
}

// onWorked frees the hands; data is copied next, if there is any, and then the result is looked at.
func (w *Work) onWorked(id int32) {
	w.leaveTeam(id)
	j := &w.jobs[id]
	if pool := j.needs.pool; pool >= 0 && !(j.search.misled && j.search.wasted >= 0) {
		w.joinPool(id, pool)
		return
	}
	w.look(id)
}

// look waits until it is known whether a treatment has worked.
func (w *Work) look(id int32) {
	j, x := &w.jobs[id], w.fleet.Case(id)
	j.step = idle
	if j.action < 0 || w.actions[j.action].Verify == nil || j.search.misled && j.search.wasted >= 0 {
		w.onVerified(id)
		return
	}
	w.proceed(id, models.Verifying)
	j.step = checking
	takes := w.chance.Ask(chance.Verifying, x.Entity(), x.Count(), j.tries).Lasts(w.actions[j.action].Verify)
	j.timer, j.since = w.calendar.After(takes, sim.Event{Kind: verified, Who: id}), w.now()
}

// onVerified ends a treatment. Of the true target, success is judged here; after a failure the recoverer decides anew.
func (w *Work) onVerified(id int32) {
	j := &w.jobs[id]
	w.over(j)
	switch {
	case j.search.misled:
		w.clear(id)
	case w.succeeds(id):
		j.tried++
		w.succeed(id)
	default:
		j.attempt++
		j.tried++
		w.fleet.PutBack(id)
		w.note(models.Fails, id)
		w.await(id, blamed)
	}
}

// clear ends the work on an innocent.
func (w *Work) clear(id int32) {
	w.fleet.PutBack(id)
	if !w.fleet.Case(id).Genuine() {
		w.dismiss(id)
		return
	}
	w.await(id, cleared)
}

// succeeds draws whether the present treatment ends an incident. Hands-on repair always does.
func (w *Work) succeeds(id int32) bool {
	j, x := &w.jobs[id], w.fleet.Case(id)
	if j.action == models.Repair {
		return true
	}
	p := w.actions[j.action].clears[w.causes[x.Fault()].first+int32(x.Mode())]
	return p >= 1 || p > 0 && w.chance.Ask(chance.Success, x.Entity(), x.Count(), j.tries).Happens(p)
}

// succeed ends an incident. What does not last comes back after a time of its own instead of a new life; in any case
// the recoverer may remember what it did last.
func (w *Work) succeed(id int32) {
	w.remember(id)
	j, x := &w.jobs[id], w.fleet.Case(id)
	if j.action < 0 {
		w.end(id, models.Ends)
		return
	}
	process, a, back := x.Process(), &w.actions[j.action], sim.Duration(-1)
	if a.Loses != nil {
		w.book.LostWork(x.Fault(), float64(w.chance.Ask(chance.Loss, x.Entity(), x.Count(), 0).Lasts(a.Loses)))
	}
	if a.Relapse > 0 {
		if q := w.chance.Ask(chance.Relapse, x.Entity(), x.Count(), 0); q.Happens(a.Relapse) {
			back = q.Lasts(a.Relapses)
		}
	}
	w.end(id, models.Ends)
	if back >= 0 {
		w.fleet.Relapse(process, back)
	}
}
