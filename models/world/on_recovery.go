package world

import (
	"nines/models"
	"nines/sim"
	"nines/sim/dist"
)

// A treatment takes, in this order, a part, hands, time on the component, data through a pool, and time until it is
// known whether it has worked. Hands are free again when their time is over; a part is used up.

// gather gets what a treatment needs: first the part, then the hands. Whatever is not to be had is waited for.
func (w *World) gather(id int32) {
	if n := w.needsOf(&w.incidents[id]); n.spare < 0 || w.takePart(id, n.spare) {
		w.callHands(id)
	}
}

// callHands gets hands for a case that has its part.
func (w *World) callHands(id int32) {
	x := &w.incidents[id]
	n := w.needsOf(x)
	if n.crew < 0 {
		w.startWork(id)
		return
	}
	w.joinTeam(id, w.teamOf(n.crew, w.site(x)))
}

// startWork begins the time on the component.
func (w *World) startWork(id int32) {
	x := &w.incidents[id]
	w.proceed(id, models.Repairing)
	x.step = working
	w.treated(x)
	w.noteAt(models.Starts, id, w.site(x))
	w.takeOut(id)
	x.timer = w.calendar.After(w.handsOn(x), sim.Event{Kind: worked, Who: id})
	x.tries++
}

// handsOn draws the time on the component.
func (w *World) handsOn(x *incident) sim.Duration {
	var takes dist.Law
	switch {
	case x.misled && x.wasted >= 0:
		return x.wasted
	case x.plan == models.Repair:
		takes = w.blamed(x).RepairIn(w.modeOf(x))
	default:
		takes = w.plan.actions[x.plan].Takes
	}
	if takes == nil {
		return 0
	}
	return w.draws.ask(forRepair, w.entityOf(x), x.count, x.tries).wait(models.Wait{Law: takes})
}

// modeOf is the mode that a repair by hand meets: the one that is present or, where the cause is another, the first.
func (w *World) modeOf(x *incident) int {
	if x.misled && x.blame != x.fault {
		return 0
	}
	return int(x.mode)
}

// site is what the present treatment is done to: the target or, where the scope of the action is wider, what holds it.
func (w *World) site(x *incident) models.ComponentID {
	if x.plan < 0 {
		return x.target
	}
	depth := w.plan.depths[x.plan]
	if depth < 0 || depth >= w.Topology.Depth(x.target) {
		return x.target
	}
	leaf, _ := w.Topology.Span(x.target)
	return w.Topology.Above(leaf, depth)
}

// takeOut takes nodes out of service for the time of the work: all that it is done to and that still serve, if the
// action needs them. Hands-on repair leaves in service what serves.
func (w *World) takeOut(id int32) {
	x := &w.incidents[id]
	if x.plan == models.Leave || x.plan == models.Repair && !x.misled || x.plan >= 0 && !w.plan.actions[x.plan].Offline {
		return
	}
	right := x.kind == genuine && !x.misled
	if right && !x.symptom.TakesDown() {
		for h := x.first; h != none; h = w.holds[h].sibling {
			w.addWork(id, w.holds[h].node)
		}
	}
	if site := w.site(x); !right || site != x.target {
		first, last := w.Topology.Span(site)
		for i := first; i < last; i++ {
			if !right || !w.gripped(id, i) {
				w.addWork(id, i)
			}
		}
	}
	w.gripWorks(id)
}

// onWorked frees the hands; data is copied next, if there is any, and then the result is looked at.
func (w *World) onWorked(id int32) {
	x := &w.incidents[id]
	w.leaveTeam(id)
	if pool := w.needsOf(x).pool; pool >= 0 && !(x.misled && x.wasted >= 0) {
		w.joinPool(id, pool)
		return
	}
	w.look(id)
}

// look waits until it is known whether a treatment has worked.
func (w *World) look(id int32) {
	x := &w.incidents[id]
	x.step = idle
	if x.plan < 0 || w.plan.actions[x.plan].Verify == nil || x.misled && x.wasted >= 0 {
		w.onVerified(id)
		return
	}
	w.proceed(id, models.Verifying)
	x.step = checking
	verify := models.Wait{Law: w.plan.actions[x.plan].Verify}
	takes := w.draws.ask(forVerifying, w.entityOf(x), x.count, x.tries).wait(verify)
	x.timer = w.calendar.After(takes, sim.Event{Kind: verified, Who: id})
}

// onVerified ends a treatment. Of the true target, success is judged here; after a failure the recoverer decides anew.
func (w *World) onVerified(id int32) {
	x := &w.incidents[id]
	w.over(x)
	switch {
	case x.misled:
		w.cleared(id)
	case w.succeeds(x):
		x.tried++
		w.succeed(id)
	default:
		x.attempt++
		x.tried++
		w.releaseWorks(id)
		w.note(models.Fails, id)
		w.decide(id)
	}
}

// cleared ends the work on an innocent.
func (w *World) cleared(id int32) {
	w.releaseWorks(id)
	if w.incidents[id].kind != genuine {
		w.dismiss(id)
		return
	}
	w.nextSuspect(id)
}

// succeeds draws whether the present treatment ends an incident. Hands-on repair always does.
func (w *World) succeeds(x *incident) bool {
	if x.plan == models.Repair {
		return true
	}
	p := w.chance(x, x.plan)
	return p >= 1 || p > 0 && w.draws.ask(forSuccess, w.entityOf(x), x.count, x.tries).happens(p)
}

// chance is the probability that an action of the recoverer's own clears what is wrong.
func (w *World) chance(x *incident, action int16) float64 {
	return w.plan.clears[action][w.plan.firstMode[x.fault]+int32(x.mode)]
}

// succeed ends an incident. What does not last comes back after a time of its own instead of a new life; in any case
// the recoverer may remember what it did last.
func (w *World) succeed(id int32) {
	x := &w.incidents[id]
	p, plan := x.process, x.plan
	w.remember(x)
	if plan < 0 {
		w.closeIncident(id, models.Ends)
		return
	}
	t := &w.plan.actions[plan]
	if t.Loses != nil {
		w.book.LostWork(x.fault, float64(w.draws.ask(forLoss, w.entityOf(x), x.count, 0).wait(models.Wait{Law: t.Loses})))
	}
	back := sim.Duration(-1)
	if t.Relapse > 0 {
		if q := w.draws.ask(forRelapse, w.entityOf(x), x.count, 0); q.happens(t.Relapse) {
			back = q.wait(models.Wait{Law: t.Relapses})
		}
	}
	w.closeIncident(id, models.Ends)
	if back >= 0 {
		w.relapse(p, back)
	}
}

// relapse has a process strike again before its time. One that still has other incidents goes on as it is.
func (w *World) relapse(p int32, after sim.Duration) {
	x := &w.processes[p]
	if x.active > 0 {
		return
	}
	w.calendar.Cancel(&x.timer)
	w.book.Relapsed(x.fault)
	if where, _ := w.target(p); w.Faults[x.fault].Operating {
		w.paused[p] = -1
		if w.isDown(where) {
			w.paused[p] = float64(after)
			return
		}
	}
	x.timer = w.calendar.After(after, sim.Event{Kind: strikes, Who: p})
}

// stop calls off whatever is being done about a case.
func (w *World) stop(id int32) {
	x := &w.incidents[id]
	w.over(x)
	switch x.step {
	case onHold:
		w.unhold(id)
	case forParts:
		w.leaveShelf(id)
	case forHands:
		w.leaveQueue(id)
	case working:
		w.leaveTeam(id)
	case copying:
		w.leavePool(id)
	}
	w.calendar.Cancel(&x.timer)
	w.releaseWorks(id)
	x.step = idle
}
