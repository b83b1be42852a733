package world

import (
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/flat"
)

// team is the hands of one crew in one place: a crew of its own for every domain of the crew's depth.
type team struct {
	queue line  // cases that wait
	busy  int32 // hands at work or on their way
	away  int32 // of these, on their way
	off   bool  // between shifts: hands finish what they have begun and begin nothing
	// For the books, see bookTeam.
	since       sim.Time
	hands, line float64 // integrals of busy, and of who waits in the queue or for hands on their way, seconds
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
	t.line += dt * float64(t.queue.length+t.away)
	t.since = w.now()
}

// joinTeam starts the work on a case, or puts it in the queue while all hands are busy or off duty. Hands that can be
// called out come to whoever waits off duty, after the time that takes.
func (w *World) joinTeam(id, at int32) {
	x, t := &w.incidents[id], &w.teams[at]
	x.team = at
	w.bookTeam(t)
	t.jobs++
	if w.hasHands(at) {
		t.waited += int(count(t.off))
		w.giveHands(id)
		return
	}
	t.waited++
	x.step = forHands
	w.join(&t.queue, id)
	w.note(models.Queues, id)
}

// hasHands reports whether a team has idle hands that are on duty or can be called out.
func (w *World) hasHands(at int32) bool {
	t, crew := &w.teams[at], &w.Crews[w.plan.crewOf[at]]
	return int(t.busy) < crew.Count && (!t.off || crew.CallOut != nil)
}

// giveHands lets one of a team's hands begin with a case; off duty, it has to come first.
func (w *World) giveHands(id int32) {
	x := &w.incidents[id]
	t := &w.teams[x.team]
	t.busy++
	if !t.off {
		w.startWork(id)
		return
	}
	x.step = traveling
	t.away++
	crew := &w.Crews[w.plan.crewOf[x.team]]
	takes := w.draws.ask(forCallOut, w.entityOf(x), x.count, x.tries).wait(models.Wait{Law: crew.CallOut})
	x.timer = w.calendar.After(takes, sim.Event{Kind: arrived, Who: id})
	w.note(models.Calls, id)
}

// onArrived begins the work of hands that were called out.
func (w *World) onArrived(id int32) {
	t := &w.teams[w.incidents[id].team]
	w.bookTeam(t)
	t.away--
	w.startWork(id)
}

// leaveTeam gives a case's hands, if it has any, to the next in line.
func (w *World) leaveTeam(id int32) {
	x := &w.incidents[id]
	if x.team == none {
		return
	}
	t := &w.teams[x.team]
	w.bookTeam(t)
	t.busy--
	t.away -= int32(count(x.step == traveling))
	at := x.team
	x.team = none
	w.serve(at)
}

// serve lets free hands begin with those who wait.
func (w *World) serve(at int32) {
	t := &w.teams[at]
	for t.queue.head != none && w.hasHands(at) {
		next := t.queue.head
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
	w.calendar.At(sim.Time(weeks*week+next+float64(w.Time.Warmup)), sim.Event{Kind: shiftTurns, Who: int32(crew)})
	p := &w.plan.crews[crew]
	for t := p.first; t < p.first+p.teams; t++ {
		w.teams[t].off = off
	}
}

// onShift begins or ends a shift; who has waited for it is served.
func (w *World) onShift(crew int) {
	w.scheduleShift(crew)
	p := &w.plan.crews[crew]
	for t := p.first; t < p.first+p.teams; t++ {
		w.bookTeam(&w.teams[t])
		w.serve(t)
	}
}
