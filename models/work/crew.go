package work

import (
	"nines/models"
	"nines/models/chance"
	"nines/sim"
	"nines/sim/flat"
)

// team is the hands of one crew in one place: a crew of its own for every domain of the crew's depth.
//
// Off duty, hands that may be called out are called whenever more cases wait than hands are on their way. Whoever comes
// takes the case that is next, whichever it was called for, and goes home if none waits. So it is with hands
// that have come and are done with a case before the next shift. Those who have only stayed on after a shift to finish
// a case go home, and are called like any others. Where a crew stops at the end of a shift nobody stays on: what is
// left of a case waits like any other, where it stood in the queue before.
type team struct {
	queue line     // cases that wait, for hands on their way as for any others
	busy  int32    // hands at work or on their way
	away  int32    // of these, on their way
	asked uint32   // cases that have asked for hands so far
	off   bool     // between shifts: unless called out, hands begin nothing
	turn  int32    // shifts and breaks between them so far
	until sim.Time // end of the present one
	// For the books, see bookTeam.
	since       sim.Time
	hands, line float64 // integrals of busy, and of who waits, seconds
	over        float64 // integral of busy while off duty, seconds
	jobs        int     // that asked for hands
	waited      int     // that had to wait for them
}

func (w *Work) resetTeams() {
	w.teams = flat.Fill(w.teams, len(w.crewOf), team{queue: nobody})
}

// teamOf is the team of a crew that is responsible for a component.
func (w *Work) teamOf(crew int16, c models.ComponentID) int32 {
	p := &w.crews[crew]
	if p.depth == 0 {
		return p.first
	}
	leaf, _ := w.Topology.Span(c)
	return p.first + int32(w.Topology.Above(leaf, p.depth)-p.domain)
}

// bookTeam integrates a team's hands and queue up to now.
func (w *Work) bookTeam(t *team) {
	dt := float64(w.now() - t.since)
	t.hands += float64(dt * float64(t.busy))
	if t.off {
		t.over += float64(dt * float64(t.busy))
	}
	t.line += float64(dt * float64(t.queue.length))
	t.since = w.now()
}

// joinTeam gives hands to a case and reports that they can begin, or puts it in the queue while all are busy or off
// duty.
func (w *Work) joinTeam(id, at int32) bool {
	j, t := &w.jobs[id], &w.teams[at]
	w.bookTeam(t)
	t.jobs++
	t.asked++
	j.team, j.ticket = at, t.asked
	if !t.off && w.idleHands(at) {
		w.giveHands(id)
		return true
	}
	t.waited++
	j.step = forHands
	w.join(&t.queue, id)
	if w.callsOut(at) {
		w.callOut(id)
		return false
	}
	w.note(models.Queues, id)
	return false
}

// idleHands reports whether a team has hands that are neither at work nor on their way.
func (w *Work) idleHands(at int32) bool {
	return int(w.teams[at].busy) < w.Crews[w.crewOf[at]].Count
}

// callsOut reports whether a team that is off duty has somebody to call, and a case for which nobody is on the way.
func (w *Work) callsOut(at int32) bool {
	t := &w.teams[at]
	return t.off && w.Crews[w.crewOf[at]].CallOut != nil && t.queue.length > t.away && w.idleHands(at)
}

// callOut calls hands for a case that waits. Those who would not come before the next shift begins come with it.
func (w *Work) callOut(id int32) {
	j, x := &w.jobs[id], w.fleet.Case(id)
	t, crew := &w.teams[j.team], &w.Crews[w.crewOf[j.team]]
	t.busy++
	t.away++
	takes := w.chance.Ask(chance.CallOut, x.Entity(), x.Count(), j.calls).Lasts(crew.CallOut)
	j.calls++
	if comes := w.now() + sim.Time(takes); comes < t.until {
		w.calendar.At(comes, sim.Event{Kind: arrived, Who: j.team})
	}
	w.note(models.Calls, id)
}

// giveHands gives one of a team's hands to a case.
func (w *Work) giveHands(id int32) {
	j := &w.jobs[id]
	t := &w.teams[j.team]
	t.busy++
	j.turn = t.turn
}

// onArrived has hands that were called out begin with whoever has waited longest.
func (w *Work) onArrived(at int32) {
	t := &w.teams[at]
	w.bookTeam(t)
	t.busy--
	t.away--
	w.serveNext(at)
}

// hand is one of a team's, which began with its last case in one of its turns.
type hand struct{ team, turn int32 }

// leaveTeam frees a case's hands, if it has any. To whom they turn next is decided when all news is heard, of which the
// end of the case may be some. Until then they are not to be had.
func (w *Work) leaveTeam(id int32) {
	j := &w.jobs[id]
	if j.team == none {
		return
	}
	w.later.hands.Put(hand{j.team, j.turn})
	w.later.any = true
	j.team = none
}

// turnOn has free hands turn to those who wait. Off duty, hands that have stayed on from a shift go home, and can be
// called like any others.
func (w *Work) turnOn(h hand) {
	t := &w.teams[h.team]
	w.bookTeam(t)
	t.busy--
	switch {
	case !t.off:
		w.serve(h.team)
	case h.turn == t.turn: // they were called out: off duty nobody else begins anything
		w.serveNext(h.team)
	case w.callsOut(h.team):
		w.callOut(w.inLine(&t.queue, t.away))
	}
}

// serve lets free hands on duty begin with those who wait.
func (w *Work) serve(at int32) {
	for w.teams[at].queue.head != none && w.idleHands(at) {
		w.serveNext(at)
	}
}

// serveNext gives hands to who is next, if anybody waits.
func (w *Work) serveNext(at int32) {
	t := &w.teams[at]
	if next := w.nextOf(at); next != none {
		w.quit(&t.queue, next)
		w.giveHands(next)
		w.await(next, equipped)
	}
}

// leaveQueue takes a case out of its team's queue.
func (w *Work) leaveQueue(id int32) {
	j := &w.jobs[id]
	t := &w.teams[j.team]
	w.bookTeam(t)
	w.quit(&t.queue, id)
	j.team = none
}
