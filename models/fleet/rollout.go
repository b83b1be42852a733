package fleet

import (
	"errors"

	"nines/models"
	"nines/models/chance"
	"nines/sim"
)

// checkRollout refuses stages that do not rise, and what neither grows nor flaps.
func checkRollout(f *fault) error {
	before := 0.0
	for i, stage := range f.Stages {
		if !(stage.Share > before && stage.Share <= 1) || (i < len(f.Stages)-1) != (stage.For > 0) {
			return errors.New("stages rise to 100 % at most, and all but the last have an end")
		}
		before = stage.Share
	}
	switch grows := len(f.Stages) > 0; {
	case f.Symptom.Effect == models.Partition && (grows || f.Flaps != nil):
		return errors.New("a partition cuts off all of its domain at once, and once")
	case grows && (f.recorded != nil || f.Each || f.Flaps != nil):
		return errors.New("stages go with one incident for all nodes that does not flap")
	}
	return nil
}

// checkPlanned refuses as planned what is not known in advance.
func checkPlanned(f *fault) error {
	switch {
	case !f.Planned:
		return nil
	case f.recorded == nil:
		return errors.New("what is planned is known in advance")
	case f.Symptom.Effect != models.Down || f.Flaps != nil || f.Good > 0:
		return errors.New("what is planned takes its targets down, every time and throughout")
	}
	return nil
}

// exposed draws which stage of a rollout reaches a leaf, by one number for all of them, and reports whether it is one
// from first to last; true where there are no stages.
func (f *Fleet) exposed(fault int16, entity uint64, leaf int32, count uint32, first, last int16) bool {
	stages := f.faults[fault].Stages
	if len(stages) == 0 {
		return true
	}
	u, below := f.chance.Ask(chance.Exposure, f.nodes[leaf].entity^entity, count, 0).Part(), 0.0
	if first > 0 {
		below = stages[first-1].Share
	}
	return below <= u && u < stages[last].Share
}

// rollOn takes a rollout that has hit nobody yet to its next stage; false where there is none.
func (f *Fleet) rollOn(p int32) bool {
	x := &f.processes[p]
	stages := f.faults[x.fault].Stages
	if int(x.rung)+1 >= len(stages) {
		return false
	}
	where, _ := f.target(p)
	f.strikeAfter(p, where, stages[x.rung].For)
	x.rung++
	return true
}

// awaitGrowth schedules the next stage of a rollout that does harm.
func (f *Fleet) awaitGrowth(id int32) {
	x := &f.cases.Items[id]
	if stages := f.faults[x.fault].Stages; int(x.rung)+1 < len(stages) {
		x.pulse = f.calendar.After(stages[x.rung].For, sim.Event{Kind: grows, Who: id})
	}
}

// Halt stops a rollout that does harm: what has been rolled out stays.
func (f *Fleet) Halt(id int32) {
	x := &f.cases.Items[id]
	if x.fault != int16(None) && len(f.faults[x.fault].Stages) > 0 {
		f.calendar.Cancel(&x.pulse)
	}
}

// onGrow extends a case to the nodes of the next stage of its rollout.
func (f *Fleet) onGrow(id int32) {
	x := &f.cases.Items[id]
	if f.faults[x.fault].Change {
		f.lastChange = f.now()
	}
	x.rung++
	before := x.first
	first, last := f.Topology.Span(x.where)
	for i := last - 1; i >= first; i-- {
		if f.hit(x.fault, x.entity, i, x.count) && f.exposed(x.fault, x.entity, i, x.count, x.rung, x.rung) {
			f.addHold(id, i)
		}
	}
	f.extend(id, before)
	f.awaitGrowth(id)
}

// extend makes the holds that a case has gained felt, those in front of before.
func (f *Fleet) extend(id, before int32) {
	x := &f.cases.Items[id]
	if x.first == before {
		return
	}
	f.note(models.Grows, id)
	x.symptom.Impact *= float64(f.installed)
	cause := f.Onset(id)
	for h := x.first; h != before; h = f.holds.Items[h].sibling {
		f.link(h, cause)
	}
	x.symptom.Impact /= float64(max(1, f.installed))
	f.tell(Grew, id, before)
}
