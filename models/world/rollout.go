package world

import (
	"fmt"

	"nines/models"
	"nines/sim"
)

// checkRollout refuses stages that do not rise, and what neither grows nor flaps.
func checkRollout(f *models.Fault) error {
	before := 0.0
	for i, stage := range f.Stages {
		if !(stage.Share > before && stage.Share <= 1) || (i < len(f.Stages)-1) != (stage.For > 0) {
			return fmt.Errorf("fault %s: stages rise to 100 %% at most, and all but the last have an end", f.Name)
		}
		before = stage.Share
	}
	if f.Symptom.Effect == models.Partition && (len(f.Stages) > 0 || f.Flaps != nil) {
		return fmt.Errorf("fault %s: a partition cuts off all of its domain at once, and once", f.Name)
	}
	if _, recorded := f.Failure.(models.Recorded); len(f.Stages) > 0 && (recorded || f.Each || f.Flaps != nil) {
		return fmt.Errorf("fault %s: stages go with one incident for all nodes that does not flap", f.Name)
	}
	return nil
}

// exposed draws which stage of a rollout reaches a leaf, by one number for all of them, and reports whether it is one
// from first to last; true where there are no stages.
func (w *World) exposed(f int16, entity uint64, leaf int32, count uint32, first, last int16) bool {
	stages := w.Faults[f].Stages
	if len(stages) == 0 {
		return true
	}
	u, below := w.draws.ask(forExposure, w.nodes[leaf].entity^entity, count, 0).part(), 0.0
	if first > 0 {
		below = stages[first-1].Share
	}
	return below <= u && u < stages[last].Share
}

// rollOn takes a rollout that has hit nobody yet to its next stage; false where there is none.
func (w *World) rollOn(p int32) bool {
	x := &w.processes[p]
	stages := w.Faults[x.fault].Stages
	if int(x.rung)+1 >= len(stages) {
		return false
	}
	where, _ := w.target(p)
	w.strikeAfter(p, where, stages[x.rung].For)
	x.rung++
	return true
}

// awaitGrowth schedules the next stage of a rollout that does harm.
func (w *World) awaitGrowth(id int32) {
	x := &w.incidents[id]
	if stages := w.faultOf(x).Stages; int(x.rung)+1 < len(stages) {
		x.pulse = w.calendar.After(stages[x.rung].For, sim.Event{Kind: grows, Who: id})
	}
}

// onGrow extends an incident to the nodes of the next stage, unless it has been alarmed: then nothing more is rolled
// out.
func (w *World) onGrow(id int32) {
	x := &w.incidents[id]
	if x.stage != models.Undetected {
		return
	}
	if w.faultOf(x).Change {
		w.lastChange = w.now()
	}
	x.rung++
	before := x.first
	entity := w.entity(x.where, x.fault)
	first, last := w.Topology.Span(x.where)
	for i := last - 1; i >= first; i-- {
		if w.hit(x.fault, entity, i, x.count) && w.exposed(x.fault, entity, i, x.count, x.rung, x.rung) {
			w.addHold(id, i)
		}
	}
	w.extend(id, before)
	w.awaitGrowth(id)
}

// extend makes the holds that an incident has gained, those in front of before, felt and seen.
func (w *World) extend(id, before int32) {
	x := &w.incidents[id]
	if x.first == before {
		return
	}
	w.note(models.Grows, id)
	x.symptom.Impact *= float64(w.plan.installed)
	cause := w.onsetOf(id)
	for h := x.first; h != before; h = w.holds[h].sibling {
		w.link(h, cause)
	}
	x.symptom.Impact /= float64(max(1, w.plan.installed))
	for h := w.incidents[id].first; h != before; h = w.holds[h].sibling { // an alarm may move the incidents in memory
		w.expose(h)
	}
}
