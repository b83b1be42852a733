package world

import (
	"nines/sim"
	"nines/sim/flat"
)

// serviceState is one service now.
type serviceState struct {
	units   int64    // of throughput reachable
	gaps    int32    // incidents that interrupt its role
	down    bool     // truth: its rule does not hold
	out     bool     // it is down, and not only for causes that do not count
	settled sim.Time // until when downtime and capacity are booked
	blame   blame
}

func (w *World) resetServices() {
	for len(w.services) < len(w.Services) {
		w.services = append(w.services, serviceState{})
	}
	w.services = w.services[:len(w.Services)]
	for i := range w.services {
		held := flat.Fill(w.services[i].blame.held, len(w.Faults)+1, 0)
		w.services[i] = serviceState{units: w.plan.services[i].allUnits, blame: blame{held: held}}
	}
	w.blaming = 0
}

// settle books, for every service and flow that node i belongs to, the time since the last change as it has been.
func (w *World) settle(i int32) {
	class := w.nodes[i].class
	for _, s := range w.plan.onClass[class] {
		w.settleService(int(s))
	}
	w.settleFlow()
}

func (w *World) settleService(id int) {
	s := &w.services[id]
	dt := float64(w.now() - s.settled)
	if dt <= 0 {
		return
	}
	w.meter.bookService(w, id, dt)
	s.settled = w.now()
}

// part of a node's units that a share leaves, rounded: the same whole number whenever it is asked.
func part(units int64, share float64) int64 { return int64(float64(units)*share + 0.5) }

// servicesChanged moves the gates of the services of node i and notes which of them go up or down.
func (w *World) servicesChanged(i int32, before, after condition) {
	class := w.nodes[i].class
	for _, s := range w.plan.onClass[class] {
		p := &w.plan.services[s]
		gained := part(p.units[class], after.reach) - part(p.units[class], before.reach)
		w.services[s].units += gained
		if w.meter.cause != none {
			w.incidents[w.meter.cause].lost -= float64(gained) * p.perUnit
		}
		if p.byNodes {
			gained = count(after.up) - count(before.up)
		}
		w.supply(p.gateOf[w.Topology.Above(i, p.depth)], gained)
		w.judge(int(s))
	}
}

// judge takes a service down or up as its rule and its role demand, and begins or ends an outage that counts.
// Attribution and downtime up to now are settled by the caller.
func (w *World) judge(id int) {
	s := &w.services[id]
	down := s.gaps > 0 || !w.gates[w.plan.services[id].root].open()
	if down && !s.blame.kept {
		w.takeBlame(id)
	}
	if out := down && s.blame.counts(); out != s.out {
		w.meter.serviceTurned(w, id, out)
		s.out = out
	}
	if down != s.down {
		s.down = down
		w.noteService(id, down)
	}
}

// judgeAnew judges the services of a node whose holds are others than before, though its condition may be the same: one
// cause that counts may have taken over from one that does not.
func (w *World) judgeAnew(i int32) {
	if w.plan.uncounted == nil || w.blaming == 0 {
		return
	}
	for _, s := range w.plan.onClass[w.nodes[i].class] {
		w.judge(int(s))
	}
}

func count(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// supply changes what a gate has and, where that opens or closes it, the gate that counts it, up to the root.
func (w *World) supply(g int32, by int64) {
	for g >= 0 && by != 0 {
		x := &w.gates[g]
		was := x.open()
		x.have += by
		by = count(x.open()) - count(was)
		g = x.parent
	}
}
