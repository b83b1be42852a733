package fleet

import (
	"math"
	"slices"

	"nines/models"
	"nines/models/chance"
	"nines/sim"
)

// onStrike plays the occurrence of a fault: it draws whom it hits and opens the case, or one for each hit node. A
// process that hits nobody is free to strike again at once, as is a recorded one.
func (f *Fleet) onStrike(p int32, deferred bool) {
	x := &f.processes[p]
	if f.faults[x.fault].recorded != nil && !deferred {
		// What ends at this very instant ends first, so that outages in a row are one outage and nothing overlaps.
		x.timer = f.calendar.At(f.now(), sim.Event{Kind: strikes, Who: p, Arg: 1})
		return
	}
	x.timer = sim.Timer{} // what it named is past; who has no next strike yet has none pending
	if !f.await(p) {
		f.strike(p)
	}
}

// onBegins begins the turns that wait for a budget, as far as they may.
func (f *Fleet) onBegins(budget int32) {
	t := &f.turns[budget]
	t.asked = false
	for len(t.waiting) > 0 && f.mayBegin(t.waiting[0]) {
		p := t.waiting[0]
		t.waiting = slices.Delete(t.waiting, 0, 1)
		f.strike(p)
	}
}

// strike is an occurrence for which nothing is waited any more.
func (f *Fleet) strike(p int32) {
	x := &f.processes[p]
	d := &f.faults[x.fault]
	if x.phase == 0 {
		x.era = f.chance.Era()
	}
	if d.Change {
		f.lastChange = f.now()
	}
	before, harmful := x.active, d.Good == 0 || f.harms(p)
	switch {
	case !harmful:
	case d.Each:
		f.strikeEach(p)
	default:
		f.strikeOnce(p)
	}
	if x.active > before {
		f.book.Struck(p)
		f.suspend(p)
		f.callOff(p)
		if d.Triggers != nil {
			f.spread(p)
		}
	} else if harmful && f.goesOn(p) {
		return
	}
	x.count++
	x.phase = 0
	if d.resampled != nil {
		f.clocks.places[p].count++
	}
	if x.active == 0 || d.recorded != nil {
		f.beginLife(p)
	}
}

// harms draws whether the present strike of a process does any harm.
func (f *Fleet) harms(p int32) bool {
	x := &f.processes[p]
	where, _ := f.target(p)
	q := f.chance.AskIn(x.era, chance.Harm, f.entity(where, x.fault), x.count, 0)
	return !q.Happens(f.faults[x.fault].Good)
}

var forever = sim.Duration(math.Inf(1))

// occurs says how long the present strike of a process lasts, if that is on record, and with it what it does.
func (f *Fleet) occurs(p int32, x *models.Symptom) (lasts sim.Duration) {
	d := &f.faults[f.processes[p].fault]
	if d.recorded == nil {
		return forever
	}
	_, target := f.target(p)
	lasts, loss := d.recorded.Record(f.occurrence(p, target))
	if x.Effect != models.Down && x.Effect != models.Lossy {
		return lasts
	}
	if x.Effect, x.Loss = models.Down, loss; loss < 1 {
		x.Effect = models.Lossy
	}
	return lasts
}

// strikeOnce opens one case for all that is hit; none where nothing is.
func (f *Fleet) strikeOnce(p int32) {
	where, _ := f.target(p)
	x := &f.processes[p]
	if d := &f.faults[x.fault]; !d.whole {
		_, leaf := f.Topology.Leaf(where)
		id := f.openOccurrence(p, where, leaf)
		if f.strikeNodes(id, 0, d.Course.At(int(x.phase)).Share); f.cases.Items[id].nodes == 0 {
			f.discard(id)
			return
		}
		f.begin(id)
		return
	}
	id := f.openOccurrence(p, where, true)
	first, last := f.Topology.Span(where)
	for i := last - 1; i >= first; i-- { // backward, since addHold puts the latest first
		f.addHold(id, i)
	}
	f.begin(id)
}

// strikeEach opens one case for every node that is hit.
func (f *Fleet) strikeEach(p int32) {
	where, _ := f.target(p)
	x := &f.processes[p]
	for _, i := range f.whom(x.era, x.fault, f.entity(where, x.fault), where, x.count) {
		id := f.openOccurrence(p, f.Topology.Node(i), true)
		f.addHold(id, i)
		f.begin(id)
	}
}

// begin makes the holds of a new case felt, and starts the clocks of what may come of it.
func (f *Fleet) begin(id int32) {
	x := &f.cases.Items[id]
	d := &f.faults[x.fault]
	if len(d.Modes) > 1 {
		x.mode = f.drawMode(x, d.Fault)
	}
	lasts := f.occurs(x.process, &x.symptom)
	f.book.Began(x.fault)
	f.note(models.Begins, id)
	f.grip(id)
	if law := d.HealsIn(int(x.mode)); law != nil && lasts == forever {
		lasts = f.chance.Ask(chance.Healing, x.entity, x.count, 0).Lasts(law)
	}
	if lasts < forever {
		x.heal = f.calendar.After(lasts, sim.Event{Kind: passes, Who: id})
	}
	if !d.Course.Steady() {
		f.awaitPulse(id)
	}
	f.post(Began, id, None)
}

// drawMode draws in which of its modes a fault strikes.
func (f *Fleet) drawMode(x *Case, fault *models.Fault) int16 {
	u := f.chance.Ask(chance.Mode, x.entity, x.count, 0).Part()
	last := len(fault.Modes) - 1
	for m := range fault.Modes[:last] {
		if u -= fault.Modes[m].Share; u < 0 {
			return int16(m)
		}
	}
	return int16(last)
}

// StrikeEarly strikes a target before its life is over.
func (f *Fleet) StrikeEarly(p int32) {
	f.calendar.Cancel(&f.processes[p].timer)
	if len(f.clocks.paused) > 0 {
		f.clocks.paused[p] = -1
	}
	f.onStrike(p, false)
}

// Relapse has a process strike again before its time, a success did not last. One that still has other cases goes on
// as it is.
func (f *Fleet) Relapse(p int32, after sim.Duration) {
	x := &f.processes[p]
	if x.active > 0 {
		return
	}
	f.calendar.Cancel(&x.timer)
	f.book.Relapsed(x.fault)
	f.strikeIn(p, after)
}

// onSpread plays a strike that another one has triggered.
func (f *Fleet) onSpread(p int32) {
	f.spreading--
	if f.processes[p].active == 0 {
		f.StrikeEarly(p)
	}
}
