package models

import (
	"math"
	"sort"

	"nines/sim"
	"nines/sim/rng"
)

// process is one fault on one target: an alternating renewal.
type process struct {
	timer  sim.Timer // of the next strike, while alive and its clock runs
	count  uint32    // strikes so far
	fault  int16
	active uint16 // incidents of it that are not over
}

func (w *World) resetAging() {
	lemons, operating := false, false
	for f := range w.Faults {
		first := w.plan.firstProc[f]
		for t := range w.Faults[f].Targets {
			w.processes[int(first)+t].fault = int16(f)
		}
		lemons = lemons || w.Faults[f].Lemons > 0
		operating = operating || w.Faults[f].Operating
	}
	w.paused, w.frailty = w.paused[:0], w.frailty[:0]
	if operating {
		w.paused = refill(w.paused, len(w.processes), -1)
	}
	if lemons {
		w.frailty = refill(w.frailty, len(w.processes), 1)
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
		s := w.open(forFrailty, w.entity(p), 0)
		w.frailty[p] = law.Sample(s)
	}
}

// target of a process, and its index among the fault's targets.
func (w *World) target(p int32) (ComponentID, int) {
	f := w.processes[p].fault
	i := int(p - w.plan.firstProc[f])
	return w.Faults[f].Targets[i], i
}

// entity names the random streams of a process.
func (w *World) entity(p int32) uint64 {
	c, _ := w.target(p)
	return rng.Child(w.Topology.Entity(c), w.plan.faultKeys[w.processes[p].fault])
}

// beginLife draws the next life of a target and starts its clock, unless the clock of its fault stands still.
func (w *World) beginLife(f int, target int32) {
	p := w.plan.firstProc[f] + target
	x := &w.processes[p]
	s := w.open(forLife, w.entity(p), x.count)
	fault := &w.Faults[f]
	o := Occurrence{Target: int(target), Count: int(x.count), Now: w.now(), Pace: 1}
	if fault.Lemons > 0 {
		o.Pace = w.frailty[p]
	}
	life := float64(fault.Failure.Next(o, s))
	switch due := w.now() + sim.Time(life); {
	case fault.Operating && w.isDown(fault.Targets[target]):
		w.paused[p] = life
	case due < w.End() || fault.Operating && !math.IsInf(life, 1):
		x.timer = w.calendar.At(due, sim.Event{Kind: strikes, Who: p})
	}
}

// isDown reports whether a component is down for any reason: a node that something holds down, a domain that an open
// incident holds down as a whole, on itself or above.
func (w *World) isDown(c ComponentID) bool {
	if i, ok := w.Topology.Leaf(c); ok {
		return w.nodes[i].downs > 0
	}
	for ; c >= 0; c = w.Topology.Parent(c) {
		if w.domainHeld[c] > 0 {
			return true
		}
	}
	return false
}

// pause stops the clock of a process that ages in operation; resume starts it again.
func (w *World) pause(p int32) {
	if due, ok := w.calendar.Pending(w.processes[p].timer); ok {
		w.paused[p] = float64(due - w.now())
		w.calendar.Cancel(&w.processes[p].timer)
	}
}

func (w *World) resume(p int32) {
	if left := w.paused[p]; left >= 0 {
		w.paused[p] = -1
		w.processes[p].timer = w.calendar.After(sim.Duration(left), sim.Event{Kind: strikes, Who: p})
	}
}

// pauseNode and resumeNode are called when a node goes down for the first and comes up for the last reason.
func (w *World) pauseNode(i int32) { w.eachOperating(w.Topology.Node(i), w.pause) }

func (w *World) resumeNode(i int32) { w.eachOperating(w.Topology.Node(i), w.resume) }

func (w *World) eachOperating(c ComponentID, do func(p int32)) {
	if len(w.paused) == 0 {
		return
	}
	for f := range w.plan.operating {
		if processes := w.plan.operating[f]; processes != nil && processes[c] >= 0 {
			do(processes[c])
		}
	}
}

// ageDomains stops or restarts the clocks of the domains within c when c as a whole goes down or comes up. A domain
// that something else holds down as well is left as it is.
func (w *World) ageDomains(c ComponentID, do func(p int32)) {
	if len(w.paused) == 0 {
		return
	}
	first, last := w.Topology.Span(c)
	for f, processes := range w.plan.operating {
		if processes == nil {
			continue
		}
		targets := w.Faults[f].Targets
		at := sort.Search(len(targets), func(i int) bool { a, _ := w.Topology.Span(targets[i]); return a >= first })
		for ; at < len(targets); at++ {
			d := targets[at]
			if a, _ := w.Topology.Span(d); a >= last {
				break
			}
			if _, leaf := w.Topology.Leaf(d); !leaf && d >= c && !w.isDown(d) {
				do(processes[d])
			}
		}
	}
}
