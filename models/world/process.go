package world

import (
	"nines/models"
	"nines/sim"
	"nines/sim/flat"
	"nines/sim/rng"
)

// process is one fault on one target: an alternating renewal.
type process struct {
	timer  sim.Timer // of the next strike, while alive and its clock runs
	count  uint32    // strikes so far
	active int32     // incidents of it that are not over
	fault  int16
	rung   int16 // stage of a rollout that has hit nobody yet
}

func (w *World) resetAging() {
	lemons, operating, aging := false, false, false
	for f := range w.Faults {
		first := w.plan.firstProc[f]
		for t := range w.Faults[f].Targets {
			w.processes[int(first)+t].fault = int16(f)
		}
		lemons = lemons || w.Faults[f].Lemons > 0
		operating = operating || w.Faults[f].Operating
		aging = aging || w.plan.aging[f] != nil
	}
	w.paused, w.frailty, w.ages = w.paused[:0], w.frailty[:0], w.ages[:0]
	if aging {
		w.ages = flat.Fill(w.ages, len(w.processes), 0)
	}
	if operating {
		w.paused = flat.Fill(w.paused, len(w.processes), -1)
	}
	if lemons {
		w.frailty = flat.Fill(w.frailty, len(w.processes), 1)
		for f := range w.Faults {
			w.drawFrailty(f)
		}
	}
}

// drawFrailty gives every target of a fault with lemons its rate multiplier: gamma with mean 1 and variance θ (Vaupel,
// Manton and Stallard 1979). The multiplier speeds up the target's clock: lives are divided by it whatever their law.
func (w *World) drawFrailty(f int) {
	law := w.plan.frailty[f]
	if law == nil {
		return
	}
	for t := range w.Faults[f].Targets {
		p := w.plan.firstProc[f] + int32(t)
		entity := w.entity(w.Faults[f].Targets[t], int16(f))
		w.frailty[p] = float64(w.draws.ask(forFrailty, entity, 0, 0).wait(models.Wait{Law: law}))
	}
}

// target of a process, and its index among the fault's targets.
func (w *World) target(p int32) (models.ComponentID, int) {
	f := w.processes[p].fault
	i := int(p - w.plan.firstProc[f])
	if first := w.plan.rows[f]; first >= 0 {
		return first + models.ComponentID(i), i
	}
	return w.Faults[f].Targets[i], i
}

// entity names the random streams of a fault on a component.
func (w *World) entity(c models.ComponentID, fault int16) uint64 {
	if i, ok := w.Topology.Leaf(c); ok {
		return rng.Child(w.nodes[i].entity, w.plan.faultKeys[fault])
	}
	return rng.Child(w.Topology.Domains[c].Entity, w.plan.faultKeys[fault])
}

// beginLife draws the next life of a process and starts its clock, unless the clock of its fault stands still. A life
// that outlasts the run needs no event, unless its end can still be put off.
func (w *World) beginLife(p int32) {
	x := &w.processes[p]
	where, target := w.target(p)
	o := w.occurrence(p, target)
	life := w.draws.ask(forLife, w.entity(where, x.fault), x.count, 0).wait(w.Faults[x.fault].Failure.Next(o))
	if aging := w.plan.aging[x.fault]; aging != nil {
		w.ages[p] = float64(aging.Ages(o, life))
	}
	w.strikeAfter(p, where, life)
}

// strikeAfter lets a process, whose target stands there, strike after a time of its own clock.
func (w *World) strikeAfter(p int32, where models.ComponentID, after sim.Duration) {
	x := &w.processes[p]
	operating := w.Faults[x.fault].Operating
	x.timer = sim.Timer{}
	switch due := w.now() + sim.Time(after); {
	case operating && w.isDown(where):
		w.paused[p] = float64(after)
	case due < w.plan.end || operating:
		x.timer = w.calendar.At(due, sim.Event{Kind: strikes, Who: p})
	}
}

// occurrence describes the next strike of a process on its target to its Failure.
func (w *World) occurrence(p int32, target int) models.Occurrence {
	o := models.Occurrence{Target: target, Count: int(w.processes[p].count), Now: w.now(), Pace: 1}
	if len(w.frailty) > 0 {
		o.Pace = w.frailty[p]
	}
	if len(w.ages) > 0 {
		o.Age = sim.Duration(w.ages[p])
	}
	return o
}
