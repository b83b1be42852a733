package work

import (
	"nines/models"
	"nines/models/book"
	"nines/models/chance"
	"nines/models/fleet"
	"nines/models/pools"
	"nines/models/sight"
	"nines/sim"
	"nines/sim/flat"
)

// Reset makes everybody idle, reusing memory.
func (w *Work) Reset(p *Plan, draws *chance.Draws, b *book.Book, truth *fleet.Fleet, seen *sight.Sight,
	bandwidth *pools.Pools) {
	w.Plan, w.chance, w.book, w.fleet, w.sight, w.pools = p, draws, b, truth, seen, bandwidth
	w.jobs, w.cases = w.jobs[:0], 0
	w.accused = flat.Fill(w.accused, len(p.Topology.Leaves), false)
	w.memory = w.memory[:0]
	if p.patient != nil {
		w.memory = flat.Fill(w.memory, p.Processes(), memo{})
	}
	w.desk.Reset(p.Topology)
	w.holding = 0
	for i := range w.held {
		w.held[i] = nobody
	}
	w.reliefs.Reset()
	w.resetLanes()
	w.later.reset()
	w.resetRoles()
	w.resetTeams()
	w.resetShelves()
}

// Start schedules the first ends of shifts, and tells who has a role.
func (w *Work) Start(c *sim.Calendar) {
	w.calendar = c
	for i := range w.Crews {
		w.scheduleShift(i)
	}
	for s, holders := range w.roles {
		for _, leaf := range holders {
			w.noteRole(models.HasRole, s, leaf, none)
		}
	}
}

// CopyFrom makes w equal to src in its own memory; it draws, books, schedules and acts on what it is given.
func (w *Work) CopyFrom(src *Work, c *sim.Calendar, draws *chance.Draws, b *book.Book, truth *fleet.Fleet,
	seen *sight.Sight, bandwidth *pools.Pools) {
	w.Plan, w.calendar, w.chance, w.book, w.fleet, w.sight, w.pools = src.Plan, c, draws, b, truth, seen, bandwidth
	w.jobs, w.cases = flat.Copy(w.jobs, src.jobs), src.cases
	w.accused, w.memory = flat.Copy(w.accused, src.accused), flat.Copy(w.memory, src.memory)
	w.desk.CopyFrom(&src.desk)
	w.holding, w.held = src.holding, src.held
	w.reliefs.CopyFrom(&src.reliefs)
	w.lanes.copyFrom(&src.lanes)
	w.roles = flat.CopyEach(w.roles, src.roles, func(d *[]int32, s []int32) { *d = flat.Copy(*d, s) })
	w.teams, w.shelves = flat.Copy(w.teams, src.teams), flat.Copy(w.shelves, src.shelves)
}

// Follow reads a change of the truth.
func (w *Work) Follow(c fleet.Change) {
	switch c.What {
	case fleet.Began:
		w.begin(c.Case)
		w.mayInterrupt(c.Case)
	case fleet.Grew, fleet.Returned:
		w.mayInterrupt(c.Case)
	case fleet.Hid:
		w.bridge(c.Case, &w.jobs[c.Case].gaps, every)
		w.restage(c.Case)
		w.mayFill()
	case fleet.TakenOut:
		w.takeOver(c.Case)
	case fleet.PutBack:
		w.bridge(c.Case, &w.jobs[c.Case].outs, every)
		w.mayFill()
	case fleet.Passed:
		w.end(c.Case, models.Heals)
	case fleet.Ended:
		w.bridge(c.Case, &w.jobs[c.Case].gaps, every)
		w.mayFill()
		if w.holding != 0 {
			w.later.ask, w.later.any = true, true
		}
	}
}

// mayInterrupt has a case whose effect is felt interrupt roles, if there are any, when all news is heard.
func (w *Work) mayInterrupt(id int32) {
	if len(w.standbys) > 0 {
		w.later.interrupts, w.later.any = append(w.later.interrupts, id), true
	}
}

// Hear reads what somebody has come to believe.
func (w *Work) Hear(t sight.Turn) {
	switch t.What {
	case sight.Alarm:
		w.onAlarm(t.About, int(t.Arg))
	case sight.Accused:
		w.accuse(t.About, uint32(t.Arg))
	case sight.Trusted:
		w.mayFill()
	}
}

// Conclude does the next of what had to wait until all news of an event was heard, and reports whether there was
// anything: then there may be news again, which is to be heard first. So who decides sees all that an instant has
// brought, and what others have decided in it.
func (w *Work) Conclude() bool { return (w.later.any || w.lanes.queued > 0) && w.conclude() }

func (w *Work) conclude() bool {
	l := &w.later
	switch {
	case l.asked.Unread():
		w.answer(l.asked.Next())
	case len(l.interrupts) > 0:
		for _, id := range l.interrupts {
			w.interrupt(id)
		}
		l.interrupts = l.interrupts[:0]
	case l.fill:
		l.fill = false
		w.fillRoles()
	case l.ask:
		l.ask = false
		w.askAll()
	case l.hands.Unread():
		w.turnOn(l.hands.Next())
	default:
		l.reset()
		w.paceAll()
		return false
	}
	return true
}

// answer goes on with a case, unless it has been ended meanwhile.
func (w *Work) answer(id int32) {
	switch w.jobs[id].step {
	case alarmed:
		if w.mitigator != nil && w.fleet.Case(id).Genuine() {
			w.mitigate(id)
		}
		w.diagnose(id)
	case blamed:
		w.decide(id)
	case cleared:
		w.nextSuspect(id)
	case supplied:
		w.callHands(id)
	case equipped:
		w.startWork(id)
	case copied:
		w.look(id)
	}
}

// Forget ends the warm-up: what has been counted is forgotten. Everything is settled.
func (w *Work) Forget() {
	for i := range w.teams {
		t := &w.teams[i]
		t.hands, t.over, t.line, t.jobs, t.waited = 0, 0, 0, 0, 0
	}
	for i := range w.shelves {
		s := &w.shelves[i]
		s.empty, s.lay, s.line, s.used, s.jobs, s.waited = 0, 0, 0, 0, 0, 0
	}
}

// Settle brings every integral up to now.
func (w *Work) Settle() {
	for i := range w.teams {
		w.bookTeam(&w.teams[i])
	}
	for i := range w.shelves {
		w.bookShelf(&w.shelves[i])
	}
}

// Finish says what repairs shared. Everything is settled.
func (w *Work) Finish(o *models.Outcome) {
	for i := range w.held {
		o.Cases.Held += int(w.held[i].length)
	}
	o.Crews = make([]models.CrewOutcome, len(w.Crews))
	for i, t := range w.teams {
		c := &o.Crews[w.crewOf[i]]
		c.Count += w.Crews[w.crewOf[i]].Count
		c.Busy += t.hands
		c.Over += t.over
		c.Line += t.line
		c.Jobs += t.jobs
		c.Waited += t.waited
	}
	for _, s := range w.shelves {
		o.Spares = append(o.Spares, models.SpareOutcome{
			Used: s.used, Jobs: s.jobs, Waited: s.waited, Line: s.line, Empty: s.empty, Shelf: s.lay,
		})
	}
}

// begin follows an incident that nobody has noticed yet, unless it was announced.
func (w *Work) begin(id int32) {
	j, x := w.open(id), w.fleet.Case(id)
	before := w.recall(x.Process())
	j.attempt, j.tried = before.attempt, before.tries
	if w.fleet.Announced(x) {
		w.announce(id)
	}
}

// announce has everybody prepare for what begins as announced: balancers send its nodes no more work, and a service
// whose role would be interrupted has moved it to a standby by then, if there is one. Detectors see that the node is
// away as they see any fault, and need their time to trust it again when it is back, but there is no case, and no
// detection is counted.
func (w *Work) announce(id int32) {
	w.drain(id)
	w.jobs[id].moved = every
	w.enter(id, models.Repairing)
}

// Handle plays an event of this room.
func (w *Work) Handle(e sim.Event) {
	switch e.Kind {
	case diagnosed:
		w.onDiagnosis(e.Who)
	case due:
		w.onDue(e.Who)
	case arrived:
		w.onArrived(e.Who)
	case worked:
		w.onWorked(e.Who)
	case verified:
		w.onVerified(e.Who)
	case relieved:
		w.onRelief(e.Who)
	case paced:
		w.onPaced(e.Who)
	case delivered:
		w.onDelivery(int16(e.Who), e.Arg)
	case shiftTurns:
		w.onShift(int(e.Who))
	}
}
