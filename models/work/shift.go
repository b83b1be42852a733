package work

import (
	"math"

	"nines/models"
	"nines/sim"
)

const (
	week  = 7 * 86400.0 // seconds
	blink = 4e-6        // below what a clock in floating point resolves after centuries, seconds
)

// scheduleShift plans the next beginning or end of a shift of a crew, and puts its teams on or off duty.
func (w *Work) scheduleShift(crew int) {
	shifts := w.Crews[crew].Shifts
	if len(shifts) == 0 {
		return
	}
	now := float64(w.now()) - float64(w.Time.Warmup)
	at, weeks := now-float64(week*math.Floor(now/week)), math.Floor(now/week)
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
	until := sim.Time(float64(weeks*week) + next + float64(w.Time.Warmup))
	w.calendar.At(until, sim.Event{Kind: shiftTurns, Who: int32(crew)})
	p := &w.crews[crew]
	for at := p.first; at < p.first+p.teams; at++ {
		t := &w.teams[at]
		t.off, t.until = off, until
		t.turn++
	}
}

// onShift begins or ends a shift.
func (w *Work) onShift(crew int) {
	p := &w.crews[crew]
	for at := p.first; at < p.first+p.teams; at++ {
		w.bookTeam(&w.teams[at])
	}
	w.scheduleShift(crew)
	switch off := w.teams[p.first].off; {
	case !off:
		w.beginShift(p)
	case w.Crews[crew].Stops:
		w.stopWork(p)
	}
}

// beginShift has those be there who are still on their way, and serves who has waited.
func (w *Work) beginShift(p *crewPlan) {
	for at := p.first; at < p.first+p.teams; at++ {
		t := &w.teams[at]
		t.busy -= t.away
		t.away = 0
		w.serve(at)
	}
}

// stopWork has all hands of a crew lay down their work, and calls some out for it if that is the way of the crew. Cost:
// O(cases).
func (w *Work) stopWork(p *crewPlan) {
	for id := range w.jobs {
		j := &w.jobs[id]
		if j.step == working && j.team >= p.first && j.team < p.first+p.teams {
			w.layDown(int32(id))
		}
	}
	for at := p.first; at < p.first+p.teams; at++ {
		for w.callsOut(at) {
			w.callOut(w.inLine(&w.teams[at].queue, w.teams[at].away))
		}
	}
}

// layDown has the hands of a case leave it as it is, unless they are done: it waits for hands again, where it stood in
// the queue before. Nodes that are out of service for the work stay so.
func (w *Work) layDown(id int32) {
	j := &w.jobs[id]
	due, _ := w.calendar.Pending(j.timer)
	if due-w.now() <= blink {
		return
	}
	w.calendar.Cancel(&j.timer)
	j.left, j.done = sim.Duration(due-w.now()), sim.Duration(w.now()-j.since)
	j.step = forHands
	t := &w.teams[j.team]
	t.busy--
	w.rejoin(&t.queue, id)
	w.proceed(id, models.Waiting)
	w.note(models.Stops, id)
}

// resume goes on with the work that was laid down, if there is any, and reports whether there was.
func (w *Work) resume(id int32) bool {
	j := &w.jobs[id]
	if j.left == 0 {
		return false
	}
	j.timer = w.calendar.After(j.left, sim.Event{Kind: worked, Who: id})
	j.since = w.now() - sim.Time(j.done)
	j.left, j.done = 0, 0
	w.noteAt(models.Resumes, id, w.site(j))
	return true
}
