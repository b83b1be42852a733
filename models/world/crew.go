package world

import (
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/flat"
)

// team is the hands of one crew in one place: a crew of its own for every domain of the crew's depth.
//
// Off duty, hands that may be called out are called whenever more cases wait than hands are on their way. Whoever comes
// takes the case that has waited longest, whichever it was called for, and goes home if none waits. So it is with hands
// that have come and are done with a case before the next shift. Those who have only stayed on after a shift to finish
// a case go home, and are called like any others.
type team struct {
	queue line     // cases that wait, for hands on their way as for any others
	busy  int32    // hands at work or on their way
	away  int32    // of these, on their way
	off   bool     // between shifts: hands finish what they have begun and, unless called out, begin nothing
	turn  int32    // shifts and breaks between them so far
	until sim.Time // end of the present one
	// For the books, see bookTeam.
	since       sim.Time
	hands, line float64 // integrals of busy, and of who waits, seconds
	jobs        int     // that asked for hands
	waited      int     // that had to wait for them
}

func (w *World) resetTeams() {
	w.teams = flat.Fill(w.teams, len(w.plan.crewOf), team{queue: nobody})
}

// teamOf is the team of a crew that is responsible for a component.
func (w *World) teamOf(crew int16, c models.ComponentID) int32 {
	p := &w.plan.crews[crew]
	if p.depth == 0 {
		return p.first
	}
	leaf, _ := w.Topology.Span(c)
	return p.first + int32(w.Topology.Above(leaf, p.depth)-p.domain)
}

// bookTeam integrates a team's hands and queue up to now.
func (w *World) bookTeam(t *team) {
	dt := float64(w.now() - t.since)
	t.hands += dt * float64(t.busy)
	t.line += dt * float64(t.queue.length)
	t.since = w.now()
}

// joinTeam starts the work on a case, or puts it in the queue while all hands are busy or off duty.
func (w *World) joinTeam(id, at int32) {
	x, t := &w.incidents[id], &w.teams[at]
	x.team = at
	w.bookTeam(t)
	t.jobs++
	if !t.off && w.idleHands(at) {
		w.giveHands(id)
		return
	}
	t.waited++
	x.step = forHands
	w.join(&t.queue, id)
	if w.callsOut(at) {
		w.callOut(id)
		return
	}
	w.note(models.Queues, id)
}

// idleHands reports whether a team has hands that are neither at work nor on their way.
func (w *World) idleHands(at int32) bool {
	return int(w.teams[at].busy) < w.Crews[w.plan.crewOf[at]].Count
}

// callsOut reports whether a team that is off duty has somebody to call, and a case for which nobody is on the way.
func (w *World) callsOut(at int32) bool {
	t := &w.teams[at]
	return t.off && w.Crews[w.plan.crewOf[at]].CallOut != nil && t.queue.length > t.away && w.idleHands(at)
}

// callOut calls hands for a case that waits. Those who would not come before the next shift begins come with it.
func (w *World) callOut(id int32) {
	x := &w.incidents[id]
	t, crew := &w.teams[x.team], &w.Crews[w.plan.crewOf[x.team]]
	t.busy++
	t.away++
	takes := w.draws.ask(forCallOut, w.entityOf(x), x.count, x.tries).wait(models.Wait{Law: crew.CallOut})
	if comes := w.now() + sim.Time(takes); comes < t.until {
		w.calendar.At(comes, sim.Event{Kind: arrived, Who: x.team})
	}
	w.note(models.Calls, id)
}

// giveHands lets one of a team's hands begin with a case.
func (w *World) giveHands(id int32) {
	x := &w.incidents[id]
	t := &w.teams[x.team]
	t.busy++
	x.turn = t.turn
	w.startWork(id)
}

// onArrived has hands that were called out begin with whoever has waited longest.
func (w *World) onArrived(at int32) {
	t := &w.teams[at]
	w.bookTeam(t)
	t.busy--
	t.away--
	w.serveNext(at)
}

// leaveTeam frees a case's hands, if it has any, for those who wait. Off duty, hands that have stayed on from a shift
// go home, and can be called like any others.
func (w *World) leaveTeam(id int32) {
	x := &w.incidents[id]
	at := x.team
	if at == none {
		return
	}
	x.team = none
	t := &w.teams[at]
	w.bookTeam(t)
	t.busy--
	switch {
	case !t.off:
		w.serve(at)
	case x.turn == t.turn: // they were called out: off duty nobody else begins anything
		w.serveNext(at)
	case w.callsOut(at):
		w.callOut(w.inLine(&t.queue, t.away))
	}
}

// serve lets free hands on duty begin with those who wait.
func (w *World) serve(at int32) {
	for w.teams[at].queue.head != none && w.idleHands(at) {
		w.serveNext(at)
	}
}

// serveNext gives hands to the first in the queue, if anybody waits.
func (w *World) serveNext(at int32) {
	t := &w.teams[at]
	if next := t.queue.head; next != none {
		w.quit(&t.queue, next)
		w.giveHands(next)
	}
}

// leaveQueue takes a case out of its team's queue.
func (w *World) leaveQueue(id int32) {
	x := &w.incidents[id]
	t := &w.teams[x.team]
	w.bookTeam(t)
	w.quit(&t.queue, id)
	x.team = none
}

const (
	week  = 7 * 86400.0 // seconds
	blink = 4e-6        // below what a clock in floating point resolves after centuries, seconds
)

// scheduleShift plans the next beginning or end of a shift of a crew, and puts its teams on or off duty.
func (w *World) scheduleShift(crew int) {
	shifts := w.Crews[crew].Shifts
	if len(shifts) == 0 {
		return
	}
	now := float64(w.now()) - float64(w.Time.Warmup)
	at, weeks := now-week*math.Floor(now/week), math.Floor(now/week)
	off, next := true, math.Inf(1)
	for _, s := range shifts {
		from, to := float64(s.From), float64(s.To)
		off = off && !(from <= at+blink && at+blink < to)
		for _, edge := range [...]float64{from, to, from + week} {
			if edge > at+blink {
				next = min(next, edge)
			}
		}
	}
	until := sim.Time(weeks*week + next + float64(w.Time.Warmup))
	w.calendar.At(until, sim.Event{Kind: shiftTurns, Who: int32(crew)})
	p := &w.plan.crews[crew]
	for at := p.first; at < p.first+p.teams; at++ {
		t := &w.teams[at]
		t.off, t.until = off, until
		t.turn++
	}
}

// onShift begins or ends a shift. At its beginning those who are still on their way are there, and who has waited for
// it is served.
func (w *World) onShift(crew int) {
	w.scheduleShift(crew)
	p := &w.plan.crews[crew]
	for at := p.first; at < p.first+p.teams; at++ {
		t := &w.teams[at]
		if t.off {
			continue
		}
		w.bookTeam(t)
		t.busy -= t.away
		t.away = 0
		w.serve(at)
	}
}
