package fleet

import (
	"errors"

	"nines/models"
	"nines/models/chance"
	"nines/sim"
)

// checkCourse refuses phases that cannot follow each other, and what has no part in a course.
func checkCourse(f *fault) error {
	c := &f.Course
	switch {
	case c.Steady():
		return nil
	case f.Symptom.Effect == models.Partition:
		return errors.New("a partition cuts off all of its domain at once, and once")
	case !c.Whole() && (f.recorded != nil || f.Each):
		return errors.New("what comes to some nodes before others is one incident for all of them, and none of a record")
	}
	most, before := 0.0, -1.0
	for i := range len(c.Phases) + int(count(c.Repeats)) {
		phase := c.At(i)
		if endless := i == len(c.Phases)-1 && !c.Repeats; endless != (phase.Lasts == nil) {
			return errors.New("all phases have an end, but for the last of those that are not repeated")
		}
		if !follows(phase.Share, before, most) {
			return errors.New("shares rise to 100 % at most, or fall to 0 and come back as they were")
		}
		most, before = max(most, phase.Share), phase.Share
	}
	return nil
}

// follows reports whether a share may follow the one before, −1 where there is none, after the most so far.
func follows(share, before, most float64) bool {
	switch {
	case before == 0:
		return share == most
	case share == 0:
		return before > 0
	}
	return share > most && share <= 1
}

// awaitPulse schedules the end of the present phase of a case, if that has one, of a fault with a course.
func (f *Fleet) awaitPulse(id int32) {
	x := &f.cases.Items[id]
	c := &f.faults[x.fault].Course
	if law := c.At(int(x.phase)).Lasts; law != nil {
		lasts := f.chance.Ask(chance.Phase, x.entity, x.count, x.phase).Lasts(law)
		x.pulse = f.calendar.After(lasts, sim.Event{Kind: pulses, Who: id})
	}
}

// onPulse takes a case to its next phase.
func (f *Fleet) onPulse(id int32) {
	x := &f.cases.Items[id]
	c := &f.faults[x.fault].Course
	before, share := c.At(int(x.phase)).Share, c.At(int(x.phase)+1).Share
	x.phase++
	switch {
	case share == 0:
		f.hides(id)
	case before == 0:
		f.returns(id)
	default:
		f.grows(id, before, share)
	}
	f.awaitPulse(id)
}

// hides lets the effect of a case be gone for now.
func (f *Fleet) hides(id int32) {
	x := &f.cases.Items[id]
	f.loosen(id)
	x.spells++
	f.post(Hid, id, None)
}

// returns makes the effect of a case felt again.
func (f *Fleet) returns(id int32) {
	x := &f.cases.Items[id]
	x.spells++
	lost := f.book.Lost(id)
	for h := x.first; h != None; h = f.holds.Items[h].sibling {
		x := &f.holds.Items[h]
		x.since, x.era, x.onNode = f.now(), f.chance.Era(), None
	}
	f.grip(id)
	f.book.Loses(id, lost)
	f.post(Returned, id, None)
}

// grows has the effect of a case reach a greater share of the nodes below its target than before.
func (f *Fleet) grows(id int32, before, share float64) {
	x := &f.cases.Items[id]
	if f.faults[x.fault].Change {
		f.lastChange = f.now()
	}
	old := x.first
	f.strikeNodes(id, before, share)
	f.extend(id, old)
}

// extend makes the holds that a case has gained felt, those in front of old.
func (f *Fleet) extend(id, old int32) {
	x := &f.cases.Items[id]
	if x.first == old {
		return
	}
	f.note(models.Grows, id)
	f.linkAll(x.first, old, f.Onset(id))
	f.post(Grew, id, old)
}

// goesOn takes an occurrence that has hit nobody yet to its next phase; false where that reaches nobody else.
func (f *Fleet) goesOn(p int32) bool {
	x := &f.processes[p]
	c := &f.faults[x.fault].Course
	phase := c.At(int(x.phase))
	if c.At(int(x.phase)+1).Share <= phase.Share {
		return false
	}
	where, _ := f.target(p)
	lasts := f.chance.Ask(chance.Phase, f.entity(where, x.fault), x.count, uint32(x.phase)).Lasts(phase.Lasts)
	x.born = sim.Time(forever)
	f.strikeAfter(p, where, lasts)
	x.phase++
	return true
}

// Halt stops the course of a case that somebody is alarmed about, if that is one to stop.
func (f *Fleet) Halt(id int32) {
	x := &f.cases.Items[id]
	if x.fault != int16(None) && f.faults[x.fault].Course.Halts {
		f.calendar.Cancel(&x.pulse)
	}
}
